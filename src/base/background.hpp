// Work beside that of people who wait.
#pragma once

namespace base {

// The calling thread has the processor from now on only when no other thread wants it, or nearly
// so. Does nothing where the system refuses.
void leave_the_processor_to_others();

}  // namespace base

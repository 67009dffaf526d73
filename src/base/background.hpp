// Work beside that of people who wait.
#pragma once

namespace base {

// While others want the processor too, the calling thread has a tenth of what it would have, and
// so have the threads that it starts. Does nothing where the system refuses.
void leave_the_processor_to_others();

}  // namespace base

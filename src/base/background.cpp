// On Linux a priority belongs to a thread, and a new thread begins with that of its maker.
#include "base/background.hpp"

#include <sys/resource.h>

namespace base {

void leave_the_processor_to_others() {
  constexpr int low_priority = 10;
  (void)setpriority(PRIO_PROCESS, 0, low_priority);
}

}  // namespace base

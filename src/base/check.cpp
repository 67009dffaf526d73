// What a failed CHECK leaves behind: the place on standard error, and a core to look at.
#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace base {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: CHECK failed: %s\nThis is a fault of Guildhall: please report it.\n",
               file, line, condition);
  std::fflush(stderr);
  std::abort();
}

}  // namespace base

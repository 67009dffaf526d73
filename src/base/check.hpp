// CHECK stays on in release builds. It states what the program itself guarantees; it is never used
// on anything that a person, a file or the network gave us.
#pragma once

namespace base {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace base

#define CHECK(condition)                               \
  (static_cast<bool>(condition) ? static_cast<void>(0) \
                                : base::check_failed(#condition, __FILE__, __LINE__))

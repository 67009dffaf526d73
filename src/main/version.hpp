// The version of the program, from CMakeLists.txt.
#pragma once

namespace cli {

inline constexpr const char* version = GUILDHALL_VERSION;

}  // namespace cli

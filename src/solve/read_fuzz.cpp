// Whatever a file of points holds, it is read or refused.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "solve/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto problem = solve::read_instance(text);
  if (problem.ok() && !solve::check(problem.value()).ok()) __builtin_trap();
  return 0;
}

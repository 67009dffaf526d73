// Files of requests and what items of agendas come from: whatever the bytes, they are read or told.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "delegation/request_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = delegation::read_request_file(text);
  if (!read.ok()) CHECK(read.error().code == "bad_step");
  const delegation::ItemSource source = delegation::read_source(text);
  CHECK(source.request == 0 || source.decision.empty());
  return 0;
}

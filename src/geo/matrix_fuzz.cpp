// Any bytes are a table or are refused; what was taken is within what the header promises.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "geo/barriers.hpp"
#include "geo/matrix.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = geo::read_matrix(bytes, "fuzz");
  if (read.ok()) {
    const geo::TravelMatrix& matrix = read.value();
    CHECK(matrix.pairs() > 0 && matrix.identifiers.size() >= 2);
    for (std::size_t i = 0; i < matrix.identifiers.size(); ++i) {
      CHECK(matrix.place(matrix.identifiers[i]) == i && base::is_utf8(matrix.identifiers[i]));
      CHECK(matrix.find(i, i) == nullptr);
    }
    for (const auto& [key, entry] : matrix.entries) {
      CHECK((key >> 32) < matrix.identifiers.size());
      CHECK((key & 0xffffffff) < matrix.identifiers.size());
      CHECK(entry.minutes >= 0 && entry.minutes < 1e6);
    }
    for (const geo::MatrixFault& fault : matrix.faults)
      CHECK(fault.line > 1 && !fault.what.empty());
    CHECK(geo::missing_pairs(matrix, {"a", "b"}, 9).all <= 1);
  }
  const auto lines = geo::read_barriers(bytes);
  if (lines.ok()) {
    // Whatever stands in it can be asked.
    const geo::Barriers barriers(lines.value());
    for (const auto& line : lines.value()) CHECK(barriers.crosses(line.front(), line.back()));
  }
  return 0;
}

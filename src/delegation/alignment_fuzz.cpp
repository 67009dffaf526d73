// Whatever a matrix says, it is read or refused with the line; what is read is written and read
// again as the same, and it can be told of any day.
#include <cstdint>
#include <string_view>

#include "delegation/alignment_measure.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delegation;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const base::Date start = *base::Date::from_iso("2025-09-01");
  const auto matrix = read_alignment(text, start);
  if (!matrix.ok()) {
    CHECK(matrix.error().code == "bad_alignment");
    return 0;
  }
  const std::string written = alignment_text(matrix.value());
  const auto again = read_alignment(written, base::Date());
  CHECK(again.ok() && alignment_text(again.value()) == written);
  const std::vector<AlignedSchool> schools = {{1, 1, "Ash", true}, {2, 2, "Elm", true, true}};
  for (const base::Date on : movement_days(matrix.value(), start.plus_days(400))) {
    const AlignmentView view = alignment_on(matrix.value(), schools, on);
    CHECK(movement_point(view, start).entries == static_cast<int>(view.rows.size()));
  }
  return 0;
}

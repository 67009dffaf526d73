// Whatever a table says, it is refused with its line or read by a mapping that is proposed; the
// mapping is written and read again as the same, and the scheme that comes of it is one.
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "delegation/matrix.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delegation;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Catalogue& catalogue = shipped_catalogue();
  const auto given = read_mapping(catalogue, text);
  CHECK(given.ok() || given.error().code == "bad_mapping");
  const auto table = read_table(text);
  if (!table.ok()) {
    CHECK(table.error().code == "bad_matrix");
    return 0;
  }
  const Mapping mapping = propose_mapping(catalogue, table.value());
  const Imported made = imported(catalogue, table.value(), mapping);
  const std::string written = mapping_text(catalogue, mapping);
  const auto again = read_mapping(catalogue, written);
  CHECK(again.ok());
  const Imported twice = imported(catalogue, table.value(), again.value());
  CHECK(twice.scheme == made.scheme);
  const auto scheme = read_scheme(catalogue, scheme_text(catalogue, made.scheme));
  CHECK(scheme.ok() && scheme.value() == made.scheme);
  if (made.scheme.clauses.empty()) return 0;
  for (const Shape shape : {Shape::Csv, Shape::Rasci, Shape::Nga}) {
    const auto back = read_table(exported(catalogue, made.scheme, shape).text);
    CHECK(back.ok());
    imported(catalogue, back.value(), propose_mapping(catalogue, back.value()));
  }
  return 0;
}

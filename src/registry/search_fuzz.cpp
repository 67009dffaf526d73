// Any bytes may be typed: nothing crashes, no more is found than was asked for, nothing twice, and
// what is marked as corrected comes after what is not.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "registry/search.hpp"

namespace {

const registry::SearchIndex& index() {
  using registry::FoundKind;
  static const registry::SearchIndex built({
      {FoundKind::School,
       "990101",
       "St Mary's CofE Primary School",
       {"Fenwick Middle", "Quay"},
       {990101, 9184001, 10012345},
       "EM1 8QL",
       "Saltmere",
       "Primary, Eastmarch",
       true,
       210},
      {FoundKind::School,
       "990102",
       "Saint Mary's RC Infant School",
       {},
       {990102, 9182002},
       "EM11 0AA",
       "Thornby",
       "Primary, Eastmarch, Harbour Light Trust",
       false,
       90},
      {FoundKind::School,
       "990103",
       "Brightwater Community College",
       {},
       {990103},
       "B1 1AA",
       "Saltmere",
       "Secondary, Eastmarch",
       true,
       900},
      {FoundKind::Group, "2044", "Harbour Light Trust", {}, {2044, 7654321}, "", "", "", true, 12},
      {FoundKind::Authority, "918", "Eastmarch", {}, {918}, "", "", "Local authority", true, 240},
  });
  return built;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const auto found = index().find(query, 4);
  CHECK(found.size() <= 4);
  bool corrected = false;
  for (const auto& one : found) {
    CHECK(one.corrected || !corrected);
    corrected = one.corrected;
    CHECK(std::count_if(found.begin(), found.end(), [&](const registry::Found& other) {
            return other.kind == one.kind && other.ref == one.ref;
          }) == 1);
  }
  return 0;
}

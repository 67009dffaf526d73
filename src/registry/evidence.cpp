// Ordering of evidence.
#include "registry/evidence.hpp"

#include <algorithm>
#include <tuple>

namespace registry {

void Evidence::sort() {
  // The source's kind and name come before its id, for ids depend on the order of arrival.
  auto key = [](const Sighting& sighting) {
    return std::tuple(sighting.subject, sighting.family, sighting.source->as_of,
                      sighting.source->kind, std::string_view(sighting.source->name),
                      sighting.source->id, sighting.cells);
  };
  auto before = [&](const Sighting& left, const Sighting& right) { return key(left) < key(right); };
  // Files are mostly in order already; merging sorted runs is then cheaper than sorting.
  std::stable_sort(sightings.begin(), sightings.end(), before);
}

}  // namespace registry

// Ordering of evidence.
#include "registry/evidence.hpp"

#include <algorithm>
#include <tuple>

namespace registry {

void Evidence::sort() {
  // Schools and group links, which both tell facts of schools, follow each other by day; on one
  // day the word of a file of schools comes last, which makes it count. The source's name comes
  // before its id, for ids depend on the order of arrival.
  auto rank = [](Family family) {
    if (family == Family::GroupLink) return 1;
    return family == Family::Establishment ? 2 : 3 + static_cast<int>(family);
  };
  auto key = [&](const Sighting& sighting) {
    int family = rank(sighting.family);
    return std::tuple(sighting.subject, std::max(family, 2), sighting.source->as_of, family,
                      std::string_view(sighting.source->name), sighting.source->id, sighting.cells);
  };
  auto before = [&](const Sighting& left, const Sighting& right) { return key(left) < key(right); };
  // Files are mostly in order already; merging sorted runs is then cheaper than sorting.
  std::stable_sort(sightings.begin(), sightings.end(), before);
}

}  // namespace registry

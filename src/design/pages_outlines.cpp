// Authorities by their names, as facts have them.
#include "design/pages_outlines.hpp"

#include <algorithm>
#include <set>

namespace design {

namespace {

// Names of more would hide the schools.
constexpr std::size_t named_max = 12;

// The greatest island bears the name.
void add_named(const registry::Shape& shape, const std::string& name,
               std::vector<web::MapOutline>& outlines) {
  const auto first = static_cast<std::ptrdiff_t>(outlines.size());
  outlines.insert(outlines.end(), shape.outlines.begin(), shape.outlines.end());
  const auto longest = std::max_element(outlines.begin() + first, outlines.end(),
                                        [](const web::MapOutline& a, const web::MapOutline& b) {
                                          return a.positions.size() < b.positions.size();
                                        });
  if (longest != outlines.end()) longest->name = name;
}

}  // namespace

Shapes shapes_of(const registry::Reference& reference, base::Date on) {
  return [&reference, on](
             registry::Store& store,
             registry::OrganisationId id) -> base::Result<std::shared_ptr<const registry::Shape>> {
    return std::make_shared<const registry::Shape>(
        TRY(registry::make_shape(store, reference, id, on)));
  };
}

base::Result<std::vector<web::MapOutline>> outlines_of(sql::Connection& connection,
                                                       const Facts& facts, const Shapes& shapes) {
  std::set<std::string> names;
  for (const SchoolFacts& school : facts.schools) names.insert(school.authority_name);
  const bool named = names.size() > 1 && names.size() <= named_max;
  registry::Store store(connection);
  std::vector<web::MapOutline> outlines;
  for (const std::string& name : names) {
    const auto authority = store.authority(name);
    // A school of none, or of one that is called otherwise by now.
    if (!authority.ok() && authority.error().code == "authority_not_found") continue;
    if (!authority.ok()) return authority.error();
    const auto shape = TRY(shapes(store, authority.value()));
    add_named(*shape, named ? name : "", outlines);
  }
  return outlines;
}

std::vector<geo::Polygon> land_of(const std::vector<web::MapOutline>& outlines) {
  std::vector<geo::Polygon> land;
  for (const web::MapOutline& outline : outlines) {
    geo::Polygon& polygon = land.emplace_back();
    for (const web::Position& each : outline.positions) polygon.push_back({each.x_m, each.y_m});
  }
  return land;
}

}  // namespace design

// Outlines from the places of schools.
#include "registry/pages_shapes.hpp"

#include "geo/outline.hpp"

namespace registry {

namespace {

constexpr std::size_t shapes_max = 64;

}  // namespace

base::Result<std::shared_ptr<const Shape>> Shapes::of(Store& store, OrganisationId authority,
                                                      base::Date on) {
  std::int64_t version = TRY(store.version());
  std::pair key{authority.value, on.number()};
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (version != version_ || kept_.size() >= shapes_max) kept_.clear();
    version_ = version;
    auto found = kept_.find(key);
    if (found != kept_.end()) return found->second;
  }
  auto shape = std::make_shared<Shape>();
  Filter filter;
  filter.authority = authority;
  std::vector<geo::GridPoint> points;
  for (SchoolRow& row : TRY(store.schools(filter, on))) {
    if (!row.state_funded || !row.state.easting) continue;
    points.push_back(
        {static_cast<double>(*row.state.easting), static_cast<double>(*row.state.northing)});
    shape->schools.push_back(std::move(row));
  }
  for (const geo::Polygon& polygon : geo::outline_of(geo::without_strays(points))) {
    web::MapOutline& outline = shape->outlines.emplace_back();
    for (const geo::GridPoint& point : polygon) {
      outline.positions.push_back({point.east_m, point.north_m});
    }
  }
  std::lock_guard<std::mutex> lock(mutex_);
  return kept_[key] = shape;
}

}  // namespace registry

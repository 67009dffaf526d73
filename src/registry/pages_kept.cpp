// Keeping what was worked out; outlines from the places of schools.
#include "registry/pages_kept.hpp"

#include "geo/outline.hpp"
#include "registry/store_catalogue.hpp"

namespace registry {

namespace {

// Room for the outlines and figures of every authority of England on one day, and as many again.
constexpr std::size_t values_max = 1024;

}  // namespace

std::shared_ptr<const void> Kept::find(std::int64_t version, const std::string& key) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (version != version_ || values_.size() > values_max) values_.clear();
  version_ = version;
  auto found = values_.find(key);
  return found == values_.end() ? nullptr : found->second;
}

void Kept::keep(std::int64_t version, const std::string& key, std::shared_ptr<const void> value) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (version == version_) values_[key] = std::move(value);
}

Newest::Known Newest::known() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return known_;
}

base::Result<Newest::Known> Newest::of(sql::Connection& connection, std::int64_t version) {
  const Known newest = known();
  if (newest.version == version) return newest;
  Known made{version, std::make_shared<const Reference>(TRY(Reference::read(
                          connection, Reference::Extent::Schools, newest.reference.get())))};
  std::lock_guard<std::mutex> lock(mutex_);
  known_ = made;
  return made;
}

std::int64_t LateVersion::of(const Reference& reference, std::int64_t version) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const bool rests = reference.settled_version() == settled_ &&
                     reference.urns_known() > whole_country && now - taken_ < rest_of_shapes;
  if (version == version_ || rests) return version_;
  version_ = version;
  settled_ = reference.settled_version();
  taken_ = now;
  return version_;
}

base::Result<Shape> make_shape(Store& store, const Reference& reference, OrganisationId authority,
                               base::Date on) {
  Shape shape;
  Filter filter;
  filter.authority = authority;
  std::vector<geo::GridPoint> points;
  for (SchoolRow& row : TRY(store.schools(reference, filter, on))) {
    if (!row.state_funded || !row.state.easting) continue;
    points.push_back(
        {static_cast<double>(*row.state.easting), static_cast<double>(*row.state.northing)});
    shape.places.push_back({*row.state.easting, *row.state.northing});
    shape.schools.push_back(std::move(row));
  }
  for (const geo::Polygon& polygon : geo::outline_of(geo::without_strays(points))) {
    web::MapOutline& outline = shape.outlines.emplace_back();
    for (const geo::GridPoint& point : polygon) {
      outline.positions.push_back({point.east_m, point.north_m});
    }
  }
  return shape;
}

}  // namespace registry

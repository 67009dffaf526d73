// What all travel has in common, and travel that needs no data: straight and estimated.
#include "geo/travel.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "geo/travel_parts.hpp"

namespace geo {
namespace {

constexpr double straight_m_a_minute = 1000;

class DirectTravel : public Travel {
 public:
  DirectTravel(std::vector<GridPoint> points, TravelSource source, std::optional<Estimate> estimate,
               Barriers barriers, std::size_t nearest_max)
      : Travel(std::move(points), {std::move(source)}),
        estimate_(std::move(estimate)),
        barriers_(std::move(barriers)) {
    const NearestOpen nearest(this->points(), barriers_);
    for (std::uint32_t place = 0; place < size(); ++place) {
      std::vector<Neighbour> candidates;
      for (const std::uint32_t other : nearest.of(place, this->points()[place], nearest_max)) {
        // It is as far back as there.
        candidates.push_back({other, static_cast<float>(way(place, other).minutes)});
      }
      add_neighbours(std::move(candidates), nearest_max);
    }
  }

 protected:
  Trip way(std::size_t from, std::size_t to) const override {
    if (barriers_.crosses(points()[from], points()[to])) return {};
    const double straight_m = distance_m(points()[from], points()[to]);
    return {estimate_ ? estimate_->minutes(straight_m) : straight_m / straight_m_a_minute, 0};
  }

 private:
  std::optional<Estimate> estimate_;
  Barriers barriers_;
};

}  // namespace

std::string_view name_of(TravelKind kind) {
  switch (kind) {
    case TravelKind::Straight: return "straight line";
    case TravelKind::Estimated: return "estimated";
    case TravelKind::Matrix: return "from a table";
    case TravelKind::Roads: return "by road";
  }
  return "";
}

std::string_view code_of(TravelKind kind) {
  switch (kind) {
    case TravelKind::Straight: return "straight";
    case TravelKind::Estimated: return "estimated";
    case TravelKind::Matrix: return "matrix";
    case TravelKind::Roads: return "roads";
  }
  return "";
}

std::string TravelSource::label() const {
  std::string label(name_of(kind));
  if (name.empty()) return label;
  label += " (" + name;
  if (dated) label += ", " + dated->long_form();
  return label + ")";
}

Trip Travel::one_way(std::size_t from, std::size_t to) const {
  CHECK(from < size() && to < size());
  return from == to ? Trip{0, 0} : way(from, to);
}

Trip Travel::between(std::size_t one, std::size_t other) const {
  // In one order always, so that both ways round give the very same number.
  const Trip there = one_way(std::min(one, other), std::max(one, other));
  const Trip back = one_way(std::max(one, other), std::min(one, other));
  return {(there.minutes + back.minutes) / 2, std::max(there.source, back.source)};
}

std::span<const Neighbour> Travel::neighbours(std::size_t place) const {
  CHECK(place < size());
  return {neighbours_.data() + first_[place], neighbours_.data() + first_[place + 1]};
}

void Travel::add_neighbours(std::vector<Neighbour> candidates, std::size_t nearest_max) {
  CHECK(first_.size() <= size());
  std::erase_if(candidates, [](const Neighbour& each) { return !(each.minutes < no_way); });
  const auto nearer = [](const Neighbour& one, const Neighbour& other) {
    return one.minutes != other.minutes ? one.minutes < other.minutes : one.place < other.place;
  };
  const auto kept = static_cast<std::ptrdiff_t>(std::min(nearest_max, candidates.size()));
  std::partial_sort(candidates.begin(), candidates.begin() + kept, candidates.end(), nearer);
  neighbours_.insert(neighbours_.end(), candidates.begin(), candidates.begin() + kept);
  first_.push_back(neighbours_.size());
}

std::vector<std::uint32_t> NearestOpen::of(std::uint32_t place, const GridPoint& at,
                                           std::size_t most) const {
  std::vector<std::uint32_t> open;
  // One more than wanted, for the place itself; more where barriers take some away.
  for (std::size_t asked = most + 1;; asked *= 2) {
    const auto found = index_.nearest(at, asked);
    open.clear();
    for (const PointIndex::Found& each : found) {
      if (open.size() == most) break;
      if (each.point == place || barriers_.crosses(at, points_[each.point])) continue;
      open.push_back(each.point);
    }
    if (open.size() == most || found.size() < asked) return open;
  }
}

Trip GapFiller::way(const GridPoint& from, const GridPoint& to) const {
  if (!gaps_.estimate || gaps_.barriers.crosses(from, to)) return {};
  return {gaps_.estimate->minutes(distance_m(from, to)), 1};
}

std::vector<TravelSource> GapFiller::sources(TravelSource first) const {
  std::vector<TravelSource> all = {std::move(first)};
  if (gaps_.estimate) all.push_back(source_of(*gaps_.estimate));
  return all;
}

TravelSource source_of(const Estimate& estimate) {
  return {TravelKind::Estimated, estimate.name, estimate.dated};
}

TravelPtr travel_straight(std::vector<GridPoint> points, Barriers barriers,
                          std::size_t nearest_max) {
  return std::make_shared<DirectTravel>(std::move(points), TravelSource{TravelKind::Straight, ""},
                                        std::nullopt, std::move(barriers), nearest_max);
}

TravelPtr travel_estimated(std::vector<GridPoint> points, const Estimate& estimate,
                           Barriers barriers, std::size_t nearest_max) {
  return std::make_shared<DirectTravel>(std::move(points), source_of(estimate), estimate,
                                        std::move(barriers), nearest_max);
}

}  // namespace geo

// Travel by road. Every place keeps its two climbs (hierarchy.hpp), so that a trip between any two
// is a walk along two short lists, without a search and without anything that changes.
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.hpp"
#include "geo/roads.hpp"
#include "geo/travel_parts.hpp"

namespace geo {
namespace {

constexpr double ms_a_minute = 60'000;
// Circles in which neighbours are looked for: the first, and how much wider the next is.
constexpr double first_road_minutes = 2;
constexpr double road_growth = 1.5;

// Who reaches each top, and when: the climbs of all places turned round, the soonest first.
class Meetings {
 public:
  struct Entry {
    std::uint32_t ms;
    std::uint32_t place;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  Meetings(std::size_t tops, const std::vector<Climb>& climbs) : first_(tops + 1, 0) {
    for (const Climb& climb : climbs) {
      for (const RoadArc& top : climb) ++first_[top.head + 1];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    entries_.resize(first_.back());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t place = 0; place < climbs.size(); ++place) {
      for (const RoadArc& top : climbs[place]) entries_[next[top.head]++] = {top.ms, place};
    }
    for (std::size_t top = 0; top < tops; ++top) {
      std::sort(entries_.begin() + static_cast<std::ptrdiff_t>(first_[top]),
                entries_.begin() + static_cast<std::ptrdiff_t>(first_[top + 1]));
    }
  }

  // Calls `take` with every place that meets this climb in time, with some several times.
  template <typename Take>
  void each_in_time(const Climb& climb, std::uint32_t bound_ms, Take take) const {
    for (const RoadArc& top : climb) {
      if (top.ms > bound_ms) continue;
      for (std::size_t i = first_[top.head]; i < first_[top.head + 1]; ++i) {
        if (entries_[i].ms > bound_ms - top.ms) break;
        take(entries_[i].place);
      }
    }
  }

 private:
  std::vector<std::size_t> first_;
  std::vector<Entry> entries_;
};

class RoadTravel : public Travel {
 public:
  RoadTravel(std::vector<GridPoint> points, const Roads& roads, GapFiller gaps)
      : Travel(std::move(points), gaps.sources({TravelKind::Roads, roads.name, roads.dated})),
        gaps_(std::move(gaps)),
        fixed_minutes_(roads.speeds.fixed_minutes),
        access_minutes_(size(), no_way),
        out_(size()),
        in_(size()) {
    const PointIndex index(roads.nodes);
    Hierarchy::Climber climber(roads.hierarchy);
    for (std::size_t place = 0; place < size(); ++place) {
      const auto found = index.nearest(this->points()[place], 1, roads.speeds.off_road_m_max);
      if (found.empty()) {
        unknown_.push_back(place);
        continue;
      }
      access_minutes_[place] = found.front().distance_m * 60 / 1000 / roads.speeds.off_road_kmh;
      out_[place] = climber.out(found.front().point);
      in_[place] = climber.in(found.front().point);
    }
  }

  void find_neighbours(std::size_t tops, std::size_t nearest_max, double minutes_max) {
    minutes_max = std::min(minutes_max, longest_ms / ms_a_minute);
    const Meetings arrivals(tops, in_);
    const Meetings departures(tops, out_);
    const NearestOpen nearest(points(), gaps_.barriers());
    const std::vector<GridPoint> apart = only_unknown();
    const NearestOpen nearest_unknown(apart, gaps_.barriers());
    std::vector<std::uint32_t> others;
    std::vector<std::uint32_t> seen(size(), 0);
    std::uint32_t round = 0;
    for (std::uint32_t place = 0; place < size(); ++place) {
      // Most places have enough others near by, so the circle is small first.
      for (double road = first_road_minutes;; road *= road_growth) {
        const double minutes = std::min(fixed_minutes_ + road, minutes_max);
        others.clear();
        seen[place] = ++round;
        const auto take = [&](std::uint32_t other) {
          if (seen[other] != round) others.push_back(other);
          seen[other] = round;
        };
        // Where the mean is in time, at least one direction is.
        const std::uint32_t bound_ms = road_ms(minutes);
        arrivals.each_in_time(out_[place], bound_ms, take);
        departures.each_in_time(in_[place], bound_ms, take);
        if (gaps_.fills()) {
          // Estimated are the ways to who is unknown, and all ways of who is unknown himself.
          const NearestOpen& by_estimate = out_[place].empty() ? nearest : nearest_unknown;
          for (const std::uint32_t other : by_estimate.of(place, points()[place], nearest_max)) {
            take(other);
          }
        }
        const bool all = minutes >= minutes_max;
        auto found = within(place, others, minutes_max, minutes);
        if (!all && found.size() < nearest_max) continue;
        add_neighbours(std::move(found), nearest_max);
        break;
      }
    }
  }

 protected:
  Trip way(std::size_t from, std::size_t to) const override {
    const double access_minutes = access_minutes_[from] + access_minutes_[to];
    if (access_minutes == no_way) return gaps_.way(points()[from], points()[to]);
    const std::uint32_t ms = meet(out_[from], in_[to]);
    if (ms == unreachable_ms) return gaps_.way(points()[from], points()[to]);
    return {fixed_minutes_ + access_minutes + ms / ms_a_minute, 0};
  }

 private:
  // The points, without those that the roads know.
  std::vector<GridPoint> only_unknown() const {
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    std::vector<GridPoint> apart(size(), {nowhere, nowhere});
    for (const std::size_t place : unknown_) apart[place] = points()[place];
    return apart;
  }

  // What of so many minutes is left for the road.
  std::uint32_t road_ms(double minutes) const {
    const double ms = std::ceil(std::max(0.0, minutes - fixed_minutes_) * ms_a_minute);
    return static_cast<std::uint32_t>(std::min(ms, static_cast<double>(longest_ms)));
  }

  std::vector<Neighbour> within(std::uint32_t place, const std::vector<std::uint32_t>& others,
                                double minutes_max, double mean_max) const {
    std::vector<Neighbour> found;
    for (const std::uint32_t other : others) {
      // The same order as between(), so that the same number comes out.
      const double there = one_way(std::min(place, other), std::max(place, other)).minutes;
      const double back = one_way(std::max(place, other), std::min(place, other)).minutes;
      const double mean = (there + back) / 2;
      if (there > minutes_max || back > minutes_max || mean > mean_max) continue;
      found.push_back({other, static_cast<float>(mean)});
    }
    return found;
  }

  GapFiller gaps_;
  double fixed_minutes_;
  std::vector<double> access_minutes_;  // from the door to the road
  std::vector<Climb> out_, in_;         // empty where there is no road
};

}  // namespace

TravelPtr travel_by_roads(std::vector<GridPoint> points, const Roads& roads, const Gaps& gaps,
                          std::size_t nearest_max, double minutes_max) {
  auto travel = std::make_shared<RoadTravel>(std::move(points), roads, GapFiller(gaps));
  travel->find_neighbours(roads.hierarchy.size(), nearest_max, minutes_max);
  return travel;
}

}  // namespace geo

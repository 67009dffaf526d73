// A contraction hierarchy (Geisberger, Sanders, Schultes, Delling, 2008): nodes are taken out of
// the graph one after the other, the least important first, and shortcuts keep the others' shortest
// times. Every shortest way then climbs to more important nodes and comes down again, so that two
// short climbs answer what would be a search over half the country.
#pragma once

#include <cstdint>
#include <vector>

#include "geo/road_graph.hpp"

namespace geo {

// The tops that a climb from (or down to) a place reaches, in order of their number, and when.
using Climb = std::vector<RoadArc>;

// The shortest time over a top that both reach; unreachable_ms when there is none.
std::uint32_t meet(const Climb& out, const Climb& in);

class Hierarchy {
 public:
  Hierarchy() = default;
  // The same for the same graph, always.
  explicit Hierarchy(const RoadGraph& graph);
  // From what up(), down() and rank() gave; they must be of one another (valid()).
  Hierarchy(std::vector<std::uint32_t> rank, RoadGraph up, RoadGraph down);

  std::size_t size() const { return rank_.size(); }

  // What one thread needs to climb; it may be used for any number of climbs.
  class Climber {
   public:
    explicit Climber(const Hierarchy& hierarchy);
    // Of all ways from the node upwards, respectively to the node from above, those that no
    // detour beats and that take at most `bound_ms`.
    Climb out(std::uint32_t node, std::uint32_t bound_ms = longest_ms);
    Climb in(std::uint32_t node, std::uint32_t bound_ms = longest_ms);

   private:
    Climb climb(const RoadGraph& along, const RoadGraph& against, std::uint32_t node,
                std::uint32_t bound_ms);
    const Hierarchy& hierarchy_;
    std::vector<std::uint32_t> best_;  // unreachable_ms between climbs
    std::vector<std::uint32_t> touched_;
  };

  // Nodes are renumbered by importance: up() has arcs to greater numbers only; down() has, for each
  // node, the arcs that come to it from greater numbers, turned round.
  const std::vector<std::uint32_t>& rank() const { return rank_; }
  const RoadGraph& up() const { return up_; }
  const RoadGraph& down() const { return down_; }
  // Whether ranks are each there once and all arcs lead upwards.
  bool valid() const;

 private:
  std::vector<std::uint32_t> rank_;
  RoadGraph up_;
  RoadGraph down_;
};

}  // namespace geo

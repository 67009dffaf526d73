// Climbing in a hierarchy that is built (hierarchy_build.cpp).
#include "geo/hierarchy.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace geo {
namespace {

using Entry = std::pair<std::uint32_t, std::uint32_t>;  // time, node

bool leads_upwards(const RoadGraph& graph) {
  if (graph.first.empty() || graph.first.front() != 0 || graph.first.back() != graph.arcs.size()) {
    return false;
  }
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    // Both ends within the arcs, before any is looked at.
    if (graph.first[node] > graph.first[node + 1] || graph.first[node + 1] > graph.arcs.size()) {
      return false;
    }
    for (const RoadArc& arc : graph.from(node)) {
      if (arc.head <= node || arc.head >= graph.size() || arc.ms > longest_ms) return false;
    }
  }
  return true;
}

}  // namespace

std::uint32_t meet(const Climb& out, const Climb& in) {
  std::uint32_t best = unreachable_ms;
  auto one = out.begin();
  auto other = in.begin();
  while (one != out.end() && other != in.end()) {
    if (one->head < other->head) {
      ++one;
    } else if (other->head < one->head) {
      ++other;
    } else {
      best = std::min(best, one->ms + other->ms);
      ++one;
      ++other;
    }
  }
  return best > longest_ms ? unreachable_ms : best;
}

Hierarchy::Hierarchy(std::vector<std::uint32_t> rank, RoadGraph up, RoadGraph down)
    : rank_(std::move(rank)), up_(std::move(up)), down_(std::move(down)) {}

bool Hierarchy::valid() const {
  if (up_.size() != size() || down_.size() != size()) return false;
  std::vector<bool> seen(size(), false);
  for (const std::uint32_t each : rank_) {
    if (each >= size() || seen[each]) return false;
    seen[each] = true;
  }
  return leads_upwards(up_) && leads_upwards(down_);
}

Hierarchy::Climber::Climber(const Hierarchy& hierarchy)
    : hierarchy_(hierarchy), best_(hierarchy.size(), unreachable_ms) {}

Climb Hierarchy::Climber::out(std::uint32_t node, std::uint32_t bound_ms) {
  return climb(hierarchy_.up_, hierarchy_.down_, hierarchy_.rank_[node], bound_ms);
}

Climb Hierarchy::Climber::in(std::uint32_t node, std::uint32_t bound_ms) {
  return climb(hierarchy_.down_, hierarchy_.up_, hierarchy_.rank_[node], bound_ms);
}

Climb Hierarchy::Climber::climb(const RoadGraph& along, const RoadGraph& against,
                                std::uint32_t node, std::uint32_t bound_ms) {
  Climb reached;
  std::vector<Entry> queue = {{0, node}};
  best_[node] = 0;
  touched_ = {node};
  while (!queue.empty()) {
    std::pop_heap(queue.begin(), queue.end(), std::greater<>());
    const auto [ms, at] = queue.back();
    queue.pop_back();
    if (ms > best_[at]) continue;
    // A way down from above that is shorter: no shortest way climbs through here.
    const auto above = against.from(at);
    if (std::any_of(above.begin(), above.end(), [&, ms = ms](const RoadArc& arc) {
          return best_[arc.head] != unreachable_ms && best_[arc.head] + arc.ms < ms;
        })) {
      continue;
    }
    reached.push_back({at, ms});
    for (const RoadArc& arc : along.from(at)) {
      const std::uint32_t longer = ms + arc.ms;
      if (longer > bound_ms || longer >= best_[arc.head]) continue;
      if (best_[arc.head] == unreachable_ms) touched_.push_back(arc.head);
      best_[arc.head] = longer;
      queue.emplace_back(longer, arc.head);
      std::push_heap(queue.begin(), queue.end(), std::greater<>());
    }
  }
  for (const std::uint32_t each : touched_) best_[each] = unreachable_ms;
  std::sort(reached.begin(), reached.end());
  return reached;
}

}  // namespace geo

// Building a hierarchy: which node is taken out next, and which shortcuts its neighbours need.
#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>

#include "geo/hierarchy.hpp"

namespace geo {
namespace {

// How far a search looks for a way round before it gives up and the shortcut is made. More makes
// fewer shortcuts and takes longer; answers are the same.
constexpr int settled_max_trying = 40;
constexpr int settled_max_taking = 200;

using Arcs = std::vector<RoadArc>;  // in order of heads

// Makes the arc, or makes it as short as this.
void set_at_most(Arcs& arcs, RoadArc arc) {
  const auto place = std::lower_bound(
      arcs.begin(), arcs.end(), arc,
      [](const RoadArc& one, const RoadArc& other) { return one.head < other.head; });
  if (place == arcs.end() || place->head != arc.head) {
    arcs.insert(place, arc);
  } else {
    place->ms = std::min(place->ms, arc.ms);
  }
}

void remove_head(Arcs& arcs, std::uint32_t head) {
  std::erase_if(arcs, [head](const RoadArc& arc) { return arc.head == head; });
}

class Builder {
 public:
  explicit Builder(const RoadGraph& graph)
      : out_(graph.size()),
        in_(graph.size()),
        level_(graph.size(), 0),
        rank_(graph.size(), 0),
        taken_(graph.size(), false),
        best_(graph.size(), unreachable_ms) {
    for (std::uint32_t node = 0; node < graph.size(); ++node) {
      for (const RoadArc& arc : graph.from(node)) {
        out_[node].push_back(arc);
        in_[arc.head].push_back({node, arc.ms});  // in order, for tails come in order
      }
    }
  }

  Hierarchy build() {
    using Entry = std::tuple<int, std::uint32_t>;  // cost, node: equal costs in order of number
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    for (std::uint32_t node = 0; node < out_.size(); ++node) queue.emplace(cost(node), node);
    std::uint32_t next_rank = 0;
    while (!queue.empty()) {
      const auto [told, node] = queue.top();
      queue.pop();
      if (taken_[node]) continue;
      // What was told may be old: whoever has become dearer than the next stands back.
      const Entry now{cost(node), node};
      if (!queue.empty() && now > queue.top()) {
        queue.push(now);
        continue;
      }
      take_out(node);
      rank_[node] = next_rank++;
    }
    return {rank_, renumbered(out_), renumbered(in_)};
  }

 private:
  // The fastest times from `from`, round `without`, until `bound_ms` or until it has seen enough.
  // They stay in best_ until forget().
  void search(std::uint32_t from, std::uint32_t without, std::uint32_t bound_ms, int settled_max) {
    queue_.assign(1, {0, from});
    best_[from] = 0;
    touched_.assign(1, from);
    int settled = 0;
    while (!queue_.empty() && settled < settled_max) {
      std::pop_heap(queue_.begin(), queue_.end(), std::greater<>());
      const auto [ms, node] = queue_.back();
      queue_.pop_back();
      if (ms > best_[node]) continue;
      ++settled;
      for (const RoadArc& arc : out_[node]) {
        const std::uint32_t longer = ms + arc.ms;
        if (arc.head == without || longer > bound_ms || longer >= best_[arc.head]) continue;
        if (best_[arc.head] == unreachable_ms) touched_.push_back(arc.head);
        best_[arc.head] = longer;
        queue_.emplace_back(longer, arc.head);
        std::push_heap(queue_.begin(), queue_.end(), std::greater<>());
      }
    }
  }

  void forget() {
    for (const std::uint32_t node : touched_) best_[node] = unreachable_ms;
  }

  // The shortcuts that the node's neighbours need when it is gone.
  void find_shortcuts(std::uint32_t node, int settled_max) {
    shortcuts_.clear();
    for (const RoadArc& before : in_[node]) {
      bool leads_on = false;
      std::uint32_t bound_ms = 0;
      for (const RoadArc& behind : out_[node]) {
        if (behind.head == before.head) continue;
        leads_on = true;
        bound_ms = std::max(bound_ms, before.ms + behind.ms);
      }
      if (!leads_on) continue;
      search(before.head, node, std::min(bound_ms, longest_ms), settled_max);
      for (const RoadArc& behind : out_[node]) {
        const std::uint32_t ms = before.ms + behind.ms;
        if (behind.head == before.head || ms > longest_ms || best_[behind.head] <= ms) continue;
        shortcuts_.push_back({before.head, behind.head, ms});
      }
      forget();
    }
  }

  // Few new arcs for many that go, and an even spread over the map.
  int cost(std::uint32_t node) {
    find_shortcuts(node, settled_max_trying);
    const int made = static_cast<int>(shortcuts_.size());
    const int gone = static_cast<int>(in_[node].size() + out_[node].size());
    return 4 * made - 2 * gone + 2 * level_[node];
  }

  void take_out(std::uint32_t node) {
    find_shortcuts(node, settled_max_taking);
    for (const RoadEdge& edge : shortcuts_) {
      set_at_most(out_[edge.from], {edge.to, edge.ms});
      set_at_most(in_[edge.to], {edge.from, edge.ms});
    }
    // What is left of the node's own arcs leads to nodes that are taken out later: upwards.
    for (const RoadArc& arc : in_[node]) remove_head(out_[arc.head], node);
    for (const RoadArc& arc : out_[node]) remove_head(in_[arc.head], node);
    for (const Arcs* arcs : {&in_[node], &out_[node]}) {
      for (const RoadArc& arc : *arcs) {
        level_[arc.head] = std::max(level_[arc.head], level_[node] + 1);
      }
    }
    taken_[node] = true;
  }

  RoadGraph renumbered(std::vector<Arcs>& arcs) const {
    std::vector<RoadEdge> edges;
    for (std::uint32_t node = 0; node < arcs.size(); ++node) {
      for (const RoadArc& arc : arcs[node]) {
        edges.push_back({rank_[node], rank_[arc.head], arc.ms});
      }
      Arcs().swap(arcs[node]);
    }
    return make_graph(arcs.size(), std::move(edges));
  }

  std::vector<Arcs> out_, in_;  // between nodes that are still there
  std::vector<int> level_;
  std::vector<std::uint32_t> rank_;
  std::vector<bool> taken_;
  std::vector<std::uint32_t> best_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> queue_;
  std::vector<RoadEdge> shortcuts_;
};

}  // namespace

Hierarchy::Hierarchy(const RoadGraph& graph) { *this = Builder(graph).build(); }

}  // namespace geo

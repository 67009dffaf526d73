// Building graphs, their greatest part, and Dijkstra's search.
#include "geo/road_graph.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "base/check.hpp"

namespace geo {
namespace {

// Tarjan's strongly connected parts, with a stack of its own: a country is too deep for recursion.
class Parts {
 public:
  explicit Parts(const RoadGraph& graph)
      : graph_(graph), seen_(graph.size(), 0), low_(graph.size(), 0), part_(graph.size(), none) {
    for (std::uint32_t node = 0; node < graph.size(); ++node) {
      if (seen_[node] == 0) search(node);
    }
  }

  std::vector<std::uint32_t> greatest() const {
    // A part is judged when its lowest node comes by.
    std::vector<std::uint32_t> sizes(parts_, 0);
    for (const std::uint32_t part : part_) ++sizes[part];
    std::uint32_t best = none;
    for (const std::uint32_t part : part_) {
      if (best == none || sizes[part] > sizes[best]) best = part;
    }
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t node = 0; node < part_.size(); ++node) {
      if (part_[node] == best) nodes.push_back(node);
    }
    return nodes;
  }

 private:
  static constexpr std::uint32_t none = 0xffffffff;

  struct Step {
    std::uint32_t node;
    std::uint32_t arc;  // the next to look at
  };

  void enter(std::uint32_t node) {
    seen_[node] = low_[node] = ++count_;
    open_.push_back(node);
    steps_.push_back({node, graph_.first[node]});
  }

  void close(std::uint32_t root) {
    for (;;) {
      const std::uint32_t node = open_.back();
      open_.pop_back();
      part_[node] = parts_;
      if (node == root) break;
    }
    ++parts_;
  }

  void search(std::uint32_t start) {
    enter(start);
    while (!steps_.empty()) {
      Step& step = steps_.back();
      const std::uint32_t node = step.node;
      if (step.arc < graph_.first[node + 1]) {
        const std::uint32_t head = graph_.arcs[step.arc++].head;
        if (seen_[head] == 0) {
          enter(head);
        } else if (part_[head] == none) {
          low_[node] = std::min(low_[node], seen_[head]);
        }
        continue;
      }
      if (low_[node] == seen_[node]) close(node);
      steps_.pop_back();
      if (!steps_.empty()) {
        std::uint32_t& low = low_[steps_.back().node];
        low = std::min(low, low_[node]);
      }
    }
  }

  const RoadGraph& graph_;
  std::vector<std::uint32_t> seen_, low_, part_, open_;
  std::vector<Step> steps_;
  std::uint32_t count_ = 0;
  std::uint32_t parts_ = 0;
};

}  // namespace

RoadGraph make_graph(std::size_t nodes, std::vector<RoadEdge> edges) {
  std::sort(edges.begin(), edges.end());
  RoadGraph graph;
  graph.first.assign(nodes + 1, 0);
  graph.arcs.reserve(edges.size());
  const RoadEdge* last = nullptr;
  for (const RoadEdge& edge : edges) {
    CHECK(edge.from < nodes && edge.to < nodes && edge.ms <= longest_ms);
    if (edge.from == edge.to) continue;
    // Sorted by time behind the ends, so the first of several is the fastest.
    if (last != nullptr && last->from == edge.from && last->to == edge.to) continue;
    graph.arcs.push_back({edge.to, edge.ms});
    ++graph.first[edge.from + 1];
    last = &edge;
  }
  for (std::size_t i = 1; i <= nodes; ++i) graph.first[i] += graph.first[i - 1];
  return graph;
}

std::vector<std::uint32_t> greatest_part(const RoadGraph& graph) {
  return graph.size() == 0 ? std::vector<std::uint32_t>() : Parts(graph).greatest();
}

RoadGraph part_of(const RoadGraph& graph, const std::vector<std::uint32_t>& nodes) {
  std::vector<std::uint32_t> number(graph.size(), unreachable_ms);
  for (std::uint32_t i = 0; i < nodes.size(); ++i) number[nodes[i]] = i;
  RoadGraph part;
  for (const std::uint32_t node : nodes) {
    for (const RoadArc& arc : graph.from(node)) {
      if (number[arc.head] != unreachable_ms) part.arcs.push_back({number[arc.head], arc.ms});
    }
    part.first.push_back(static_cast<std::uint32_t>(part.arcs.size()));
  }
  return part;
}

std::vector<std::uint32_t> dijkstra(const RoadGraph& graph, std::uint32_t from,
                                    std::uint32_t bound_ms) {
  using Entry = std::pair<std::uint32_t, std::uint32_t>;  // time, node
  std::vector<std::uint32_t> best(graph.size(), unreachable_ms);
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  best[from] = 0;
  queue.emplace(0, from);
  while (!queue.empty()) {
    const auto [ms, node] = queue.top();
    queue.pop();
    if (ms > best[node]) continue;
    for (const RoadArc& arc : graph.from(node)) {
      const std::uint32_t longer = ms + arc.ms;  // at most twice longest_ms: it fits
      if (longer > bound_ms || longer >= best[arc.head]) continue;
      best[arc.head] = longer;
      queue.emplace(longer, arc.head);
    }
  }
  return best;
}

}  // namespace geo

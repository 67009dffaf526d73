// Roads as a graph: places where ways meet, and arcs between them with the time that each takes.
// Times are whole milliseconds, so that every way of adding them up gives the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace geo {

// Ways that take longer than this (24 days) are none.
inline constexpr std::uint32_t longest_ms = 0x7fffffff;
inline constexpr std::uint32_t unreachable_ms = 0xffffffff;

struct RoadArc {
  std::uint32_t head = 0;
  std::uint32_t ms = 0;
  friend auto operator<=>(const RoadArc&, const RoadArc&) = default;
};

struct RoadEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t ms = 0;  // at most longest_ms
  friend auto operator<=>(const RoadEdge&, const RoadEdge&) = default;
};

// INVARIANT: the arcs of a node are in order of their heads, one for each head.
struct RoadGraph {
  std::vector<std::uint32_t> first = {0};  // of each node's arcs, and where the last end
  std::vector<RoadArc> arcs;

  std::size_t size() const { return first.size() - 1; }
  std::span<const RoadArc> from(std::uint32_t node) const {
    return {arcs.data() + first[node], arcs.data() + first[node + 1]};
  }
};

// Of edges between the same two nodes the fastest; none from a node to itself.
RoadGraph make_graph(std::size_t nodes, std::vector<RoadEdge> edges);

// The nodes of the greatest part in which one can drive from everywhere to everywhere, in order;
// of equal parts that with the lowest node.
std::vector<std::uint32_t> greatest_part(const RoadGraph& graph);

// Only these nodes, which are in order, numbered anew from 0, and the arcs between them.
RoadGraph part_of(const RoadGraph& graph, const std::vector<std::uint32_t>& nodes);

// The plain way to the shortest times from one node to all, against which the quick one is checked;
// unreachable_ms beyond `bound_ms`.
std::vector<std::uint32_t> dijkstra(const RoadGraph& graph, std::uint32_t from,
                                    std::uint32_t bound_ms = longest_ms);

}  // namespace geo

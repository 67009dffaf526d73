// Ways are walked node by node; where one must stop, an edge ends.
#include "geo/road_network.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace geo {
namespace {

constexpr double edge_m_max = 200;
constexpr std::uint32_t no_node = 0xffffffff;

class Assembly {
 public:
  explicit Assembly(const RawRoads& raw)
      : raw_(raw), uses_(raw.nodes.size(), 0), number_(raw.nodes.size(), no_node) {
    places_.reserve(raw.refs.size());
    for (const std::int64_t ref : raw.refs) places_.push_back(place_of(ref));
    for (const RawRoads::Way& way : raw.ways) {
      for (std::size_t i = 0; i < way.count; ++i) use(places_[way.first + i]);
      // An end is a junction even if nothing joins there.
      if (way.count == 0) continue;
      use(places_[way.first]);
      use(places_[way.first + way.count - 1]);
    }
  }

  RoadNetwork make() {
    for (const RawRoads::Way& way : raw_.ways) walk(way);
    network_.graph = make_graph(network_.nodes.size(), std::move(edges_));
    network_.dated = raw_.dated;
    return std::move(network_);
  }

 private:
  std::uint32_t place_of(std::int64_t ref) const {
    const auto found =
        std::lower_bound(raw_.nodes.begin(), raw_.nodes.end(), ref,
                         [](const RawRoads::Node& node, std::int64_t id) { return node.id < id; });
    CHECK(found != raw_.nodes.end() && found->id == ref);
    return static_cast<std::uint32_t>(found - raw_.nodes.begin());
  }

  void use(std::uint32_t place) {
    if (uses_[place] < 2) ++uses_[place];
  }

  std::uint32_t new_node(std::uint32_t place) {
    network_.nodes.push_back(raw_.nodes[place].place);
    return static_cast<std::uint32_t>(network_.nodes.size() - 1);
  }

  // A closed node is another one to everybody who comes to it, so that nobody gets through.
  std::uint32_t node_at(std::uint32_t place) {
    if (raw_.nodes[place].closed) return new_node(place);
    if (number_[place] == no_node) number_[place] = new_node(place);
    return number_[place];
  }

  void join(const RawRoads::Way& way, std::uint32_t from, std::uint32_t to, double length_m) {
    const double ms = std::round(length_m * 3600 / way.speed_kmh);
    const auto whole =
        static_cast<std::uint32_t>(std::clamp(ms, 1.0, static_cast<double>(longest_ms)));
    if (way.forward) edges_.push_back({from, to, whole});
    if (way.backward) edges_.push_back({to, from, whole});
  }

  void walk(const RawRoads::Way& way) {
    std::uint32_t start = no_node;
    double length_m = 0;
    for (std::size_t i = 0; i < way.count; ++i) {
      const std::uint32_t place = places_[way.first + i];
      if (!raw_.nodes[place].known) {
        start = no_node;
        continue;
      }
      const bool last = i + 1 == way.count || !raw_.nodes[places_[way.first + i + 1]].known;
      if (start != no_node) {
        const std::uint32_t before = places_[way.first + i - 1];
        length_m += distance_m(raw_.nodes[before].place, raw_.nodes[place].place);
        const bool stop = last || uses_[place] > 1 || raw_.nodes[place].closed;
        if (!stop && length_m < edge_m_max) continue;
        join(way, start, node_at(place), length_m);
      }
      length_m = 0;
      start = last ? no_node : node_at(place);
    }
  }

  const RawRoads& raw_;
  std::vector<std::uint32_t> places_;  // of refs
  std::vector<std::uint8_t> uses_;
  std::vector<std::uint32_t> number_;
  std::vector<RoadEdge> edges_;
  RoadNetwork network_;
};

}  // namespace

RoadNetwork network_of(const RawRoads& raw) { return Assembly(raw).make(); }

}  // namespace geo

// Two passes over the file: ways first, then the places of just the nodes that they use.
#include "geo/roads_osm.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <osmium/io/pbf_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/way.hpp>

namespace geo {
namespace {

std::string_view value_of(const osmium::TagList& tags, const char* key) {
  return tags.get_value_by_key(key, "");
}

// What the tags of access say to a car, from the general to the special; empty when nothing.
std::string_view access_of(const osmium::TagList& tags) {
  std::string_view said;
  for (const char* key : {"access", "vehicle", "motor_vehicle", "motorcar"}) {
    if (const std::string_view value = value_of(tags, key); !value.empty()) said = value;
  }
  return said;
}

bool is_closed(const osmium::TagList& tags, const RoadSpeeds& speeds) {
  const std::string_view barrier = value_of(tags, "barrier");
  if (barrier.empty()) return false;
  const std::string_view access = access_of(tags);
  return access.empty() ? speeds.barriers.contains(barrier) : speeds.closed_to.contains(access);
}

// The directions in which the way is driven; false when it changes with the hour.
bool directions(const osmium::TagList& tags, RawRoads::Way& way) {
  const std::string_view oneway = value_of(tags, "oneway");
  const std::string_view junction = value_of(tags, "junction");
  const bool implied =
      junction == "roundabout" || junction == "circular" || value_of(tags, "highway") == "motorway";
  if (oneway == "reversible") return false;
  if (oneway == "-1" || oneway == "reverse") {
    way.forward = false;
  } else if (oneway == "yes" || oneway == "1" || oneway == "true" || (implied && oneway != "no")) {
    way.backward = false;
  }
  return true;
}

void take_way(const osmium::Way& from, const RoadSpeeds& speeds, RawRoads& into) {
  const osmium::TagList& tags = from.tags();
  RawRoads::Way way{into.refs.size(), from.nodes().size()};
  const auto kmh = speeds.speed_kmh(value_of(tags, "highway"), value_of(tags, "maxspeed"));
  if (!kmh || way.count < 2 || speeds.closed_to.contains(access_of(tags)) ||
      value_of(tags, "area") == "yes" || !directions(tags, way)) {
    return;
  }
  way.speed_kmh = *kmh;
  for (const osmium::NodeRef& node : from.nodes()) into.refs.push_back(node.ref());
  into.ways.push_back(way);
}

// Every node of the ways, once, in order; their places come with the second pass.
void list_nodes(RawRoads& roads) {
  std::vector<std::int64_t> ids = roads.refs;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  roads.nodes.reserve(ids.size());
  for (const std::int64_t id : ids) roads.nodes.push_back({id});
}

class NodeTaker {
 public:
  NodeTaker(RawRoads& into, const RoadSpeeds& speeds) : nodes_(into.nodes), speeds_(speeds) {}

  void take(const osmium::Node& node) {
    // Extracts have their nodes in order, so the next one wanted is at hand.
    if (node.id() < last_) at_ = 0;
    last_ = node.id();
    if (at_ < nodes_.size() && nodes_[at_].id < node.id()) {
      const auto from = nodes_.begin() + static_cast<std::ptrdiff_t>(at_);
      const auto found = std::lower_bound(
          from, nodes_.end(), node.id(),
          [](const RawRoads::Node& each, std::int64_t id) { return each.id < id; });
      at_ = static_cast<std::size_t>(found - nodes_.begin());
    }
    if (at_ == nodes_.size() || nodes_[at_].id != node.id() || !node.location().valid()) return;
    nodes_[at_].known = true;
    nodes_[at_].place = to_grid({node.location().lat(), node.location().lon()});
    nodes_[at_].closed = is_closed(node.tags(), speeds_);
  }

 private:
  std::vector<RawRoads::Node>& nodes_;
  const RoadSpeeds& speeds_;
  std::size_t at_ = 0;
  std::int64_t last_ = std::numeric_limits<std::int64_t>::min();
};

RawRoads read_all(const osmium::io::File& file, const RoadSpeeds& speeds) {
  RawRoads roads;
  osmium::io::Reader ways(file, osmium::osm_entity_bits::way);
  // Tools that cut extracts write until when the map was current.
  const std::string moment = ways.header().get("osmosis_replication_timestamp");
  roads.dated = base::Date::from_iso(std::string_view(moment).substr(0, 10));
  while (const osmium::memory::Buffer buffer = ways.read()) {
    for (const osmium::Way& way : buffer.select<osmium::Way>()) take_way(way, speeds, roads);
  }
  ways.close();
  list_nodes(roads);
  osmium::io::Reader nodes(file, osmium::osm_entity_bits::node);
  NodeTaker taker(roads, speeds);
  while (const osmium::memory::Buffer buffer = nodes.read()) {
    for (const osmium::Node& node : buffer.select<osmium::Node>()) taker.take(node);
  }
  nodes.close();
  return roads;
}

}  // namespace

base::Result<RawRoads> read_osm(const std::string& file, const RoadSpeeds& speeds) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored) || !std::ifstream(file)) {
    return base::make_error("file_unreadable", "There is no file " + file + " that can be read.",
                            file);
  }
  // libosmium throws; what it says is for the log.
  try {
    return read_all(osmium::io::File(file, "pbf"), speeds);
  } catch (const std::exception& failure) {
    return base::make_error("roads_unreadable",
                            file +
                                " is no extract of OpenStreetMap in the form .osm.pbf, or it is "
                                "damaged. Fetch it again, and compare its size.",
                            file, failure.what());
  }
}

}  // namespace geo

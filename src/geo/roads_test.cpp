// Small extracts that the test writes itself: what is a road and what is not, the file that is
// kept, and files that are no extracts.
#include "geo/roads.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "geo/osm_testing.hpp"
#include "geo/roads_osm.hpp"

namespace geo {
namespace {

RoadNetwork network_in(const OsmWriter& osm) {
  const TemporaryFolder folder;
  osm.write(folder.file("a.osm.pbf"));
  const auto raw = read_osm(folder.file("a.osm.pbf"), default_road_speeds());
  EXPECT_TRUE(raw.ok()) << raw.error().message << raw.error().detail;
  return network_of(raw.value());
}

// Seconds on the road from one place to another; -1 when there is no way. Places are nodes.
double seconds(const RoadNetwork& network, const GridPoint& from, const GridPoint& to) {
  double best = -1;
  // Where a barrier parts a way, several nodes lie in one place.
  for (std::uint32_t start = 0; start < network.nodes.size(); ++start) {
    if (distance_m(network.nodes[start], from) > 1) continue;
    const auto times = dijkstra(network.graph, start);
    for (std::uint32_t end = 0; end < network.nodes.size(); ++end) {
      if (distance_m(network.nodes[end], to) > 1 || times[end] == unreachable_ms) continue;
      if (best < 0 || times[end] / 1000.0 < best) best = times[end] / 1000.0;
    }
  }
  return best;
}

const GridPoint a{600000, 300000};
const GridPoint b{600100, 300000};
const GridPoint c{600200, 300000};

// The way a - b - c with these tags, and b with those.
RoadNetwork way_with(const Tags& way, const Tags& middle = {}) {
  OsmWriter osm;
  osm.way({osm.node(a), osm.node(b, middle), osm.node(c)}, way);
  return network_in(osm);
}

TEST(RoadsOsm, a_way_takes_its_length_at_the_speed_of_its_class) {
  const RoadNetwork network = way_with({{"highway", "unclassified"}});
  EXPECT_NEAR(seconds(network, a, c), 200 / (40 / 3.6), 0.05);
  EXPECT_NEAR(seconds(network, c, a), 200 / (40 / 3.6), 0.05);
  EXPECT_EQ(network.dated->iso(), "2026-05-01");
  const RoadNetwork slow = way_with({{"highway", "unclassified"}, {"maxspeed", "20 mph"}});
  EXPECT_NEAR(seconds(slow, a, c), 200 / (20 * 1.609344 * 0.9 / 3.6), 0.05);
}

TEST(RoadsOsm, one_way_streets_have_one_direction) {
  for (const char* yes : {"yes", "1", "true"}) {
    const RoadNetwork network = way_with({{"highway", "primary"}, {"oneway", yes}});
    EXPECT_GT(seconds(network, a, c), 0) << yes;
    EXPECT_EQ(seconds(network, c, a), -1) << yes;
  }
  for (const Tags& tags : {Tags{{"highway", "primary"}, {"oneway", "-1"}},
                           Tags{{"highway", "primary"}, {"oneway", "reverse"}}}) {
    EXPECT_EQ(seconds(way_with(tags), a, c), -1);
    EXPECT_GT(seconds(way_with(tags), c, a), 0);
  }
  for (const Tags& tags :
       {Tags{{"highway", "motorway"}}, Tags{{"highway", "tertiary"}, {"junction", "roundabout"}},
        Tags{{"highway", "tertiary"}, {"junction", "circular"}}}) {
    EXPECT_GT(seconds(way_with(tags), a, c), 0);
    EXPECT_EQ(seconds(way_with(tags), c, a), -1);
  }
  EXPECT_GT(seconds(way_with({{"highway", "motorway"}, {"oneway", "no"}}), c, a), 0);
}

TEST(RoadsOsm, ways_that_are_not_for_cars_are_left_out) {
  for (const Tags& tags :
       {Tags{{"highway", "footway"}}, Tags{{"highway", "track"}}, Tags{{"railway", "rail"}},
        Tags{{"highway", "service"}, {"access", "private"}},
        Tags{{"highway", "service"}, {"motor_vehicle", "no"}},
        Tags{{"highway", "primary"}, {"oneway", "reversible"}},
        Tags{{"highway", "residential"}, {"area", "yes"}},
        Tags{{"highway", "service"}, {"access", "yes"}, {"vehicle", "private"}}}) {
    EXPECT_TRUE(way_with(tags).nodes.empty()) << tags.back().second;
  }
  EXPECT_GT(
      seconds(way_with({{"highway", "service"}, {"access", "no"}, {"motorcar", "yes"}}), a, c), 0);
  EXPECT_GT(seconds(way_with({{"highway", "service"}, {"access", "destination"}}), a, c), 0);
}

TEST(RoadsOsm, a_barrier_parts_a_way_unless_cars_are_let_through) {
  const Tags road = {{"highway", "residential"}};
  for (const Tags& middle :
       {Tags{{"barrier", "bollard"}}, Tags{{"barrier", "gate"}, {"access", "private"}},
        Tags{{"barrier", "lift_gate"}, {"motor_vehicle", "no"}}}) {
    const RoadNetwork network = way_with(road, middle);
    EXPECT_EQ(seconds(network, a, c), -1);
    EXPECT_GT(seconds(network, a, b), 0);  // up to it from either side
    EXPECT_GT(seconds(network, c, b), 0);
  }
  for (const Tags& middle : {Tags{{"barrier", "gate"}}, Tags{{"highway", "crossing"}},
                             Tags{{"barrier", "bollard"}, {"motor_vehicle", "yes"}}}) {
    EXPECT_GT(seconds(way_with(road, middle), a, c), 0);
  }
}

TEST(RoadsOsm, long_ways_keep_a_node_every_two_hundred_metres) {
  OsmWriter osm;
  std::vector<std::int64_t> nodes;
  for (int i = 0; i <= 100; ++i) nodes.push_back(osm.node({600000.0 + 10 * i, 300000}));
  osm.road(nodes);
  const RoadNetwork network = network_in(osm);
  EXPECT_EQ(network.nodes.size(), 6U);
  EXPECT_NEAR(seconds(network, {600000, 300000}, {601000, 300000}), 1000 / (40 / 3.6), 0.1);
}

TEST(RoadsOsm, a_way_that_the_extract_cuts_off_ends_there) {
  OsmWriter osm;
  const auto first = osm.node(a);
  const auto second = osm.node(b);
  const auto third = osm.node(c);
  osm.road({first, second, 999, third});
  osm.road({999, 998});
  const RoadNetwork network = network_in(osm);
  EXPECT_GT(seconds(network, a, b), 0);
  EXPECT_EQ(seconds(network, a, c), -1);
}

TEST(RoadsOsm, a_way_may_meet_itself) {
  OsmWriter osm;
  const auto first = osm.node(a);
  const auto second = osm.node(b);
  const auto third = osm.node({600100, 300300});
  osm.road({first, second, third, second});
  EXPECT_GT(seconds(network_in(osm), a, {600100, 300300}), 0);
}

// Rows of nodes 500 m apart; each link may be there, one way, or not.
OsmWriter any_county() {
  OsmWriter osm;
  const int side = *rc::gen::inRange(2, 6);
  std::vector<std::int64_t> nodes;
  for (int i = 0; i < side * side; ++i) {
    nodes.push_back(osm.node({600000.0 + i % side * 500, 300000.0 + i / side * 500}));
  }
  for (int i = 0; i < side * side; ++i) {
    for (const int step : {1, side}) {
      if ((step == 1 && i % side + 1 == side) || i + step >= side * side) continue;
      const std::string oneway = *rc::gen::element<std::string>("no", "no", "yes", "-1", "");
      if (oneway.empty()) continue;
      osm.way({nodes[static_cast<std::size_t>(i)], nodes[static_cast<std::size_t>(i + step)]},
              {{"highway", *rc::gen::element<std::string>("primary", "residential", "service")},
               {"oneway", oneway}});
    }
  }
  return osm;
}

RC_GTEST_PROP(RoadsProperty, the_hierarchy_of_an_extract_gives_the_times_of_dijkstra, ()) {
  const RoadNetwork network = network_in(any_county());
  const auto kept = greatest_part(network.graph);
  const auto roads = make_roads("any", network, default_road_speeds());
  if (kept.size() < 2) {
    RC_ASSERT(roads.error().code == "roads_missing");
    return;
  }
  RC_ASSERT(roads.value().nodes.size() == kept.size());
  Hierarchy::Climber climber(roads.value().hierarchy);
  for (std::uint32_t from = 0; from < kept.size(); ++from) {
    const auto plain = dijkstra(network.graph, kept[from]);
    for (std::uint32_t to = 0; to < kept.size(); ++to) {
      RC_ASSERT(meet(climber.out(from), climber.in(to)) == plain[kept[to]]);
    }
  }
}

class KeptRoads : public testing::Test {
 protected:
  KeptRoads() : extract_(folder_.file("small.osm.pbf")), cache_(folder_.file("small.roads")) {
    OsmWriter osm;
    const auto first = osm.node(a);
    osm.road({first, osm.node(b), osm.node(c)});
    osm.write(extract_);
  }

  OpenedRoads open(const RoadSpeeds& speeds = default_road_speeds()) {
    auto opened = open_roads(extract_, speeds, cache_);
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return std::move(opened).value();
  }
  std::string kept() const {
    std::stringstream bytes;
    bytes << std::ifstream(cache_, std::ios::binary).rdbuf();
    return bytes.str();
  }
  void keep(const std::string& bytes) { std::ofstream(cache_, std::ios::binary) << bytes; }

  TemporaryFolder folder_;
  std::string extract_, cache_;
};

TEST_F(KeptRoads, are_the_same_as_those_read) {
  const OpenedRoads first = open();
  EXPECT_FALSE(first.from_cache);
  EXPECT_EQ(first.note, "");
  const OpenedRoads second = open();
  EXPECT_TRUE(second.from_cache);
  EXPECT_EQ(second.note, "");
  EXPECT_EQ(second.roads->name, "small.osm.pbf");
  EXPECT_EQ(second.roads->dated, first.roads->dated);
  EXPECT_EQ(second.roads->nodes, first.roads->nodes);
  EXPECT_EQ(second.roads->hierarchy.rank(), first.roads->hierarchy.rank());
  EXPECT_EQ(second.roads->hierarchy.up().arcs, first.roads->hierarchy.up().arcs);
  EXPECT_EQ(second.roads->hierarchy.down().arcs, first.roads->hierarchy.down().arcs);
  EXPECT_EQ(second.roads->speeds.fixed_minutes, 4);
}

// Every byte changed, every length: never believed, always made anew.
TEST_F(KeptRoads, that_are_damaged_are_made_anew_with_a_note) {
  open();
  const std::string good = kept();
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x20);
    keep(bad);
    const OpenedRoads opened = open();
    ASSERT_FALSE(opened.from_cache) << "byte " << i;
    ASSERT_NE(opened.note.find("made anew"), std::string::npos);
    ASSERT_EQ(kept(), good);
  }
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{5}, std::size_t{40}, good.size() - 1}) {
    keep(good.substr(0, length));
    ASSERT_FALSE(open().from_cache) << length << " bytes";
  }
  keep(good + "x");
  EXPECT_FALSE(open().from_cache);
}

TEST_F(KeptRoads, of_another_extract_or_other_speeds_are_made_anew) {
  open();
  RoadSpeeds other = default_road_speeds();
  other.digest ^= 1;
  EXPECT_NE(open(other).note.find("other road speeds"), std::string::npos);
  open();
  OsmWriter osm;
  osm.road({osm.node(a), osm.node(c)});
  osm.write(extract_);
  EXPECT_NE(open().note.find("another extract"), std::string::npos);
  keep("Dear diary");
  EXPECT_NE(open().note.find("not a file of roads"), std::string::npos);
}

TEST_F(KeptRoads, that_cannot_be_written_are_done_without) {
  cache_ = folder_.file("nowhere/small.roads");
  EXPECT_NE(open().note.find("could not be kept"), std::string::npos);
  cache_ = folder_.file("");  // a folder
  EXPECT_NE(open().note.find("could not be kept"), std::string::npos);
  cache_ = "";
  EXPECT_EQ(open().note, "");
}

std::string code_of(const std::string& file, const std::string& cache = "") {
  const auto opened = open_roads(file, default_road_speeds(), cache);
  return opened.ok() ? "" : opened.error().code;
}

TEST_F(KeptRoads, files_that_are_no_extracts_are_refused) {
  EXPECT_EQ(code_of(folder_.file("none.osm.pbf")), "file_unreadable");
  EXPECT_EQ(code_of(folder_.file("none.osm.pbf"), cache_), "file_unreadable");
  EXPECT_EQ(code_of(folder_.file(""), cache_), "file_unreadable");
  std::stringstream bytes;
  bytes << std::ifstream(extract_, std::ios::binary).rdbuf();
  const std::string good = bytes.str();
  const std::string bad_file = folder_.file("bad.osm.pbf");
  const auto code_with = [&](const std::string& content) {
    std::ofstream(bad_file, std::ios::binary) << content;
    return code_of(bad_file);
  };
  EXPECT_EQ(code_with("<osm version='0.6'/>"), "roads_unreadable");
  EXPECT_EQ(code_with(good.substr(0, good.size() - 10)), "roads_unreadable");
  EXPECT_NE(code_with(""), "");
  // Some damage goes unseen, as in any such file; none may stop the program.
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x55);
    const std::string code = code_with(bad);
    EXPECT_TRUE(code.empty() || code == "roads_unreadable" || code == "roads_missing") << code;
  }
}

TEST_F(KeptRoads, an_extract_without_roads_says_so) {
  OsmWriter osm;
  osm.way({osm.node(a), osm.node(c)}, {{"highway", "footway"}});
  osm.write(extract_);
  EXPECT_EQ(code_of(extract_, cache_), "roads_missing");
  OsmWriter().write(extract_);
  EXPECT_EQ(code_of(extract_, cache_), "roads_missing");
}

}  // namespace
}  // namespace geo

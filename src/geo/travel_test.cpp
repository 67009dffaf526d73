// The one interface, over each source: what it says, on what it rests, and who the neighbours are.
#include "geo/travel.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>

#include "geo/matrix.hpp"
#include "geo/osm_testing.hpp"
#include "geo/roads.hpp"

namespace geo {
namespace {

std::vector<std::uint32_t> places(std::span<const Neighbour> neighbours) {
  std::vector<std::uint32_t> found;
  for (const Neighbour& each : neighbours) found.push_back(each.place);
  return found;
}

using Places = std::vector<std::uint32_t>;

TEST(Travel, straight_minutes_are_kilometres) {
  const TravelPtr travel = travel_straight({{0, 0}, {3000, 4000}, {0, 1000}}, {}, 5);
  EXPECT_DOUBLE_EQ(travel->minutes(0, 1), 5);
  EXPECT_DOUBLE_EQ(travel->minutes(1, 1), 0);
  EXPECT_EQ(places(travel->neighbours(0)), (Places{2, 1}));
  EXPECT_EQ(travel->sources().front().label(), "straight line");
}

TEST(Travel, estimates_say_so_with_name_and_date) {
  const TravelPtr travel = travel_estimated({{0, 0}, {1000, 0}}, default_estimate(), {}, 5);
  EXPECT_DOUBLE_EQ(travel->minutes(0, 1), default_estimate().minutes(1000));
  EXPECT_EQ(travel->sources().front().label(),
            "estimated (Guildhall's assumptions, 27 November 2026)");
}

TEST(Travel, there_is_no_way_across_a_barrier) {
  const Barriers river({{{1500, -9000}, {1500, 9000}}});
  const TravelPtr travel =
      travel_estimated({{0, 0}, {1000, 0}, {2000, 0}, {3000, 0}}, default_estimate(), river, 2);
  EXPECT_EQ(travel->minutes(1, 2), no_way);
  EXPECT_EQ(places(travel->neighbours(1)), (Places{0}));
  EXPECT_EQ(places(travel->neighbours(2)), (Places{3}));
}

TEST(Travel, of_no_places_or_one_is_no_trouble) {
  EXPECT_EQ(travel_straight({}, {}, 5)->size(), 0U);
  EXPECT_TRUE(travel_straight({{1, 1}}, {}, 5)->neighbours(0).empty());
  EXPECT_TRUE(travel_straight({{1, 1}, {2, 2}}, {}, 0)->neighbours(0).empty());
}

TravelMatrix table(std::string_view rows) {
  auto read = read_matrix("from,to,minutes\n" + std::string(rows), "minutes.csv");
  EXPECT_TRUE(read.ok()) << read.error().message;
  read.value().dated = base::Date::from_ymd(2026, 3, 1);
  return std::move(read).value();
}

TEST(Travel, a_table_gives_each_direction_and_their_mean) {
  const std::vector<GridPoint> points = {{0, 0}, {1000, 0}, {2000, 0}};
  const TravelPtr travel =
      travel_by_matrix(points, {"a", "b", "x"}, table("a,b,10\nb,a,14\nc,a,1\n"), {}, 5);
  EXPECT_DOUBLE_EQ(travel->one_way(0, 1).minutes, 10);
  EXPECT_DOUBLE_EQ(travel->one_way(1, 0).minutes, 14);
  EXPECT_DOUBLE_EQ(travel->minutes(1, 0), 12);
  EXPECT_EQ(travel->minutes(0, 2), no_way);
  EXPECT_EQ(travel->unknown_places(), (std::vector<std::size_t>{2}));
  EXPECT_EQ(places(travel->neighbours(0)), (Places{1}));
  EXPECT_TRUE(travel->neighbours(2).empty());
  EXPECT_EQ(travel->sources().size(), 1U);
  EXPECT_EQ(travel->sources()[0].label(), "from a table (minutes.csv, 1 March 2026)");
}

TEST(Travel, gaps_of_a_table_are_filled_by_an_estimate_that_says_so) {
  const std::vector<GridPoint> points = {{0, 0}, {1000, 0}, {2000, 0}, {9000, 0}};
  const Gaps gaps{default_estimate(), Barriers({{{5000, -99999}, {5000, 99999}}})};
  const TravelPtr travel =
      travel_by_matrix(points, {"a", "b", "x", "y"}, table("a,b,30\n"), gaps, 5);
  EXPECT_DOUBLE_EQ(travel->minutes(0, 1), 30);  // one direction stands for both
  EXPECT_EQ(travel->between(0, 1).source, 0U);
  EXPECT_DOUBLE_EQ(travel->minutes(0, 2), default_estimate().minutes(2000));
  EXPECT_EQ(travel->between(2, 0).source, 1U);
  EXPECT_EQ(travel->minutes(0, 3), no_way);
  EXPECT_EQ(travel->sources()[1].kind, TravelKind::Estimated);
  EXPECT_EQ(places(travel->neighbours(0)), (Places{2, 1}));
  EXPECT_EQ(places(travel->neighbours(2)), (Places{1, 0}));
}

TEST(Travel, two_places_of_one_identifier_are_one_place_to_a_table) {
  const TravelPtr travel =
      travel_by_matrix({{0, 0}, {5, 0}, {9, 0}}, {"a", "a", "b"}, table("a,b,3\n"), {}, 5);
  EXPECT_DOUBLE_EQ(travel->minutes(0, 1), 0);
  EXPECT_EQ(places(travel->neighbours(0)), (Places{1, 2}));
}

// Two towns at a river with one bridge to the north, an island without one, a one-way ring:
//   0 1     2 3     4
//   +-+--B--+-+    +-+
class RiverRoads : public testing::Test {
 protected:
  RiverRoads() {
    const TemporaryFolder folder;
    OsmWriter osm;
    const auto west = osm.node({600000, 300000});
    const auto west_bank = osm.node({601000, 300000});
    const auto east_bank = osm.node({602000, 300000});
    const auto east = osm.node({603000, 300000});
    const auto bridge_west = osm.node({601000, 310000});
    const auto bridge_east = osm.node({602000, 310000});
    osm.road({west, west_bank});
    osm.road({east_bank, east});
    osm.road({west_bank, bridge_west, bridge_east, east_bank});
    // A one-way street back from the east bank, quick in its direction only.
    osm.way({east, osm.node({603000, 305000}), bridge_east},
            {{"highway", "trunk"}, {"oneway", "yes"}});
    osm.road({osm.node({620000, 300000}), osm.node({621000, 300000})});
    osm.write(folder.file("river.osm.pbf"));
    auto opened = open_roads(folder.file("river.osm.pbf"), default_road_speeds(), "");
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    roads_ = opened.value().roads;
  }
  std::shared_ptr<const Roads> roads_;
  const std::vector<GridPoint> points_ = {
      {600000, 300100}, {601000, 300000}, {602000, 300000}, {603000, 299900}, {620000, 300000}};
};

TEST_F(RiverRoads, the_way_goes_over_the_bridge) {
  const TravelPtr travel = travel_by_roads(points_, *roads_, {}, 5);
  // 21 km at 40 km/h and getting in and out, for one kilometre as the crow flies.
  EXPECT_NEAR(travel->one_way(1, 2).minutes, 4 + 21 * 60 / 40.0, 0.1);
  // 100 m beside the road at 15 km/h, and a kilometre on it.
  EXPECT_NEAR(travel->one_way(0, 1).minutes, 4 + 0.4 + 1.5, 0.01);
  EXPECT_DOUBLE_EQ(travel->one_way(2, 2).minutes, 0);
  EXPECT_EQ(travel->sources()[0].label(), "by road (river.osm.pbf, 1 May 2026)");
  // Within 40 minutes there and back; the bridge is 35 minutes away by road.
  EXPECT_EQ(places(travel->neighbours(1)), (Places{0, 2, 3}));
  EXPECT_EQ(places(travel_by_roads(points_, *roads_, {}, 5, 30)->neighbours(1)), (Places{0}));
}

TEST_F(RiverRoads, one_way_streets_make_there_and_back_differ) {
  const TravelPtr travel = travel_by_roads(points_, *roads_, {}, 5);
  EXPECT_LT(travel->one_way(3, 1).minutes, travel->one_way(1, 3).minutes - 1);
  const double mean = (travel->one_way(1, 3).minutes + travel->one_way(3, 1).minutes) / 2;
  EXPECT_DOUBLE_EQ(travel->minutes(1, 3), mean);
  EXPECT_DOUBLE_EQ(travel->minutes(3, 1), mean);
}

TEST_F(RiverRoads, who_is_far_from_the_network_has_no_way_or_an_estimate) {
  const TravelPtr bare = travel_by_roads(points_, *roads_, {}, 5);
  EXPECT_EQ(bare->unknown_places(), (std::vector<std::size_t>{4}));  // on the island
  EXPECT_EQ(bare->minutes(3, 4), no_way);
  EXPECT_TRUE(bare->neighbours(4).empty());
  const TravelPtr filled = travel_by_roads(points_, *roads_, {default_estimate(), {}}, 5, 60);
  EXPECT_DOUBLE_EQ(filled->minutes(3, 4),
                   default_estimate().minutes(distance_m(points_[3], points_[4])));
  EXPECT_EQ(filled->between(3, 4).source, 1U);
  EXPECT_EQ(filled->between(2, 3).source, 0U);
  EXPECT_EQ(places(filled->neighbours(4)), (Places{3, 2, 1, 0}));
  EXPECT_EQ(filled->neighbours(3).back().place, 4U);
}

// Random places on a random network: the lists are what a look at every pair gives.
RC_GTEST_PROP(TravelProperty, neighbours_by_road_are_the_nearest_of_all, ()) {
  RoadNetwork network;
  const int side = *rc::gen::inRange(2, 7);
  std::vector<RoadEdge> edges;
  for (int i = 0; i < side * side; ++i) {
    network.nodes.push_back({600000.0 + i % side * 900, 300000.0 + i / side * 900});
    for (const int step : {1, side}) {
      if ((step == 1 && i % side + 1 == side) || i + step >= side * side) continue;
      const auto from = static_cast<std::uint32_t>(i);
      const auto to = static_cast<std::uint32_t>(i + step);
      edges.push_back({from, to, *rc::gen::inRange<std::uint32_t>(30, 400) * 1000});
      if (*rc::gen::inRange(0, 4) > 0) {
        edges.push_back({to, from, *rc::gen::inRange<std::uint32_t>(30, 400) * 1000});
      }
    }
  }
  network.graph = make_graph(network.nodes.size(), edges);
  const auto roads = make_roads("any", network, default_road_speeds());
  if (!roads.ok()) return;  // no two nodes are joined both ways
  std::vector<GridPoint> points;
  for (int i = *rc::gen::inRange(1, 20); i > 0; --i) {
    points.push_back(
        {600000.0 + *rc::gen::inRange(0, 9000), 300000.0 + *rc::gen::inRange(0, 9000)});
  }
  const auto most = *rc::gen::inRange<std::size_t>(1, 12);
  const double minutes_max = *rc::gen::inRange(5, 60);
  const Gaps gaps = *rc::gen::arbitrary<bool>() ? Gaps{default_estimate(), {}} : Gaps{};
  const TravelPtr travel = travel_by_roads(points, roads.value(), gaps, most, minutes_max);
  for (std::uint32_t place = 0; place < points.size(); ++place) {
    std::vector<std::pair<float, std::uint32_t>> all;
    for (std::uint32_t other = 0; other < points.size(); ++other) {
      const double there = travel->one_way(place, other).minutes;
      const double back = travel->one_way(other, place).minutes;
      if (other == place || there > minutes_max || back > minutes_max) continue;
      all.emplace_back(static_cast<float>(travel->minutes(place, other)), other);
      RC_ASSERT(travel->minutes(place, other) == travel->minutes(other, place));
    }
    std::sort(all.begin(), all.end());
    all.resize(std::min(all.size(), most));
    const auto listed = travel->neighbours(place);
    RC_ASSERT(listed.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      RC_ASSERT(listed[i].place == all[i].second);
      RC_ASSERT(listed[i].minutes == all[i].first);
    }
  }
}

RC_GTEST_PROP(TravelProperty, estimated_neighbours_are_the_nearest_of_all, ()) {
  std::vector<GridPoint> points;
  for (int i = *rc::gen::inRange(0, 40); i > 0; --i) {
    points.push_back({*rc::gen::inRange(0, 20000) * 1.0, *rc::gen::inRange(0, 20000) * 1.0});
  }
  std::vector<BarrierLine> lines;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    lines.push_back({{*rc::gen::inRange(0, 20000) * 1.0, *rc::gen::inRange(0, 20000) * 1.0},
                     {*rc::gen::inRange(0, 20000) * 1.0, *rc::gen::inRange(0, 20000) * 1.0}});
  }
  const auto most = *rc::gen::inRange<std::size_t>(1, 12);
  const TravelPtr travel = travel_estimated(points, default_estimate(), Barriers(lines), most);
  for (std::uint32_t place = 0; place < points.size(); ++place) {
    std::vector<float> all;
    for (std::uint32_t other = 0; other < points.size(); ++other) {
      const double minutes = travel->minutes(place, other);
      if (other != place && minutes < no_way) all.push_back(static_cast<float>(minutes));
    }
    std::sort(all.begin(), all.end());
    all.resize(std::min(all.size(), most));
    std::vector<float> listed;
    for (const Neighbour& each : travel->neighbours(place)) listed.push_back(each.minutes);
    RC_ASSERT(listed == all);
  }
}

// As many as England's schools; printed, not judged.
TEST(Travel, lists_for_a_country_are_made_quickly) {
  std::mt19937 random(11);
  std::vector<GridPoint> points;
  for (int town = 0; town < 220; ++town) {
    const GridPoint middle{random() % 400000 * 1.0, random() % 500000 * 1.0};
    for (int i = 0; i < 100; ++i) {
      points.push_back({middle.east_m + random() % 15000, middle.north_m + random() % 15000});
    }
  }
  const auto start = std::chrono::steady_clock::now();
  const TravelPtr travel = travel_estimated(points, default_estimate(), {}, 80);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(travel->neighbours(21999).size(), 80U);
  std::printf("80 neighbours for 22,000 places: %.2f s\n", took.count());
}

}  // namespace
}  // namespace geo

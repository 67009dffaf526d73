// Barriers against every line looked at, one by one.
#include "geo/barriers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <cstdio>
#include <limits>
#include <random>

namespace geo {
namespace {

// A river from north to south at 5 km east.
const Barriers river({{{5000, 0}, {5000, 10000}}});

TEST(Barriers, no_path_crosses_none) { EXPECT_FALSE(Barriers().crosses({0, 0}, {9, 9})); }

TEST(Barriers, a_path_over_the_river_meets_it_and_one_beside_it_does_not) {
  EXPECT_TRUE(river.crosses({4000, 500}, {6000, 800}));
  EXPECT_TRUE(river.crosses({6000, 800}, {4000, 500}));
  EXPECT_FALSE(river.crosses({4000, 500}, {4999, 9000}));
  EXPECT_FALSE(river.crosses({4000, 10001}, {6000, 10001}));  // beyond the source
}

TEST(Barriers, to_touch_is_to_meet) {
  EXPECT_TRUE(river.crosses({4000, 500}, {5000, 500}));
  EXPECT_TRUE(river.crosses({4000, 10000}, {6000, 10000}));
  EXPECT_TRUE(river.crosses({5000, 2000}, {5000, 3000}));  // along it
  EXPECT_TRUE(river.crosses({5000, 2000}, {5000, 2000}));  // standing in it
}

TEST(Barriers, a_single_corner_is_a_spot) {
  const Barriers spot({{{100, 100}}});
  EXPECT_TRUE(spot.crosses({0, 0}, {200, 200}));
  EXPECT_FALSE(spot.crosses({0, 0}, {200, 201}));
}

TEST(Barriers, places_that_are_no_numbers_cross_nothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(river.crosses({nan, 0}, {6000, 0}));
}

bool turns_apart(double one, double other) {
  return (one > 0 && other > 0) || (one < 0 && other < 0);
}

double turn(const GridPoint& a, const GridPoint& b, const GridPoint& c) {
  return (b.east_m - a.east_m) * (c.north_m - a.north_m) -
         (b.north_m - a.north_m) * (c.east_m - a.east_m);
}

bool on_stretch(const GridPoint& a, const GridPoint& b, const GridPoint& c) {
  return turn(a, b, c) == 0 && std::min(a.east_m, b.east_m) <= c.east_m &&
         c.east_m <= std::max(a.east_m, b.east_m) && std::min(a.north_m, b.north_m) <= c.north_m &&
         c.north_m <= std::max(a.north_m, b.north_m);
}

// Another way to say it than the program's.
bool meet_plainly(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d) {
  if (on_stretch(a, b, c) || on_stretch(a, b, d) || on_stretch(c, d, a) || on_stretch(c, d, b)) {
    return true;
  }
  return turn(a, b, c) != 0 && turn(a, b, d) != 0 && turn(c, d, a) != 0 && turn(c, d, b) != 0 &&
         !turns_apart(turn(a, b, c), turn(a, b, d)) && !turns_apart(turn(c, d, a), turn(c, d, b));
}

GridPoint any_point(int side_m) {
  return {static_cast<double>(*rc::gen::inRange(0, side_m)),
          static_cast<double>(*rc::gen::inRange(0, side_m))};
}

RC_GTEST_PROP(BarriersProperty, the_squares_find_what_a_plain_look_at_every_line_finds, ()) {
  const int side_m = *rc::gen::element(6, 50, 100000);  // small ones touch often
  std::vector<BarrierLine> lines;
  for (int i = *rc::gen::inRange(1, 12); i > 0; --i) {
    BarrierLine line;
    for (int corner = *rc::gen::inRange(1, 6); corner > 0; --corner) {
      line.push_back(any_point(side_m));
    }
    lines.push_back(line);
  }
  const Barriers barriers(lines);
  for (int i = 0; i < 20; ++i) {
    const GridPoint a = any_point(side_m);
    const GridPoint b = any_point(side_m);
    bool expected = false;
    for (const BarrierLine& line : lines) {
      for (std::size_t corner = 0; corner < line.size(); ++corner) {
        expected |= meet_plainly(a, b, line[corner == 0 ? 0 : corner - 1], line[corner]);
      }
    }
    RC_ASSERT(barriers.crosses(a, b) == expected);
    RC_ASSERT(barriers.crosses(b, a) == expected);
  }
}

// 22,000 places with 80 neighbours each are asked in a moment; the number is printed, not judged.
TEST(Barriers, a_country_is_asked_quickly) {
  std::mt19937 random(7);
  std::vector<BarrierLine> lines(200);
  for (BarrierLine& line : lines) {
    GridPoint at{random() % 600000 * 1.0, random() % 600000 * 1.0};
    for (int corner = 0; corner < 100; ++corner) {
      line.push_back(at);
      at = {at.east_m + random() % 800, at.north_m + random() % 600 - 300.0};
    }
  }
  const Barriers barriers(lines);
  int met = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 22000 * 80; ++i) {
    const GridPoint a{random() % 600000 * 1.0, random() % 600000 * 1.0};
    met += barriers.crosses(a, {a.east_m + random() % 20000, a.north_m + random() % 20000});
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_GT(met, 1000);
  std::printf("%d of 1,760,000 paths meet one of 20,000 stretches: %.2f s\n", met, took.count());
}

TEST(Barriers, are_read_from_csv_with_lines_by_name) {
  const auto read =
      read_barriers("line,east_m,north_m\r\nYare,1,2\nWensum,5,6\n\"Yare\", 3 ,4.5\n");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value(), (std::vector<BarrierLine>{{{1, 2}, {3, 4.5}}, {{5, 6}}}));
}

TEST(Barriers, a_bad_row_is_named) {
  const auto message = [](std::string_view csv) {
    const auto read = read_barriers(csv);
    return read.ok() ? "" : read.error().code + " " + read.error().message;
  };
  EXPECT_EQ(message("a,b\n"),
            "travel_data_invalid The barriers: the first row must be \"line,east_m,north_m\".");
  EXPECT_NE(message("line,east_m,north_m\nYare,1,x\n").find("line 2"), std::string::npos);
  EXPECT_NE(message("line,east_m,north_m\nYare,1,-4\n").find("line 2"), std::string::npos);
  EXPECT_NE(message("line,east_m,north_m\n\nYare,1\n").find("line 3"), std::string::npos);
  EXPECT_NE(message("line,east_m,north_m\nYare,1,\"2").find("cut off"), std::string::npos);
}

}  // namespace
}  // namespace geo

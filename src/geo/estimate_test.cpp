// The numbers of travel: that files are read or refused by line, and that minutes grow.
#include "geo/estimate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "geo/road_speeds.hpp"

namespace geo {
namespace {

const std::string head = "name ours\ndated 2026-01-02\nsource we counted\n";
const std::string numbers = "circuity 1.5\nfixed 2 minutes\n";
const std::string bands = "band until 3 km at 30 km/h\nband beyond at 60 km/h\n";

TEST(Estimate, reckons_stretch_by_stretch) {
  const auto read = read_estimate(head + numbers + bands, "a.txt");
  ASSERT_TRUE(read.ok());
  const Estimate& estimate = read.value();
  EXPECT_EQ(estimate.name, "ours");
  EXPECT_EQ(estimate.dated.iso(), "2026-01-02");
  EXPECT_EQ(estimate.source, "we counted");
  EXPECT_DOUBLE_EQ(estimate.minutes(0), 2);
  EXPECT_DOUBLE_EQ(estimate.minutes(2000), 2 + 6);      // 3 km
  EXPECT_DOUBLE_EQ(estimate.minutes(4000), 2 + 6 + 3);  // 3 km, and 3 km more
}

TEST(Estimate, the_shipped_numbers_are_those_of_the_documents) {
  const Estimate& shipped = default_estimate();
  EXPECT_DOUBLE_EQ(shipped.circuity, 1.35);
  EXPECT_DOUBLE_EQ(shipped.fixed_minutes, 4);
  ASSERT_EQ(shipped.bands.size(), 3U);
  EXPECT_DOUBLE_EQ(shipped.bands[0].speed_kmh, 25);
  EXPECT_DOUBLE_EQ(shipped.bands[1].until_km, 10);
  EXPECT_DOUBLE_EQ(shipped.bands[2].speed_kmh, 55);
  EXPECT_NEAR(shipped.minutes(5000), 4 + 7.2 + 3.75 / 38 * 60, 1e-9);
}

// Whatever the bands say, also when a farther one is slower.
RC_GTEST_PROP(EstimateProperty, minutes_grow_with_the_distance, ()) {
  Estimate estimate = default_estimate();
  estimate.circuity = *rc::gen::inRange(100, 1000) / 100.0;
  estimate.bands.clear();
  double until_km = 0;
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    until_km += *rc::gen::inRange(1, 300) / 10.0;
    estimate.bands.push_back({until_km, *rc::gen::inRange(10, 1200) / 10.0});
  }
  estimate.bands.push_back(
      {std::numeric_limits<double>::infinity(), *rc::gen::inRange(10, 1200) / 10.0});
  const int near_m = *rc::gen::inRange(0, 200000);
  const int more_m = *rc::gen::inRange(1, 2000);
  RC_ASSERT(estimate.minutes(near_m) < estimate.minutes(near_m + more_m));
  RC_ASSERT(estimate.minutes(near_m) >= estimate.fixed_minutes);
}

std::string why(const std::string& text) {
  const auto read = read_estimate(text, "a.txt");
  if (read.ok()) return "";
  EXPECT_EQ(read.error().code, "travel_data_invalid");
  EXPECT_EQ(read.error().field, "a.txt");
  return read.error().message;
}

TEST(Estimate, what_is_wrong_is_named_with_its_line) {
  EXPECT_EQ(why(head + numbers + "\n# so\nband until 3 miles at 30 km/h\n" + bands),
            "a.txt: line 8, \"band until 3 miles at 30 km/h\": write \"band until 3 km at 25 "
            "km/h\", and the last \"band beyond at 55 km/h\".");
  const auto says = [](const std::string& text, std::string_view words) {
    EXPECT_NE(why(text).find(words), std::string::npos) << why(text);
  };
  says(head + numbers + bands + "band until 9 km at 9 km/h\n", "line 8");
  says(head + numbers + "band until 3 km at 0 km/h\n" + bands, "at least 1 km/h");
  says(head + numbers + "band until 3 km at 30 km/h\n", "the last band is missing");
  says(head + numbers + "speed 3\n" + bands, "no such word");
  says(head + numbers + "circuity 2\n" + bands, "on an earlier line");
  says(head + "circuity 0.9\nfixed 2 minutes\n" + bands, "from 1 to 10");
  says(head + "circuity 1.2\nfixed 2 hours\n" + bands, "minutes up to 240");
  says(head + "circuity 1.2\n" + bands, "no fixed minutes");
  says(head + "fixed 2 minutes\n" + bands, "no circuity");
  says(numbers + bands, "there is no name");
  says("name a\nsource b\n" + numbers + bands, "there is no date");
  says("name a\ndated 2026-01-02\n" + numbers + bands, "where its numbers are from");
  says("name a\ndated 2 Jan\n", "write the day");
  says("name a\nname b\n", "on an earlier line");
  says("source\n", "say it in words");
  says(head + "dated 2026-01-03\n", "a date already");
  says("\xff\xfe", "UTF-8");
  says("", "there is no name");
}

TEST(RoadSpeeds, tags_are_understood) {
  const RoadSpeeds& speeds = default_road_speeds();
  EXPECT_DOUBLE_EQ(speeds.limit("50").value(), 50);
  EXPECT_DOUBLE_EQ(speeds.limit("50 km/h").value(), 50);
  EXPECT_NEAR(speeds.limit("30 mph").value(), 48.28, 0.01);
  EXPECT_NEAR(speeds.limit("30mph").value(), 48.28, 0.01);
  EXPECT_NEAR(speeds.limit("GB:nsl_single").value(), 96.56, 0.01);
  for (const char* other : {"", "signals", "-5", "0", "1e9", "30;50", "mph"}) {
    EXPECT_FALSE(speeds.limit(other)) << other;
  }
  EXPECT_DOUBLE_EQ(speeds.speed_kmh("primary", "").value(), 62);
  EXPECT_DOUBLE_EQ(speeds.speed_kmh("primary", "60 mph").value(), 62);
  EXPECT_NEAR(speeds.speed_kmh("primary", "20 mph").value(), 32.19 * 0.9, 0.01);
  EXPECT_FALSE(speeds.speed_kmh("footway", "30 mph"));
}

TEST(RoadSpeeds, what_is_wrong_is_named_with_its_line) {
  const std::string good =
      head + "off-road 15 km/h up to 900 m\nfixed 4 minutes\nlimit 90 %\nclass primary 60 mph\n";
  const auto read = read_road_speeds(good, "r.txt");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_NEAR(read.value().class_kmh.at("primary"), 96.56, 0.01);
  EXPECT_NE(read.value().digest, default_road_speeds().digest);
  const auto says = [](const std::string& text, std::string_view words) {
    const auto refused = read_road_speeds(text, "r.txt");
    ASSERT_FALSE(refused.ok()) << text;
    EXPECT_EQ(refused.error().code, "travel_data_invalid");
    EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
  };
  says(good + "class primary 40 km/h\n", "line 8, \"class primary 40 km/h\": it is said");
  says(good + "class trunk 400 km/h\n", "1 to 200 km/h");
  says(good + "maxspeed walk\n", "1 to 200 km/h");
  says(good + "barrier two words\n", "one word");
  says(good + "colour red\n", "no such word");
  says(good + "limit 90 %\n", "on an earlier line");
  says(head + "limit 900 %\n", "10 to 150 per cent");
  says(head + "fixed 4\n", "minutes up to 240");
  says(head + "off-road 15 km/h\n", "up to 2000 m");
  says(head + "fixed 4 minutes\nlimit 90 %\nclass primary 60 mph\n", "off-road");
  says(head, "off-road");
  says(head + "off-road 15 km/h up to 900 m\n", "no fixed minutes");
  says(head + "off-road 15 km/h up to 900 m\nfixed 4 minutes\n", "limit 90 %");
  says(head + "off-road 15 km/h up to 900 m\nfixed 4 minutes\nlimit 90 %\n", "no class of road");
}

}  // namespace
}  // namespace geo

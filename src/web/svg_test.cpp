// The map: small for a county, sound for any positions, everything in view.
#include "web/svg.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "web/markup_check.hpp"
#include "web/svg_fit.hpp"

namespace web {
namespace {

// As many schools as Norfolk has, with names and addresses as long as theirs.
Map county() {
  Map map{.title = "Schools of the county", .description = "The table has the same facts."};
  std::uint32_t state = 7;
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
  };
  for (int i = 0; i < 423; ++i) {
    MapPoint point{.at = {550000.0 + next(90000), 280000.0 + next(60000)},
                   .name = "Saint Withburga Primary School " + std::to_string(i),
                   .href = "/schools/" + std::to_string(120000 + i)};
    point.phase = static_cast<Phase>(next(kPhaseCount));
    point.cluster = static_cast<int>(next(15)) - 1;
    point.filled = next(2) == 0;
    map.points.push_back(point);
  }
  for (int cluster = 0; cluster < 14; ++cluster) {
    MapArea area{.cluster = cluster, .letter = cluster_letter(cluster), .name = "Area"};
    for (const MapPoint& point : map.points) {
      if (point.cluster == cluster) area.positions.push_back(point.at);
    }
    map.areas.push_back(area);
  }
  MapOutline outline;
  for (int i = 0; i < 5000; ++i) {
    const double angle = i * 0.00125663706;
    outline.positions.push_back(
        {595000 + 48000 * std::cos(angle), 310000 + 35000 * std::sin(angle)});
  }
  map.outlines.push_back(outline);
  return map;
}

TEST(Map, OfACountyIsSmall) {
  const std::string markup = web::map(county()).markup();
  EXPECT_LT(markup.size(), 70u * 1024);
  EXPECT_TRUE(faults_of(markup).empty()) << faults_of(markup)[0];
  RecordProperty("bytes", static_cast<int>(markup.size()));
}

TEST(Map, HasNoTabStopsWherePointsAreMany) {
  const std::string many = web::map(county()).markup();
  std::size_t stops = 0;
  for (std::size_t at = many.find("<a "); at != std::string::npos; at = many.find("<a ", at + 1)) {
    if (many.substr(at, many.find('>', at) - at).find("tabindex=\"-1\"") == std::string::npos) {
      ++stops;
    }
  }
  EXPECT_EQ(stops, 0u);
  Map few = county();
  few.points.resize(10);
  EXPECT_EQ(web::map(few).markup().find("tabindex"), std::string::npos);
}

TEST(Map, DrawsEveryPointInsideThePicture) {
  const Map map = county();
  const Fit fit = fit_of(map);
  for (const MapPoint& point : map.points) {
    const Spot spot = fit.at(point.at);
    EXPECT_GE(spot.x, 30);
    EXPECT_GE(spot.y, 30);
    EXPECT_LE(spot.x, map.width - 30);
    EXPECT_LE(spot.y, map.height - 30);
  }
}

TEST(Map, NorthIsUpAndOneScaleServesBothDirections) {
  const Fit fit({0, 0}, {10000, 10000}, 520, 440);
  const Spot middle = fit.at({5000, 5000});
  EXPECT_LT(fit.at({5000, 6000}).y, middle.y);
  EXPECT_NEAR(fit.at({6000, 5000}).x - middle.x, middle.y - fit.at({5000, 6000}).y, 1e-9);
}

TEST(Map, OfNothingIsStillAMap) {
  const std::string markup =
      web::map({.title = "Empty", .description = "No school has a place."}).markup();
  EXPECT_TRUE(faults_of(markup).empty());
  EXPECT_EQ(markup.find("nan"), std::string::npos);
}

TEST(Map, HollowLeadAndOutsideAreMarked) {
  Map map{.title = "Three", .description = "The same in the table."};
  map.points.push_back({.at = {0, 0}, .name = "A", .cluster = 0, .lead = true});
  map.points.push_back({.at = {900, 0}, .name = "B", .cluster = 0, .filled = false});
  map.points.push_back({.at = {0, 900}, .name = "C", .outside = true});
  map.areas.push_back({.cluster = 8, .letter = "J", .positions = {{0, 0}}});
  const std::string markup = web::map(map).markup();
  EXPECT_NE(markup.find("gh-pt-ring"), std::string::npos);
  EXPECT_NE(markup.find("gh-pts--k1 gh-pts--hollow"), std::string::npos);
  EXPECT_NE(markup.find("gh-pts--outside"), std::string::npos);
  EXPECT_NE(markup.find("url(#m-h2)"), std::string::npos);
}

TEST(Map, WhatMovesHasAThickOutlineAndClustersANumberForTheScript) {
  Map map = county();
  map.points[3].moved = true;
  map.points[3].cluster = 5;
  const std::string markup = web::map(map).markup();
  EXPECT_NE(markup.find("gh-pts--moved\" data-cluster=\"5\""), std::string::npos);
  EXPECT_NE(markup.find("gh-hull--k6\" "), std::string::npos);
}

TEST(Map, OfACountryIsDotsWithoutNames) {
  Map map{.title = "Schools of the country", .description = "The table has the same facts."};
  for (int i = 0; i < 22000; ++i) {
    map.points.push_back({{300000.0 + i % 200 * 1500, 50000.0 + i / 200 * 4000}, "Name"});
    map.points.back().cluster = i / 9;
  }
  map.areas.push_back({9, "B", "Area", {map.points[0].at}});
  map.dots = true;
  const std::string markup = web::map(map).markup();
  EXPECT_LT(markup.size(), 400u * 1024);
  EXPECT_TRUE(faults_of(markup).empty()) << faults_of(markup)[0];
  EXPECT_EQ(markup.find("Name"), std::string::npos);
  EXPECT_NE(markup.find("gh-dots--k7"), std::string::npos);
}

TEST(MapProperty, AnyPositionsMakeASoundPicture) {
  EXPECT_TRUE(rc::check("any doubles", [](const std::vector<std::pair<double, double>>& places,
                                          const std::string& name) {
    Map map{.title = "Any", .description = "Any."};
    for (const auto& [x, y] : places) {
      map.points.push_back({.at = {x, y}, .name = name, .href = "/x", .number = 1, .cluster = 3});
    }
    map.points.push_back({.at = {std::numeric_limits<double>::quiet_NaN(), 0}, .name = name});
    map.points.push_back({.at = {std::numeric_limits<double>::infinity(), 0}, .name = name});
    MapArea area{.cluster = 3, .letter = "D"};
    for (const MapPoint& point : map.points) area.positions.push_back(point.at);
    map.outlines.push_back({area.positions, name});
    map.areas.push_back(area);
    const std::string markup = web::map(map).markup();
    RC_ASSERT(faults_of(markup).empty());
    RC_ASSERT(markup.find("=\"nan") == std::string::npos);
    RC_ASSERT(markup.find("=\"inf") == std::string::npos);
  }));
}

TEST(MapProperty, AnAreaHoldsItsMembers) {
  EXPECT_TRUE(rc::check("convex and around", [] {
    const auto place = rc::gen::pair(rc::gen::inRange(0, 500), rc::gen::inRange(0, 400));
    const auto coordinates =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, int>>>(place));
    std::vector<Spot> spots;
    for (const auto& [x, y] : coordinates) {
      spots.push_back({static_cast<double>(x), static_cast<double>(y)});
    }
    const std::vector<Spot> area = area_round(spots, 20);
    RC_ASSERT(area.size() >= 3u);
    for (std::size_t i = 0; i < area.size(); ++i) {
      const Spot a = area[i];
      const Spot b = area[(i + 1) % area.size()];
      for (const Spot& spot : spots) {
        RC_ASSERT((b.x - a.x) * (spot.y - a.y) - (b.y - a.y) * (spot.x - a.x) >= -1e-6);
      }
    }
  }));
}

TEST(Map, OutlinesOutOfSightAreLeftOut) {
  const Fit fit({0, 0}, {10000, 10000}, 520, 440);
  EXPECT_EQ(path_of(fit, {{900000, 900000}, {910000, 900000}, {910000, 910000}}), "");
  EXPECT_EQ(path_of(fit, {{5000, 5000}, {5001, 5000}}), "");
  EXPECT_EQ(path_of(fit, {}), "");
  EXPECT_NE(path_of(fit, {{0, 0}, {5000, 0}, {5000, 5000}}), "");
}

}  // namespace
}  // namespace web

// How fast a car is driven on which roads of OpenStreetMap, and where it may not go: numbers and
// words in a dated file with its source (data/travel/road_speeds.txt).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace geo {

struct RoadSpeeds {
  std::string name;
  base::Date dated;
  std::string source;
  double off_road_kmh = 0;    // from a door to the nearest road, straight
  double off_road_m_max = 0;  // a door farther from any road is not on the network
  double fixed_minutes = 0;   // at both ends together
  double limit_share = 1;     // of a speed limit, what is driven
  std::map<std::string, double, std::less<>> class_kmh;
  std::map<std::string, double, std::less<>> limit_kmh;  // of words such as "GB:nsl_single"
  std::set<std::string, std::less<>> closed_to;
  std::set<std::string, std::less<>> barriers;
  std::uint64_t digest = 0;  // of the text

  // What a tag maxspeed says, in km/h: "30 mph", "50", "GB:nsl_single". Nothing on other words.
  std::optional<double> limit(std::string_view maxspeed) const;
  // Nothing when cars do not use such a road. No limit known: an empty text.
  std::optional<double> speed_kmh(std::string_view road_class, std::string_view maxspeed) const;
};

// What is embedded of data/travel/road_speeds.txt.
std::string_view default_road_speeds_text();
const RoadSpeeds& default_road_speeds();

// Error: travel_data_invalid, with the line and how to mend it; `file` names the file in it.
base::Result<RoadSpeeds> read_road_speeds(std::string_view text, std::string_view file);

}  // namespace geo

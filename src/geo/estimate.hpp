// Minutes from door to door, estimated from the straight distance alone: the way by road is so many
// times longer, slow near both doors and faster between, and getting in and out takes some minutes.
// The numbers are assumptions in a dated file with its source (data/travel/estimate.txt).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace geo {

// INVARIANT: numbers are positive (fixed_minutes may be nought), bands grow, the last is endless.
struct Estimate {
  // So much of the way, up to this many kilometres of it, is driven at this speed.
  struct Band {
    double until_km = 0;
    double speed_kmh = 0;
  };

  std::string name;
  base::Date dated;
  std::string source;
  double circuity = 1;  // how many times longer the way is than the straight line
  double fixed_minutes = 0;
  std::vector<Band> bands;

  // Grows with the distance, strictly; nought only from a place to itself, which is the caller's.
  double minutes(double straight_m) const;
};

// What is embedded of data/travel/estimate.txt.
std::string_view default_estimate_text();
const Estimate& default_estimate();

// Error: travel_data_invalid, with the line and how to mend it; `file` names the file in it.
base::Result<Estimate> read_estimate(std::string_view text, std::string_view file);

}  // namespace geo

// On what travel shall rest, as the options of a command say it, read from the files that they
// name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/command.hpp"
#include "geo/matrix.hpp"
#include "geo/roads.hpp"
#include "geo/travel.hpp"

namespace app {

// --roads, --keep, --road-speeds, --matrix, --dated, --estimate, --no-estimate, --barriers, which
// every command about travel has.
std::vector<base::CommandOption> travel_options();

struct TravelChoice {
  geo::Estimate estimate;
  bool fill_gaps = true;
  std::vector<geo::BarrierLine> barriers;
  std::optional<geo::TravelMatrix> matrix;
  std::shared_ptr<const geo::Roads> roads;

  // `identifiers` are asked for in the table, if there is one.
  geo::TravelPtr travel(std::vector<geo::GridPoint> points,
                        const std::vector<std::string>& identifiers, std::size_t nearest_max,
                        double minutes_max) const;
};

// What a person should know of the files (bad rows of the table, roads made anew) goes to the
// call's standard error. Errors: usage, bad_date, travel_data_invalid, matrix_invalid, those of
// registry::read_unpacked and of geo::open_roads.
base::Result<TravelChoice> read_travel_choice(const base::Invocation& call);

}  // namespace app

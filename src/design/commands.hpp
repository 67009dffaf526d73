// What the commands of this room share.
#pragma once

#include <string>
#include <vector>

#include "base/command.hpp"
#include "design/store_enact.hpp"
#include "geo/hull.hpp"

namespace design {

// The setting design.travel_folder.
TravelPlaces places_of(const base::Invocation& call);
// The land under a map of these schools.
base::Result<std::vector<geo::Polygon>> land_under(sql::Connection& connection, const Facts& facts);
// A whole number or a decimal of an option. Error: bad_number.
base::Result<std::int64_t> whole_option(const base::Invocation& call, const std::string& name,
                                        std::int64_t otherwise);
base::Result<double> seconds_option(const base::Invocation& call, double otherwise);
// The number of something as a positional. Error: bad_number.
base::Result<std::int64_t> number_option(const base::Invocation& call, const std::string& name);
// By a command, with --reason.
Writing writing_of(const base::Invocation& call);
// Writes a file that was asked for by an option; nothing where it was not. Error: file_unwritable.
base::Status write_option(const base::Invocation& call, const std::string& name,
                          const std::string& content);

// The options that say which schools, by which rules; and the scenario of them.
std::vector<base::CommandOption> scenario_options();
base::Result<Scenario> scenario_of(const base::Invocation& call, sql::Connection& connection);

std::vector<base::Command> design_commands();    // design
std::vector<base::Command> scenario_commands();  // scenario list, show, make, ...
// plan show, move, enact, ...
std::vector<base::Command> plan_commands(const Contributors& contributors);
std::vector<base::Command> worker_commands();  // worker

}  // namespace design

// What pages that put plans side by side share.
#pragma once

#include <string>
#include <vector>

#include "design/api_scenario.hpp"
#include "design/pages.hpp"
#include "web/html.hpp"

namespace design {

// All measures, part by part, a column for each plan; better and worse are against the first.
web::Html measures_beside(const std::vector<std::string>& names,
                          const std::vector<const Measured*>& plans);

// Line by line what a scenario says otherwise than another.
web::Html differences_table(const std::vector<Difference>& found, std::string_view caption);

// The scenarios that ?scenario= names, each judged by its plan. Errors: scenario_not_found,
// not_allowed.
base::Result<std::vector<ScenarioSide>> sides_asked(const Context& context,
                                                    sql::Connection& connection,
                                                    const web::Request& request);

}  // namespace design

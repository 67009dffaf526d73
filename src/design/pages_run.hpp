// What pages of scenarios and of runs share.
#pragma once

#include <vector>

#include "design/explain.hpp"
#include "design/pages.hpp"
#include "design/store_run.hpp"
#include "web/html.hpp"

namespace design {

// Plans side by side at most: more columns nobody can read.
inline constexpr std::size_t compared_max = 6;

// The page of the captured {scenario}; with what could not be begun there.
base::Result<web::Response> scenario_page(const Context& context, const web::Request& request,
                                          const Refused& refused);

web::Html run_state_tag(const Run& run);
web::Html runs_table(const std::vector<Run>& runs);

// What each number of moves gains, as a curve; the same stands in a table beside it.
web::Html frontier_chart(const Frontier& frontier);

}  // namespace design

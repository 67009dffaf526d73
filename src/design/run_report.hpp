// What runs keep in their row: the best plan so far, and the reports of studies; pages read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "design/explain.hpp"

namespace design {

// Cluster numbers, one for each school. Nothing where the text is not one of this problem: the
// registry may have changed since.
std::string assignment_text(const solve::Assignment& assignment);
std::optional<solve::Assignment> read_assignment(std::string_view text, const Built& built);

// Errors of reading: bad_plan.
std::string report_text(const Frontier& frontier, const Facts& facts);
// As it was when it was made: each plan still a text, and FrontierPoint::plan without schools.
struct FrontierReport {
  std::string sentence;
  std::vector<std::pair<FrontierPoint, std::string>> points;
};
base::Result<FrontierReport> read_frontier_report(std::string_view text);
base::Result<Frontier> read_frontier(std::string_view text, const Facts& facts);
// Of the measures those of the whole.
std::string report_text(const SizeStudy& study);
base::Result<SizeStudy> read_size_study(std::string_view text);

}  // namespace design

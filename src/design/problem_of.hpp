// A scenario and the facts of its schools as a problem for the solver, and its answers as plans.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "design/plan.hpp"
#include "solve/solve.hpp"

namespace design {

struct Built {
  solve::Problem problem;            // its points are Facts::schools, in their order
  std::vector<std::string> remarks;  // what was filled in or not kept, in words
  std::vector<char> outside;         // for each school: kept out of all clusters by hand
  std::vector<PlanCluster> labels;   // of the cluster numbers: today's first, then empty ones
};

// `hand`: a plan whose pins and locks hold, and whose clusters are the numbers; none: the
// scenario's own pins, and today's clusters. Errors: bad_scenario (a pin that names nothing),
// nothing_to_group (no school).
base::Result<Built> problem_of(const Scenario& scenario, const Facts& facts,
                               const Plan* hand = nullptr);

// The plan of an answer, its clusters named; empty ones are left out.
Plan plan_of(const Built& built, const Facts& facts, const solve::Assignment& assignment);
// Where a plan stands in the problem. Schools in no cluster go to the nearest one with room.
solve::Assignment assignment_of(const Built& built, const Facts& facts, const Plan& plan);

// How many clusters the scenario allows for so many schools: least and most.
std::pair<int, int> clusters_allowed(const Scenario& scenario, int schools, std::int64_t pupils);

// Why no plan can keep the hard rules, in words for people; nothing when no reason is found.
std::vector<std::string> impossible_rules(const Scenario& scenario, const Facts& facts,
                                          const Built& built);

}  // namespace design

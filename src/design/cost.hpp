// What a plan costs, term by term, in minutes of one school's travel: of any plan, also of today's
// and of those that people changed. So each can be held against what no plan can be cheaper than.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "design/plan.hpp"
#include "solve/problem.hpp"

namespace design {

struct CostTerm {
  std::string code;  // "travel": as the solver calls it
  std::string name;  // "Journeys to the middle schools"
  double minutes = 0;
};
struct PlanCost {
  bool known = false;  // a plan that leaves schools out of all clusters has no cost to compare
  double minutes = 0;  // the sum of the terms
  std::vector<CostTerm> terms;
  // Why no bound of the scenario speaks of this plan, as the end of "because ..."; "" where it
  // does.
  std::string unlike;

  // How much more than the bound it costs, as a share; nothing where the bound does not speak of
  // it.
  std::optional<double> gap(double bound) const;
};

// One for each plan, by the scenario's own rules, without pins and locks of the plans: so all are
// compared alike.
std::vector<PlanCost> costs_of(const Scenario& scenario, const Facts& facts,
                               const std::vector<const Plan*>& plans);

// The terms of a value in words, what costs nothing left out.
std::vector<CostTerm> terms_in_words(const solve::Valuation& valuation);
// "Journeys to the middle schools 1,303.5, schools that change cluster 45.0"
std::string terms_text(const std::vector<CostTerm>& terms);

}  // namespace design

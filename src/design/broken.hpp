// Which rules of a scenario a plan breaks, in words. The solver prices the same rules; this says
// them of any plan, also of today's.
#pragma once

#include <string>
#include <vector>

#include "design/plan.hpp"

namespace design {

enum class RuleKind {
  Schools,
  Pupils,
  Travel,
  Secondary,
  Lead,
  AtMost,
  Contiguous,
  Federations,
  Apart,
  Pins,
  Barrier,   // beyond a line from the cluster's middle school
  Locked,    // a cluster of today that the scenario keeps as it is
  Clusters,  // how many there are
};
struct BrokenRule {
  RuleKind rule = RuleKind::Schools;
  int cluster = no_place;  // no_place: of the whole
  std::string text;        // "5 schools, at least 6"
};
std::vector<BrokenRule> broken_rules(const Scenario& scenario, const Facts& facts, const Plan& plan,
                                     const std::vector<std::vector<int>>& neighbours);

// In how many pieces these schools lie on the net of neighbours; 0 for none.
int pieces_of(const std::vector<int>& members, const std::vector<std::vector<int>>& neighbours);

}  // namespace design

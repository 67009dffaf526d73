// What a plan changes in what Guildhall knows: a list of contributors, to which each room adds its
// own (boards, agreements, money). What the registry knows of is here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "design/plan.hpp"

namespace design {

enum class EffectKind { Same, Changes, Trouble };

struct Effect {
  std::string part;  // "Memberships", "Lead schools"
  EffectKind kind = EffectKind::Changes;
  std::string subject;   // "Oak Primary School", "Harbour"
  std::int64_t urn = 0;  // of a school, for links; 0: none
  std::string before;
  std::string after;
  std::string note = {};  // what has to be done: "A lead has to be appointed"
};

// What contributors are asked about.
struct PlanChange {
  const Scenario& scenario;
  const Facts& facts;
  const Plan& today;
  const Plan& plan;
  base::Date from;  // the day on which it would be in force
};

// Memberships that begin, move and end; clusters that are made and end.
std::vector<Effect> membership_effects(const PlanChange& change);
// Which clusters keep their lead school, whose lead goes elsewhere, and whether it is eligible now.
std::vector<Effect> lead_effects(const PlanChange& change);
// Trusts whose schools come together or are parted.
std::vector<Effect> trust_effects(const PlanChange& change);

}  // namespace design

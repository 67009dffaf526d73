// A plan of the designer as a regrouping of schools, and what rooms above the designer tell of it
// as effects. Pure.
#pragma once

#include <vector>

#include "delegation/regrouping.hpp"
#include "design/effects.hpp"
#include "governance/regrouping.hpp"

namespace app {

// Memberships of the owner's clusters that end and begin; new clusters get numbers below 0.
governance::Regrouping regrouping_of(const design::PlanChange& change);
// The schools of all clusters that it redraws, before or after, each once.
std::vector<registry::SchoolId> schools_concerned(const design::PlanChange& change);

std::vector<design::Effect> board_effects(const std::vector<governance::BoardChange>& changes);
std::vector<design::Effect> decider_effects(const delegation::RegroupedDecisions& decisions);

}  // namespace app

// Facts of the owner's boards, open actions and schemes, for the effects of a plan.
#include "app/store_plan_effects.hpp"

#include <set>

#include "app/plan_effects.hpp"
#include "delegation/store_regrouping.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_rules.hpp"

namespace app {

namespace {

using design::Effect;
using design::PlanChange;
using governance::PlaceKind;
using Effects = base::Result<std::vector<Effect>>;

bool changes_nothing(const governance::Regrouping& regrouping) {
  return regrouping.ends.empty() && regrouping.begins.empty() && regrouping.ended.empty();
}

// Nobody owns the clusters of a scenario of several authorities or groups.
Effects boards(sql::Connection& connection, const PlanChange& change) {
  const governance::Regrouping regrouping = regrouping_of(change);
  if (!change.facts.owner.known() || changes_nothing(regrouping)) return std::vector<Effect>();
  std::vector<std::int64_t> schools;
  for (const design::SchoolFacts& each : change.facts.schools) schools.push_back(each.id.value);
  const governance::Facts facts = TRY(governance::facts_of_schools(
      connection, change.facts.owner, schools, governance::FactsFor::Findings));
  governance::OpenActions actions;
  bool any = false;
  for (const governance::Body& body : facts.bodies) {
    if (body.place.kind != PlaceKind::Cluster) continue;
    any = true;
    if (!regrouping.is_ended(body.place.id)) continue;
    const auto open = TRY(governance::open_actions(connection, body.id));
    actions[body.id] = static_cast<int>(open.size());
  }
  if (!any) {
    return std::vector<Effect>{{"Boards", design::EffectKind::Same, change.facts.owner_name, 0,
                                "no board of a cluster is noted", "",
                                "Note the boards first to see what the plan changes for them."}};
  }
  return board_effects(governance::board_changes(facts, TRY(governance::rules_in_force(connection)),
                                                 regrouping, actions));
}

Effects deciders(sql::Connection& connection, const PlanChange& change) {
  const governance::Regrouping regrouping = regrouping_of(change);
  if (!change.facts.owner.known() || changes_nothing(regrouping)) return std::vector<Effect>();
  const auto decisions =
      TRY(delegation::decisions_regrouped(connection, regrouping, schools_concerned(change)));
  if (!decisions.scheme) {
    return std::vector<Effect>{{"Who decides", design::EffectKind::Same, change.facts.owner_name, 0,
                                "no scheme of delegation is in force", "",
                                "With one, this says which decisions change hands."}};
  }
  return decider_effects(decisions);
}

}  // namespace

design::Contributors plan_contributors() {
  design::Contributors made = design::registry_contributors();
  made.add(boards);
  made.add(deciders);
  return made;
}

}  // namespace app

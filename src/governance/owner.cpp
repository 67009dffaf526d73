// The same in SQL: store_owner.cpp. A test holds the two together.
#include "governance/owner.hpp"

#include <algorithm>

namespace governance {

namespace {

bool maintains(const Facts& facts, registry::OrganisationId owner, std::int64_t school,
               base::Date on) {
  const SchoolFacts* found = facts.school(school);
  const SchoolFacts::State* state = found ? found->at(on) : nullptr;
  return state && state->maintained_by == owner.value;
}

bool is_of_group(const Facts& facts, const Place& group, registry::OrganisationId owner,
                 base::Date on) {
  if (group.id == owner.value) return true;
  const UnitName* unit = facts.unit(group);
  if (!unit || !unit->federation) return false;
  return std::ranges::any_of(facts.belongings_of(group), [&](const Belonging& each) {
    return each.period.contains(on) && maintains(facts, owner, each.school, on);
  });
}

// The days on which something of the school began that says whose it is, or was over.
void add_days(const Facts& facts, std::int64_t school, std::vector<base::Date>& days) {
  for (const Belonging* each : facts.belongings_of_school(school)) {
    days.insert(days.end(), {each->period.from(), each->period.until()});
  }
  const SchoolFacts* found = facts.school(school);
  if (!found) return;
  for (const SchoolFacts::State& each : found->states) {
    days.insert(days.end(), {each.period.from(), each.period.until()});
  }
}

}  // namespace

bool is_of(const Facts& facts, const Body& body, registry::OrganisationId owner, base::Date on) {
  switch (body.place.kind) {
    case PlaceKind::School: {
      if (maintains(facts, owner, body.place.id, on)) return true;
      const auto groups = facts.units_of(body.place.id, PlaceKind::Group, on);
      return std::ranges::find(groups, owner.value, &Place::id) != groups.end();
    }
    case PlaceKind::Cluster: {
      const UnitName* cluster = facts.unit(body.place);
      return cluster && cluster->owner == owner.value;
    }
    case PlaceKind::Group: return is_of_group(facts, body.place, owner, on);
    default: return body.place.id == owner.value;
  }
}

std::vector<const Body*> bodies_of(const Facts& facts, registry::OrganisationId owner,
                                   base::Date on) {
  std::vector<const Body*> found;
  for (const Body& each : facts.bodies) {
    if (each.period.contains(on) && is_of(facts, each, owner, on)) found.push_back(&each);
  }
  return found;
}

std::optional<base::Period> days_owned(const Facts& facts, const Body& body,
                                       registry::OrganisationId owner, const base::Period& within) {
  std::vector<base::Date> days = {within.from(), body.period.from(), body.period.until()};
  if (body.place.kind == PlaceKind::School) add_days(facts, body.place.id, days);
  if (body.place.kind == PlaceKind::Group) {
    for (const Belonging& each : facts.belongings_of(body.place))
      add_days(facts, each.school, days);
  }
  std::erase_if(days, [&](base::Date day) { return !within.contains(day); });
  days.push_back(within.until());
  std::ranges::sort(days);
  std::optional<base::Period> owned;
  for (std::size_t at = 0; at + 1 < days.size(); ++at) {
    if (days[at] == days[at + 1] || !body.period.contains(days[at])) continue;
    if (!is_of(facts, body, owner, days[at])) continue;
    owned = base::Period(owned ? owned->from() : days[at], days[at + 1]);
  }
  return owned;
}

}  // namespace governance

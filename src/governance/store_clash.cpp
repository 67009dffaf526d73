// Few people sit in two groups: who does is found first, and only of them all is read.
#include "governance/store_clash.hpp"

#include <algorithm>
#include <set>

#include "governance/store.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_parts.hpp"

namespace governance {

namespace {

bool knows(const Facts& facts, const Place& place) {
  switch (place.kind) {
    case PlaceKind::School: return facts.school(place.id) != nullptr;
    case PlaceKind::Body: return facts.body(BodyId{place.id}) != nullptr;
    default: return std::ranges::find(facts.units, place, &UnitName::unit) != facts.units.end();
  }
}

// Who sits or holds an office where the facts do not reach.
base::Result<std::set<PersonId>> who_sits_elsewhere(sql::Connection& connection, const Facts& facts,
                                                    const base::Period& within) {
  std::vector<PersonId> people;
  for (const Person& each : facts.people) people.push_back(each.id);
  std::vector<BodyId> bodies;
  for (const Body& each : facts.bodies) bodies.push_back(each.id);
  std::set<PersonId> found;
  sql::Rows rows = TRY(connection.query(
      "SELECT DISTINCT a.person_id FROM (SELECT person_id, body_id FROM appointment WHERE "
      "withdrawn = 0 UNION ALL SELECT person_id, body_id FROM alternate WHERE withdrawn = 0) AS a "
      "JOIN meeting m ON m.body_id = a.body_id WHERE m.state = 'planned' AND m.held_on >= $1 AND "
      "m.held_on < $2 AND a.person_id IN " +
          number_list(people) + " AND a.body_id NOT IN " + number_list(bodies),
      {within.from(), within.until()}));
  while (TRY(rows.next())) found.insert(rows.id<Person>(0));
  for (const Office& each : facts.offices) {
    if (each.period.overlaps(within) && !knows(facts, each.place)) found.insert(each.person);
  }
  return found;
}

// The trust that the place is of on the day; of no trust, the authority.
base::Result<guard::Unit> owner_of(sql::Connection& connection, const Place& place, base::Date on) {
  guard::Unit found;
  for (const guard::Unit& each : TRY(path_of(connection, place, on))) {
    if (each.kind == guard::UnitKind::Group) return each;
    if (each.kind == guard::UnitKind::Authority) found = each;
  }
  return found;
}

}  // namespace

base::Result<std::vector<Elsewhere>> meetings_elsewhere(sql::Connection& connection,
                                                        const Facts& facts, const RuleBook& book,
                                                        const base::Period& within,
                                                        const Sees& sees) {
  const std::set<PersonId> asked = TRY(who_sits_elsewhere(connection, facts, within));
  if (asked.empty()) return std::vector<Elsewhere>{};
  const Facts theirs =
      TRY(facts_of_people(connection, {asked.begin(), asked.end()}, FactsFor::Meetings));
  std::vector<Elsewhere> all;
  for (const MeetingDay& day : theirs.meetings) {
    if (facts.body(day.body) || day.held || day.cancelled || !within.contains(day.on)) continue;
    std::vector<PersonId> people;
    std::ranges::set_intersection(wanted_at(theirs, book, day), asked, std::back_inserter(people));
    if (people.empty()) continue;
    const Body& body = *theirs.body(day.body);
    const bool named = !sees || TRY(sees(body));
    all.push_back({day, named ? body.name : "", std::move(people)});
  }
  return all;
}

base::Result<Unnamed> not_named(sql::Connection& connection, const Facts& facts, BodyId body,
                                const std::vector<MeetingDay>& meetings, const Sees& sees) {
  Unnamed unnamed;
  const Body* ours = facts.body(body);
  for (const MeetingDay& each : meetings) {
    const Body* other = facts.body(each.body);
    if (!ours || !other || other == ours) continue;
    const guard::Unit own = TRY(owner_of(connection, ours->place, each.on));
    const bool beside = TRY(owner_of(connection, other->place, each.on)).same(own);
    if (!beside && !TRY(sees(*other))) unnamed.insert(each.body);
  }
  return unnamed;
}

}  // namespace governance

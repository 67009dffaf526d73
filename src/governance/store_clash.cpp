// Few people sit in two groups: who does is found first, and only of them all is read.
#include "governance/store_clash.hpp"

#include <algorithm>
#include <set>

#include "governance/store.hpp"
#include "governance/store_facts.hpp"

namespace governance {

namespace {

template <typename Ids>
std::string among(const Ids& ids) {
  std::string list = "(0";
  for (const auto& each : ids) list += ", " + std::to_string(each.value);
  return list + ")";
}

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
  std::set<PersonId> people;
  for (const Person& each : facts.people) people.insert(each.id);
  std::set<BodyId> bodies;
  for (const Body& each : facts.bodies) bodies.insert(each.id);
  std::set<PersonId> found;
  sql::Rows rows = TRY(connection.query(
      "SELECT DISTINCT a.person_id FROM appointment a JOIN meeting m ON m.body_id = a.body_id "
      "WHERE a.withdrawn = 0 AND m.state = 'planned' AND m.held_on >= $1 AND m.held_on < $2 AND "
      "a.person_id IN " +
          among(people) + " AND a.body_id NOT IN " + among(bodies),
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
  std::vector<Elsewhere> all;
  for (const PersonId person : TRY(who_sits_elsewhere(connection, facts, within))) {
    const Facts theirs = TRY(facts_of_person(connection, person));
    for (const MeetingDay& day : theirs.meetings) {
      if (facts.body(day.body) || day.held || day.cancelled || !within.contains(day.on)) continue;
      const std::vector<PersonId> wanted = wanted_at(theirs, book, day);
      if (!std::ranges::binary_search(wanted, person)) continue;
      auto known =
          std::ranges::find(all, day.id, [](const Elsewhere& each) { return each.day.id; });
      if (known == all.end()) {
        const Body& body = *theirs.body(day.body);
        const bool named = !sees || TRY(sees(body));
        known = all.insert(all.end(), {day, named ? body.name : "", {}});
      }
      known->people.push_back(person);
    }
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

// Body by body, for findings look at all that is known of a body.
#include "governance/store_due.hpp"

#include <algorithm>
#include <tuple>

#include "governance/store_facts.hpp"
#include "governance/store_rules.hpp"
#include "governance/year.hpp"

namespace governance {

namespace {

constexpr std::string_view due_codes[] = {"finding", "clash", "action", "meeting"};

bool sits(const Facts& facts, const RuleBook& book, const Body& body, PersonId person,
          base::Date on) {
  if (!body.period.contains(on)) return false;
  return takes_part(composition(facts, book, body, on), person);
}

base::Status add_actions(sql::Connection& connection, PersonId person, base::Date on,
                         const std::function<base::Result<bool>(BodyId)>& seen,
                         std::vector<Due>& all) {
  sql::Rows rows = TRY(connection.query(
      "SELECT a.what, m.body_id, b.name, m.id, a.due_on FROM meeting_action a JOIN meeting m ON "
      "m.id = a.meeting_id JOIN body b ON b.id = m.body_id WHERE a.person_id = $1 AND a.done_on = "
      "$2",
      {person, base::Date::distant_future()}));
  std::vector<Due> found;
  while (TRY(rows.next())) {
    found.push_back({DueKind::Action, std::string(rows.text(0)), rows.id<Body>(1),
                     std::string(rows.text(2)), rows.id<Meeting>(3), rows.date(4),
                     rows.date(4) < on});
  }
  for (Due& each : found) {
    if (TRY(seen(each.body))) all.push_back(std::move(each));
  }
  return {};
}

// Each pair once, at the one that comes first in the list.
void add_clashes(const Facts& facts, const std::vector<MeetingDay>& meetings,
                 std::vector<Due>& all) {
  for (std::size_t first = 0; first < meetings.size(); ++first) {
    for (std::size_t second = first + 1; second < meetings.size(); ++second) {
      const MeetingDay& one = meetings[first];
      const MeetingDay& other = meetings[second];
      if (!at_once(one, other)) continue;
      const Body* others = facts.body(other.body);
      all.push_back({DueKind::Clash,
                     "It meets on " + one.on.long_form() +
                         (one.starts.empty() ? "" : ", " + one.starts) + ", and at the same time " +
                         others->name + (other.starts.empty() ? "" : ", " + other.starts) + ".",
                     one.body, facts.body(one.body)->name, MeetingId{one.id}, one.on, false});
    }
  }
}

}  // namespace

std::string_view code_of(DueKind kind) { return due_codes[static_cast<int>(kind)]; }

std::string words_of(const Due& due) {
  const std::string start = due.body_name + ": ";
  switch (due.kind) {
    case DueKind::Finding:
    case DueKind::Clash: return start + due.what;
    case DueKind::Action:
      return start + due.what + (due.day ? ", by " + due.day->long_form() : "") +
             (due.late ? ", late" : "");
    case DueKind::Meeting:
      return start + "a meeting on " + due.day.value_or(base::Date()).long_form() +
             (due.what.empty() ? "" : ", " + due.what);
  }
  return start;
}

base::Result<std::vector<Due>> due_of(sql::Connection& connection, PersonId person, base::Date on,
                                      const SightOf& sight_of) {
  const Facts facts = TRY(facts_of_person(connection, person));
  const RuleBook book = TRY(rules_in_force(connection));
  std::vector<Due> all;
  std::vector<MeetingDay> meetings;
  for (const Body& body : facts.bodies) {
    for (const MeetingDay& each : facts.meetings_of(body.id)) {
      const bool to_come = each.on >= on && !each.held && !each.cancelled;
      if (!to_come || !sits(facts, book, body, person, each.on)) continue;
      meetings.push_back(each);
      all.push_back(
          {DueKind::Meeting, each.starts, body.id, body.name, MeetingId{each.id}, each.on, false});
    }
    if (!sits(facts, book, body, person, on)) continue;
    const Facts whole = TRY(facts_of_body(connection, body.id));
    std::vector<Finding> wrong = findings(whole, book, *whole.body(body.id), on);
    keep_seen(wrong, TRY(sight_of(body)));
    for (const Finding& each : wrong) {
      if (each.person != person) continue;
      all.push_back({DueKind::Finding,
                     each.what,
                     body.id,
                     body.name,
                     {},
                     each.due,
                     each.kind != FindingKind::Soon});
    }
  }
  add_clashes(facts, meetings, all);
  TRY(add_actions(
      connection, person, on,
      [&](BodyId id) -> base::Result<bool> {
        return TRY(sight_of(TRY(body_row(connection, id)))) >= Sight::Drafts;
      },
      all));
  std::ranges::stable_sort(all, {}, [](const Due& each) {
    return std::tuple(each.kind, each.day.value_or(base::Date::distant_past()));
  });
  return all;
}

}  // namespace governance

// What somebody has to do or be at, in one place: terms that end, declarations, training and checks
// as the findings of their bodies tell them, meetings at the same time, open actions, meetings to
// come.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "governance/findings.hpp"
#include "governance/meeting.hpp"
#include "sql/database.hpp"

namespace governance {

enum class DueKind { Finding, Clash, Action, Meeting };
std::string_view code_of(DueKind kind);  // "finding"

struct Due {
  DueKind kind = DueKind::Finding;
  std::string what;
  BodyId body;
  std::string body_name;
  MeetingId meeting;              // that the action is of, or the meeting itself; else none
  std::optional<base::Date> day;  // by which, or of the meeting
  bool late = false;              // on the day that was asked for
};
// "Oak board: a meeting on 3 March 2026, 16:30"
std::string words_of(const Due& due);
// What the asker may see of findings and actions of a body.
using SightOf = std::function<base::Result<Sight>(const Body&)>;
// Findings first, then clashes, actions and meetings, each by day. A clash is between two meetings
// of bodies where they sit, of whatever groups.
base::Result<std::vector<Due>> due_of(sql::Connection& connection, PersonId person, base::Date on,
                                      const SightOf& sight_of);

}  // namespace governance

// One row for each who sat on one of the days, or was noted at one of the meetings.
#include "governance/attendance.hpp"

#include <algorithm>
#include <map>

#include "base/period.hpp"

namespace governance {

AttendanceTable attendance_table(const Facts& facts, const RuleBook& book, const Body& body,
                                 const std::vector<MeetingRecord>& records, int year) {
  AttendanceTable table{year, {}, {}};
  std::vector<const MeetingRecord*> held;
  for (const MeetingRecord& each : records) {
    const MeetingState state = each.meeting.state;
    const bool was = state == MeetingState::Held || state == MeetingState::Sealed;
    if (was && base::academic_year(year).contains(each.meeting.on)) held.push_back(&each);
  }
  std::ranges::stable_sort(held, {}, [](const MeetingRecord* each) { return each->meeting.on; });
  std::map<PersonId, AttendanceRow> rows;
  for (std::size_t at = 0; at < held.size(); ++at) {
    table.meetings.push_back(held[at]->meeting);
    const auto row = [&](PersonId person) -> std::string& {
      AttendanceRow& found = rows[person];
      found.person = person;
      found.was.resize(held.size(), "-");
      return found.was[at];
    };
    for (const PersonId person : composition(facts, book, body, held[at]->meeting.on).members) {
      row(person) = "";
    }
    for (const Attendance& each : held[at]->attendance) row(each.person) = code_of(each.presence);
  }
  const RuleSet* rules = book.of(body, base::academic_year(year).from());
  const Part least = rules ? rules->attendance_least : Part{};
  for (auto& [person, row] : rows) {
    row.present = static_cast<int>(std::ranges::count(row.was, code_of(Presence::Present)));
    row.possible = static_cast<int>(row.was.size() -
                                    static_cast<std::size_t>(std::ranges::count(row.was, "-")));
    row.few = row.present * least.in < row.possible * least.of;
    table.rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(
      table.rows, {}, [&](const AttendanceRow& each) { return facts.person_name(each.person); });
  return table;
}

}  // namespace governance

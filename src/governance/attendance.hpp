// Who was at which meeting of a body in a school year: for a page, for publication.
#pragma once

#include <string>
#include <vector>

#include "governance/meeting.hpp"

namespace governance {

struct AttendanceRow {
  PersonId person;
  std::vector<std::string> was;  // of each meeting: "present", ...; "": not noted; "-": did not sit
  int present = 0;
  int possible = 0;  // meetings held while they sat, or that they were noted at
  bool few = false;  // below the part that the rules name
};
struct AttendanceTable {
  int year = 0;                     // in which the school year begins
  std::vector<Meeting> meetings;    // held ones, by day
  std::vector<AttendanceRow> rows;  // by name
};
// `records`: of any meetings of the body; those that were held in the year count.
AttendanceTable attendance_table(const Facts& facts, const RuleBook& book, const Body& body,
                                 const std::vector<MeetingRecord>& records, int year);

}  // namespace governance

// Meetings in the database: what was recorded, and recording more.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "governance/change.hpp"
#include "governance/meeting.hpp"
#include "governance/store_parts.hpp"
#include "sql/database.hpp"

namespace governance {

// Error: meeting_not_found.
base::Result<MeetingRecord> meeting_record(sql::Connection& connection, MeetingId id);
// Those of the body, with the names of all whom records of its meetings name: guests, who leads an
// item or is to do something need not sit there.
base::Result<Facts> facts_of_meetings(sql::Connection& connection, BodyId body,
                                      std::span<const MeetingRecord> records);
// The newest day first.
base::Result<std::vector<Meeting>> meetings_of(sql::Connection& connection, BodyId body);
// The minutes as they were approved; "" before. Error: meeting_not_found.
base::Result<std::string> sealed_minutes(sql::Connection& connection, MeetingId id,
                                         MinutesPart part);

// A motion that was put, in a list over many bodies.
struct MotionRow {
  MeetingId meeting;
  BodyId body;
  std::string body_name;
  base::Date on;
  ItemId item;
  std::string title;
  std::string motion;
  ItemResult result;
};
inline constexpr int decisions_max = 200;  // that one answer tells
// Of meetings whose minutes are approved, but confidential ones, the newest first; whose words have
// all of these.
base::Result<std::vector<MotionRow>> motions(sql::Connection& connection, const std::string& words,
                                             int limit);
// Carried since a day by the bodies of one place, the newest first, also where the minutes are not
// approved yet; but confidential ones.
base::Result<std::vector<MotionRow>> carried_motions(sql::Connection& connection,
                                                     const Place& place, base::Date since);
// What was put to the vote at one item, whatever has become of its meeting.
struct PutMotion {
  Meeting meeting;
  Place place;  // of the body that met
  ItemResult result;
};
// Nothing where there is no such item, or it was taken off its agenda.
base::Result<std::optional<PutMotion>> motion_at(sql::Connection& connection, ItemId item);

struct ActionRow {
  Action action;
  std::string person_name;
};
// Not done yet, the one due first first.
base::Result<std::vector<ActionRow>> open_actions(sql::Connection& connection, BodyId body);

// The body of a meeting, or of that of an item or an action, as the change names it. Errors:
// meeting_not_found, bad_governance.
struct OfMeeting {
  MeetingId meeting;
  BodyId body;
};
base::Result<OfMeeting> meeting_named(sql::Connection& connection, const Change& change);

// Writes the change, inside the caller's transaction. `person` is who the change names. Errors:
// governance_conflict (somebody recorded something since the version that was seen), meeting_closed
// (cancelled, or its minutes are approved), bad_governance.
base::Result<Written> write_meeting(sql::Connection& connection, const Change& change,
                                    const OfMeeting& of, PersonId person, PersonId holder,
                                    const RuleBook& book, const Moment& now);

}  // namespace governance

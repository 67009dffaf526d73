// Interests of people in the database: noting, ending and erasing them, and declaring one at an
// item of a meeting.
#pragma once

#include <string>
#include <vector>

#include "governance/change.hpp"
#include "governance/meeting.hpp"
#include "governance/store_parts.hpp"

namespace governance {

// One that was not withdrawn. Error: bad_governance.
base::Result<Interest> interest_row(sql::Connection& connection, std::int64_t number);
// Writes the change, inside the caller's transaction.
base::Result<Written> write_interest(sql::Connection& connection, const Change& change,
                                     PersonId person, std::int64_t now_s);

// By item and person.
base::Result<std::vector<DeclaredInterest>> interests_declared(sql::Connection& connection,
                                                               MeetingId meeting);
// Writes that the person declared an interest at the item, on the day of its meeting, and says so
// in a sentence. Error: bad_governance (no such interest of theirs then, nothing said).
base::Result<std::string> declare_at(sql::Connection& connection, const Change& change,
                                     PersonId person, base::Date on);

// That there were interests stays, for the record of bodies must; what they were does not.
base::Status erase_interests(sql::Connection& connection, PersonId person);

}  // namespace governance

// The agenda before a meeting, and what it may be made of: standing items, matters that arise.
#pragma once

#include <string>
#include <vector>

#include "governance/change.hpp"
#include "governance/meeting.hpp"
#include "governance/rules.hpp"
#include "sql/database.hpp"

namespace governance {

// Writes a change of the agenda and says what was done, in a sentence. Its meeting's version was
// counted up already. Error: bad_governance (the meeting has begun, no standing items).
base::Result<std::string> write_agenda(sql::Connection& connection, const Change& change,
                                       const Meeting& meeting, PersonId lead, std::int64_t now_s);

// Something that the agenda may take up: minutes to approve, an open action, what is due by then.
// Titles name no person, for they stand in the audit trail.
struct Offer {
  std::string title;
  std::string motion;
  std::string source;  // "action 7", "seat parent", ...; an item that has it is not offered again
  bool confidential = false;  // then the item is
};
base::Result<std::vector<Offer>> offers(sql::Connection& connection, const MeetingRecord& record,
                                        const Facts& facts, const RuleBook& book);

}  // namespace governance

// What is published of bodies beside who sits there: remits, and attendance as it was approved.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "governance/change.hpp"
#include "governance/publication.hpp"
#include "governance/store_parts.hpp"

namespace governance {

// The newest of each of these bodies, by its number.
base::Result<std::map<std::int64_t, std::string>> remits(sql::Connection& connection,
                                                         const std::vector<BodyId>& bodies);
base::Result<std::string> remit_of(sql::Connection& connection, BodyId body);

// Meetings of these bodies whose minutes are approved, of those days. What was recorded of others
// is not for everybody yet.
base::Result<std::vector<MeetingAttended>> attended_meetings(sql::Connection& connection,
                                                             const std::vector<BodyId>& bodies,
                                                             const base::Period& within);

// Writes the change, inside the caller's transaction; `found` is what its words name.
base::Result<Written> write_document(sql::Connection& connection, const Change& change,
                                     const Found& found, std::int64_t now_s);

}  // namespace governance

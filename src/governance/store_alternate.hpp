// Who sits in for whom, in the database.
#pragma once

#include "governance/change.hpp"
#include "governance/store_parts.hpp"

namespace governance {

// One that was not withdrawn. Error: bad_governance.
base::Result<Alternate> alternate_row(sql::Connection& connection, std::int64_t number);
// The body and its alternates with their names: what noting another is held against. Error:
// body_not_found.
base::Result<Facts> alternates_of(sql::Connection& connection, BodyId body);
// Writes the change, inside the caller's transaction; `found` is what its words name.
base::Result<Written> write_alternate(sql::Connection& connection, const Change& change,
                                      const Found& found, std::int64_t now_s);

}  // namespace governance

// What is said of a body, a person or a school without changing who sits where: a resolution, a
// step of a plan, how a rule stands, a declaration, a judgement.
#pragma once

#include "governance/change.hpp"
#include "governance/store_parts.hpp"

namespace governance {

// Writes the change, inside the caller's transaction; `found` is what its words name.
base::Result<Written> write_note(sql::Connection& connection, const Change& change,
                                 const Found& found, std::int64_t now_s);

}  // namespace governance

// Texts of terms of reference in the database: every version is kept.
#pragma once

#include <string>
#include <vector>

#include "governance/change.hpp"
#include "governance/store_parts.hpp"
#include "governance/terms.hpp"

namespace governance {

// Those not withdrawn, in the order in which they were noted.
base::Result<std::vector<TermsVersion>> terms_of(sql::Connection& connection, BodyId body);
// Error: bad_governance (there is none of that number).
base::Result<TermsVersion> terms_row(sql::Connection& connection, std::int64_t number);
// What the models call it.
base::Result<TermsNames> terms_names(sql::Connection& connection, const Body& body, base::Date on);

// Writes the change, inside the caller's transaction. Errors: bad_governance (nothing is written
// there), meeting_not_found, governance_conflict (another version is the newest by now).
struct TermsWriter {
  std::string name;
  std::int64_t now_s = 0;
};
base::Result<Written> write_terms(sql::Connection& connection, const Change& change, BodyId body,
                                  const TermsWriter& by);
base::Result<Written> withdraw_terms(sql::Connection& connection, const TermsVersion& version);

}  // namespace governance

// The rules in force: those that are shipped, and above them the newest text of our own.
#pragma once

#include <string>
#include <vector>

#include "governance/rules.hpp"
#include "governance/store_change.hpp"
#include "governance/store_parts.hpp"
#include "governance/store_text.hpp"

namespace governance {

base::Result<RuleBook> rules_in_force(sql::Connection& connection);
// The same with another text in place of our own. Error: bad_rules.
base::Result<RuleBook> rules_with(sql::Connection& connection, const std::string& own);

// What bodies have of their own, as it was noted; of one body, the newest first.
base::Result<std::vector<RuleOverride>> overrides_of(sql::Connection& connection, BodyId body);
struct OverrideRow {
  BodyId body;
  RuleOverride own;
};
// Error: bad_governance (there is none of that number).
base::Result<OverrideRow> override_row(sql::Connection& connection, std::int64_t number);
// Writes the change, inside the caller's transaction. `before`: of that which ends. Error:
// governance_conflict (it was ended meanwhile).
base::Result<Written> write_override(sql::Connection& connection, const Change& change, BodyId body,
                                     const RuleOverride& before, std::int64_t now_s);

// A further text in place of the one that was seen. Errors: bad_rules, governance_conflict.
base::Status save_rules(sql::Connection& connection, const std::string& content,
                        std::int64_t seen_version, const Writing& writing);

}  // namespace governance

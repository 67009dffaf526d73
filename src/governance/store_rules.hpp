// The rules in force: those that are shipped, and above them the newest text of our own.
#pragma once

#include <string>

#include "governance/rules.hpp"
#include "governance/store_change.hpp"

namespace governance {

base::Result<RuleBook> rules_in_force(sql::Connection& connection);

struct RuleText {
  std::int64_t version = 0;  // 0: there is none yet
  std::string content;
  std::string actor;
  std::int64_t made_at = 0;
};
// The newest.
base::Result<RuleText> own_rules(sql::Connection& connection);

// A further text in place of the one that was seen. Errors: bad_rules, governance_conflict.
base::Status save_rules(sql::Connection& connection, const std::string& content,
                        std::int64_t seen_version, const Writing& writing);

}  // namespace governance

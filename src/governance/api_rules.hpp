// What a new text of rules would change in the findings of all bodies, told before it is saved.
#pragma once

#include <string>
#include <vector>

#include "governance/findings.hpp"
#include "governance/store_text.hpp"
#include "sql/database.hpp"

namespace governance {

struct RulesEffect {
  BodyId body;
  std::string name;
  std::vector<Finding> come;
  std::vector<Finding> gone;
};
struct RulesPreview {
  std::size_t bodies = 0;  // that were looked at: those in being on the day
  std::vector<RulesEffect> effects;
  std::size_t come() const;
  std::size_t gone() const;
};

// `content` in place of our own text. Reads everything: seconds for a whole country. Error:
// bad_rules.
base::Result<RulesPreview> preview_rules(sql::Connection& connection, const std::string& content,
                                         base::Date on);

std::string rules_preview_text(const RulesPreview& preview);
std::string rules_preview_json(const RulesPreview& preview);

}  // namespace governance

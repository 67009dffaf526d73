// Skills as text for a terminal, CSV and JSON: the list, and what a body has of it.
#pragma once

#include <string>
#include <vector>

#include "governance/store_skill.hpp"
#include "web/json.hpp"
#include "web/schema.hpp"

namespace governance {

// What a body has of the skills that it looks for on a day. To be moved, not copied: the matrix
// points into the facts.
struct SkillsView {
  SkillsView() = default;
  SkillsView(SkillsView&&) = default;
  SkillsView& operator=(SkillsView&&) = default;

  Facts facts;
  Body body;
  base::Date on;
  SkillMatrix matrix;
  std::vector<SkillGap> gaps;
};
// Error: body_not_found.
base::Result<SkillsView> skills_view(sql::Connection& connection, BodyId id, base::Date on);

// "Good, 3 March 2026, in a review"
std::string words_of(const SkillLevel& level);

std::string skills_text(const SkillsView& view);
std::string skills_json(const SkillsView& view);
std::string skills_csv(const SkillsView& view);  // a skill a row, a member a column
web::Schema skills_schema();

std::string skill_list_text(const std::vector<Skill>& skills);
std::string skill_list_json(const std::vector<Skill>& skills);
web::Schema skill_list_schema();

void write_levels(web::JsonWriter& json, const std::vector<SkillLevel>& levels);
web::Schema levels_schema();

}  // namespace governance

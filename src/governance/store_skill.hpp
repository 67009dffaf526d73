// Audits of skills in the database: the list in force, and what was noted of people.
#pragma once

#include <vector>

#include "governance/change.hpp"
#include "governance/store_parts.hpp"
#include "governance/store_text.hpp"

namespace governance {

inline constexpr TextKind skill_kind = {"skill_text", "skills", "Skills of our own",
                                        "another list of skills"};
// All that are or were asked, for skills_on().
base::Result<std::vector<Skill>> all_skills(sql::Connection& connection);
// A further text in place of the one that was seen. Errors: bad_skills, governance_conflict.
base::Status save_skills(sql::Connection& connection, const std::string& content,
                         std::int64_t seen_version, const Writing& writing);

// Of one person, the newest first; those entered by mistake are left out.
base::Result<std::vector<SkillLevel>> levels_of(sql::Connection& connection, PersonId person);
// One that was not withdrawn. Error: bad_governance.
base::Result<SkillLevel> skill_level_row(sql::Connection& connection, std::int64_t number);
// Writes the change, inside the caller's transaction. The sentence tells no level. Error:
// bad_governance (a skill that is not asked on the day).
base::Result<Written> write_skill(sql::Connection& connection, const Change& change,
                                  PersonId person, std::int64_t now_s);

}  // namespace governance

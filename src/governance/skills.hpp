// The skills that bodies look for among those who sit, as data (data/governance/skills.txt,
// docs/spec/governance.md); and which of them a body has, by what was noted of its members. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "governance/model.hpp"

namespace governance {

// How well somebody knows something: 0 none, 1 a little, 2 some, 3 good, 4 strong.
inline constexpr int skill_level_max = 4;
std::string_view label_of_level(int level);  // "Good"

struct Skill {
  std::string code;             // "finance"
  std::string title;            // "Finance and budgets"
  std::string area;             // "accountability"
  std::string asks;             // what somebody says of themselves who has it
  base::Date from;              // it holds until the next of its code
  std::vector<BodyKind> kinds;  // bodies that look for it; empty: all
  int people = 0;               // so many of those who sit are wanted...
  int level = 0;                // ...at this level or above; 0 people: it is not asked any more
  std::string source;
  std::string unsure;  // where we have not read the source itself

  bool wanted_of(BodyKind kind) const;
};
// "2 people at Good or above"
std::string words_of_wanted(const Skill& skill);

// Error: bad_skills, with the line and how to mend it.
base::Result<std::vector<Skill>> read_skills(std::string_view text);
// What is shipped, with our own above it; areas and skills in the order of the shipped text, new
// ones behind.
std::vector<Skill> skills_with(std::vector<Skill> own);
// What is asked on the day.
std::vector<Skill> skills_on(const std::vector<Skill>& all, base::Date on);

class Facts;

// One skill, and how well those who sit know it.
struct SkillCover {
  Skill skill;
  std::vector<const SkillLevel*> levels;  // of each member; null: none that counts
  int covers = 0;                         // members at the level wanted
  bool gap() const { return covers < skill.people; }
};
struct SkillMatrix {
  std::vector<PersonId> members;   // by name
  std::vector<SkillCover> covers;  // of each skill that the body looks for on the day
  std::vector<PersonId> without;   // members of whom no level counts
};
// `members` sit on the body. A level older than `months` does not count; 0: each does. The facts
// must outlive it.
SkillMatrix skill_matrix(const Facts& facts, BodyKind kind, std::vector<PersonId> members,
                         base::Date on, int months);

// What is to be looked at: that there is no audit, which skills too few have, who is not in it.
struct SkillGap {
  std::string what;      // a sentence
  bool unclear = false;  // no skill is listed that such a body looks for
};
// Nothing where nobody sits.
std::vector<SkillGap> skill_gaps(const Facts& facts, BodyKind kind,
                                 const std::vector<PersonId>& members, base::Date on, int months);

}  // namespace governance

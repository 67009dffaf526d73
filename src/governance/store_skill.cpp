// How well somebody knows something is for few eyes: neither trail nor sentences have it.
#include "governance/store_skill.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/store_names.hpp"

namespace governance {

base::Result<std::vector<Skill>> all_skills(sql::Connection& connection) {
  return skills_with(TRY(read_skills(TRY(own_text(connection, skill_kind)).content)));
}

base::Status save_skills(sql::Connection& connection, const std::string& content,
                         std::int64_t seen_version, const Writing& writing) {
  TRY(read_skills(content));
  return save_own_text(connection, skill_kind, content, seen_version, writing);
}

base::Result<std::vector<SkillLevel>> levels_of(sql::Connection& connection, PersonId person) {
  sql::Rows rows = TRY(connection.query("SELECT " + std::string(skill_level_columns) +
                                            " FROM skill_level WHERE person_id = $1 AND withdrawn "
                                            "= 0 ORDER BY assessed_on DESC, id DESC",
                                        {person}));
  std::vector<SkillLevel> found;
  while (TRY(rows.next())) found.push_back(read_level(rows));
  return found;
}

base::Result<SkillLevel> skill_level_row(sql::Connection& connection, std::int64_t number) {
  sql::Rows rows = TRY(connection.query("SELECT " + std::string(skill_level_columns) +
                                            " FROM skill_level WHERE id = $1 AND withdrawn = 0",
                                        {number}));
  if (TRY(rows.next())) return read_level(rows);
  return bad_change("number", "There is no level of a skill " + std::to_string(number) + ".");
}

base::Result<Written> write_skill(sql::Connection& connection, const Change& change,
                                  PersonId person, std::int64_t now_s) {
  const std::string name = TRY(name_of(connection, person));
  Written made;
  if (change.kind == ChangeKind::WithdrawSkill) {
    made.number = change.number;
    TRY(connection.run("UPDATE skill_level SET withdrawn = 1 WHERE id = $1", {change.number}));
    made.what = "A level of a skill of " + name + " was entered by mistake.";
    return made;
  }
  const std::vector<Skill> asked = skills_on(TRY(all_skills(connection)), *change.on);
  const std::string code = base::lower_ascii(change.word("skill"));
  const auto skill = std::ranges::find(asked, code, &Skill::code);
  if (skill == asked.end()) {
    std::vector<std::string> codes;
    for (const Skill& each : asked) codes.push_back(each.code);
    return bad_change("skill", "There is no skill \"" + code + "\" on this day; there are " +
                                   base::join(codes, ", ") + ".");
  }
  made.number = TRY(connection.integer(
      "INSERT INTO skill_level (person_id, skill, grade, assessed_on, source, made_at, withdrawn) "
      "VALUES ($1, $2, $3, $4, $5, $6, 0) RETURNING id",
      {person, code, std::int64_t{change.level}, *change.on,
       change.word("source") == "review" ? "review" : "self", now_s}));
  made.what = "How well " + name + " knows " + base::lower_ascii(skill->title) +
              " is noted as of " + change.on->long_form() + ".";
  return made;
}

}  // namespace governance

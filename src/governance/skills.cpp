// Blocks of "word: value" lines, one for each skill and day.
#include "governance/skills.hpp"

#include <algorithm>

#include "base/blocks.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/dated.hpp"
#include "governance/facts.hpp"
#include "governance/rules_data.hpp"

namespace governance {

namespace {

constexpr std::string_view level_labels[] = {"None", "A little", "Some", "Good", "Strong"};
static_assert(std::size(level_labels) == skill_level_max + 1);
constexpr int people_max = 99;
constexpr std::size_t told_max = 5;

class Reader {
 public:
  base::Status block(const base::Block& block) {
    line_ = block.line;
    if (block.kind != "skill" || block.name.empty() || block.name.find(' ') != std::string::npos) {
      return bad(
          "a block begins with \"skill\" and a code of one word, and every other line is "
          "\"word: value\".");
    }
    Skill& skill = made.emplace_back();
    skill.code = block.name;
    bool said = false;
    for (const base::BlockLine& line : block.lines) {
      line_ = line.line;
      if (line.value.empty()) return bad("\"" + line.word + "\" has no value.");
      said = said || line.word == "wanted";
      TRY(word(skill, line.word, line.value));
    }
    line_ = block.line;
    if (!said || skill.from == base::Date() || skill.title.empty() || skill.area.empty() ||
        skill.source.empty()) {
      return bad("skill " + block.name + " needs from, title, area, wanted and source.");
    }
    return {};
  }

  std::vector<Skill> made;

 private:
  base::Error bad(const std::string& what) const {
    return base::make_error("bad_skills", "Skills, line " + std::to_string(line_) + ": " + what,
                            "content");
  }

  base::Status word(Skill& skill, std::string_view word, const std::string& value) const {
    if (word == "from") {
      const auto day = base::Date::from_iso(value);
      if (!day) return bad("\"from\" needs a day such as 2025-09-01.");
      skill.from = *day;
    } else if (word == "title") {
      skill.title = value;
    } else if (word == "area") {
      skill.area = value;
    } else if (word == "asks") {
      skill.asks = value;
    } else if (word == "source") {
      skill.source = value;
    } else if (word == "unsure") {
      skill.unsure = value;
    } else if (word == "wanted") {
      return wanted(skill, value);
    } else if (word == "bodies") {
      for (const std::string_view each : base::split(value, ' ')) {
        const auto kind = body_kind_of(each);
        if (!kind) return bad("there is no kind of body \"" + std::string(each) + "\".");
        skill.kinds.push_back(*kind);
      }
    } else {
      return bad("\"" + std::string(word) +
                 "\" is not one of from, title, area, asks, bodies, wanted, source and unsure.");
    }
    return {};
  }

  base::Status wanted(Skill& skill, const std::string& value) const {
    if (value == "nobody") return {};
    const std::vector<std::string_view> words = base::split(value, ' ');
    const bool shaped = words.size() == 3 && words[1] == "at";
    const auto people = shaped ? base::parse_integer(words[0]) : std::nullopt;
    const auto level = shaped ? base::parse_integer(words[2]) : std::nullopt;
    if (!people || !level || *people < 1 || *people > people_max || *level < 1 ||
        *level > skill_level_max) {
      return bad(
          "\"wanted\" is such as \"2 at 3\" (two people at level 3 of 1 to 4 or above), or "
          "\"nobody\".");
    }
    skill.people = static_cast<int>(*people);
    skill.level = static_cast<int>(*level);
    return {};
  }

  int line_ = 0;
};

const std::vector<Skill>& shipped_skills() {
  static const std::vector<Skill> shipped = [] {
    auto read = read_skills(skills_text());
    CHECK(read.ok());
    return std::move(read).value();
  }();
  return shipped;
}

// The place of the first that has it in the shipped text; those that are new come behind.
std::ptrdiff_t place_of(const std::string& value, std::string Skill::*member) {
  const std::vector<Skill>& shipped = shipped_skills();
  return std::ranges::find(shipped, value, member) - shipped.begin();
}

std::string people_words(int people) {
  return std::to_string(people) + (people == 1 ? " person" : " people");
}

// "Ann, Ben and 3 more"
std::string first_of(std::vector<std::string> all) {
  if (all.size() <= told_max) return base::join(all, ", ");
  const std::size_t more = all.size() - told_max;
  all.resize(told_max);
  return base::join(all, ", ") + " and " + std::to_string(more) + " more";
}

// "Finance (wanted: 2 people at Good or above; there is 1)"
std::string lack(const SkillCover& cover) {
  int most = -1;
  for (const SkillLevel* each : cover.levels) most = std::max(most, each ? each->level : -1);
  std::string words = cover.skill.title + " (wanted: " + words_of_wanted(cover.skill) + "; ";
  if (cover.covers > 0) {
    return words + (cover.covers == 1 ? "there is " : "there are ") + std::to_string(cover.covers) +
           ")";
  }
  return words +
         (most < 0 ? "none is noted)" : "the most is " + std::string(label_of_level(most)) + ")");
}

}  // namespace

std::string_view label_of_level(int level) {
  CHECK(level >= 0 && level <= skill_level_max);
  return level_labels[level];
}

bool Skill::wanted_of(BodyKind kind) const {
  return people > 0 && (kinds.empty() || std::ranges::find(kinds, kind) != kinds.end());
}

std::string words_of_wanted(const Skill& skill) {
  if (skill.people == 0) return "nobody";
  return people_words(skill.people) + " at " + std::string(label_of_level(skill.level)) +
         (skill.level == skill_level_max ? "" : " or above");
}

base::Result<std::vector<Skill>> read_skills(std::string_view text) {
  Reader reader;
  for (const base::Block& block : base::read_blocks(text)) TRY(reader.block(block));
  return std::move(reader.made);
}

std::vector<Skill> skills_with(std::vector<Skill> own) {
  std::vector<Skill> all = above_shipped(std::move(own), shipped_skills(), &Skill::code);
  std::vector<std::string> areas;  // the new ones, in their order
  for (const Skill& each : all) {
    if (std::ranges::find(areas, each.area) == areas.end()) areas.push_back(each.area);
  }
  std::ranges::stable_sort(all, {}, [&](const Skill& each) {
    return std::tuple(place_of(each.area, &Skill::area),
                      std::ranges::find(areas, each.area) - areas.begin(),
                      place_of(each.code, &Skill::code));
  });
  return all;
}

std::vector<Skill> skills_on(const std::vector<Skill>& all, base::Date on) {
  std::vector<Skill> holding = holding_on(all, on, &Skill::code);
  std::erase_if(holding, [](const Skill& each) { return each.people == 0; });
  return holding;
}

SkillMatrix skill_matrix(const Facts& facts, BodyKind kind, std::vector<PersonId> members,
                         base::Date on, int months) {
  SkillMatrix made;
  made.members = std::move(members);
  std::ranges::stable_sort(made.members, {}, [&](PersonId id) { return facts.person_name(id); });
  std::vector<bool> known(made.members.size(), false);
  for (const Skill& skill : skills_on(facts.skills, on)) {
    if (!skill.wanted_of(kind)) continue;
    SkillCover& cover = made.covers.emplace_back(SkillCover{skill, {}, 0});
    for (std::size_t at = 0; at < made.members.size(); ++at) {
      const SkillLevel* level = facts.level(made.members[at], skill.code, on);
      if (level && months > 0 && months_later(level->on, months) <= on) level = nullptr;
      cover.levels.push_back(level);
      known[at] = known[at] || level;
      cover.covers += level && level->level >= skill.level ? 1 : 0;
    }
  }
  for (std::size_t at = 0; at < made.members.size(); ++at) {
    if (!known[at]) made.without.push_back(made.members[at]);
  }
  return made;
}

std::vector<SkillGap> skill_gaps(const Facts& facts, BodyKind kind,
                                 const std::vector<PersonId>& members, base::Date on, int months) {
  if (members.empty()) return {};
  const auto listed = [&](const Skill& each) { return each.from <= on && each.wanted_of(kind); };
  if (std::ranges::none_of(facts.skills, listed)) {
    return {
        {"No skill is listed that a " + base::lower_ascii(label_of(kind)) + " looks for.", true}};
  }
  const SkillGap none{"No audit of skills is noted of anybody who sits."};
  // Of most bodies nothing is noted, and of a whole country many are asked.
  if (std::ranges::none_of(members, [&](PersonId each) { return facts.has_levels(each); })) {
    return {none};
  }
  const SkillMatrix matrix = skill_matrix(facts, kind, members, on, months);
  if (matrix.without.size() == matrix.members.size()) return {none};
  std::vector<SkillGap> told;
  std::vector<std::string> lacks;
  for (const SkillCover& each : matrix.covers) {
    if (each.gap()) lacks.push_back(lack(each));
  }
  if (!lacks.empty()) told.push_back({"Not covered: " + first_of(lacks) + "."});
  std::vector<std::string> names;
  for (const PersonId each : matrix.without) names.push_back(facts.person_name(each));
  if (!names.empty()) told.push_back({"No audit of skills is noted of " + first_of(names) + "."});
  return told;
}

}  // namespace governance

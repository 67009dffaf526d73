// Any text is read as times of retention and as a list of skills, or refused with the line; what is
// read stands above what is shipped, and can be told of any day.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "governance/retention.hpp"
#include "governance/skills.hpp"

namespace {

constexpr std::string_view days[] = {"2000-01-01", "2018-05-25", "2026-01-01", "9998-12-31"};

void retention_of(std::string_view text) {
  auto read = governance::read_retention(text);
  if (!read.ok()) {
    CHECK(read.error().code == "bad_retention");
    return;
  }
  const auto all = governance::retention_with(std::move(read).value());
  for (const std::string_view each : days) {
    const base::Date on = *base::Date::from_iso(each);
    for (const governance::RetentionRule& rule : governance::retention_on(all, on)) {
      CHECK(!governance::words_of(rule).empty());
      CHECK(!governance::stays(rule.kind) || !rule.months);
      const auto over = governance::over_on(rule, on);
      CHECK(!over || *over >= on);
    }
  }
}

void skills_of(std::string_view text) {
  auto read = governance::read_skills(text);
  if (!read.ok()) {
    CHECK(read.error().code == "bad_skills");
    return;
  }
  const auto all = governance::skills_with(std::move(read).value());
  for (const std::string_view each : days) {
    for (const governance::Skill& skill : governance::skills_on(all, *base::Date::from_iso(each))) {
      CHECK(skill.people > 0 && skill.level > 0 && skill.level <= governance::skill_level_max);
      CHECK(!governance::words_of_wanted(skill).empty());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  retention_of(text);
  skills_of(text);
  return 0;
}

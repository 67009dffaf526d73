// The list of skills is read or refused with its line; what a body lacks follows from the newest
// levels of those who sit.
#include "governance/skills.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "governance/facts.hpp"

namespace governance {
namespace {

const std::string good =
    "skill boats\nfrom: 2024-01-01\ntitle: Boats\narea: Sea\nwanted: 2 at 3\nsource: s\n";

std::string refused(const std::string& text) {
  const auto read = read_skills(text);
  if (read.ok()) return "";
  EXPECT_EQ(read.error().code, "bad_skills");
  EXPECT_EQ(read.error().message.find("Skills, line "), 0U);
  return read.error().message;
}

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

std::string with(std::string_view line, std::string_view other) {
  std::string text = good;
  text.replace(text.find(line), line.size(), other);
  return text;
}

TEST(Skills, SaysWhichLineIsWrong) {
  EXPECT_EQ(refused(good), "");
  EXPECT_EQ(refused(with("source: s\n", "source: s\nbodies: trust_board committee\n")), "");
  EXPECT_NE(refused("skill\n"), "");
  EXPECT_NE(refused("skill two words\n"), "");
  EXPECT_NE(refused("skills boats\n"), "");
  for (const char* line :
       {"from: 2024-01-01", "title: Boats", "area: Sea", "wanted: 2 at 3", "source: s"}) {
    EXPECT_NE(refused(with(std::string(line) + "\n", "")), "") << line;
  }
  EXPECT_NE(refused(with("title: Boats", "title:")), "");
  EXPECT_NE(refused(with("title: Boats", "tittle: Boats")), "");
  EXPECT_NE(refused(with("from: 2024-01-01", "from: soon")), "");
  EXPECT_NE(refused(with("source: s", "bodies: crew")), "");
  for (const char* wanted : {"0 at 3", "1 at 5", "1 at 0", "-1 at 3", "all at 3", "100 at 3",
                             "2 of 3", "2  at 3", "2"}) {
    EXPECT_NE(refused(with("2 at 3", wanted)), "") << wanted;
  }
}

TEST(Skills, TheShippedListHasEveryAreaAndItsSources) {
  const auto asked = skills_on(skills_with({}), day("2026-01-01"));
  std::set<std::string> codes;
  std::set<std::string> areas;
  for (const Skill& each : asked) {
    EXPECT_TRUE(codes.insert(each.code).second) << each.code;
    areas.insert(each.area);
    EXPECT_FALSE(each.unsure.empty()) << each.code;
  }
  for (const char* area : {"Strategic leadership", "Accountability", "People", "Structures",
                           "Compliance", "Evaluation"}) {
    EXPECT_TRUE(areas.contains(area)) << area;
  }
  for (const char* code : {"finance", "send", "safeguarding", "estates"}) {
    EXPECT_TRUE(codes.contains(code)) << code;
  }
  EXPECT_TRUE(skills_on(skills_with({}), day("2010-01-01")).empty());
}

TEST(Skills, OursStandAboveTheShippedAndMayTakeOneOut) {
  const auto own = read_skills(
                       "skill finance\nfrom: 2017-01-01\ntitle: Money\narea: Accountability\n"
                       "wanted: 3 at 4\nsource: s\n"
                       "skill estates\nfrom: 2026-01-01\ntitle: Estates\narea: Particular "
                       "knowledge\nwanted: nobody\nsource: s\n" +
                       good)
                       .value();
  const auto codes = [&](std::string_view on) {
    std::string all;
    for (const Skill& each : skills_on(skills_with(own), day(on))) all += each.code + " ";
    return all;
  };
  EXPECT_NE(codes("2025-12-31").find("estates"), std::string::npos);
  EXPECT_EQ(codes("2026-01-01").find("estates"), std::string::npos);
  EXPECT_EQ(codes("2023-12-31").find("boats"), std::string::npos);
  EXPECT_TRUE(codes("2026-01-01").ends_with("boats "));  // a new area stands last
  for (const Skill& each : skills_on(skills_with(own), day("2026-01-01"))) {
    if (each.code != "finance") continue;
    EXPECT_EQ(words_of_wanted(each), "3 people at Strong");
  }
}

// One skill, three who sit.
class Board : public testing::Test {
 protected:
  Board() {
    facts_.skills = read_skills(good).value();
    for (int at = 1; at <= 3; ++at) {
      facts_.people.push_back({PersonId{at}, std::string(1, static_cast<char>('D' - at))});
      members_.push_back(PersonId{at});
    }
  }
  void knows(int person, int level, std::string_view on) {
    facts_.levels.push_back({static_cast<std::int64_t>(facts_.levels.size() + 1), PersonId{person},
                             "boats", level, day(on), false});
  }
  std::string told(std::string_view on, int months = 0) {
    facts_.index();
    std::string all;
    for (const SkillGap& each :
         skill_gaps(facts_, BodyKind::TrustBoard, members_, day(on), months)) {
      all += each.what + (each.unclear ? "?" : "") + "\n";
    }
    return all;
  }

  Facts facts_;
  std::vector<PersonId> members_;
};

TEST_F(Board, TellsThatThereIsNoAudit) {
  const std::string none = "No audit of skills is noted of anybody who sits.\n";
  EXPECT_EQ(told("2025-01-01"), none);
  knows(1, 4, "2025-06-01");
  EXPECT_EQ(told("2025-01-01"), none);  // it lies ahead
  EXPECT_EQ(told("2029-01-01", 36), none);
  EXPECT_EQ(told("2023-12-31"), "No skill is listed that a trust board looks for.?\n");
  members_.clear();
  EXPECT_EQ(told("2025-01-01"), "");
}

TEST_F(Board, TellsWhatTooFewKnowAndWhoWasNotAsked) {
  knows(1, 3, "2025-01-01");
  knows(2, 2, "2025-01-01");
  EXPECT_EQ(told("2025-02-01"),
            "Not covered: Boats (wanted: 2 people at Good or above; there is 1).\n"
            "No audit of skills is noted of A.\n");
  knows(2, 4, "2025-03-01");  // the newest counts
  knows(3, 0, "2025-03-01");
  EXPECT_EQ(told("2025-03-01"), "");
  EXPECT_EQ(told("2025-02-28"),
            "Not covered: Boats (wanted: 2 people at Good or above; there is 1).\n"
            "No audit of skills is noted of A.\n");
  EXPECT_EQ(told("2028-01-01", 36),  // that of the first is three years old
            "Not covered: Boats (wanted: 2 people at Good or above; there is 1).\n"
            "No audit of skills is noted of C.\n");
  knows(1, 1, "2028-01-01");
  knows(2, 1, "2028-01-01");
  EXPECT_EQ(told("2028-01-01"),
            "Not covered: Boats (wanted: 2 people at Good or above; the most is A little).\n");
}

}  // namespace
}  // namespace governance

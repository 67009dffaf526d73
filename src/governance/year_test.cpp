// Dates out of templates, and texts that cannot be read.
#include "governance/year.hpp"

#include <gtest/gtest.h>

namespace governance {
namespace {

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

TEST(Year, HasTheDatesThatItsTemplateSays) {
  Body board;
  board.id = BodyId{1};
  board.kind = BodyKind::TrustBoard;
  std::string dates;
  for (const Suggested& each : suggested_year(shipped_calendar(), {board}, 2026)) {
    dates += each.on.iso() + " ";
    EXPECT_EQ(shipped_calendar().year(2026)->closed_why(each.on), "") << each.on.iso();
    EXPECT_FALSE(shipped_calendar().items_of(each.code, each.on).empty());
  }
  EXPECT_EQ(dates, "2026-09-24 2026-12-03 2027-01-28 2027-03-18 2027-05-13 2027-07-08 ");
  EXPECT_TRUE(suggested_year(shipped_calendar(), {board}, 2050).empty());
  board.period = base::Period::since(day("2027-01-01"));
  EXPECT_EQ(suggested_year(shipped_calendar(), {board}, 2026).size(), 4U);
}

TEST(Year, EveryShippedTemplateFitsIntoEveryShippedYear) {
  for (const TermDates& year : shipped_calendar().years) {
    for (int at = 0; at < body_kinds; ++at) {
      Body body;
      body.kind = static_cast<BodyKind>(at);
      EXPECT_NE(shipped_calendar().of(body.kind, day("2026-09-01")), nullptr);
      for (const Suggested& each : suggested_year(shipped_calendar(), {body}, year.year)) {
        EXPECT_EQ(year.closed_why(each.on), "") << each.code << each.on.iso();
      }
    }
  }
}

TEST(Year, HasDeadlinesOnTheirDays) {
  std::string found;
  for (const DueDay& each :
       due_days(shipped_calendar(), BodyKind::GoverningBody, base::academic_year(2026))) {
    found += each.on.iso() + " " + each.deadline->code + "; ";
  }
  EXPECT_EQ(found,
            "2026-09-01 interests; 2026-10-01 census_autumn; 2026-10-31 appraisal_teachers; "
            "2026-12-31 appraisal_head; 2027-01-21 census_spring; 2027-05-20 census_summer; ");
}

TEST(Year, SaysWhichLineCannotBeRead) {
  const auto said = [](const std::string& text) {
    const auto read = read_calendar(text);
    return read.ok() ? std::string() : read.error().code + " " + read.error().message;
  };
  for (const char* text :
       {"title: X",
        "terms 12",
        "template",
        "template a b",
        "deadline d\non: 31 February",
        "deadline d\non: fifth Monday of May",
        "deadline d\nwish: x",
        "terms 2026\nautumn: 2026-09-01 to 2026-12-18",
        "terms 2026\nautumn: 2026-09-01 to 2026-12-18, half 2027-01-01 to 2027-01-05",
        "terms 2026\nclosed: tomorrow",
        "template t\nlasts: long",
        "template t\nitem: x",
        "template t\nbodies: kings",
        "template t\nmeeting m: autumn, Monday",
        "template t\nmeeting m: autumn 1, week 2, Moonday 17:00",
        "template t\nwish: x",
        "template t\nfrom: now",
        "template t",
        "terms 2026",
        "deadline d",
        "terms 2026\nwish"}) {
    EXPECT_EQ(said(text).substr(0, 28), "bad_calendar Calendar, line ") << text;
  }
  EXPECT_EQ(said(""), "");
}

}  // namespace
}  // namespace governance

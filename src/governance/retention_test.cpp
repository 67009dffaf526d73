// The text of retention: every wrong line is told, and a later block of a kind holds from its day.
#include "governance/retention.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace governance {
namespace {

const std::string good =
    "keep training\nfrom: 2024-01-01\npurpose: p\nbasis: b\nfor: 12 months after record\n"
    "source: s\n";

std::string refused(const std::string& text) {
  const auto read = read_retention(text);
  if (read.ok()) return "";
  EXPECT_EQ(read.error().code, "bad_retention");
  EXPECT_EQ(read.error().message.find("Retention, line "), 0U);
  return read.error().message;
}

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

std::string with(std::string_view line, std::string_view other) {
  std::string text = good;
  text.replace(text.find(line), line.size(), other);
  return text;
}

TEST(Retention, SaysWhichLineIsWrong) {
  EXPECT_EQ(refused(good), "");
  EXPECT_NE(refused("keep shoes\n"), "");
  EXPECT_NE(refused("hold names\n"), "");
  EXPECT_NE(refused(with("purpose: p\n", "")), "");
  EXPECT_NE(refused(with("purpose: p", "purpose:")), "");
  EXPECT_NE(refused(with("purpose: p", "porpoise: p")), "");
  EXPECT_NE(refused(with("from: 2024-01-01", "from: soon")), "");
  for (const char* time :
       {"ever", "12 moons after record", "12 months before record", "-1 months after record",
        "12 months after lunch", "900 years after record", "12 months after  record"}) {
    EXPECT_NE(refused(with("12 months after record", time)), "") << time;
  }
  EXPECT_NE(refused(with("training", "names")), "");  // they have no day of their own
  EXPECT_NE(refused(with("training", "seats")), "");  // law wants them kept
  EXPECT_NE(refused(with("training", "meetings")), "");
}

TEST(Retention, ALaterBlockHoldsFromItsDay) {
  std::string text = good + "\n" + good;
  text.replace(text.rfind("2024-01-01"), 10, "2025-01-01");
  text.replace(text.rfind("12 months"), 9, "0 years");
  const auto all = retention_with(read_retention(text).value());
  const auto words = [&](std::string_view on) {
    for (const RetentionRule& each : retention_on(all, day(on))) {
      if (each.kind == KeptKind::Training) return words_of(each);
    }
    return std::string();
  };
  EXPECT_EQ(words("2020-01-01"), "6 years after leaving");  // as shipped
  EXPECT_EQ(words("2024-12-31"), "1 year after the record");
  EXPECT_EQ(words("2025-01-01"), "0 months after the record");
  EXPECT_EQ(words("2017-01-01"), "");
}

TEST(Retention, EveryKindIsShippedWithItsSource) {
  const auto holding = retention_on(retention_with({}), day("2026-01-01"));
  ASSERT_EQ(holding.size(), static_cast<std::size_t>(kept_kinds));
  for (int kind = 0; kind < kept_kinds; ++kind) {
    const RetentionRule& rule = holding[static_cast<std::size_t>(kind)];
    EXPECT_EQ(rule.kind, static_cast<KeptKind>(kind));
    EXPECT_EQ(!rule.months, stays(rule.kind));
    EXPECT_EQ(kept_kind_of(code_of(rule.kind)), rule.kind);
  }
}

TEST(Retention, TheTimeIsCountedInMonths) {
  RetentionRule rule;
  EXPECT_FALSE(over_on(rule, day("2020-01-01")));
  EXPECT_EQ(words_of(rule), "for good");
  rule.months = 18;
  EXPECT_EQ(over_on(rule, day("2020-08-31")), day("2022-02-28"));
  EXPECT_FALSE(over_on(rule, base::Date::distant_future()));
  EXPECT_EQ(over_on(rule, base::Date::distant_past()), base::Date::distant_past());
}

}  // namespace
}  // namespace governance

// What a text may not say is told with its line, and what is read is what was meant.
#include "delegation/scheme.hpp"

#include <gtest/gtest.h>

#include "delegation/texts.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

const std::string head = "scheme s\ntitle: s\nversion: 1\nfrom: 2025-09-01\n";

std::string said(const std::string& text) {
  const auto read = read_scheme(shipped_catalogue(), head + text);
  return read.ok() ? "read" : read.error().message;
}

TEST(SchemeText, WhatIsWrongIsToldWithItsLine) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"layer: rating redused\n", "line 5: there is no rating \"redused\" in the catalogue."},
      {"layer: county\n", "a layer is group"},
      {"whole: Yes\n", "\"whole\" is yes"},
      {"title: t\n", "\"title\" is said twice"},
      {"retained: board\nlevels: lgb\n", "not among those that the scheme uses"},
      {"wish: x\n", "a scheme has no \"wish\""},
      {"clause 1\nhead: decides\n", "says what it is on"},
      {"clause 1\non: F99\nhead: decides\n", "no decision \"F99\""},
      {"clause 1\non: domain money\nhead: decides\n", "no domain"},
      {"clause 1\non: F15\nking: decides\n", "no level \"king\""},
      {"clause 1\non: F15\nhead: rules\n", "is no part"},
      {"clause 1\non: F15\nhead: informed 5 days\n", "is no part"},
      {"clause 1\non: F15\nhead: decides\nlgb: decides\n", "one level decides"},
      {"clause 1\non: F15\nhead: informed, informed\n", "said twice"},
      {"clause 1\non: F15\n", "gives a part"},
      {"clause 1\non: F15\nwhen: amount up to 5\nwhen: months 3\nhead: decides\n",
       "\"when\" is said twice"},
      {"clause 1\non: F15\nwhen: deficit yes\nhead: decides\n", "does not ask for"},
      {"clause 1\non: F15\nwhen: amount below 0\nhead: decides\n", "nothing lies below nought"},
      {"clause 1\non: F15\nwhen: amount over 5 up to 4\nhead: decides\n", "nothing lies between"},
      {"clause 1\non: F15\nwhen: amount 5\nhead: decides\n", "say over, from, up to or below"},
      {"clause 1\non: F15\nwhen: amount over much\nhead: decides\n",
       "\"much\" is not an amount such as 18000 or £18,000.00."},
      {"clause 1\non: F15\nhead: decides\nclause 1\n", "a code of its own"},
      {"rows board, head\nF15: D\n", "one letter for each level"},
      {"rows board, head\nF15: Dx\n", "the letters of a row"},
      {"withdrawal w\nof: lgb\nto: lgb\nwhy: x\n", "of whom, to whom else, and why"},
      {"withdrawal w\nof: lgb\nto: head\nwhy: x\n", "says when it ends"},
      {"withdrawal w\nof: lgb\nto: head\nwhy: x\nfrom: 2026-02-01\nuntil: 2026-01-01\n",
       "end before it begins"},
      {"scheme t\n", "a text has one scheme"},
  };
  for (const auto& [text, words] : wrong) {
    EXPECT_NE(said(text).find(words), std::string::npos) << text << said(text);
    EXPECT_FALSE(said(text).ends_with("..")) << said(text);
  }
  std::string many;
  for (int at = 0; at <= static_cast<int>(clauses_of_scheme_max); ++at) {
    many += "clause " + std::to_string(at) +
            "\non: domain people\nwhen: amount over 5\nhead: informed\n";
  }
  EXPECT_NE(said(many).find("too many clauses"), std::string::npos);
}

TEST(SchemeText, WhatWasHardToWriteIsReadAgain) {
  for (const char* when : {"months up to 1200", "months from 0", "share_of_heading from 0",
                           "amount over 999999999999", "amount from 0.01", "amount up to 0"}) {
    const std::string on = std::string(when).starts_with("months") ? "F16" : "F09";
    const auto read =
        read_scheme(shipped_catalogue(),
                    head + "clause 1\non: " + on + "\nwhen: " + when + "\nhead: consulted 1 day\n");
    ASSERT_TRUE(read.ok()) << read.error().message;
    const auto again =
        read_scheme(shipped_catalogue(), scheme_text(shipped_catalogue(), read.value()));
    ASSERT_TRUE(again.ok()) << when << ": " << again.error().message;
    EXPECT_TRUE(again.value() == read.value()) << when;
  }
}

TEST(CatalogueText, WhatIsWrongIsToldWithItsLine) {
  const std::string begin = "domain x\nlabel: X\n\nfact f\nlabel: F\ntype: money\n\n";
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"level l\nlabel: L\nbody: clusterbord\nof: group\n", "of a kind there is"},
      {"level l\nlabel: L\nbody: committee\nof: county\n", "of the group, cluster or school"},
      {"level l\nlabel: L\nbody: committee\nof: group\nplural: no\n", "\"plural\" is yes"},
      {"fact g\nlabel: G\ntype: money\nof: School\n", "or \"of: school\""},
      {"fact g\nlabel: G\ntype: word\n", "lists its words"},
      {"fact g\nlabel: G\nlabel: H\ntype: money\n", "said twice"},
      {"decision A\ndomain: y\ntitle: A\n", "no domain \"y\""},
      {"decision A\ndomain: x\ntitle: A\nasks: g\n", "no fact \"g\""},
      {"decision A\ndomain: x\ntitle: A\n\nlaw\nsays: a\nsource: b\n", "one of them"},
      {"decision A\ndomain: x\ntitle: A\n\nlaw\napproval: us\nwhen: f over 5\nsays: a\nsource: b\n",
       "does not ask for"},
      {"law\napproval: us\nsays: a\nsource: b\n", "stands under its decision"},
      {"thing\n", "a block is a year, review, fact"},
  };
  for (const auto& [text, words] : wrong) {
    const auto read = read_catalogue(begin + text);
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_NE(read.error().message.find(words), std::string::npos) << read.error().message;
  }
  const auto read = read_catalogue("fact p\nlabel: P\ntype: word\nwords: Primary, Secondary\n");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read_fact(read.value().facts[0], "Primary").value_or(-1), 0);
}

}  // namespace
}  // namespace delegation

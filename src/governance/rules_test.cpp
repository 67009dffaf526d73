// Reading rules: what is shipped, and each way to get them wrong.
#include "governance/rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"

namespace governance {
namespace {

const std::string head =
    "rules x\ntitle: X\nbodies: committee\nfrom: 2020-01-01\nsource: S\nquorum: 1/2, least 3\n";

// What is said of a text that is a set with these lines; "" where it can be read.
std::string said_of(const std::string& lines) {
  const auto read = read_rules(head + lines);
  if (read.ok()) return "";
  EXPECT_EQ(read.error().code, "bad_rules");
  return read.error().message;
}

TEST(Rules, ShippedOnesAreReadAndEachKindOfBodyHasSome) {
  for (int at = 0; at < body_kinds; ++at) {
    Body body;
    body.kind = static_cast<BodyKind>(at);
    EXPECT_NE(shipped_rules().of(body, *base::Date::from_ymd(2026, 1, 1)), nullptr)
        << code_of(body.kind);
  }
}

TEST(Rules, SeatsAndRulesAreReadAsTheyAreWritten) {
  const auto read = read_rules(
      head +
      "term: 4 years\nseat a\nlabel: A\nappointed: 1 to 3 for each school\nby: board\nvotes: no\n"
      "holds: director\nsource: Z\nseat b\nlabel: B\noffice: chair of the parent\n"
      "attends lead_headteacher: trust_board\n"
      "rule r\nat most: 1/3, a b\nsays: says\nmend: mends\nsource: Y\n");
  ASSERT_TRUE(read.ok()) << read.error().message;
  const RuleSet& set = read.value().front();
  EXPECT_EQ(set.term_years, 4);
  EXPECT_EQ(set.quorum.part.in, 2);
  EXPECT_EQ(set.quorum.least, 3);
  const SeatRule& a = set.seats[0];
  EXPECT_TRUE(a.each_school);
  EXPECT_EQ(a.least, 1);
  EXPECT_EQ(a.most, 3);
  EXPECT_FALSE(a.votes);
  EXPECT_EQ(a.must_hold, OfficeKind::Director);
  EXPECT_EQ(a.citation, "Z");
  EXPECT_EQ(set.seats[1].source, SeatSource::ParentOffice);
  EXPECT_EQ(set.seats[1].citation, "S");
  EXPECT_EQ(set.rules[0].seats, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(set.rules[0].citation, "Y");
  EXPECT_EQ(set.attends.front().at, BodyKind::TrustBoard);
}

TEST(Rules, WhatIsWrongIsToldWithItsLine) {
  const std::pair<std::string, std::string> wrong[] = {
      {"wish: x\n", "line 7"},
      {"title\n", "word: value"},
      {"term: long\n", "4 years"},
      {"bodies: parliament\n", "parliament"},
      {"from: someday\n", "2010-09-01"},
      {"quorum: half\n", "1/2, least 3"},
      {"votes: twice\n", "casting"},
      {"soon: later\n", "90 days"},
      {"seat a\nlabel: A\nterm: 3 years\n", "none"},
      {"rule r\noffice: chair\nreport card: a at least good\nsays: a\nmend: b\n", "scale"},
      {"quorum: least many\n", "needs a number"},
      {"what\n", "word: value"},
      {"seat\n", "code of its own"},
      {"seat a\nlabel: A\nseat a\n", "code of its own"},
      {"seat a\nappointed: 1\n", "needs a label"},
      {"seat a\nlabel: A\nappointed: some\n", "3 or more"},
      {"seat a\nlabel: A\nappointed: 3 to 1\n", "3 or more"},
      {"seat a\nlabel: A\nby: nobody\n", "nobody"},
      {"seat a\nlabel: A\noffice: king of each school\n", "king"},
      {"seat a\nlabel: A\nholds: king\n", "king"},
      {"seat a\nlabel: A\nvotes: maybe\n", "yes or no"},
      {"seat a\nlabel: A\nwish: x\n", "wish"},
      {"rule r\nsays: a\nmend: b\n", "does not say what must hold"},
      {"rule r\ntotal: 3 or more\nmend: b\n", "says and mend"},
      {"rule r\ntotal: few\n", "3 to 9"},
      {"rule r\nat most: head\n", "1/3, head staff"},
      {"rule r\nat most: 4/3, head\n", "1/3, head staff"},
      {"rule r\nmajority: a\nsays: a\nmend: b\n", "does not have"},
      {"rule r\noffice: king\n", "king"},
      {"rule r\napart: chair\n", "two offices"},
      {"rule r\nagreed: x by somebody\n", "by each school"},
      {"rule r\nterms: soon\n", "12 months"},
      {"rule r\ndeclared: soon\n", "30 days"},
      {"rule r\ntrained: within 90 days\n", "safeguarding within 90 days"},
      {"rule r\ntrained: safeguarding within a month\n", "safeguarding within 90 days"},
      {"rule r\ntrained: safeguarding, often\n", "safeguarding within 90 days"},
      {"rule r\nchecked: dbs every now and then\n", "dbs within 21 days"},
      {"rule r\nchecked: dbs\nof: nobody\nsays: a\nmend: b\n", "does not have"},
      {"rule r\nreport card: good\n", "at least"},
      {"rule r\nwish: x\n", "no rule"},
      {"rule r\ntotal: 3 or more\nsays: a\nmend: b\nrule r\n", "code of its own"},
      {"attends king: trust_board\n", "attends OFFICE: BODY"},
  };
  for (const auto& [lines, words] : wrong) {
    EXPECT_NE(said_of(lines).find(words), std::string::npos) << lines << said_of(lines);
  }
  EXPECT_EQ(read_rules("title: X\n").error().code, "bad_rules");
  EXPECT_EQ(read_rules("rules x\ntitle: X\n").error().code, "bad_rules");
  const std::string no_quorum = head.substr(0, head.find("quorum"));
  EXPECT_NE(read_rules(no_quorum).error().message.find("needs a quorum"), std::string::npos);
}

TEST(Rules, TrainingAndChecksSayHowSoonAndHowOften) {
  const auto rule = [](const std::string& line) {
    return read_rules(std::string(head) + "rule r\n" + line + "\nsays: a\nmend: b\n")
        .value()
        .front()
        .rules.front();
  };
  const Rule both = rule("trained: Safeguarding within 90 days, every 24 months");
  EXPECT_EQ(both.kind, RuleKind::Trained);
  EXPECT_EQ(both.subject, "safeguarding");
  EXPECT_EQ(both.grace_days, 90);
  EXPECT_EQ(both.months, 24);
  const Rule often = rule("checked: dbs every 3 years");
  EXPECT_EQ(often.kind, RuleKind::Checked);
  EXPECT_EQ(often.months, 36);
  EXPECT_EQ(often.grace_days, 0);
  EXPECT_EQ(rule("checked: section 128").subject, "section 128");
}

TEST(Rules, ALaterSetHoldsFromItsDayAndAnOwnOneStandsAbove) {
  RuleBook book(read_rules(head).value());
  std::string later = head;
  later.replace(later.find("2020"), 4, "2025");
  later.replace(later.find("title: X"), 8, "title: Y");
  book.add(read_rules(later).value());
  const auto on = [](int year) { return *base::Date::from_ymd(year, 1, 1); };
  EXPECT_EQ(book.set("x", on(2019)), nullptr);
  EXPECT_EQ(book.set("x", on(2024))->title, "X");
  EXPECT_EQ(book.set("x", on(2025))->title, "Y");
  later.replace(later.find("title: Y"), 8, "title: Z");
  book.add(read_rules(later).value());
  EXPECT_EQ(book.set("x", on(2025))->title, "Z");
  EXPECT_EQ(book.sets().size(), 2U);
}

// The seat, the rule and the quorum of one body, each on its days, and all else as in the set.
TEST(Rules, OneBodyMayHaveAnotherLine) {
  RuleBook book = shipped_rules();
  Body body;
  body.id = BodyId{7};
  body.rule_set = "sponsored_lgb";
  const auto own = [](std::string rule, std::string content, std::string from) {
    return RuleOverride{1,
                        std::move(rule),
                        std::move(content),
                        "They asked",
                        "Board, 3 July 2026",
                        base::Period::since(*base::Date::from_iso(from))};
  };
  book.add_own(body, {own("nine", "total: 3 to 11", "2026-09-01"),
                      own("seat parent", "appointed: 1 to 3", "2026-09-01"),
                      own("quorum", "1/2, least 5", "2027-01-01"),
                      own("no_such", "total: 1", "2027-01-01")});
  const auto on = [&](std::string_view day) { return book.of(body, *base::Date::from_iso(day)); };
  const auto nine = [&](std::string_view day) {
    return *std::ranges::find(on(day)->rules, "nine", &Rule::code);
  };
  EXPECT_EQ(on("2026-08-31")->own.size(), 0U);
  EXPECT_EQ(nine("2026-08-31").most, 9);
  EXPECT_EQ(nine("2026-09-01").most, 11);
  EXPECT_EQ(nine("2026-09-01").citation,
            "Of this body alone, since 1 September 2026: nine, total: 3 to 11. It stands in place "
            "of: A sponsored academy has at most nine governors. They asked (Board, 3 July 2026)");
  EXPECT_EQ(on("2026-09-01")->seat("parent")->most, 3);
  EXPECT_EQ(on("2026-09-01")->seat("parent")->label, "Parents");
  EXPECT_EQ(on("2026-09-01")->seats.front().code, "head") << "in the order of the set";
  EXPECT_EQ(on("2026-09-01")->quorum.least, 3);
  EXPECT_EQ(on("2027-01-01")->quorum.least, 5);
  EXPECT_NE(on("2027-01-01")->own.back().find("does not fit"), std::string::npos);
  Body other = body;
  other.id = BodyId{8};
  EXPECT_EQ(book.of(other, *base::Date::from_iso("2027-01-01"))->quorum.least, 3);
  for (const auto& [rule, content] :
       std::vector<std::pair<std::string, std::string>>{{"nine", "wish: 3"},
                                                        {"nine", "majority: trust"},
                                                        {"seat parent", "appointed: many"},
                                                        {"seat king", "appointed: 1"},
                                                        {"quorum", "all"},
                                                        {"nine", "rule other"},
                                                        {"nine", ""},
                                                        {"seat parent", "seat x: 1"}}) {
    EXPECT_FALSE(overridden(*on("2026-08-31"), own(rule, content, "2026-09-01")).ok())
        << rule << " " << content;
  }
}

}  // namespace
}  // namespace governance

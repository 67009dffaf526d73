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
      {"rule r\noffice: chair\ngrades: good\nreport card: a at least good\nsays: a\nmend: b\n", "scale"},
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
      {"rule r\nsteps: no\nsays: a\nmend: b\n", "is yes"},
      {"rule r\nall maintained: no\nsays: a\nmend: b\n", "is yes"},
      {"rule r\ntotal: 3\nof: a\nsays: a\nmend: b\n", "changes nothing"},
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
  EXPECT_NE(on("2027-01-01")->own.back().what.find("does not fit"), std::string::npos);
  Body other = body;
  other.id = BodyId{8};
  EXPECT_EQ(book.of(other, *base::Date::from_iso("2027-01-01"))->quorum.least, 3);
  for (const auto& [rule, content] :
       std::vector<std::pair<std::string, std::string>>{{"nine", "wish: 3"},
                                                        {"nine", "majority: trust"},
                                                        {"seat parent", "appointed: many"},
                                                        {"seat king", "appointed: 1"},
                                                        {"quorum", "all"},
                                                        {"quorum", "least 5"},
                                                        {"nine", "says: Anything"},
                                                        {"nine", "mend: Nothing"},
                                                        {"nine", "source: Nobody"},
                                                        {"nine", "of: staff"},
                                                        {"interests", "of: staff"},
                                                        {"chair", "report card: a at least b"},
                                                        {"chair", "held by: a member"},
                                                        {"seat parent", "source: Nobody"},
                                                        {"nine", "rule other"},
                                                        {"nine", ""},
                                                        {"seat parent", "seat x: 1"}}) {
    EXPECT_FALSE(overridden(*on("2026-08-31"), own(rule, content, "2026-09-01")).ok())
        << rule << " " << content;
  }
}

// One set with a rule of every kind, and seats with every word.
const std::string every_kind =
    head +
    "term: 4 years\n"
    "seat a\nlabel: A\nappointed: 1 to 3 for each school\nby: board\nholds: director\n"
    "seat b\nlabel: B\noffice: chair of the parent\n"
    "rule total\ntotal: 3 to 9\nsays: s\nmend: m\n"
    "rule at_most\nat most: 1/3, a b\nsays: s\nmend: m\n"
    "rule majority\nmajority: a b\nsays: s\nmend: m\n"
    "rule office\noffice: chair\nsays: s\nmend: m\n"
    "rule held\noffice: chair\nheld by: a b\nsays: s\nmend: m\n"
    "rule school\noffice: lead_headteacher\ngrades: good, outstanding\n"
    "report card: x at least well; y at least well\nscale: well, ill\nsays: s\nmend: m\n"
    "rule employees\nno employees: a b\nsays: s\nmend: m\n"
    "rule apart\napart: chair director\nsays: s\nmend: m\n"
    "rule maintained\nall maintained: yes\nsays: s\nmend: m\n"
    "rule each\nagreed: one by each school\nsays: s\nmend: m\n"
    "rule board\nagreed: one by the trust board\nsays: s\nmend: m\n"
    "rule steps\nsteps: yes\nsays: s\nmend: m\n"
    "rule terms\nterms: 12 months\nsays: s\nmend: m\n"
    "rule trained\ntrained: safeguarding within 90 days, every 24 months\nof: a b\nsays: s\n"
    "mend: m\n"
    "rule checked\nchecked: dbs within 21 days, every 3 years\nsays: s\nmend: m\n"
    "rule declared\ndeclared: 30 days\nsays: s\nmend: m\n"
    "rule meets\nmeetings: 3 to 5 a year; explained below 6\nsays: s\nmend: m\n"
    "rule meets_term\nmeetings: 1 or more each term\nterms begin: 1 September, 1 January\n"
    "says: s\nmend: m\n";

RuleSet with(const std::string& rule, const std::string& content) {
  const RuleSet set = read_rules(every_kind).value().front();
  const auto put = overridden(set, {5, rule, content, "why", "where", {base::Date::distant_past(), base::Date::distant_future()}});
  EXPECT_TRUE(put.ok()) << rule << " " << content << ": " << put.error().message;
  return put.ok() ? put.value() : set;
}
Rule rule_with(const std::string& code, const std::string& content) {
  const RuleSet set = with(code, content);
  return *std::ranges::find(set.rules, code, &Rule::code);
}

// Nothing of the old line is left; the other lines of the rule hold on, and it says both.
TEST(Rules, AnOwnLineReplacesTheOldOneAndDoesNotMergeWithIt) {
  EXPECT_EQ(rule_with("total", "total: 2 or more").most, std::nullopt);
  const Rule at_most = rule_with("at_most", "at most: 1/2, b");
  EXPECT_EQ(at_most.seats, std::vector<std::string>{"b"});
  EXPECT_EQ(at_most.part.in, 2);
  EXPECT_EQ(rule_with("majority", "majority: b").seats, std::vector<std::string>{"b"});
  EXPECT_EQ(rule_with("office", "office: director").office, OfficeKind::Director);
  const Rule held = rule_with("held", "held by: a member");
  EXPECT_TRUE(held.seats.empty()) << "of whichever seat";
  EXPECT_EQ(held.office, OfficeKind::Chair);
  EXPECT_EQ(held.says, "office: chair; held by: a member");
  EXPECT_EQ(rule_with("held", "office: director").seats, (std::vector<std::string>{"a", "b"}));
  const Rule school = rule_with("school", "grades: outstanding");
  EXPECT_EQ(school.grades, std::vector<std::string>{"outstanding"});
  EXPECT_EQ(school.cards.size(), 2U) << "what is asked of a report card still holds";
  EXPECT_EQ(school.says,
            "office: lead_headteacher; grades: outstanding; report card: x at least well; y at "
            "least well");
  const Rule card = rule_with("school", "report card: x at least ill");
  ASSERT_EQ(card.cards.size(), 1U);
  EXPECT_EQ(card.cards.front().least, "ill");
  EXPECT_EQ(card.grades.size(), 2U);
  EXPECT_EQ(rule_with("employees", "no employees: b").seats, std::vector<std::string>{"b"});
  EXPECT_EQ(rule_with("apart", "apart: chair lead_headteacher").other_office,
            OfficeKind::LeadHeadteacher);
  EXPECT_EQ(rule_with("maintained", "all maintained: yes").kind, RuleKind::AllMaintained);
  EXPECT_EQ(rule_with("each", "agreed: other by each school").question, "other");
  EXPECT_EQ(rule_with("board", "agreed: other by the trust board").question, "other");
  EXPECT_EQ(rule_with("steps", "steps: yes").kind, RuleKind::Steps);
  EXPECT_EQ(rule_with("terms", "terms: 24 months").months, 24);
  EXPECT_EQ(rule_with("declared", "declared: 60 days").grace_days, 60);
}

TEST(Rules, AnOwnLineOfDaysReplacesAllThatTheOldOneSaid) {
  const Rule trained = rule_with("trained", "trained: prevent");
  EXPECT_EQ(trained.subject, "prevent");
  EXPECT_EQ(trained.grace_days, 0);
  EXPECT_EQ(trained.months, 0);
  EXPECT_EQ(trained.seats, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(trained.says, "trained: prevent; of: a b");
  EXPECT_EQ(rule_with("trained", "of: b").months, 24);
  EXPECT_EQ(rule_with("trained", "of: b").seats, std::vector<std::string>{"b"});
  EXPECT_EQ(rule_with("checked", "checked: dbs").months, 0);
  const Rule meets = rule_with("meets", "meetings: 2 or more a year");
  EXPECT_EQ(meets.explained, 0);
  EXPECT_EQ(meets.most, std::nullopt);
  const Rule terms = rule_with("meets_term", "terms begin: 20 April");
  ASSERT_EQ(terms.terms.size(), 1U);
  EXPECT_EQ(terms.terms.front().month, 4U);
  EXPECT_TRUE(terms.each_term);
  EXPECT_FALSE(rule_with("meets_term", "meetings: 4 or more a year").each_term);
}

TEST(Rules, AnOwnLineOfASeatReplacesTheOldOne) {
  const auto seat = [](const std::string& code, const std::string& content) {
    return *with("seat " + code, content).seat(code);
  };
  const SeatRule a = seat("a", "appointed: 2 or more");
  EXPECT_FALSE(a.each_school);
  EXPECT_EQ(a.least, 2);
  EXPECT_EQ(a.most, std::nullopt);
  EXPECT_EQ(a.must_hold, OfficeKind::Director);
  EXPECT_EQ(a.appointed_by, "board");
  EXPECT_NE(a.citation.find("in place of: A, appointed: 1 to 3 for each school. why (where)"),
            std::string::npos)
      << a.citation;
  const SeatRule followed = seat("a", "office: headteacher of each school");
  EXPECT_EQ(followed.source, SeatSource::EachSchoolOffice);
  EXPECT_EQ(followed.least, 0);
  EXPECT_FALSE(followed.each_school);
  const SeatRule b = seat("b", "appointed: 1");
  EXPECT_EQ(b.source, SeatSource::Appointed);
  EXPECT_EQ(b.most, 1);
  EXPECT_EQ(seat("a", "by: foundation").appointed_by, "foundation");
  EXPECT_EQ(seat("a", "holds: trust_staff").must_hold, OfficeKind::TrustStaff);
  EXPECT_FALSE(seat("a", "votes: no").votes);
  EXPECT_FALSE(seat("a", "term: none").has_term);
  EXPECT_EQ(seat("a", "label: Other").label, "Other");
  EXPECT_EQ(seat("a", "label: Other").least, 1);
  const QuorumRule quorum = with("quorum", "2/3").quorum;
  EXPECT_EQ(quorum.least, 0);
  EXPECT_EQ(quorum.part.of, 2);
}

// Two lines of one rule hold together; a second one of the same word takes the first one's place.
TEST(Rules, OwnLinesStandOneUponAnother) {
  const auto put = [](const RuleSet& set, const std::string& content) {
    return overridden(set, {5, "trained", content, "why", "where", {base::Date::distant_past(), base::Date::distant_future()}}).value();
  };
  const RuleSet both = put(with("trained", "trained: prevent"), "of: b");
  ASSERT_EQ(both.own.size(), 2U);
  const auto code = [](const RuleSet& set) {
    return *std::ranges::find(set.rules, "trained", &Rule::code);
  };
  EXPECT_EQ(code(both).says, "trained: prevent; of: b");
  EXPECT_NE(code(both).citation.find("trained, trained: prevent."), std::string::npos);
  EXPECT_NE(code(both).citation.find("trained, of: b."), std::string::npos);
  const RuleSet again = put(both, "trained: online");
  ASSERT_EQ(again.own.size(), 2U);
  EXPECT_EQ(again.own.back().replaced, "trained: prevent; of: b, which stood in place of: s");
  EXPECT_EQ(code(again).subject, "online");
}

}  // namespace
}  // namespace governance

// Runs the worlds of src/governance/cases: each question must be answered by the lines that stand
// beneath it. How a case is written: cases/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "governance/findings.hpp"
#include "governance/world_testing.hpp"

namespace governance {
namespace {

// "headteacher of Oak, ..." as one line each.
std::string seat_lines(const Facts& facts, const Composition& made) {
  std::string lines;
  for (const Seat& seat : made.seats) {
    lines += seat.category;
    if (seat.school != 0) lines += " " + facts.school_name(seat.school);
    lines += ": " + (seat.vacant() ? "vacant" : facts.person_name(seat.holder)) + "\n";
  }
  for (const StandIn& each : made.stand_ins) {
    lines += "for " + facts.person_name(each.holder) + ": " + facts.person_name(each.person) + "\n";
  }
  return lines;
}

std::string finding_line(const Finding& finding) {
  return std::string(code_of(finding.kind)) + " " + finding.rule + ": " + finding.what + "\n";
}

std::string seats(const World& world, const Body& body, base::Date on) {
  const Composition made = composition(world.facts, world.book(), body, on);
  const std::vector<PersonId> ever = ever_wanted(world.facts, body);
  for (const PersonId each : with_stand_ins(made.members, made)) {
    EXPECT_TRUE(std::ranges::binary_search(ever, each)) << world.facts.person_name(each);
  }
  return seat_lines(world.facts, made);
}

std::string answer(const World& world, std::string_view question) {
  const auto words = base::split(question, ' ');
  const std::string asked(words.at(1));
  const Body& body = world.body_named(std::string(words.at(2)));
  const base::Date on = World::day(words.at(3));
  const Facts& facts = world.facts;
  const RuleBook book = world.book();
  std::string lines;
  if (asked == "seats") return seats(world, body, on);
  if (asked == "why") {
    for (const Seat& seat : composition(facts, book, body, on).seats) {
      lines += seat.category + ": " + derivation(facts, seat) + "\n";
    }
  } else if (asked == "quorum") {
    lines = std::to_string(quorum(composition(facts, book, body, on))) + "\n";
  } else if (asked == "findings") {
    for (const Finding& each : findings(facts, book, body, on)) {
      lines += finding_line(each);
    }
  } else if (asked == "meets" || asked == "skills") {
    for (const Finding& each : findings(facts, book, body, on)) {
      const bool met = each.rule == "meetings" || each.rule == "notice";
      if (asked == "meets" ? met : each.rule == "skills") lines += finding_line(each);
    }
  } else if (asked == "attend") {
    for (const Attendee& each : attendees(facts, book, body, on)) {
      lines += facts.person_name(each.person) + ", " + std::string(label_of(each.office->kind)) +
               " of " + facts.place_name(each.office->place) + "\n";
    }
  } else if (asked == "ahead") {
    const base::Period within(on, World::day(words.at(4)));
    for (const Ahead& each : findings_ahead(facts, book, body, within)) {
      lines += each.from.iso() + " " + finding_line(each.finding);
    }
  } else {
    throw std::runtime_error("not known: " + std::string(question));
  }
  return lines.empty() ? "nothing\n" : lines;
}

void run_case(const std::filesystem::path& path) {
  std::ifstream in(path);
  World world;
  bool asked = false;
  std::string row;
  for (int line = 1; std::getline(in, row); ++line) {
    if (row.empty() || row.starts_with('#')) continue;
    if (!row.starts_with("ask ")) {
      ASSERT_FALSE(asked) << path << ":" << line << ": facts come before questions";
      world.line(row);
      continue;
    }
    if (!asked) world.facts.index();
    asked = true;
    const int at = line;
    std::string expected;
    std::string said;
    while (std::getline(in, said) && !said.empty()) {
      ++line;
      expected += said + "\n";
    }
    ++line;
    EXPECT_EQ(answer(world, row), expected) << path.filename() << ":" << at << ": " << row;
  }
  EXPECT_TRUE(asked) << path << " asks nothing";
}

std::vector<std::filesystem::path> cases() {
  std::vector<std::filesystem::path> all;
  for (const auto& each : std::filesystem::directory_iterator("src/governance/cases")) {
    if (each.path().extension() == ".case") all.push_back(each.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

class Cases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Cases, AnswersAsItSays) { run_case(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Worlds, Cases, testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.stem().string(); });

// Which rules the questions of a case find broken, each with the set that it is of.
void add_broken(const std::filesystem::path& path, std::set<std::string>& broken) {
  std::ifstream in(path);
  World world;
  bool asked = false;
  for (std::string row; std::getline(in, row);) {
    if (row.starts_with("ask ") && !asked) world.facts.index();
    asked = asked || row.starts_with("ask ");
    if (!asked && !row.empty() && !row.starts_with('#')) world.line(row);
    const bool judges = row.starts_with("ask findings ") || row.starts_with("ask meets ") ||
                        row.starts_with("ask skills ");
    if (!judges) continue;
    const auto words = base::split(row, ' ');
    const Body& body = world.body_named(std::string(words.at(2)));
    const base::Date on = World::day(words.at(3));
    const RuleSet* rules = shipped_rules().of(body, on);
    for (const Finding& each : findings(world.facts, shipped_rules(), body, on)) {
      if (rules) broken.insert(rules->code + " " + each.rule);
    }
  }
}

TEST(ShippedRules, HaveACaseThatEachIsBrokenIn) {
  std::set<std::string> broken;
  for (const auto& path : cases()) add_broken(path, broken);
  for (const RuleSet& set : shipped_rules().sets()) {
    for (const Rule& rule : set.rules) {
      EXPECT_TRUE(broken.contains(set.code + " " + rule.code)) << set.code << " " << rule.code;
    }
    for (const SeatRule& seat : set.seats) {
      const bool may_fail = seat.source != SeatSource::Appointed || seat.least > 0 || seat.most;
      EXPECT_TRUE(!may_fail || broken.contains(set.code + " seat " + seat.code))
          << set.code << " seat " << seat.code;
    }
  }
}

}  // namespace
}  // namespace governance

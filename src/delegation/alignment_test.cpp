// The text both ways, the sample that is shipped, and the cases of cases/alignment.
#include "delegation/alignment.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.hpp"
#include "delegation/alignment_measure.hpp"
#include "delegation/catalogue.hpp"
#include "delegation/texts.hpp"

namespace delegation {
namespace {

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }
const base::Date start = day("2025-09-01");

std::string refused(std::string_view text) {
  const auto read = read_alignment(text, start);
  return read.ok() ? "" : read.error().code + ": " + read.error().message;
}

constexpr std::string_view payroll =
    "function payroll\narea: finance\ntitle: Payroll\napproach: common\n";

TEST(Alignment, TheSampleHasAllAreasAndNamesDecisionsOfTheCatalogue) {
  const AlignmentMatrix sample = read_alignment(shipped_alignment_text(), start).value();
  std::set<std::string> codes;
  std::set<Area> seen;
  for (const FunctionState& each : sample.states) {
    codes.insert(each.code);
    seen.insert(each.area);
    for (const std::string& decision : each.decisions) {
      EXPECT_GE(shipped_catalogue().decision_called(decision), 0) << each.code << " " << decision;
    }
  }
  EXPECT_GE(codes.size(), 40u);
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(areas));
}

TEST(Alignment, ThePayrollOfTheSampleChangesItsProvider) {
  const AlignmentMatrix sample = read_alignment(shipped_alignment_text(), start).value();
  const AlignmentView view = alignment_on(sample, {}, day("2025-10-01"));
  const auto change = std::ranges::find(view.motion, MotionKind::Provider, &Motion::kind);
  ASSERT_NE(change, view.motion.end());
  EXPECT_EQ(change->on, day("2026-03-01"));
  EXPECT_EQ(change->what, "Payroll (primary) moves from Payroll bureau to Central finance team.");
  EXPECT_EQ(view.row("payroll", AlignedPhase::Primary)->state->provider, "Payroll bureau");
  const AlignmentView later = alignment_on(sample, {}, day("2026-03-01"));
  EXPECT_EQ(later.row("payroll", AlignedPhase::Primary)->state->approach, Approach::Central);
}

TEST(Alignment, WhatCannotBeReadIsRefusedWithItsLine) {
  const std::pair<std::string, std::string> wrong[] = {
      {"nothing\n", "Line 1: A block begins"},
      {"matrix\nmatrix\n", "Line 2: The matrix has"},
      {"matrix x\n", "Line 1: A matrix has no code"},
      {"matrix\nevidence_months: 0\n", "Line 2: \"0\" is no number of months"},
      {"function Pay\n", "Line 1: \"Pay\" is no code"},
      {"function pay\narea: money\n", "Line 2: \"money\" is no area"},
      {"function pay\narea: finance\n", "Line 1: Say what the function is called"},
      {"function pay\narea: finance\ntitle: Pay\n", "Line 1: Say \"approach\""},
      {"function pay\nprice: 3\n", "Line 2: \"price\" is not known here"},
      {"function pay\ntitle: A\ntitle: B\n", "Line 3: \"title\" is given twice"},
      {std::string(payroll) + "from: soon\n", "Line 5: \"soon\" is no day"},
      {std::string(payroll) + "from: start plus -1 months\n", "Line 5: \"start plus"},
      {std::string(payroll) + "direction: develop\n", "Line 1: Say what is to be developed"},
      {std::string(payroll) + "target: More\n", "Line 1: What is maintained has no target"},
      {std::string(payroll) + "direction: develop\ntarget: More\nby: 2020-01-01\n", "Line 7: The "},
      {std::string(payroll) + "link: http://x\n", "Line 5: An address begins with https://"},
      {std::string(payroll) + std::string(payroll), "Line 5: The function has an entry"},
      {"adoption pay\nlevel: adopted\n", "Line 1: Say the URN"},
      {"adoption pay\nschool: oak\n", "Line 2: It is no URN"},
      {"adoption pay\nschool: 1\n", "Line 1: Say \"level\""},
      {"adoption pay\nschool: 1\nlevel: adopted\n", "No function is called \"pay\""},
      {"adoption pay\nschool: 1\nlevel: adopted\njudged: 2020-01-01\n", "Line 4: It was judged"},
      {std::string(payroll) + "says: " + std::string(2001, 'x') + "\n", "Line 5: It is longer"},
      {std::string(payroll) + "says: a\tb\n", "Line 5: It holds characters"},
  };
  for (const auto& [text, message] : wrong) {
    EXPECT_TRUE(refused(text).starts_with("bad_alignment: " + message)) << text << refused(text);
  }
}

std::string some_words() {
  static const std::vector<std::string> words = {"One policy", "a: b",       "#1", "£5, each",
                                                 "x",          "function y", ""};
  return *rc::gen::elementOf(words);
}

std::optional<base::Date> some_day(int after) {
  if (*rc::gen::arbitrary<bool>()) return std::nullopt;
  return start.plus_days(*rc::gen::inRange(after, after + 900));
}

FunctionState some_state(int at) {
  FunctionState state;
  state.code = "f" + std::to_string(at % 7);
  state.area = static_cast<Area>(*rc::gen::inRange(0, areas));
  state.title = "Function: " + some_words() + ".";
  state.phase = static_cast<AlignedPhase>(*rc::gen::inRange(0, aligned_phases));
  state.from = start.plus_days(at * 30);
  state.approach = static_cast<Approach>(*rc::gen::inRange(0, approaches));
  state.says = some_words();
  state.provider = some_words();
  if (*rc::gen::arbitrary<bool>()) {
    state.direction = Direction::Develop;
    state.target = "More of " + some_words() + ".";
    state.by = some_day(at * 30);
  }
  state.lead = some_words();
  state.policy = some_words();
  state.services = {"HR", "Payroll"};
  state.decisions = {"F02"};
  return state;
}

AdoptionEntry some_adoption(int at) {
  AdoptionEntry adoption;
  adoption.code = "f0";
  adoption.school = 100001 + at % 3;
  adoption.since = start.plus_days(at * 40);
  adoption.level = static_cast<AdoptionLevel>(*rc::gen::inRange(0, adoption_levels));
  adoption.evidence = some_words();
  adoption.by = some_words();
  adoption.judged = some_day(at * 40);
  return adoption;
}

AlignmentMatrix some_matrix() {
  AlignmentMatrix matrix;
  matrix.title = "Matrix";
  matrix.evidence_months = *rc::gen::inRange(1, evidence_months_max);
  const int states = *rc::gen::inRange(1, 12);
  for (int at = 0; at < states; ++at) matrix.states.push_back(some_state(at));
  const int adoptions = *rc::gen::inRange(0, 12);
  for (int at = 0; at < adoptions; ++at) matrix.adoptions.push_back(some_adoption(at));
  return matrix;
}

TEST(AlignmentProperty, WhatIsWrittenIsReadAsTheSame) {
  EXPECT_TRUE(rc::check([] {
    const AlignmentMatrix matrix = some_matrix();
    const std::string text = alignment_text(matrix);
    const auto read = read_alignment(text, day("2000-01-01"));
    if (!read.ok()) RC_FAIL(read.error().message + "\n" + text);
    RC_ASSERT(alignment_text(read.value()) == text);
    RC_ASSERT(read.value().states.size() == matrix.states.size());
    RC_ASSERT(read.value().adoptions.size() == matrix.adoptions.size());
  }));
}

TEST(AlignmentProperty, EverySchoolIsCountedOnceInEachEntry) {
  EXPECT_TRUE(rc::check([] {
    const AlignmentMatrix matrix = some_matrix();
    std::vector<AlignedSchool> schools;
    for (int at = 0; at < 3; ++at) {
      schools.push_back({100001 + at, 100001 + at, "S" + std::to_string(at), at != 1, at != 0});
    }
    const AlignmentView view =
        alignment_on(matrix, schools, start.plus_days(*rc::gen::inRange(0, 600)));
    for (const AlignedRow& row : view.rows) {
      RC_ASSERT(row.state->from <= view.on);
      RC_ASSERT(until_of(matrix, *row.state) > view.on);
      RC_ASSERT(row.count.schools == static_cast<int>(row.schools.size()));
      RC_ASSERT(row.count.known() <= row.count.schools);
      std::set<std::int64_t> once;
      for (const SchoolAdoption& each : row.schools) RC_ASSERT(once.insert(each.school->id).second);
    }
    for (const Motion& each : view.motion) RC_ASSERT(view.year.contains(each.on));
  }));
}

// ---- cases ------------------------------------------------------------------------------------

AlignedSchool school_of(const std::string& line) {  // "1 Ash, primary"
  const std::size_t space = line.find(' ');
  const std::size_t comma = line.find(',');
  AlignedSchool school;
  school.id = school.urn = *base::parse_integer(line.substr(0, space));
  school.name = line.substr(space + 1, comma - space - 1);
  school.primary = line.find("primary", comma) != std::string::npos;
  school.secondary = line.find("secondary", comma) != std::string::npos;
  school.special = line.find("special", comma) != std::string::npos;
  return school;
}

std::string told(const AlignmentView& view) {
  std::string text;
  for (const AlignedRow& row : view.rows) {
    text += row.state->code + " " + std::string(code_of(row.state->phase)) + ": " +
            approach_words(row) + "\n";
  }
  for (const AlignmentFinding& each : view.findings) {
    text +=
        std::string(code_of(each.trouble)) + " since " + each.since.iso() + ": " + each.what + "\n";
  }
  for (const Motion& each : view.motion) {
    text += std::string(code_of(each.kind)) + " on " + each.on.iso() + ": " + each.what + "\n";
  }
  return text;
}

void run_case(const std::filesystem::path& path, std::set<AlignmentTrouble>& seen) {
  std::ifstream in(path);
  std::vector<AlignedSchool> schools;
  AlignmentMatrix matrix;
  std::string row;
  while (std::getline(in, row)) {
    if (row.starts_with("school ")) schools.push_back(school_of(row.substr(7)));
    if (row == "text") {
      std::string text;
      while (std::getline(in, row) && row != "end") text += row + "\n";
      const auto read = read_alignment(text, start);
      ASSERT_TRUE(read.ok()) << path << read.error().message;
      matrix = read.value();
    }
    if (!row.starts_with("on ")) continue;
    const std::string asked = row;
    std::string wanted;
    while (std::getline(in, row) && !row.empty()) wanted += row + "\n";
    const AlignmentView view = alignment_on(matrix, schools, day(asked.substr(3)));
    EXPECT_EQ(told(view), wanted) << path.filename() << " " << asked;
    for (const AlignmentFinding& each : view.findings) seen.insert(each.trouble);
  }
}

TEST(AlignmentCases, EveryDayIsToldAsWritten) {
  std::set<AlignmentTrouble> seen;
  std::vector<std::filesystem::path> paths;
  for (const auto& each : std::filesystem::directory_iterator("src/delegation/cases/alignment")) {
    if (each.path().extension() == ".case") paths.push_back(each.path());
  }
  std::ranges::sort(paths);
  for (const auto& path : paths) run_case(path, seen);
  EXPECT_GE(paths.size(), 6u);
  EXPECT_EQ(seen.size(), 6u) << "every trouble has a case";
}

}  // namespace
}  // namespace delegation

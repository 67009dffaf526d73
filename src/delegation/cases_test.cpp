// Runs the worlds of src/delegation/cases: how they are written says cases/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

// "F07 on 2026-03-16 with amount 18000"
std::string answer(const World& world, std::string_view question) {
  const std::size_t on = question.find(" on ");
  const std::size_t with = std::min(question.find(" with "), question.size());
  const auto day = base::Date::parse(question.substr(on + 4, with - on - 4));
  if (on == std::string_view::npos || !day) throw std::runtime_error("no day in the question");
  const base::Result<Unit> unit = world.unit(*day);
  if (!unit.ok()) return "error " + unit.error().message + "\n";
  const UnitNames names = world.names_on(*day);
  const int decision = world.decision(question.substr(0, on));
  const FactValues facts =
      with == question.size() ? FactValues() : world.read_facts(question.substr(with + 6));
  Ruling ruling = decide(world.catalogue, unit.value(), decision, facts);
  const Answer quick = who_decides(world.catalogue, unit.value(), decision, facts);
  EXPECT_EQ(quick.outcome, ruling.outcome) << question;
  EXPECT_EQ(quick.decider, ruling.decider) << question;
  if (const FactSet wanting = world.in_force(*day).wanting; wanting != 0) {
    // An overlay waits for the rating.
    ruling = Ruling();
    ruling.outcome = Outcome::MissingFacts;
    ruling.missing = wanting;
  }
  std::string lines(word_of(ruling.outcome));
  if (ruling.decider >= 0) {
    lines += " " + world.catalogue.levels[static_cast<std::size_t>(ruling.decider)].code;
  }
  lines += "\n";
  for (const std::string& each : sentences(world.catalogue, unit.value(), ruling, names)) {
    lines += each + "\n";
  }
  const auto why = because(world.catalogue, unit.value(), ruling, names);
  if (!why.empty()) lines += "because\n";
  for (const std::string& each : why) lines += each + "\n";
  return lines;
}

void run_case(const std::filesystem::path& path, int& questions) {
  std::ifstream in(path);
  Reading reading;
  std::string row;
  for (int line = 1; std::getline(in, row); ++line) {
    if (row.empty() || row.starts_with('#')) continue;
    if (!row.starts_with("ask ")) {
      world_line(reading, in, row, line);
      continue;
    }
    const int asked_at = line;
    std::string wanted;
    std::string told;
    while (std::getline(in, told) && !told.empty()) {
      ++line;
      wanted += told + "\n";
    }
    ++line;
    ++questions;
    EXPECT_EQ(answer(reading.world, row.substr(4)), wanted)
        << path.filename().string() << ":" << asked_at << ": " << row;
  }
}

TEST(DelegationCases, EveryQuestionIsAnsweredAsWritten) {
  const std::filesystem::path folder = "src/delegation/cases";
  int questions = 0;
  int cases = 0;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::ifstream in(folder / "README.md");
  const std::string order((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (const auto& path : paths) {
    ++cases;
    EXPECT_NE(order.find("`" + path.stem().string() + "`"), std::string::npos)
        << path << " has no place in the order of the README";
    try {
      run_case(path, questions);
    } catch (const std::exception& error) {
      ADD_FAILURE() << path << ": " << error.what();
    }
  }
  EXPECT_GE(cases, 50);
  EXPECT_GE(questions, 150);
}

}  // namespace
}  // namespace delegation

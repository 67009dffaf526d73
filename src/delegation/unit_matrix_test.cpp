// A matrix of a unit against asking: of every question just one row holds, and it says who decides.
#include "delegation/unit_matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "delegation/random_testing.hpp"
#include "delegation/texts.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

bool holds(const Condition& when, const FactValues& facts) {
  return std::ranges::all_of(when, [&](const Atom& atom) {
    return atom.holds(facts.of[static_cast<std::size_t>(atom.fact)]);
  });
}

TEST(UnitMatrix, HasOneRowForEveryQuestionAndItSaysWhoDecides) {
  std::map<Outcome, int> seen;
  long asked = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    RandomWorld world(seed);
    const Unit unit = world.unit();
    const std::vector<UnitMatrixRow> rows = unit_matrix(world.catalogue, unit, "school");
    for (int turn = 0; turn < 400; ++turn) {
      const int decision = world.decision();
      FactValues facts = world.facts();
      // A row speaks of facts that are given; those that are known of the unit stay so.
      for (std::size_t at = 0; at < world.catalogue.facts.size(); ++at) {
        if (facts.of[at] == unknown) facts.of[at] = 0;
        if (unit.facts.of[at] != unknown) facts.of[at] = unit.facts.of[at];
      }
      int found = 0;
      for (const UnitMatrixRow& row : rows) {
        if (row.decision != decision || !holds(row.when, facts)) continue;
        ++found;
        const Answer wanted = who_decides(world.catalogue, unit, decision, facts);
        ASSERT_EQ(row.outcome, wanted.outcome) << "seed " << seed;
        if (row.outcome == Outcome::Decided) {
          ASSERT_EQ(row.cells.front().level, wanted.decider) << "seed " << seed;
        }
        ++seen[row.outcome];
      }
      ASSERT_EQ(found, 1) << "seed " << seed << ", decision " << decision;
      ++asked;
    }
  }
  EXPECT_GE(seen.size(), 3U);
  EXPECT_EQ(asked, 24000);
}

TEST(UnitMatrix, OfTheShippedSchemeHasBandsOnceAndLeavesOtherUnitsOut) {
  World world;
  world.add(std::string(shipped_trust_text()));
  const Unit unit = World::must(world.unit(*base::Date::from_ymd(2026, 3, 16)));
  std::map<std::string, int> rows;
  for (const UnitMatrixRow& row : unit_matrix(world.catalogue, unit, "school")) {
    ++rows[world.catalogue.decisions[static_cast<std::size_t>(row.decision)].code];
    EXPECT_FALSE(row.too_many);
  }
  EXPECT_GT(rows["F15"], 2) << "by amount";
  EXPECT_EQ(rows["S02"], 1);
  for (const auto& [code, count] : rows) {
    const int at = world.catalogue.decision_called(code);
    EXPECT_EQ(world.catalogue.decisions[static_cast<std::size_t>(at)].unit, "school") << code;
  }
}

}  // namespace
}  // namespace delegation

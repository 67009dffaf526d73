// "What may I decide?" against asking every question there is.
#include "delegation/powers.hpp"

#include <gtest/gtest.h>

#include <map>

#include "delegation/random_testing.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

// How often somebody decides, by amount.
struct Count {
  long asked = 0;
  long decided = 0;
};
using Counts = std::map<std::int64_t, Count>;

// The values next to which random conditions change, on both sides.
std::vector<std::int64_t> around(std::int64_t step) {
  std::vector<std::int64_t> values;
  for (std::int64_t at = 0; at <= 18; ++at) {
    values.push_back(at * step);
    values.push_back(at * step + 1);
  }
  return values;
}

std::vector<std::int64_t> values_of(const RandomWorld& world, const Unit& unit, int decision,
                                    int fact) {
  const auto at = static_cast<std::size_t>(fact);
  if (!world.catalogue.has(decision, fact) || unit.facts.of[at] != unknown) return {unknown};
  switch (world.catalogue.facts[at].type) {
    case FactType::Money: return around(50);
    case FactType::YesNo: return {0, 1};
    case FactType::Word: return {0, 1, 2};
    default: return around(600);
  }
}

// Every question about the decision, put to decide(); by level.
std::vector<Counts> ask_everything(const RandomWorld& world, const Unit& unit, int decision) {
  std::vector<Counts> counts(world.catalogue.levels.size());
  std::array<std::vector<std::int64_t>, 5> values;
  for (int fact = 0; fact < 5; ++fact) {
    values[static_cast<std::size_t>(fact)] = values_of(world, unit, decision, fact);
  }
  FactValues facts;
  const auto ask = [&](const auto& self, std::size_t fact) -> void {
    if (fact < values.size()) {
      for (const std::int64_t value : values[fact]) {
        facts.of[fact] = value;
        self(self, fact + 1);
      }
      return;
    }
    const Ruling ruling = decide(world.catalogue, unit, decision, facts);
    for (std::size_t level = 0; level < counts.size(); ++level) {
      Count& count = counts[level][facts.of[0]];
      ++count.asked;
      count.decided +=
          ruling.outcome == Outcome::Decided && ruling.decider == static_cast<int>(level);
    }
  };
  ask(ask, 0);
  return counts;
}

// What should be told of somebody: "", "always", "some" or "up to 150".
std::string told(const Counts& counts) {
  bool all = true;
  bool none = true;
  for (const auto& [amount, count] : counts) {
    all = all && count.decided == count.asked;
    none = none && count.decided == 0;
  }
  if (none) return "";
  if (all) return "always";
  const auto first = std::ranges::find_if(
      counts, [](const auto& each) { return each.second.decided != each.second.asked; });
  return first == counts.begin() ? "some" : "up to " + std::to_string(first->first - 1);
}

TEST(Powers, AreWhatAskingEverythingFinds) {
  std::map<std::string, int> seen;
  for (unsigned seed = 1; seed <= 24; ++seed) {
    RandomWorld world(seed);
    const Unit unit = world.unit();
    const LevelSet everybody = (1U << world.catalogue.levels.size()) - 1;
    std::map<std::pair<int, int>, std::string> said;
    for (const Power& each : powers_of(world.catalogue, unit, everybody, "school")) {
      said[{each.decision, each.level}] = each.always  ? "always"
                                          : each.up_to ? "up to " + std::to_string(*each.up_to)
                                                       : "some";
    }
    for (int decision = 0; decision < static_cast<int>(world.catalogue.decisions.size());
         ++decision) {
      const std::vector<Counts> counts = ask_everything(world, unit, decision);
      for (int level = 0; level < static_cast<int>(counts.size()); ++level) {
        const std::string wanted = told(counts[static_cast<std::size_t>(level)]);
        const auto found = said.find({decision, level});
        ASSERT_EQ(found == said.end() ? "" : found->second, wanted)
            << "seed " << seed << ", decision " << decision << ", level " << level;
        ++seen[wanted.substr(0, 2)];
      }
    }
  }
  EXPECT_EQ(seen.size(), 4U) << "nothing, always, sometimes and up to an amount were met";
}

TEST(Powers, OnlyOfTheLevelsAndUnitsThatAreAskedFor) {
  RandomWorld world(3);
  const Unit unit = world.unit();
  EXPECT_TRUE(powers_of(world.catalogue, unit, 0, "school").empty());
  EXPECT_TRUE(powers_of(world.catalogue, unit, 0xFF, "cluster").empty());
  for (const Power& each : powers_of(world.catalogue, unit, level_bit(2), "school")) {
    EXPECT_EQ(each.level, 2);
  }
}

TEST(Powers, SayTheirLimitsInWords) {
  const Catalogue& catalogue = shipped_catalogue();
  World world;
  world.add(shipped("trust"));
  world.add(shipped("harbour"));
  const Unit unit = World::must(world.unit(*base::Date::from_ymd(2026, 3, 16)));
  const auto limit = [&](std::string_view decision, std::string_view level,
                         std::string_view of) -> std::string {
    const LevelSet levels = level_bit(catalogue.level_called(level));
    for (const Power& each : powers_of(catalogue, unit, levels, of)) {
      if (each.decision == catalogue.decision_called(decision)) return limit_text(catalogue, each);
    }
    return "";
  };
  EXPECT_EQ(
      limit("F09", "head", "school"),
      "Where “amount under this heading in the year, with this one” is up to £5,000 and where "
      "“part of the heading in the year, with this one” is up to 10%");
  EXPECT_EQ(limit("F07", "cluster", "cluster"), "At amounts over £5,000 up to £25,000");
  EXPECT_EQ(limit("F15", "head", "school"), "Up to £3,000");
  EXPECT_EQ(limit("H04", "head", "school"), "Always");
}

}  // namespace
}  // namespace delegation

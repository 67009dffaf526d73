// Differences in words; none between a scheme and itself; and none that is not told.
#include "delegation/difference.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "delegation/random_testing.hpp"
#include "delegation/texts.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

Unit unit_of(World& world, const std::string& text) {
  world.add(text);
  return World::must(world.unit(*base::Date::from_ymd(2026, 3, 16)));
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(Difference, SaysWhoMaySpendMore) {
  World before;
  World after;
  const std::string trust(shipped_trust_text());
  const Unit old = unit_of(before, trust);
  const Unit now =
      unit_of(after, changed(changed(trust, "amount up to 3000\n", "amount up to 5000\n"),
                             "amount over 3000 up", "amount over 5000 up"));
  const auto lines = lines_of(differences(before.catalogue, old, now));
  for (const std::string decision : {"F15, Enter into a contract of a year or less within limits: ",
                                     "F17, Pay what is owed within limits: "}) {
    const std::vector<std::string> wanted = {
        decision +
            "now the headteacher decides at amounts up to £5,000; before up to £3,000, and from "
            "there the chief financial officer.",
        decision +
            "at amounts over £3,000 up to £5,000, now the local governing body is informed; before "
            "it has no part.",
        decision +
            "at amounts over £3,000 up to £5,000, now it says “Up to £3,000.00 the headteacher "
            "decides.”; before it says “Over £3,000.00 and up to £10,000.00 the chief financial "
            "officer decides.”."};
    const std::size_t at = decision.starts_with("F15") ? 0 : wanted.size();
    ASSERT_EQ(lines.size(), 2 * wanted.size());
    for (std::size_t each = 0; each < wanted.size(); ++each) {
      EXPECT_EQ(lines[at + each], wanted[each]);
    }
  }
  EXPECT_TRUE(differences(before.catalogue, old, old).empty());
}

TEST(Difference, TellsOfDaysOfReportsAndOfPowersThatFall) {
  World before;
  World after;
  const std::string harbour(shipped_harbour_text());
  const Unit old =
      unit_of(before, changed(harbour, "version: A3", "version: A3\nfalls: cluster to board"));
  const Unit now = unit_of(after, changed(harbour, "reports 30 days to board", "reports 60 days"));
  EXPECT_EQ(
      lines_of(differences(before.catalogue, old, now)),
      (std::vector<std::string>{
          "Where there is none of the cluster board: its powers now fall to nobody; before to "
          "the trust board.",
          "F07, Take on a service shared in a cluster, such as a SENCo: at amounts over £5,000 up "
          "to "
          "£25,000, now the cluster board reports back within 60 days; before it reports back to "
          "the trust board within 30 days."}));
}

TEST(Difference, TellsWhatEachClauseSaysOfHow) {
  World before;
  World after;
  const std::string scheme =
      "scheme s\ntitle: s\nlayer: group\nversion: 1\nfrom: 2025-09-01\nretained: board\n\nclause "
      "1\non: H04\nhead: decides\nsays: by tender\n";
  EXPECT_EQ(
      lines_of(differences(before.catalogue, unit_of(before, scheme),
                           unit_of(after, changed(scheme, "by tender", "by five quotations")))),
      (std::vector<std::string>{"H04, Appoint staff within the agreed structure: now it says "
                                "“by five quotations”; before it says “by tender”."}));
}

TEST(Difference, SaysFromAndUntilWhen) {
  World world;
  const std::string scheme =
      "scheme s\ntitle: s\nlayer: group\nversion: 1\nfrom: 2025-09-01\n\nclause 1\non: H04\nhead: "
      "decides\n";
  const auto layers = [&](const std::string& text) {
    return Layers{
        std::make_shared<Layer>(world.catalogue, World::must(read_scheme(world.catalogue, text)))};
  };
  const Layers with = layers(scheme +
                             "\nwithdrawal W\nof: head\nto: executive\nfrom: 2027-01-10\nuntil: "
                             "2027-06-01\nwhy: w\n");
  const base::Date day = *base::Date::from_ymd(2026, 3, 16);
  const std::string all =
      "H04, Appoint staff within the agreed structure: now the chief executive "
      "decides; before it was the headteacher.";
  EXPECT_EQ(lines_of(World::must(differences_by_day(world.catalogue, layers(scheme), with, day))),
            std::vector<std::string>{"From 10 January 2027 until 31 May 2027: " + all});
  // Until the version that follows it.
  EXPECT_EQ(lines_of(World::must(differences_by_day(world.catalogue, layers(scheme), with, day,
                                                    *base::Date::from_ymd(2027, 3, 1)))),
            std::vector<std::string>{"From 10 January 2027: " + all});
  EXPECT_TRUE(World::must(differences_by_day(world.catalogue, with, with, day)).empty());
}

// What a question can show of a decision.
bool differ(const RandomWorld& world, const Unit& one, const Unit& other, int decision) {
  const auto steps = [&](int fact, std::int64_t step, int count) {
    std::vector<std::int64_t> values;
    const auto at = static_cast<std::size_t>(fact);
    const bool known = one.facts.of[at] != unknown && other.facts.of[at] != unknown;
    if (!world.catalogue.has(decision, fact) || known) return std::vector<std::int64_t>{unknown};
    for (int each = 0; each < count; ++each) values.push_back(each * step);
    return values;
  };
  FactValues facts;
  for (const std::int64_t amount : steps(0, 25, 41)) {
    for (const std::int64_t shared : steps(1, 1, 2)) {
      for (const std::int64_t phase : steps(2, 1, 3)) {
        for (const std::int64_t months : steps(3, 300, 41)) {
          for (const std::int64_t share : steps(4, 300, 41)) {
            facts.of = {amount, shared, phase, months, share, unknown};
            for (std::size_t rest = 5; rest < facts_max; ++rest) facts.of[rest] = unknown;
            const Ruling left = decide(world.catalogue, one, decision, facts);
            const Ruling right = decide(world.catalogue, other, decision, facts);
            if (left.outcome != right.outcome || left.decider != right.decider) return true;
            for (int level = 0; level < levels_max; ++level) {
              if (left.parts_of(level) != right.parts_of(level)) return true;
            }
          }
        }
      }
    }
  }
  return false;
}

TEST(Difference, IsToldWhereverAnAnswerDiffers) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    RandomWorld world(seed);
    const Unit one = world.unit();
    const Unit other = world.unit();
    const auto lines = differences(world.catalogue, one, other);
    EXPECT_TRUE(differences(world.catalogue, one, one).empty()) << seed;
    for (int decision = 0; decision < static_cast<int>(world.catalogue.decisions.size());
         ++decision) {
      const std::string code = world.catalogue.decisions[static_cast<std::size_t>(decision)].code;
      const bool told = std::ranges::any_of(
          lines, [&](const Difference& each) { return each.decision == decision; });
      EXPECT_TRUE(told || !differ(world, one, other, decision)) << seed << " " << code;
    }
  }
}

}  // namespace
}  // namespace delegation

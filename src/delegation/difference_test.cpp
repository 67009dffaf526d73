// Differences in words; none between a scheme and itself; and none that is not told.
#include "delegation/difference.hpp"

#include <gtest/gtest.h>

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
  const auto lines = differences(before.catalogue, old, now);
  ASSERT_EQ(lines.size(), 6U);  // F06, F15, F17: who decides, and who is told in their place
  EXPECT_EQ(
      lines[2],
      "F15, amount over £3,000.00 up to £5,000.00: now the headteacher decides; before it was "
      "the chief financial officer.");
  EXPECT_EQ(lines[3],
            "F15, amount over £3,000.00 up to £5,000.00: the local governing body now is informed; "
            "before: has no part.");
  EXPECT_TRUE(differences(before.catalogue, old, old).empty());
}

TEST(Difference, TellsSomethingExactlyWhereAnAnswerDiffers) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    RandomWorld world(seed);
    const Unit one = world.unit();
    const Unit other = world.unit();
    const auto lines = differences(world.catalogue, one, other);
    bool differs = false;
    for (int asked = 0; asked < 400 && !differs; ++asked) {
      const int decision = world.decision();
      FactValues facts;
      facts.of[0] = asked % 24 * 25;
      facts.of[1] = asked % 2;
      facts.of[2] = asked % 3;
      differs = who_decides(world.catalogue, one, decision, facts) !=
                who_decides(world.catalogue, other, decision, facts);
    }
    EXPECT_TRUE(!differs || !lines.empty()) << seed;
    EXPECT_TRUE(differences(world.catalogue, one, one).empty()) << seed;
  }
}

}  // namespace
}  // namespace delegation

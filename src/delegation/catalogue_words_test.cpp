// Changes of a catalogue in words: none between a catalogue and itself, and each kind told.
#include "delegation/catalogue_words.hpp"

#include <gtest/gtest.h>

namespace delegation {
namespace {

Catalogue with(const std::string& text, const Catalogue& above = shipped_catalogue()) {
  base::Result<Catalogue> read = read_catalogue(text, above);
  EXPECT_TRUE(read.ok()) << read.error().message;
  return read.ok() ? std::move(read).value() : Catalogue{};
}

std::vector<std::string> told(const std::string& before, const std::string& after) {
  return catalogue_changes(with(before), with(after));
}

TEST(CatalogueWords, NothingDiffersFromItself) {
  EXPECT_EQ(told("", ""), std::vector<std::string>());
  const std::string own = "decision Z01\ndomain: finance\ntitle: Buy a bus\nasks: amount\n";
  EXPECT_EQ(told(own, own), std::vector<std::string>());
}

TEST(CatalogueWords, SayWhatIsNewRewordedRetiredAndTakenOut) {
  const std::string bus = "decision Z01\ndomain: finance\ntitle: Buy a bus\nasks: amount\n";
  EXPECT_EQ(told("", bus), std::vector<std::string>{"Z01 is new: Buy a bus."});
  EXPECT_EQ(told(bus, ""),
            std::vector<std::string>{"Z01 is not there any more; it was \"Buy a bus\"."});
  EXPECT_EQ(told(bus,
                 "decision Z01\ndomain: people\ntitle: Buy a minibus\nasks: months\nuntil: "
                 "2026-09-01\nsource: Our board\n"),
            (std::vector<std::string>{
                "Z01 is called \"Buy a minibus\"; before it was \"Buy a bus\".",
                "Z01 stands under People; before it was Finance.",
                "Z01 depends on length in months; before it was amount over the whole contract.",
                "Z01 has the source Our board; before it was nothing.",
                "Z01 can be asked until 31 August 2026; before it was at all times."}));
}

TEST(CatalogueWords, SayWhichLawsCameAndWent) {
  const std::string bus = "decision Z01\ndomain: finance\ntitle: Buy a bus\nasks: amount\n";
  const std::string law =
      "law\nforbids: head\nwhen: amount over 50000\nfrom: 2026-09-01\nsays: "
      "A board buys it.\nsource: Our articles\n";
  EXPECT_EQ(
      told(bus, bus + "\n" + law),
      std::vector<std::string>{"Z01 has the law: A board buys it. Where amount over £50,000.00. "
                               "It holds since 1 September 2026. (Our articles)"});
  EXPECT_EQ(
      told(bus + "\n" + law, bus),
      std::vector<std::string>{"Z01 has no longer the law: A board buys it. Where amount "
                               "over £50,000.00. It holds since 1 September 2026. (Our articles)"});
}

TEST(CatalogueWords, SayWhichFactsLevelsDomainsAndYearsAreNew) {
  const Catalogue& shipped = shipped_catalogue();
  Catalogue more = shipped;
  more.domains.push_back({"sea", "The sea"});
  more.facts.push_back({"tides", "Tides"});
  more.levels.push_back({"crew", "The crew"});
  more.years.push_back({"group", 8, 1, {}, "Our articles"});
  EXPECT_EQ(
      catalogue_changes(shipped, more),
      (std::vector<std::string>{
          "There is a new fact, \"Tides\" (tides).", "There is a new level, \"The crew\" (crew).",
          "There is a new domain, \"The sea\" (sea).",
          "Now financial years of group schools begin on day 1 of month 8, at all times (Our "
          "articles)."}));
  EXPECT_EQ(
      catalogue_changes(more, shipped),
      (std::vector<std::string>{
          "The fact \"Tides\" (tides) is not there any more.",
          "The level \"The crew\" (crew) is not there any more.",
          "The domain \"The sea\" (sea) is not there any more.",
          "No longer: financial years of group schools begin on day 1 of month 8, at all times "
          "(Our articles)."}));
}

TEST(CatalogueWords, SayWhatCountsToSums) {
  const std::string f09 =
      "decision F09\ndomain: finance\ntitle: Move\nasks: amount, amount_in_year\n";
  EXPECT_EQ(
      told(f09, f09 + "sum of: F09, F10\n"),
      std::vector<std::string>{"F09 counts to its sums what was granted by F09, F10; before it "
                               "was itself."});
  for (const char* wrong :
       {"decision F09\ndomain: finance\ntitle: Move\nasks: amount_in_year\nsum of: Z99\n",
        "decision F15\ndomain: finance\ntitle: Buy\nasks: amount\nsum of: F15\n"}) {
    const auto read = read_catalogue(wrong, shipped_catalogue());
    ASSERT_FALSE(read.ok()) << wrong;
    EXPECT_EQ(read.error().code, "bad_catalogue");
  }
}

}  // namespace
}  // namespace delegation

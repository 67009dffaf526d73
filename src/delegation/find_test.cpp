// Words that people type find the decisions that they mean, first.
#include "delegation/find.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/blocks.hpp"
#include "delegation/texts.hpp"

namespace delegation {
namespace {

std::vector<std::string> found(std::string_view words) {
  std::vector<std::string> codes;
  for (const int each :
       decisions_called(shipped_catalogue(), words, *base::Date::from_ymd(2026, 3, 16))) {
    codes.push_back(shipped_catalogue().decisions[static_cast<std::size_t>(each)].code);
  }
  return codes;
}

std::string first(std::string_view words) {
  const std::vector<std::string> codes = found(words);
  return codes.empty() ? "" : codes.front();
}

TEST(Find, KnowsTheWordsOfUsers) {
  const std::pair<std::string_view, std::string_view> wanted[] = {
      {"virement", "F09"},    {"virements", "F09"},      {"top slice", "F04"},
      {"topslice", "F04"},    {"hire a teacher", "H04"}, {"fire a teacher", "H12"},
      {"sack", "H10"},        {"GDPR", "E05"},           {"PAN", "P01"},
      {"SEND policy", "P05"}, {"safeguarding", "P07"},   {"redundancies", "H05"},
      {"fire safety", "E03"}};
  for (const auto& [words, code] : wanted) EXPECT_EQ(first(words), code) << words;
  for (const char* words :
       {"purchase", "computers", "laptop", "laptops", "supply", "send", "fire"}) {
    EXPECT_FALSE(found(words).empty()) << words;
  }
}

TEST(Find, WholeWordsComeFirstAndEitherNumberIsOne) {
  EXPECT_EQ(first("contract"), "F15");
  EXPECT_EQ(found("contracts"), found("contract"));
  EXPECT_EQ(first("committee"), "G07");
  EXPECT_EQ(first("f07"), "F07");
  EXPECT_EQ(found("suspensions"), found("suspension"));
  EXPECT_TRUE(found("zeppelin").empty());
  EXPECT_EQ(found("").size(), shipped_catalogue().decisions.size());
}

TEST(Find, ShippedWordsAreOfDecisionsThatThereAre) {
  for (const base::Block& block : base::read_blocks(shipped_find_words_text())) {
    EXPECT_EQ(block.kind, "decision");
    EXPECT_GE(shipped_catalogue().decision_called(block.name), 0) << block.name;
    EXPECT_FALSE(block.value("words").empty()) << block.name;
  }
}

}  // namespace
}  // namespace delegation

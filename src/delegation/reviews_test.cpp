// Where schools stand with their reviews, by what was noted and what the catalogue says.
#include "delegation/reviews.hpp"

#include <gtest/gtest.h>

#include "delegation/catalogue_words.hpp"

namespace delegation {
namespace {

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

RatingRow rated(std::int64_t school, const std::string& rating, std::string_view from) {
  RatingRow row;
  row.school = registry::SchoolId{school};
  row.rating = rating;
  row.from = day(from);
  return row;
}

const Catalogue& with_reviews() {
  static const Catalogue made = [] {
    auto read = read_catalogue(
        "review reduced\nof: reduced\nmonths: 4\nsource: Board, minute 7\n\n"
        "review then\nmonths: 24\nuntil: 2020-01-01\nsource: Board, minute 3\n",
        shipped_catalogue());
    EXPECT_TRUE(read.ok());
    return std::move(read).value();
  }();
  return made;
}

TEST(Reviews, TheIntervalIsDatedAndOfARating) {
  const auto next = [](std::string_view rating, std::string_view from) {
    const auto found = with_reviews().reviewed_again(rating, day(from));
    return found ? found->iso() : "";
  };
  EXPECT_EQ(next("full", "2025-09-01"), "2026-09-01");
  EXPECT_EQ(next("reduced", "2025-10-31"), "2026-02-28");
  EXPECT_EQ(next("full", "2019-12-31"), "2021-12-31") << "what is said later, while it held";
  EXPECT_EQ(next("reduced", "2019-12-31"), "2020-04-30") << "what names the rating goes before";
  EXPECT_FALSE(Catalogue().reviewed_again("full", day("2025-09-01")));
}

TEST(Reviews, ThoseThatWaitStandFirst) {
  std::vector<RatingRow> ratings = {
      rated(1, "reduced", "2026-11-01"), rated(2, "reduced", "2026-03-01"),
      rated(3, "full", "2026-02-01"),    rated(1, "full", "2026-01-10"),
      rated(2, "full", "2024-09-01"),    rated(9, "full", "2026-01-01")};
  ratings[2].next = day("2026-05-02");
  const std::vector<ReviewedSchool> schools = {{registry::SchoolId{1}, "Ash"},
                                               {registry::SchoolId{2}, "Beech"},
                                               {registry::SchoolId{3}, "Cedar"},
                                               {registry::SchoolId{4}, "Dogwood"}};
  const auto found = reviews_on(with_reviews(), ratings, schools, day("2026-07-02"));
  std::string text;
  for (const SchoolReview& each : found) {
    text += each.school.name + " " + std::string(word_of(each.state)) + " " +
            (each.holds == nullptr ? "-" : each.holds->rating) + " " +
            (each.next ? each.next->iso() : "-") + " " +
            (each.comes == nullptr ? "-" : each.comes->rating) + "\n";
  }
  EXPECT_EQ(text,
            "Dogwood never - - -\n"
            "Cedar overdue full 2026-05-02 -\n"
            "Beech overdue reduced 2026-07-01 -\n"
            "Ash holds full 2027-01-10 reduced\n");
  EXPECT_EQ(reviews_words(found), "4 schools: 1 holds, 2 are overdue, 1 was never reviewed.");
  const auto due = reviews_on(with_reviews(), ratings, {schools[1]}, day("2026-07-01"));
  EXPECT_EQ(due.front().state, ReviewState::Holds) << "the day itself is not late";
  EXPECT_EQ(reviews_words({}), "0 schools: 0 hold.");
}

TEST(Reviews, WhatIsWrongIsTold) {
  const auto refused = [](const std::string& text) {
    const auto read = read_catalogue(text, shipped_catalogue());
    return read.ok() ? std::string() : read.error().message;
  };
  EXPECT_EQ(refused("review x\nof: wish\nmonths: 3\nsource: s\n"),
            "Catalogue, line 1: a review is of a word of the fact \"rating\", or of any.");
  for (const char* months : {"0", "121", "few", ""}) {
    EXPECT_EQ(refused(std::string("review x\nmonths: ") + months + "\nsource: s\n"),
              "Catalogue, line 1: schools are reviewed again after 1 to 120 months.");
  }
  EXPECT_EQ(refused("review x\nmonths: 3\n"), "Catalogue, line 1: a review names its source.");
  EXPECT_EQ(read_review_kind("weekly").error().code, "bad_scheme");
  EXPECT_EQ(read_review_kind("triggered").value(), ReviewKind::Triggered);
}

TEST(Reviews, AChangeOfTheIntervalIsSaid) {
  const auto changes = catalogue_changes(shipped_catalogue(), with_reviews());
  EXPECT_EQ(changes.size(), 2U);
  EXPECT_EQ(
      changes.front(),
      "Now schools rated reduced are reviewed again after 4 months, at all times (Board, minute "
      "7).");
}

}  // namespace
}  // namespace delegation

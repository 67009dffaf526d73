// Reviews of schools, which choose the overlay by rating: each year, or when something gives cause.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delegation/catalogue.hpp"
#include "registry/model.hpp"

namespace delegation {

enum class ReviewKind { Yearly, Triggered };
std::string_view word_of(ReviewKind kind);   // "yearly"
std::string_view label_of(ReviewKind kind);  // "Yearly"
// Error: bad_scheme, at the field "review".
base::Result<ReviewKind> read_review_kind(std::string_view word);

// Which overlay by rating a school is under, since a review of the owner.
struct RatingRow {
  std::int64_t id = 0;
  registry::OrganisationId owner;
  registry::SchoolId school;
  std::string school_name;
  std::string rating;
  base::Date from;
  std::string reason;  // of Triggered what gave cause
  ReviewKind review = ReviewKind::Yearly;
  std::optional<base::Date> next;  // by when it is reviewed again, where that was said
};
// By when it is reviewed again: as was said, else as the catalogue says; nullopt where neither
// does.
std::optional<base::Date> next_review(const Catalogue& catalogue, const RatingRow& rating);

enum class ReviewState { Never, Overdue, Holds };
std::string_view word_of(ReviewState state);  // "never", "overdue", "holds"

struct ReviewedSchool {
  registry::SchoolId school;
  std::string name;
};
// Where one school stands on a day.
struct SchoolReview {
  ReviewedSchool school;
  ReviewState state = ReviewState::Never;
  const RatingRow* holds = nullptr;  // of `ratings`; nullptr of Never
  const RatingRow* comes = nullptr;  // the next that was noted already
  std::optional<base::Date> next;
};
// Those never reviewed first, then those that are overdue, then by the day of the next review.
// `ratings`: the newest first, which outlives the answer.
std::vector<SchoolReview> reviews_on(const Catalogue& catalogue,
                                     const std::vector<RatingRow>& ratings,
                                     const std::vector<ReviewedSchool>& schools, base::Date on);
// "24 schools: 20 hold, 3 are overdue, 1 was never reviewed."
std::string reviews_words(const std::vector<SchoolReview>& reviews);

}  // namespace delegation

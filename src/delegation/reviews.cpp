// The newest review that has begun holds; what was noted ahead comes.
#include "delegation/reviews.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace delegation {

namespace {

constexpr std::array<std::string_view, 2> kind_words = {"yearly", "triggered"};
constexpr std::array<std::string_view, 3> state_words = {"never", "overdue", "holds"};

}  // namespace

std::string_view word_of(ReviewKind kind) { return kind_words[static_cast<std::size_t>(kind)]; }

std::string_view label_of(ReviewKind kind) {
  return kind == ReviewKind::Yearly ? "Yearly" : "Triggered";
}

base::Result<ReviewKind> read_review_kind(std::string_view word) {
  const auto* const found = std::ranges::find(kind_words, word);
  if (found == kind_words.end()) {
    return base::make_error(
        "bad_scheme", "\"" + std::string(word) + "\" is no review; there are yearly and triggered.",
        "review");
  }
  return static_cast<ReviewKind>(found - kind_words.begin());
}

std::string_view word_of(ReviewState state) { return state_words[static_cast<std::size_t>(state)]; }

std::optional<base::Date> next_review(const Catalogue& catalogue, const RatingRow& rating) {
  return rating.next ? rating.next : catalogue.reviewed_again(rating.rating, rating.from);
}

std::vector<SchoolReview> reviews_on(const Catalogue& catalogue,
                                     const std::vector<RatingRow>& ratings,
                                     const std::vector<ReviewedSchool>& schools, base::Date on) {
  std::vector<SchoolReview> made;
  for (const ReviewedSchool& school : schools) {
    SchoolReview review{school};
    for (const RatingRow& row : ratings) {
      if (row.school != school.school) continue;
      if (row.from > on) {
        review.comes = &row;
      } else {
        review.holds = &row;
        break;
      }
    }
    if (review.holds != nullptr) {
      review.next = next_review(catalogue, *review.holds);
      review.state = review.next && *review.next < on ? ReviewState::Overdue : ReviewState::Holds;
    }
    made.push_back(std::move(review));
  }
  std::ranges::sort(made, {}, [](const SchoolReview& each) {
    return std::tuple(each.state, each.next.value_or(base::Date::distant_future()),
                      each.school.name, each.school.school.value);
  });
  return made;
}

std::string reviews_words(const std::vector<SchoolReview>& reviews) {
  const auto count = [&](ReviewState state) {
    return std::ranges::count(reviews, state, &SchoolReview::state);
  };
  const auto those = [](std::ptrdiff_t many, const char* one, const char* more) {
    return std::to_string(many) + (many == 1 ? one : more);
  };
  std::string text = those(std::ssize(reviews), " school: ", " schools: ") +
                     those(count(ReviewState::Holds), " holds", " hold");
  if (const auto late = count(ReviewState::Overdue); late != 0) {
    text += ", " + those(late, " is overdue", " are overdue");
  }
  if (const auto never = count(ReviewState::Never); never != 0) {
    text += ", " + those(never, " was never reviewed", " were never reviewed");
  }
  return text + ".";
}

}  // namespace delegation

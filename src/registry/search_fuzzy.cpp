// Distances between words, and the scan over all of them; filters come before the distance, so that
// a scan of 30,000 words takes a fraction of a millisecond.
#include "registry/search_fuzzy.hpp"

#include <algorithm>
#include <array>

namespace registry {
namespace {

constexpr std::size_t letters_max = 32;

unsigned least(unsigned a, unsigned b, unsigned c) { return std::min(a, std::min(b, c)); }

}  // namespace

unsigned errors_forgiven(std::string_view word) {
  if (word.size() < 4 || word.size() > letters_max) return 0;
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  if (std::any_of(word.begin(), word.end(), is_digit)) return 0;
  return word.size() < 8 ? 1 : 2;
}

Errors errors_between(std::string_view typed, std::string_view word, unsigned errors_max) {
  const std::size_t columns = typed.size();
  const unsigned too_many = errors_max + 1;
  if (columns > letters_max) return {too_many, too_many};
  // Beyond that many letters of the word, nothing can become alike any more.
  const std::size_t rows = std::min(word.size(), columns + errors_max);
  std::array<std::array<unsigned, letters_max + 1>, 3> table{};
  for (std::size_t column = 0; column <= columns; ++column) {
    table[0][column] = static_cast<unsigned>(column);
  }
  const unsigned all_wrong = std::min(too_many, table[0][columns]);
  Errors errors{word.empty() ? all_wrong : too_many, all_wrong};
  unsigned least_before = 0;
  for (std::size_t row = 1; row <= rows; ++row) {
    auto& now = table[row % 3];
    const auto& before = table[(row + 2) % 3];
    const auto& before_that = table[(row + 1) % 3];
    now[0] = static_cast<unsigned>(row);
    unsigned least_now = now[0];
    for (std::size_t column = 1; column <= columns; ++column) {
      const bool same = typed[column - 1] == word[row - 1];
      now[column] =
          least(before[column] + 1, now[column - 1] + 1, before[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && typed[column - 1] == word[row - 2] &&
          typed[column - 2] == word[row - 1]) {
        now[column] = std::min(now[column], before_that[column - 2] + 1);
      }
      least_now = std::min(least_now, now[column]);
    }
    errors.beginning = std::min(errors.beginning, now[columns]);
    // A swap reaches back over one row, so two must be beyond hope.
    if (least_now > errors_max && least_before > errors_max) return errors;
    least_before = least_now;
    if (row == word.size()) errors.whole = std::min(too_many, now[columns]);
  }
  return errors;
}

std::vector<LikeWord> words_like(const SearchTables& tables, std::string_view typed,
                                 bool beginnings) {
  const unsigned forgiven = errors_forgiven(typed);
  std::vector<LikeWord> likes;
  if (forgiven == 0) return likes;
  const std::uint32_t mask = letter_mask(typed);
  // Taking one bit off at a time is quicker than counting them where the processor is not known.
  const auto many = [&](std::uint32_t letters) {
    for (unsigned error = 0; error < forgiven; ++error) letters &= letters - 1;
    return letters != 0;
  };
  for (std::size_t place = 0; place < tables.words(); ++place) {
    // One error brings at most one letter that the other word has not.
    const std::uint32_t mask_there = tables.letter_masks[place];
    if (many(mask & ~mask_there)) continue;
    const std::size_t size = tables.word_starts[place + 1] - tables.word_starts[place];
    if (size + forgiven < typed.size()) continue;
    const std::string_view word = tables.word(place);
    const bool whole_possible = size <= typed.size() + forgiven && !many(mask_there & ~mask);
    // Beginnings are many: the first letter at least must be right.
    const bool beginning_possible = beginnings && word.front() == typed.front();
    if (!whole_possible && !beginning_possible) continue;

    const Errors errors = errors_between(typed, word, forgiven);
    const auto number = static_cast<std::uint32_t>(place);
    if (errors.whole <= forgiven) {
      likes.push_back({number, errors.whole, false});
    } else if (beginning_possible && errors.beginning <= forgiven) {
      likes.push_back({number, errors.beginning, true});
    }
  }
  std::stable_sort(likes.begin(), likes.end(), [](const LikeWord& left, const LikeWord& right) {
    if (left.errors != right.errors) return left.errors < right.errors;
    return left.beginning < right.beginning;
  });
  if (likes.size() > likes_max) likes.resize(likes_max);
  return likes;
}

}  // namespace registry

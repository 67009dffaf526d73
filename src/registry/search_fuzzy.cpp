// Distances between words, and the scan over all of them; filters come before the distance, so that
// a scan of 30,000 words takes some microseconds.
#include "registry/search_fuzzy.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace registry {
namespace {

constexpr std::size_t letters_max = 32;

// What somebody typed, made ready for comparing with many words. A column of the table of distances
// is two words of bits, which say where it goes up and where down: Hyyrö's "A bit-vector algorithm
// for computing Levenshtein and Damerau edit distances" (2003).
class Typed {
 public:
  explicit Typed(std::string_view typed) : size_(typed.size()) {
    for (std::size_t place = 0; place < size_; ++place) {
      places_[static_cast<unsigned char>(typed[place])] |= std::uint32_t{1} << place;
    }
  }

  Errors compare(std::string_view word, unsigned errors_max) const {
    const unsigned too_many = errors_max + 1;
    auto distance = static_cast<unsigned>(size_);
    const unsigned all_wrong = std::min(too_many, distance);
    if (size_ == 0) {
      return {word.size() < too_many ? static_cast<unsigned>(word.size()) : too_many, 0};
    }
    const std::uint32_t last = std::uint32_t{1} << (size_ - 1);
    std::uint32_t up = ~std::uint32_t{0};
    std::uint32_t down = 0;
    std::uint32_t equal_before = 0;
    std::uint32_t diagonal = 0;
    unsigned beginning = all_wrong;
    // Beyond that many letters of the word, nothing can become alike any more.
    const std::size_t letters = std::min(word.size(), size_ + errors_max);
    for (std::size_t letter = 0; letter < letters; ++letter) {
      const std::uint32_t equal = places_[static_cast<unsigned char>(word[letter])];
      const std::uint32_t swapped = ((~diagonal & equal) << 1) & equal_before;
      diagonal = (((equal & up) + up) ^ up) | equal | down | swapped;
      const std::uint32_t right_up = down | ~(diagonal | up);
      const std::uint32_t right_down = diagonal & up;
      if ((right_up & last) != 0) ++distance;
      if ((right_down & last) != 0) --distance;
      beginning = std::min(beginning, distance);
      const std::uint32_t from_above = right_up << 1 | 1;
      up = right_down << 1 | ~(diagonal | from_above);
      down = diagonal & from_above;
      equal_before = equal;
    }
    return {letters == word.size() ? std::min(too_many, distance) : too_many, beginning};
  }

 private:
  std::size_t size_;
  std::array<std::uint32_t, 256> places_{};  // by letter: where it stands
};

// Which words have all letters of another but so many, and are long enough. No branches and a fixed
// number, so that the compiler takes several at a time.
constexpr std::size_t words_each = 256;
using Flags = std::array<unsigned char, words_each>;  // 1 or 0
template <unsigned forgiven>
void flag_likely(const std::uint32_t* masks, const std::uint32_t* starts, std::uint32_t typed,
                 std::uint32_t size_min, unsigned char* __restrict flags) {
  for (std::size_t place = 0; place < words_each; ++place) {
    std::uint32_t missing = typed & ~masks[place];
    for (unsigned error = 0; error < forgiven; ++error) missing &= missing - 1;
    const bool long_enough = starts[place + 1] - starts[place] >= size_min;
    flags[place] = static_cast<unsigned char>((missing == 0) & long_enough);
  }
}

// Calls each(place) for the words that may be like one with these letters.
template <typename Each>
void each_likely(const SearchTables& tables, std::uint32_t typed, std::uint32_t size_min,
                 unsigned forgiven, Each each) {
  Flags flags{};
  std::array<std::uint32_t, words_each> masks{};
  std::array<std::uint32_t, words_each + 1> starts{};
  for (std::size_t first = 0; first < tables.words(); first += words_each) {
    const std::uint32_t* masks_here = tables.letter_masks.data() + first;
    const std::uint32_t* starts_here = tables.word_starts.data() + first;
    const std::size_t count = std::min(words_each, tables.words() - first);
    if (count < words_each) {  // the last ones, with empty words behind them
      masks_here = std::copy_n(masks_here, count, masks.begin()) - count;
      starts.fill(0);
      starts_here = std::copy_n(starts_here, count + 1, starts.begin()) - count - 1;
    }
    (forgiven == 1 ? flag_likely<1> : flag_likely<2>)(masks_here, starts_here, typed, size_min,
                                                      flags.data());
    const unsigned char* const end = flags.data() + count;
    for (const unsigned char* at = flags.data(); at < end; ++at) {
      at =
          static_cast<const unsigned char*>(std::memchr(at, 1, static_cast<std::size_t>(end - at)));
      if (at == nullptr) break;
      each(first + static_cast<std::size_t>(at - flags.data()));
    }
  }
}

}  // namespace

unsigned errors_forgiven(std::string_view word) {
  if (word.size() < 4 || word.size() > letters_max) return 0;
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  if (std::any_of(word.begin(), word.end(), is_digit)) return 0;
  return word.size() < 8 ? 1 : 2;
}

Errors errors_between(std::string_view typed, std::string_view word, unsigned errors_max) {
  if (typed.size() > letters_max) return {errors_max + 1, errors_max + 1};
  return Typed(typed).compare(word, errors_max);
}

std::vector<LikeWord> words_like(const SearchTables& tables, std::string_view typed,
                                 bool beginnings) {
  const unsigned forgiven = errors_forgiven(typed);
  std::vector<LikeWord> likes;
  if (forgiven == 0) return likes;
  const Typed ready(typed);
  const std::uint32_t mask = letter_mask(typed);
  const auto many = [&](std::uint32_t letters) {
    for (unsigned error = 0; error < forgiven; ++error) letters &= letters - 1;
    return letters != 0;
  };
  // One error brings at most one letter that the other word has not.
  const auto size_min = static_cast<std::uint32_t>(typed.size() - forgiven);
  each_likely(tables, mask, size_min, forgiven, [&](std::size_t place) {
    const std::size_t size = tables.word_starts[place + 1] - tables.word_starts[place];
    const std::string_view word = tables.word(place);
    const bool whole_possible =
        size <= typed.size() + forgiven && !many(tables.letter_masks[place] & ~mask);
    // Beginnings are many: the first letter at least must be right.
    const bool beginning_possible = beginnings && word.front() == typed.front();
    if (!whole_possible && !beginning_possible) return;

    const Errors errors = ready.compare(word, forgiven);
    const auto number = static_cast<std::uint32_t>(place);
    if (errors.whole <= forgiven) {
      likes.push_back({number, errors.whole, false});
    } else if (beginning_possible && errors.beginning <= forgiven) {
      likes.push_back({number, errors.beginning, true});
    }
  });
  std::stable_sort(likes.begin(), likes.end(), [](const LikeWord& left, const LikeWord& right) {
    if (left.errors != right.errors) return left.errors < right.errors;
    return left.beginning < right.beginning;
  });
  if (likes.size() > likes_max) likes.resize(likes_max);
  return likes;
}

}  // namespace registry

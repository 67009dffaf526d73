// Words that somebody may have meant: a letter too many, too few, wrong, or swapped with the next.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "registry/search_tables.hpp"

namespace registry {

// How many typing errors are forgiven in a word: one from 4 letters on, two from 8; none in words
// with digits, and none in words too long to be one.
unsigned errors_forgiven(std::string_view word);

// How many errors part two words, or part `typed` from a beginning of `word`; `errors_max` + 1
// when they are more than `errors_max`.
struct Errors {
  unsigned whole = 0;
  unsigned beginning = 0;
};
Errors errors_between(std::string_view typed, std::string_view word, unsigned errors_max);

struct LikeWord {
  std::uint32_t word = 0;  // place among the words of the tables
  unsigned errors = 0;
  bool beginning = false;  // only a beginning of the word is alike
};

// The words most like `typed`, at most `likes_max`, the nearest first. The last word of a query
// may still be in the middle of being typed: then beginnings count too.
std::vector<LikeWord> words_like(const SearchTables& tables, std::string_view typed,
                                 bool beginnings);
inline constexpr std::size_t likes_max = 200;

}  // namespace registry

// How names and queries are taken apart for search: folded words, and the few abbreviations that
// mean the same in every name of a school.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace registry {

// The words of a text in folded form; they are views into it.
std::vector<std::string_view> folded_words(std::string_view folded);

// The one form in which names are compared: abbreviations written in one way, a leading "the" left
// out. "St Mary's Church of England Sch" -> "saint marys ce school". Takes and gives folded text.
std::string canonical_name(std::string_view folded);
std::string canonical_name(const std::vector<std::string_view>& words);

// What else a name with this canonical word is found by: "ce" -> cofe, church, of, england, ...
const std::vector<std::string_view>& further_words(std::string_view canonical_word);

// A word of a query. One that stands for a phrase ("c of e") is not the beginning of another word.
struct SpokenWord {
  std::string text;
  bool from_phrase = false;
};
std::vector<SpokenWord> spoken_words(std::string_view folded);

// Words that so many names have that they say little: "school", "primary", "the".
bool is_weak_word(std::string_view word);

}  // namespace registry

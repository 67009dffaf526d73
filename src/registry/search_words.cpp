// The abbreviations and the weak words are tables at the top; everything else follows from them.
#include "registry/search_words.hpp"

#include <algorithm>
#include <array>

namespace registry {
namespace {

// Ways of writing the same thing; the first is the canonical one, a single word. All are folded.
struct Synonyms {
  std::vector<std::string_view> ways;
};

// Counted in the names of the national register of 2024: St 6,063 and Saint 114; Church of England
// 3,700, CofE 3,050, CE 78, C of E 33; RC 641, Roman Catholic 310; Infant 3,397 and Infants 474.
const std::vector<Synonyms>& synonyms() {
  static const std::vector<Synonyms> table = {
      {{"saint", "st"}},
      {{"ce", "cofe", "coe", "church of england", "c of england", "c of e", "c e"}},
      {{"rc", "roman catholic", "r c"}},
      {{"junior", "jnr", "juniors"}},
      {{"infant", "inf", "infants"}},
      {{"school", "sch"}},
  };
  return table;
}

constexpr std::array<std::string_view, 15> weak_words = {
    "academies", "academy", "and",     "college",   "for", "limited", "ltd", "of",
    "primary",   "school",  "schools", "secondary", "the", "trust",   "sch"};

using Words = std::vector<std::string_view>;

// One way of writing, cut into its words.
struct Way {
  Words words;
  std::string_view canonical;
};

std::vector<Way> make_ways() {
  std::vector<Way> ways;
  for (const auto& entry : synonyms()) {
    for (const auto way : entry.ways) ways.push_back({folded_words(way), entry.ways.front()});
  }
  return ways;
}

// A leading "the" is sometimes written and sometimes not.
std::size_t first_place(const Words& words) {
  return words.size() > 1 && words.front() == "the" ? 1 : 0;
}

struct Taken {
  std::string_view canonical;
  std::size_t words = 1;
};

// Nearly every word is no abbreviation: look before comparing.
bool may_be_abbreviation(std::string_view word) {
  const char first = word.front();
  return first == 's' || first == 'c' || first == 'r' || first == 'j' || first == 'i';
}

Taken take_word(const Words& words, std::size_t place) {
  static const std::vector<Way> ways = make_ways();
  if (may_be_abbreviation(words[place])) {
    for (const auto& way : ways) {
      const std::size_t count = way.words.size();
      if (way.words.front() != words[place] || count > words.size() - place) continue;
      const auto here = words.begin() + static_cast<std::ptrdiff_t>(place);
      if (std::equal(way.words.begin(), way.words.end(), here)) return {way.canonical, count};
    }
  }
  return {words[place], 1};
}

std::vector<std::pair<std::string_view, Words>> make_further_words() {
  std::vector<std::pair<std::string_view, Words>> further;
  for (const auto& entry : synonyms()) {
    Words words;
    for (const auto way : entry.ways) {
      for (const auto word : folded_words(way)) {
        // Single letters would make every short query find every church school, and "sch" finds
        // "school" without help.
        const bool begins = entry.ways.front().substr(0, word.size()) == word;
        const bool known = std::find(words.begin(), words.end(), word) != words.end();
        if (word.size() > 1 && !begins && !known) words.push_back(word);
      }
    }
    further.emplace_back(entry.ways.front(), std::move(words));
  }
  return further;
}

}  // namespace

Words folded_words(std::string_view folded) {
  Words words;
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

std::string canonical_name(std::string_view folded) { return canonical_name(folded_words(folded)); }

std::string canonical_name(const Words& words) {
  std::string name;
  name.reserve(words.size() * 8);
  std::size_t place = first_place(words);
  while (place < words.size()) {
    const Taken taken = take_word(words, place);
    if (!name.empty()) name += ' ';
    name += taken.canonical;
    place += taken.words;
  }
  return name;
}

const Words& further_words(std::string_view canonical_word) {
  static const auto table = make_further_words();
  static const Words none;
  if (!may_be_abbreviation(canonical_word)) return none;
  for (const auto& [word, further] : table) {
    if (word == canonical_word) return further;
  }
  return none;
}

std::vector<SpokenWord> spoken_words(std::string_view folded) {
  const Words words = folded_words(folded);
  std::vector<SpokenWord> spoken;
  std::size_t place = first_place(words);
  while (place < words.size()) {
    const Taken taken = take_word(words, place);
    const bool from_phrase = taken.words > 1;
    spoken.push_back({std::string(from_phrase ? taken.canonical : words[place]), from_phrase});
    place += taken.words;
  }
  return spoken;
}

bool is_weak_word(std::string_view word) {
  return std::find(weak_words.begin(), weak_words.end(), word) != weak_words.end();
}

}  // namespace registry

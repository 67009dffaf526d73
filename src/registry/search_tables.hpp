// What a SearchIndex keeps. Documents are numbered in the order in which equally good ones are
// shown: open before closed, short names before long, large before small. So "best first" among
// equals is the order of the numbers, and nothing is sorted while somebody waits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/search.hpp"

namespace registry {

// Where a word stands in a document.
inline constexpr std::uint8_t in_name = 1;
inline constexpr std::uint8_t in_former = 2;
inline constexpr std::uint8_t in_town = 4;
inline constexpr std::uint8_t in_detail = 8;

// A document in 24 bits, and 8 bits of where the word stands in it.
using Posting = std::uint32_t;
inline constexpr std::size_t documents_limit = std::size_t{1} << 24;

enum class TextField { Ref, Name, Canonical, Former, FormerCanonical, Town, Postcode, Detail };
inline constexpr std::size_t text_fields = 8;

// Numbers or postcodes, packed so that those with a common beginning lie side by side.
struct CodeTable {
  std::vector<std::uint64_t> keys;  // sorted, then by document
  std::vector<std::uint32_t> documents;

  // The places of keys from `low` on, below `high`.
  std::pair<std::size_t, std::size_t> range(std::uint64_t low, std::uint64_t high) const;
};

// Digits as four bits each (1 to 10, so that "12" lies before "120"), the first on top; 0 when
// there are none or more than 15.
std::uint64_t number_key(std::string_view digits);
// Up to seven letters and digits as bytes, the first on top; 0 when there are more.
std::uint64_t postcode_key(std::string_view compact);
// The first key behind those that begin with `length` characters of `bits` bits.
std::uint64_t key_end(std::uint64_t key, std::size_t length, unsigned bits);

// Which of the letters a word has; digits are together in one bit.
std::uint32_t letter_mask(std::string_view word);
// The first eight bytes as a number, zeros where there are fewer.
std::uint64_t head_of(std::string_view name);

class SearchTables {
 public:
  explicit SearchTables(const std::vector<SearchDocument>& documents);

  std::size_t size() const { return kinds.size(); }
  std::size_t memory_bytes() const;
  std::string_view text(std::size_t document, TextField field) const;
  std::size_t words() const { return letter_masks.size(); }
  std::string_view word(std::size_t place) const {
    const std::uint32_t start = word_starts[place];
    return {word_bytes.data() + start, word_starts[place + 1] - start};
  }
  // The places of words that begin so.
  std::pair<std::size_t, std::size_t> words_beginning(std::string_view beginning) const;

  std::vector<FoundKind> kinds;
  std::size_t open_count = 0;  // the open documents come first

  std::string word_bytes;  // all words, sorted
  std::vector<std::uint32_t> word_starts;
  std::vector<std::uint32_t> letter_masks;
  std::vector<std::uint32_t> posting_starts;
  std::vector<Posting> postings;  // by word, then by document

  CodeTable numbers;
  CodeTable postcodes;

  std::string texts;
  std::vector<std::uint32_t> text_ends;
  // The first eight bytes of each canonical name: most names need no further look.
  std::vector<std::uint64_t> heads;
};

}  // namespace registry

// What somebody typed, taken apart: words, numbers, postcodes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace registry {

struct QueryWord {
  std::string text;         // folded; numbers without leading zeros, postcodes without space
  bool number = false;      // digits only
  bool postcode = false;    // may be the beginning of one
  std::size_t outward = 0;  // letters before the space of a postcode; 0: no space was typed
  bool whole_only = false;  // not the beginning of a longer word
  bool last = false;        // may be in the middle of being typed
  bool weak = false;
};

struct Query {
  std::vector<QueryWord> words;   // no two are equal
  bool last_abbreviated = false;  // the last word of `canonical` is not as it was typed
  std::string canonical;          // as names are compared: "saint marys ce"
};

inline constexpr std::size_t query_bytes_max = 200;
inline constexpr std::size_t query_words_max = 10;

// Takes any bytes. What is beyond the limits is not looked at.
Query read_query(std::string_view typed);

}  // namespace registry

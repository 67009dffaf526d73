// Patterns for LIKE.
#pragma once

#include <string>
#include <string_view>

namespace sql {

// What contains the words, to be asked as LIKE $1 ESCAPE '\': signs of patterns in them stand for
// themselves.
inline std::string like_containing(std::string_view words) {
  std::string pattern = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace sql

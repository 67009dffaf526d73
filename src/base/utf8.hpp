// Characters in and out of UTF-8, for text.cpp and fold.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

inline constexpr char32_t no_character = 0xFFFFFFFF;

// Where the run of ASCII that starts at `place` ends.
std::size_t ascii_end(std::string_view text, std::size_t place);

// The character at `place`, which moves behind it. Where the bytes are no UTF-8 (also too long a
// form, a surrogate, beyond U+10FFFF), no_character, and `place` moves by one byte.
char32_t next_character(std::string_view text, std::size_t& place);

void append_utf8(std::string& text, char32_t character);

}  // namespace base

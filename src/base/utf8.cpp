// UTF-8 by the table of well-formed byte sequences (Unicode 15, table 3-7).
#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace base {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080;

// The next `count` bytes as continuation bytes added to `start`; no_character if one is not.
char32_t with_continuation(std::string_view text, std::size_t place, int count, char32_t start) {
  for (int index = 1; index <= count; ++index) {
    const std::size_t at = place + static_cast<std::size_t>(index);
    if (at >= text.size()) return no_character;
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0U) != 0x80) return no_character;
    start = (start << 6U) | (byte & 0x3FU);
  }
  return start;
}

}  // namespace

std::size_t ascii_end(std::string_view text, std::size_t place) {
  // Eight bytes at a time: nearly all of the national register is ASCII.
  while (place + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + place, sizeof word);
    if ((word & high_bits) != 0) break;
    place += sizeof word;
  }
  while (place < text.size() && static_cast<unsigned char>(text[place]) < 0x80) ++place;
  return place;
}

char32_t next_character(std::string_view text, std::size_t& place) {
  const auto first = static_cast<unsigned char>(text[place]);
  char32_t character = no_character;
  std::size_t size = 1;
  if (first < 0x80) {
    character = first;
  } else if (first >= 0xC2 && first <= 0xDF) {
    size = 2;
    character = with_continuation(text, place, 1, first & 0x1FU);
  } else if (first >= 0xE0 && first <= 0xEF) {
    size = 3;
    character = with_continuation(text, place, 2, first & 0x0FU);
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < 0x800 || surrogate) character = no_character;
  } else if (first >= 0xF0 && first <= 0xF4) {
    size = 4;
    character = with_continuation(text, place, 3, first & 0x07U);
    if (character < 0x10000 || character > 0x10FFFF) character = no_character;
  }
  place += character == no_character ? 1 : size;
  return character;
}

void append_utf8(std::string& text, char32_t character) {
  const auto last = [&](unsigned shift) {
    return static_cast<char>(0x80U | ((character >> shift) & 0x3FU));
  };
  if (character < 0x80) {
    text += static_cast<char>(character);
  } else if (character < 0x800) {
    text += static_cast<char>(0xC0U | (character >> 6U));
    text += last(0);
  } else if (character < 0x10000) {
    text += static_cast<char>(0xE0U | (character >> 12U));
    text += last(6);
    text += last(0);
  } else {
    text += static_cast<char>(0xF0U | (character >> 18U));
    text += last(12);
    text += last(6);
    text += last(0);
  }
}

}  // namespace base

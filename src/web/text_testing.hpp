// For property tests: texts as people and machines write them.
#pragma once

#include <rapidcheck.h>

#include <string>

namespace web {

// Any text without NUL, as code points, so that the bytes are UTF-8.
inline std::string any_text() {
  std::string text;
  for (const char32_t raw : *rc::gen::container<std::u32string>(
           rc::gen::cast<char32_t>(rc::gen::inRange(1, 0x10FFFF)))) {
    const char32_t c = raw >= 0xD800 && raw < 0xE000 ? U'\u00e9' : raw;
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (c < 0x800) {
      text += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
               static_cast<char>(0x80 | (c & 63))};
    } else {
      text += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
               static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
    }
  }
  return text;
}

}  // namespace web

// What can be an Idempotency-Key.
#pragma once

#include <algorithm>
#include <string_view>

namespace guard {

// So long that it cannot be guessed if it is random: what was answered is sealed with it.
inline constexpr std::size_t once_key_size_min = 16;
inline constexpr std::size_t once_key_size_max = 200;

inline bool is_once_key(std::string_view text) {
  return text.size() >= once_key_size_min && text.size() <= once_key_size_max &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace guard

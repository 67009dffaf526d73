// Data: what passwords are commonly made of. Collected by hand from what is known of such lists
// (NIST SP 800-63B 5.1.1.2 asks for the comparison), with words of schools and of this program.
#pragma once

#include <span>
#include <string_view>

namespace guard {

// In small letters without digits; none contains another sign.
extern const std::span<const std::string_view> common_words;
// Rows of keys and the alphabet, in which neighbours are neighbours.
extern const std::span<const std::string_view> key_rows;

}  // namespace guard

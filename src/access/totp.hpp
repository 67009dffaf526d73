// The second factor: time-based codes (RFC 6238, SHA-1, 30 seconds, 6 digits: what every
// authenticator program knows) by liboath.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guard {

// 160 random bits in base32, the size that RFC 4226 section 4 recommends.
std::string random_totp_secret();
// Whether it is one of that form.
bool is_totp_secret(std::string_view text);

// The number of the step that a moment lies in.
std::int64_t totp_step(std::int64_t now_s);
// Six digits. CHECKs that the secret is one of ours.
std::string totp_code(std::string_view secret, std::int64_t step);

// What a person typed: six digits, perhaps with spaces between them.
std::optional<std::string> parse_totp_code(std::string_view text);

// The step whose code this is, at most `window` steps away from now and later than `last_step`:
// a code is accepted once (RFC 6238 section 5.2).
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code,
                                          std::int64_t now_s, std::int64_t last_step, int window);

// What the square shows to the authenticator program.
std::string otpauth_address(std::string_view secret, std::string_view email);

}  // namespace guard

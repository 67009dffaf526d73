// Random secrets and their hashes. A secret of 256 random bits cannot be guessed, so that a plain
// SHA-256 of it may be kept; what people choose goes through password.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guard {

// SHA-256 as 64 small hexadecimal digits.
std::string sha256(std::string_view bytes);
// HMAC-SHA-256, the same way written.
std::string keyed_hash(std::string_view key, std::string_view text);
// Takes as long whichever character differs.
bool equal_secrets(std::string_view left, std::string_view right);
std::string random_bytes(std::size_t size);

// 256 random bits in base64url: 43 characters.
std::string random_secret();
bool is_secret(std::string_view text);
// Where a one-time link leads to on any server.
std::string link_path(std::string_view token);
// What is kept of it.
std::string secret_hash(std::string_view secret);
// The token that every form of a session carries: follows from the secret, which forms never show.
std::string csrf_of(std::string_view session_secret);
// That token as an answer shows it, different each time: who can guess at compressed answers (the
// attack BREACH) learns nothing from it.
std::string masked(std::string_view csrf);
// The token again; nothing for what masked() never made.
std::optional<std::string> unmasked(std::string_view text);

// RFC 4648, without padding.
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// A text that only who knows `key` can read again, as base64url; and read again, if it is one.
std::string sealed(std::string_view text, std::string_view key);
std::optional<std::string> unsealed(std::string_view text, std::string_view key);

// gh_PUBLIC_SECRET: found by the public part, which may be shown and logged.
struct ApiToken {
  std::string public_id;  // 12 hexadecimal digits
  std::string secret;
  std::string text() const { return "gh_" + public_id + "_" + secret; }
};
ApiToken random_api_token();
std::optional<ApiToken> parse_api_token(std::string_view text);

// 80 random bits as people can copy them: "7K2M-QX9D-4TGH-8R3W", without I, L, O and U.
std::string random_recovery_code();
// As it is hashed, whatever its case, spaces and dashes, and with O read as 0, I and L as 1.
std::optional<std::string> parse_recovery_code(std::string_view text);
std::string recovery_code_hash(std::int64_t account, std::string_view parsed);

}  // namespace guard

// Everything that counts comes from libsodium.
#include "access/secrets.hpp"

#include <sodium.h>

#include <algorithm>

#include "base/check.hpp"

namespace guard {
namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t secret_size = 43;
constexpr std::size_t public_bytes = 6;
constexpr std::size_t public_size = 12;
constexpr std::string_view token_mark = "gh_";
// Crockford's base32: no letter that is read as a digit.
constexpr std::string_view code_digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_size = 16;
constexpr std::size_t code_group = 4;

void ready() {
  static const bool good = sodium_init() >= 0;
  CHECK(good);
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(const std::string& text) { return bytes_of(std::string_view(text)); }

// SHA-256 as bytes.
std::string hashed(std::string_view text) {
  ready();
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(digest), bytes_of(text), text.size());
  return digest;
}

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();
  return text;
}

bool is_base64url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}
// Of two texts of the same size.
std::string exclusive_or(std::string_view left, std::string_view right) {
  std::string made(left);
  for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<char>(made[i] ^ right[i]);
  return made;
}

bool is_hex(char c) { return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9'); }

}  // namespace

std::string base64url(std::string_view bytes) {
  std::string text(
      sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  ready();
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::string sha256(std::string_view bytes) { return hex(hashed(bytes)); }

std::string keyed_hash(std::string_view key, std::string_view text) {
  ready();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
  std::string digest(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(digest.data()));
  return hex(digest);
}

bool equal_secrets(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string random_bytes(std::size_t size) {
  ready();
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), size);
  return bytes;
}

std::string random_secret() { return base64url(random_bytes(secret_bytes)); }

bool is_secret(std::string_view text) {
  return text.size() == secret_size && std::ranges::all_of(text, is_base64url);
}

std::string link_path(std::string_view token) { return "/links/" + std::string(token); }

std::string secret_hash(std::string_view secret) { return sha256(secret); }

std::string csrf_of(std::string_view session_secret) { return keyed_hash(session_secret, "csrf"); }

std::string masked(std::string_view csrf) {
  std::string bytes = random_bytes(csrf.size());
  bytes += exclusive_or(bytes, csrf);
  return hex(bytes);
}

std::optional<std::string> unmasked(std::string_view text) {
  constexpr std::size_t csrf_size = 2 * crypto_hash_sha256_BYTES;
  if (text.size() != 4 * csrf_size || !std::ranges::all_of(text, is_hex)) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  CHECK(sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                       text.size(), nullptr, nullptr, nullptr) == 0);
  return exclusive_or(std::string_view(bytes).substr(0, csrf_size), bytes.substr(csrf_size));
}

std::string sealed(std::string_view text, std::string_view key) {
  const std::string nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  const std::string key_bytes = hashed(key);
  std::string box(crypto_secretbox_MACBYTES + text.size(), '\0');
  CHECK(crypto_secretbox_easy(bytes_of(box), bytes_of(text), text.size(), bytes_of(nonce),
                              bytes_of(key_bytes)) == 0);
  return base64url(nonce + box);
}

std::optional<std::string> unsealed(std::string_view text, std::string_view key) {
  const std::optional<std::string> bytes = from_base64url(text);
  if (!bytes || bytes->size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) {
    return std::nullopt;
  }
  const std::string key_bytes = hashed(key);
  const std::string_view box = std::string_view(*bytes).substr(crypto_secretbox_NONCEBYTES);
  std::string opened(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(bytes_of(opened), bytes_of(box), box.size(), bytes_of(*bytes),
                                 bytes_of(key_bytes)) != 0) {
    return std::nullopt;
  }
  return opened;
}

ApiToken random_api_token() { return {hex(random_bytes(public_bytes)), random_secret()}; }

std::optional<ApiToken> parse_api_token(std::string_view text) {
  if (text.size() != token_mark.size() + public_size + 1 + secret_size) return std::nullopt;
  if (!text.starts_with(token_mark)) return std::nullopt;
  text.remove_prefix(token_mark.size());
  const std::string_view public_id = text.substr(0, public_size);
  const std::string_view secret = text.substr(public_size + 1);
  if (text[public_size] != '_' || !std::ranges::all_of(public_id, is_hex) || !is_secret(secret)) {
    return std::nullopt;
  }
  return ApiToken{std::string(public_id), std::string(secret)};
}

std::string random_recovery_code() {
  std::string code;
  for (const char byte : random_bytes(code_size)) {
    if (code.size() % (code_group + 1) == code_group) code += '-';
    code += code_digits[static_cast<unsigned char>(byte) % code_digits.size()];
  }
  return code;
}

std::optional<std::string> parse_recovery_code(std::string_view text) {
  std::string code;
  for (char c : text) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (code.size() == code_size || code_digits.find(c) == code_digits.npos) return std::nullopt;
    code += c;
  }
  if (code.size() != code_size) return std::nullopt;
  return code;
}

std::string recovery_code_hash(std::int64_t account, std::string_view parsed) {
  return sha256("recovery:" + std::to_string(account) + ":" + std::string(parsed));
}

}  // namespace guard

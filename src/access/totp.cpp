// liboath makes the codes; here they are compared, each step once.
#include "access/totp.hpp"

#include <liboath/oath.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "access/secrets.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

constexpr std::int64_t step_s = 30;
constexpr unsigned digits = 6;
constexpr std::size_t secret_bytes = 20;
constexpr std::string_view issuer = "Guildhall";

using Freed = std::unique_ptr<char, decltype(&std::free)>;

void ready() {
  static const bool good = oath_init() == OATH_OK;
  CHECK(good);
}

}  // namespace

std::string random_totp_secret() {
  ready();
  const std::string bytes = random_bytes(secret_bytes);
  char* made = nullptr;
  std::size_t size = 0;
  CHECK(oath_base32_encode(bytes.data(), bytes.size(), &made, &size) == OATH_OK);
  const Freed owner(made, &std::free);
  return {made, size};
}

bool is_totp_secret(std::string_view text) {
  constexpr std::size_t size = secret_bytes * 8 / 5;
  return text.size() == size && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
         });
}

std::int64_t totp_step(std::int64_t now_s) { return now_s / step_s; }

std::string totp_code(std::string_view secret, std::int64_t step) {
  ready();
  char* bytes = nullptr;
  std::size_t size = 0;
  CHECK(oath_base32_decode(secret.data(), secret.size(), &bytes, &size) == OATH_OK);
  const Freed owner(bytes, &std::free);
  char code[digits + 1];
  CHECK(oath_totp_generate(bytes, size, step * step_s, step_s, 0, digits, code) == OATH_OK);
  return {code, digits};
}

std::optional<std::string> parse_totp_code(std::string_view text) {
  std::string code;
  for (const char c : text) {
    if (c == ' ') continue;
    if (c < '0' || c > '9' || code.size() == digits) return std::nullopt;
    code += c;
  }
  if (code.size() != digits) return std::nullopt;
  return code;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code,
                                          std::int64_t now_s, std::int64_t last_step, int window) {
  const std::int64_t now = totp_step(now_s);
  std::optional<std::int64_t> found;
  // All are looked at, so that the time taken says nothing.
  for (std::int64_t step = std::max<std::int64_t>(0, now - window); step <= now + window; ++step) {
    if (equal_secrets(totp_code(secret, step), code) && step > last_step) found = step;
  }
  return found;
}

std::string otpauth_address(std::string_view secret, std::string_view email) {
  return "otpauth://totp/" + std::string(issuer) + ":" + base::percent_encode(email) +
         "?secret=" + std::string(secret) + "&issuer=" + std::string(issuer) +
         "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace guard

// The rules of choosing, and the gate before the hashing.
#include "access/password.hpp"

#include <sodium.h>
#include <utf8proc.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

#include "access/password_common.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace guard {
namespace {

// Shorter names would forbid too much: "jo" is in half of all sentences.
constexpr std::size_t name_size_min = 4;

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t place = 0; place < text.size(); ++count) base::next_character(text, place);
  return count;
}

// Letters and digits in lower case, with the usual disguises undone: "P@ssw0rd" -> "password".
std::string undisguised(std::string_view folded) {
  constexpr std::string_view disguised = "@$!|0134578";
  constexpr std::string_view plain = "asiioieasbt";
  std::string text;
  for (const char c : folded) {
    const auto at = disguised.find(c);
    text += at == disguised.npos ? c : plain[at];
  }
  return text;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// Without digits and signs at both ends.
std::string_view core(std::string_view text) {
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
  return text;
}

std::string letters(std::string_view text) {
  std::string kept;
  std::ranges::copy_if(text, std::back_inserter(kept), is_letter);
  return kept;
}

// One piece of up to four characters, again and again: "aaaaaaaaaaaa", "abcabcabcabc".
bool repeats(std::string_view text) {
  for (std::size_t piece = 1; piece <= 4 && piece < text.size(); ++piece) {
    bool same = true;
    for (std::size_t i = piece; i < text.size() && same; ++i) same = text[i] == text[i - piece];
    if (same) return true;
  }
  return false;
}

// Most of it is a walk along the keyboard or the alphabet, one way or the other.
bool is_walk(std::string_view text) {
  std::size_t steps = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    for (const std::string_view row : key_rows) {
      const auto before = row.find(text[i - 1]);
      const auto now = row.find(text[i]);
      if (before == row.npos || now == row.npos) continue;
      if (now == before + 1 || before == now + 1 || now == before) {
        ++steps;
        break;
      }
    }
  }
  return steps * 4 >= (text.size() - 1) * 3;
}

// "passwordpassword" and "welcomeschool" are no better than one of the words; four are.
constexpr int words_max = 3;

bool is_common_words(std::string_view text, int left = words_max) {
  if (text.empty()) return true;
  if (left == 0) return false;
  for (const std::string_view word : common_words) {
    if (text.starts_with(word) && is_common_words(text.substr(word.size()), left - 1)) return true;
  }
  return false;
}

std::string nobody(const PasswordSettings& settings) {
  return "$argon2id$v=19$m=" + std::to_string(settings.memory_bytes / 1024) +
         ",t=" + std::to_string(settings.passes) + ",p=1$" + std::string(22, 'A') + "$" +
         std::string(43, 'A');
}

class Inside {
 public:
  explicit Inside(HashGate& gate) : gate_(gate) {}
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() { gate_.leave(); }

 private:
  HashGate& gate_;
};

base::Error overloaded() {
  return base::make_error("too_many_requests",
                          "Very many people are signing in at this moment. Wait a few seconds and "
                          "try again.");
}

}  // namespace

std::string normal_password(std::string_view password) {
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(password.data()),
      static_cast<utf8proc_ssize_t>(password.size()), &made,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
  if (size < 0) return std::string(password);
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

bool is_common_password(std::string_view password) {
  const std::string lower = base::lower_ascii(password);
  if (repeats(lower) || is_walk(lower)) return true;
  const std::string plain = letters(undisguised(core(lower)));
  const std::string as_is = letters(core(lower));
  const bool no_word = as_is.empty() && plain.empty();
  return !no_word && (is_common_words(plain) || is_common_words(as_is));
}

base::Status check_password(std::string_view password, std::string_view email,
                            const PasswordSettings& settings) {
  const auto weak = [](std::string message) {
    return base::make_error("password_weak", std::move(message), "password");
  };
  if (!base::is_utf8(password)) return weak("The password holds bytes that are no characters.");
  const std::string normal = normal_password(password);
  const std::size_t length = characters(normal);
  if (length < settings.length_min) {
    return weak("The password must have at least " + std::to_string(settings.length_min) +
                " characters. Several words in a row are easy to remember.");
  }
  if (length > settings.length_max) {
    return weak("The password may have at most " + std::to_string(settings.length_max) +
                " characters.");
  }
  const std::string name = base::fold(email.substr(0, email.find('@')));
  if (name.size() >= name_size_min && base::fold(normal).find(name) != std::string::npos) {
    return weak("The password must not contain the name of your e-mail address.");
  }
  if (is_common_password(normal)) {
    return weak(
        "This password is among the first that others would try. Several words that do "
        "not belong together are better.");
  }
  return {};
}

base::Status HashGate::enter() {
  std::unique_lock lock(mutex_);
  if (inside_ >= settings_.at_once_max) {
    if (waiting_ >= settings_.waiting_max) return overloaded();
    ++waiting_;
    const bool free = left_.wait_for(lock, std::chrono::milliseconds(settings_.wait_ms_max),
                                     [&] { return inside_ < settings_.at_once_max; });
    --waiting_;
    if (!free) return overloaded();
  }
  ++inside_;
  return {};
}

void HashGate::leave() {
  {
    const std::lock_guard lock(mutex_);
    --inside_;
  }
  left_.notify_one();
}

Passwords::Passwords(const PasswordSettings& settings)
    : settings_(settings), nobody_(nobody(settings)), gate_(settings) {
  CHECK(sodium_init() >= 0);
}

base::Result<std::string> Passwords::hash(std::string_view password) {
  const std::string normal = normal_password(password);
  TRY(gate_.enter());
  const Inside inside(gate_);
  char kept[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(kept, normal.data(), normal.size(), settings_.passes,
                            settings_.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return overloaded();  // no memory
  }
  return std::string(kept);
}

base::Result<bool> Passwords::verify(std::string_view password, std::string_view kept) {
  // Nobody could choose it; no processor is spent on kilobytes that somebody sends.
  if (password.size() > settings_.length_max * 4) return false;
  const std::string normal = normal_password(password);
  TRY(gate_.enter());
  const Inside inside(gate_);
  const std::string against(kept.empty() ? std::string_view(nobody_) : kept);
  return crypto_pwhash_str_verify(against.c_str(), normal.data(), normal.size()) == 0 &&
         !kept.empty();
}

bool Passwords::outdated(std::string_view kept) const {
  const std::string text(kept);
  return crypto_pwhash_str_needs_rehash(text.c_str(), settings_.passes, settings_.memory_bytes) !=
         0;
}

}  // namespace guard

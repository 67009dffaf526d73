// The numbers of this room's policy, with where they come from. The server fills them from its
// settings; what stands here is the default.
#pragma once

#include <cstddef>
#include <cstdint>

namespace guard {

// OWASP Password Storage Cheat Sheet asks for argon2id with at least 19 MiB and 2 passes; NIST
// SP 800-63B section 5.1.1.2 and OWASP ASVS 2.1 for length, not for a mixture of characters.
struct PasswordSettings {
  std::size_t memory_bytes = 64U << 20;
  unsigned long long passes = 2;
  int at_once_max = 2;  // each takes memory_bytes and a processor for a tenth of a second
  int waiting_max = 2;
  int wait_ms_max = 2000;
  std::size_t length_min = 12;  // characters
  std::size_t length_max = 128;
};

// RFC 6238 section 5.2 recommends one step each way for clocks that differ.
struct CodeSettings {
  int window_steps = 1;
  int recovery_codes = 10;
};

// OWASP ASVS 3.3.2 (level 2): signed in again after 12 hours without use.
struct SessionSettings {
  std::int64_t idle_s_max = 12 * 3600;
  std::int64_t age_s_max = 7 * 86400;
  std::int64_t seen_every_s = 60;  // how often seen_at is written
  std::int64_t slack_s = 300;      // a session begun further in the future is of a wrong clock
};

struct LinkSettings {
  std::int64_t first_s = 86400;
  std::int64_t invite_s = 7 * 86400;
  std::int64_t reset_s = 3600;
};

// OWASP ASVS 2.2.1 allows no more than 100 failed attempts an hour on one account.
struct ThrottleSettings {
  std::int64_t window_s = 15 * 60;
  std::int64_t account_max = 10;
  std::int64_t address_max = 50;
};

struct TokenSettings {
  std::int64_t days_max = 366;
  std::int64_t seen_every_s = 60;
};

struct Settings {
  PasswordSettings passwords;
  CodeSettings codes;
  SessionSettings sessions;
  LinkSettings links;
  ThrottleSettings throttle;
  TokenSettings tokens;
  std::int64_t outside_s_max = 600;  // to sign in at another provider and come back
};

}  // namespace guard

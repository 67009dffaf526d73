// Passwords: which may be chosen, and argon2id by libsodium. Hashing takes 64 MiB and a tenth of a
// second, so that only so many may do it at once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "access/settings.hpp"
#include "base/result.hpp"

namespace guard {

// In Unicode's form NFKC, so that a password is the same on every keyboard (NIST SP 800-63B
// 5.1.1.2). What is not UTF-8 comes back as it was.
std::string normal_password(std::string_view password);

// Whether it may be chosen. Error: password_weak, with what to do instead.
base::Status check_password(std::string_view password, std::string_view email,
                            const PasswordSettings& settings);

// Whether it is one of the passwords that are tried first: a common word with digits or signs round
// it ("Welcome2025!"), one short piece again and again, or keys in a row.
bool is_common_password(std::string_view password);

// Lets so many in at once; a few more may wait, everybody else is told to come again.
class HashGate {
 public:
  explicit HashGate(const PasswordSettings& settings) : settings_(settings) {}
  // Error: too_many_requests.
  base::Status enter();
  void leave();

 private:
  const PasswordSettings settings_;
  std::mutex mutex_;
  std::condition_variable left_;
  int inside_ = 0;
  int waiting_ = 0;
};

// Safe to use from several threads.
class Passwords {
 public:
  explicit Passwords(const PasswordSettings& settings);
  const PasswordSettings& settings() const { return settings_; }

  // What is kept. Error: too_many_requests.
  base::Result<std::string> hash(std::string_view password);
  // `kept` may be "", for an account that is not there or has none: takes as long and is false.
  // Error: too_many_requests.
  base::Result<bool> verify(std::string_view password, std::string_view kept);
  // What a password is compared with where no account has one.
  const std::string& stand_in() const { return nobody_; }
  // Whether it was hashed with other settings than today's.
  bool outdated(std::string_view kept) const;

 private:
  const PasswordSettings settings_;
  const std::string nobody_;  // a hash of these settings that no password has
  HashGate gate_;
};

}  // namespace guard

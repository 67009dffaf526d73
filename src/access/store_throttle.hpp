// How often somebody may try. An attempt is counted before it is made and forgiven when it
// succeeds, so that a hundred at once are no way round.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/settings.hpp"
#include "sql/database.hpp"

namespace guard {

// What is counted: a kind ("account", "address", "code") and which one. The value itself is not
// kept, only a hash of it with the key of this installation.
struct Counted {
  std::string kind;
  std::string value;
  std::int64_t failures_max;
  bool forgiven;  // a success clears all failures of it, not only this attempt
};
Counted counted_account(const ThrottleSettings& settings, std::string_view email);
Counted counted_address(const ThrottleSettings& settings, std::string_view address);
Counted counted_code(const ThrottleSettings& settings, std::int64_t account);

struct Attempt {
  std::vector<std::int64_t> ids;      // of this attempt
  std::vector<std::string> forgiven;  // subjects that a success clears
};

// Counts the attempt, in a transaction of its own. When the clock was set back, what was counted in
// the future is taken to be of now: it is neither forgotten nor kept for ever.
// Error: too_many_attempts.
base::Result<Attempt> begin_attempt(sql::Connection& connection, const ThrottleSettings& settings,
                                    const std::vector<Counted>& counted, std::int64_t now_s);
// Takes the attempt back, and forgives. In a transaction of its own.
base::Status attempt_succeeded(sql::Connection& connection, const Attempt& attempt);
// Takes the attempt back where it could not be made, such as when too many others were waiting.
base::Status attempt_withdrawn(sql::Connection& connection, const Attempt& attempt);

}  // namespace guard

// A change by the API that is sent twice with the same Idempotency-Key is made once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sql/database.hpp"

namespace guard {

// One request: who sends it, with which key, and a hash of all that is asked.
struct OnceRequest {
  std::string caller;
  std::string key;
  std::string request_hash;
};
struct OnceAnswer {
  int status = 200;
  std::string body;
};

inline constexpr std::int64_t once_kept_s = 86400;

// The answer that the request got before, or nothing: then it is new, and keep_answer() or
// forget_once() must follow. Errors: key_missing (no key that can be one), key_reused, key_running.
base::Result<std::optional<OnceAnswer>> begin_once(sql::Connection& connection,
                                                   const OnceRequest& request, std::int64_t now_s);
base::Status keep_answer(sql::Connection& connection, const OnceRequest& request,
                         const OnceAnswer& answer);
// Nothing was done: the same request may be tried again.
base::Status forget_once(sql::Connection& connection, const OnceRequest& request);

}  // namespace guard

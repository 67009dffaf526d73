// How fast one caller may ask: so many requests a minute, which may come at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "web/http.hpp"

namespace web {

// Of one request.
struct Allowance {
  bool allowed = true;
  std::int64_t limit = 0;
  std::int64_t left = 0;
  std::int64_t reset_s = 0;  // until all may be asked again
  std::int64_t retry_s = 0;  // until one more may be, when none is left
};

// Safe from any thread. Callers beyond `callers_max` make it forget those who rested longest.
class RateLimit {
 public:
  explicit RateLimit(std::int64_t per_minute, std::size_t callers_max = 20'000)
      : per_minute_(per_minute), callers_max_(callers_max) {}
  Allowance ask(const std::string& caller, std::int64_t now_s);

 private:
  struct Bucket {
    double left = 0;
    std::int64_t at_s = 0;
  };
  void forget(std::int64_t now_s);

  const std::int64_t per_minute_;
  const std::size_t callers_max_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

// RateLimit-Limit, -Remaining and -Reset, and Retry-After where none is left.
void tell(Response& response, const Allowance& allowance);

}  // namespace web

// A bucket for each caller, which fills by itself.
#include "web/rate.hpp"

#include <algorithm>
#include <cmath>

namespace web {
namespace {

constexpr double minute_s = 60;

std::int64_t seconds_up(double seconds) { return static_cast<std::int64_t>(std::ceil(seconds)); }

}  // namespace

Allowance RateLimit::ask(const std::string& caller, std::int64_t now_s) {
  const double rate = static_cast<double>(per_minute_) / minute_s;
  std::lock_guard<std::mutex> lock(mutex_);
  if (buckets_.size() >= callers_max_) forget(now_s);
  auto [found, is_new] = buckets_.try_emplace(caller);
  Bucket& bucket = found->second;
  if (is_new) bucket = {static_cast<double>(per_minute_), now_s};
  // A clock that was set back fills nothing.
  const double rested = static_cast<double>(std::max<std::int64_t>(0, now_s - bucket.at_s));
  bucket.left = std::min(static_cast<double>(per_minute_), bucket.left + rested * rate);
  bucket.at_s = now_s;
  Allowance answer;
  answer.limit = per_minute_;
  answer.allowed = bucket.left >= 1;
  if (answer.allowed) bucket.left -= 1;
  answer.left = static_cast<std::int64_t>(bucket.left);
  answer.reset_s = seconds_up((static_cast<double>(per_minute_) - bucket.left) / rate);
  answer.retry_s = answer.allowed ? 0 : seconds_up((1 - bucket.left) / rate);
  return answer;
}

// Whoever has rested for a minute is full again: nothing is lost. If all are busy, all begin anew.
void RateLimit::forget(std::int64_t now_s) {
  std::erase_if(buckets_, [&](const auto& one) {
    return static_cast<double>(now_s - one.second.at_s) >= minute_s;
  });
  if (buckets_.size() >= callers_max_) buckets_.clear();
}

void tell(Response& response, const Allowance& allowance) {
  response.headers.emplace_back("RateLimit-Limit", std::to_string(allowance.limit));
  response.headers.emplace_back("RateLimit-Remaining", std::to_string(allowance.left));
  response.headers.emplace_back("RateLimit-Reset", std::to_string(allowance.reset_s));
  if (!allowance.allowed) {
    response.headers.emplace_back("Retry-After", std::to_string(allowance.retry_s));
  }
}

}  // namespace web

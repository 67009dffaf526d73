// Counts what the server answered. Counting takes no lock and may be done by any thread while
// others read. Names come from the routes and never from a request, so there are only so many of
// them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace web {

// Upper bounds of the histogram of durations; what took longer is in a last class.
inline constexpr std::array<std::int64_t, 12> duration_us_bounds = {
    1'000,   2'500,   5'000,     10'000,    25'000,    50'000,
    100'000, 250'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

class Meter {
 public:
  struct Answered {
    std::string_view pattern;
    std::string_view method;
    int status;
    std::int64_t duration_us;
    std::uint64_t bytes;
  };
  struct Series {
    std::string pattern;
    std::string method;
    int status = 0;
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
    std::uint64_t duration_us = 0;
    std::array<std::uint64_t, duration_us_bounds.size() + 1> classes{};
  };

  Meter() = default;
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  ~Meter();
  void count(const Answered& answered);
  // One for each pattern, method and status that was seen, in that order. What is counted
  // meanwhile may be in some figures and not yet in others.
  std::vector<Series> series() const;

 private:
  struct Node;
  static constexpr std::size_t heads = 256;
  Node& node(const Answered& answered);

  std::array<std::atomic<Node*>, heads> heads_{};
};

}  // namespace web

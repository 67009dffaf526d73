// A small source of chance that gives the same numbers on every machine.
#pragma once

#include <cmath>
#include <cstdint>

namespace solve {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // A source for one task among many, the same whichever thread does it.
  Random(std::uint64_t seed, std::uint64_t round, std::uint64_t task)
      : state_(seed * 0x9E3779B97F4A7C15U + round * 0xD1B54A32D192ED03U + task + 1) {
    next();
  }

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  // 0 to n - 1; n is at least 1.
  int below(int n) {
    return static_cast<int>(((next() >> 32) * static_cast<std::uint64_t>(n)) >> 32);
  }
  // More than 0, at most 1.
  double unit() { return static_cast<double>((next() >> 11) + 1) * 0x1.0p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace solve

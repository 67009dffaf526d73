// A small generator of numbers that gives the same sequence on every machine (splitmix64), which
// the distributions of the standard library do not promise. Whole numbers only.
#pragma once

#include <cstdint>
#include <string_view>

namespace county {

class Prng {
 public:
  explicit Prng(std::uint64_t seed) : state_(seed) {}

  // One generator for each name, so that a new school does not change its neighbours.
  static Prng of(std::uint64_t seed, std::string_view name) {
    std::uint64_t hash = 1469598103934665603ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
    for (const char letter : name) {
      hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    }
    return Prng(hash);
  }

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31);
  }

  // Both ends included. The slight bias of the remainder does not matter here.
  int between(int low, int high) {
    const auto width = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<int>(next() % width);
  }

 private:
  std::uint64_t state_;
};

}  // namespace county

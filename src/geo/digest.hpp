// A number of 64 bits that differs when bytes differ (FNV-1a). It finds damage and another version
// of a file; it is no protection against somebody who wants two files to look the same.
#pragma once

#include <cstdint>
#include <string_view>

namespace geo {

inline constexpr std::uint64_t digest_start = 14695981039346656037ULL;

// Of bytes after those that gave `before`.
inline std::uint64_t digest_of(std::string_view bytes, std::uint64_t before = digest_start) {
  std::uint64_t digest = before;
  for (const char byte : bytes) {
    digest = (digest ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
  }
  return digest;
}

}  // namespace geo

// Opens the port. Its errors are the first thing that somebody who installs Guildhall meets, so
// each says what to do.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.hpp"

namespace web {

// A listening socket; closed with this object unless released.
struct Listener {
  int descriptor = -1;
  bool is_v6 = false;

  Listener() = default;
  Listener(Listener&& other) noexcept
      : descriptor(std::exchange(other.descriptor, -1)), is_v6(other.is_v6) {}
  ~Listener();
  int release() { return std::exchange(descriptor, -1); }
};

// "127.0.0.1", "::1", "[::1]" or "localhost". Errors: address_in_use, address_invalid.
base::Result<Listener> open_listener(const std::string& address, std::uint16_t port);

}  // namespace web

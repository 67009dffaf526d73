// Addresses and networks, as settings name them and as clients come from them.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace web {

// "127.0.0.1" is a network of one address, "10.0.0.0/8" one of many. IPv4 stands in IPv6's
// ::ffff:0:0/96, so that a client is the same whichever way the system names it.
class Network {
 public:
  static std::optional<Network> parse(std::string_view text);
  bool contains(const Network& address) const;

 private:
  std::array<unsigned char, 16> bytes_{};
  int bits_ = 128;
};

// False for an address that cannot be read.
bool contains(const std::vector<Network>& networks, std::string_view address);

}  // namespace web

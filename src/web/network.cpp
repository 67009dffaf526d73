// Comparing the leading bits of addresses.
#include "web/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace web {

std::optional<Network> Network::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string address(text.substr(0, slash));
  Network made;
  int bits_max = 128;
  if (inet_pton(AF_INET6, address.c_str(), made.bytes_.data()) != 1) {
    if (inet_pton(AF_INET, address.c_str(), made.bytes_.data() + 12) != 1) return std::nullopt;
    made.bytes_[10] = made.bytes_[11] = 0xff;
    bits_max = 32;
  }
  if (slash == text.npos) return made;
  const auto bits = base::parse_integer(text.substr(slash + 1));
  if (!bits || *bits < 0 || *bits > bits_max) return std::nullopt;
  made.bits_ = static_cast<int>(*bits) + 128 - bits_max;
  return made;
}

bool Network::contains(const Network& address) const {
  for (int bit = 0; bit < bits_; ++bit) {
    const int mask = 0x80 >> (bit % 8);
    const auto at = static_cast<std::size_t>(bit / 8);
    if (((bytes_[at] ^ address.bytes_[at]) & mask) != 0) return false;
  }
  return true;
}

bool contains(const std::vector<Network>& networks, std::string_view address) {
  const auto found = Network::parse(address);
  return found && std::any_of(networks.begin(), networks.end(),
                              [&](const Network& network) { return network.contains(*found); });
}

}  // namespace web

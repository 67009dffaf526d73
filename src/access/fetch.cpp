// Addresses and forms, by their letters alone.
#include "access/fetch.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace guard {
namespace {

// The host of an address that has no user; "" where it cannot be read.
std::string_view host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == address.npos) return {};
  std::string_view host = address.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?"));
  const std::size_t bracket = host.starts_with('[') ? host.find(']') : 0;
  return bracket == host.npos ? "" : host.substr(0, host.find(':', bracket));
}

bool plain(char c) {
  return c > ' ' && c < 127 && std::string_view("\"#<>@\\^`{|}").find(c) == std::string_view::npos;
}

}  // namespace

bool is_loopback_address(std::string_view address) {
  const std::string_view host = host_of(address);
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_safe_address(std::string_view address) {
  if (address.size() > 2000 || !std::all_of(address.begin(), address.end(), plain)) return false;
  if (host_of(address).empty()) return false;
  return address.starts_with("https://") ||
         (address.starts_with("http://") && is_loopback_address(address));
}

std::string form_text(const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += std::string(name) + '=' + base::percent_encode(value);
  }
  return text;
}

}  // namespace guard

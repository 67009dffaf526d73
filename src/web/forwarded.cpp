// Reading what proxies say of a request.
#include "web/forwarded.hpp"

#include "base/text.hpp"

namespace web {

void believe_proxies(const std::vector<Network>& trusted, Request& request) {
  if (!contains(trusted, request.peer)) return;
  const auto scheme = request.headers.find("x-forwarded-proto");
  request.secure = scheme != request.headers.end() && base::trim(scheme->second) == "https";
  const auto chain = request.headers.find("x-forwarded-for");
  if (chain == request.headers.end()) return;
  const auto hops = base::split(chain->second, ',');
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    const std::string_view address = base::trim(*hop);
    // "10.0.0.0/8" is a network, and nobody comes from one.
    if (address.find('/') != address.npos || !Network::parse(address)) return;
    request.peer = address;
    if (!contains(trusted, address)) return;
  }
}

}  // namespace web

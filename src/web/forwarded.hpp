// Who a request comes from when proxies stand between: only those that are trusted are believed.
#pragma once

#include <string>
#include <vector>

#include "web/http.hpp"
#include "web/network.hpp"

namespace web {

// Takes the client's address from X-Forwarded-For, read from its end, where the nearest proxy
// wrote: the first address that is not a trusted proxy's. Takes TLS from X-Forwarded-Proto. Leaves
// the request as it is when `peer` is not trusted, and stops at whatever is no address.
void believe_proxies(const std::vector<Network>& trusted, Request& request);

}  // namespace web

// Whatever proxies and clients write, a client is an address: the peer, or one that was named.
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "web/forwarded.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const std::vector<web::Network> trusted = {*web::Network::parse("10.0.0.0/8"),
                                                    *web::Network::parse("::1")};
  for (const char* peer : {"10.0.0.1", "192.0.2.1"}) {
    web::Request request;
    request.peer = peer;
    request.headers["x-forwarded-for"] = bytes;
    request.headers["x-forwarded-proto"] = bytes;
    web::believe_proxies(trusted, request);
    CHECK(web::Network::parse(request.peer).has_value());
    CHECK(request.peer.find('/') == std::string::npos);
    CHECK(web::contains(trusted, peer) || (request.peer == peer && !request.secure));
  }
  return 0;
}

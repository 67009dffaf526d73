// Any header is cookies, some or none; what is a cookie can be set, and comes back the same. Any
// text is an address of this site or leads home.
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "web/cookies.hpp"
#include "web/redirect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto& [name, value] : web::parse_cookies(bytes)) {
    if (name.starts_with("__")) continue;
    web::Response response;
    web::set_cookie(response, name, value, 60, true);
    const std::string& sent = response.headers[0].second;
    web::Request request;
    request.secure = true;
    request.headers["cookie"] = sent.substr(0, sent.find(';'));
    CHECK(web::find_cookie(request, name) == value);
  }
  web::Request request;
  request.headers["cookie"] = bytes;
  request.headers["authorization"] = bytes;
  static_cast<void>(web::find_cookie(request, "session"));
  const auto token = web::bearer_token(request);
  CHECK(!token || token->find_first_of(" ,;\r\n") == token->npos);
  const web::Response away = web::redirect(bytes);
  const std::string& location = away.headers[0].second;
  CHECK(location.starts_with('/') && !location.starts_with("//"));
  CHECK(location.find_first_of("\\\t\r\n") == location.npos);
  return 0;
}

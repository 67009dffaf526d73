// Browsers read addresses more kindly than the standard: "\" is "/", line breaks are left out.
#include "web/redirect.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"

namespace web {

std::optional<std::string> local_path(std::string_view text) {
  if (!text.starts_with('/') || text.starts_with("//")) return std::nullopt;
  const auto plain = [](char c) { return c > ' ' && c < 0x7F && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), plain)) return std::nullopt;
  if (!parse_target(text.substr(0, text.find('#')))) return std::nullopt;
  return std::string(text);
}

std::string address_of(const Request& request) {
  std::string address;
  for (const std::string_view segment : base::split(request.path, '/')) {
    if (!segment.empty()) address.append("/").append(base::percent_encode(segment));
  }
  if (address.empty() || request.path.ends_with('/')) address += '/';
  return address + request.query.text();
}

Response redirect(std::string_view location, int status) {
  CHECK(status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.headers.emplace_back("Location", local_path(location).value_or("/"));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace web

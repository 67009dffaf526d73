// Cookies that only the server reads: HttpOnly, SameSite=Lax, for the whole site.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http.hpp"

namespace web {

// Names and values of a Cookie header, in the order given. Pairs that RFC 6265 does not know are
// left out: another program of the same host may have set them.
std::vector<std::pair<std::string_view, std::string_view>> parse_cookies(std::string_view header);

// The name by which the browser keeps a cookie: "__Host-NAME" where the request came by TLS, which
// no other host and no page without TLS can set.
std::string cookie_name(std::string_view name, bool secure);

// The value of our cookie `name`. Nothing when it came twice with different values: then somebody
// else set one of the two, and which one cannot be known.
std::optional<std::string_view> find_cookie(const Request& request, std::string_view name);

// CHECKs that name and value are what a cookie may hold: hexadecimal digits and base64url are.
// Without `max_age_s` the browser forgets it when it is closed. Replaces one of the same name.
void set_cookie(Response& response, std::string_view name, std::string_view value,
                std::optional<std::int64_t> max_age_s, bool secure);
void clear_cookie(Response& response, std::string_view name, bool secure);

}  // namespace web

// Leading a browser on to another address of this site, and to no other site.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace web {

// The text itself where it is an address of this site: a path with, perhaps, a query and a
// fragment, escaped as it is to be sent. Nothing for anything that a browser could take for an
// address elsewhere ("//other.example", "/\other.example", "https:...").
std::optional<std::string> local_path(std::string_view text);

// The address that was asked for, with its query: where to come back to after signing in.
std::string address_of(const Request& request);

// To be followed with GET. What is no address of this site becomes the home page, so that no
// address that somebody handed in ever leads away. `status` is 301, 302, 303, 307 or 308.
Response redirect(std::string_view location, int status = 303);

}  // namespace web

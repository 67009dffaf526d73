// What is asked of another server, what it answers, and which addresses may be asked. Nothing here
// knows a network: https.hpp does, and tests answer by themselves.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace guard {

struct HttpCall {
  std::string address;
  std::string form = {};  // what is posted, already encoded; "" is a GET
  std::string user = {};  // of HTTP Basic, already encoded; "" sends none
  std::string password = {};
};

struct HttpAnswer {
  int status = 0;
  std::string body;
};

// Error: provider_unreachable, whose detail says why. Also for an address that is not safe.
using Fetch = std::function<base::Result<HttpAnswer>(const HttpCall&)>;

// https:// with a host, or http:// with a host that is this very machine. Without a user, spaces,
// fragment, or signs that an address has to escape.
bool is_safe_address(std::string_view address);
bool is_loopback_address(std::string_view address);

// "a=b&c=d%26e", as forms and addresses carry it.
std::string form_text(const std::vector<std::pair<std::string_view, std::string_view>>& fields);

}  // namespace guard

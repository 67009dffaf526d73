// Asking another server over HTTPS, by libcurl: the certificate is always checked, no redirect is
// followed, no proxy of the environment is used, and neither time nor size is without a limit.
#pragma once

#include <cstddef>
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

struct HttpLimits {
  long connect_ms_max = 5000;
  long whole_ms_max = 10000;
  std::size_t body_bytes_max = 1U << 20;
};

// https:// with a host, or http:// with a host that is this very machine. Without a user, spaces,
// fragment, or signs that an address has to escape.
bool is_safe_address(std::string_view address);
bool is_loopback_address(std::string_view address);

// Error: provider_unreachable, whose detail says why. Also for an address that is not safe.
base::Result<HttpAnswer> ask(const HttpCall& call, const HttpLimits& limits);

// "a=b&c=d%26e", as forms and addresses carry it.
std::string form_text(const std::vector<std::pair<std::string_view, std::string_view>>& fields);
std::string percent_encoded(std::string_view text);

// How the rest of the room asks, so that a test can answer.
using Fetch = std::function<base::Result<HttpAnswer>(const HttpCall&)>;
Fetch network_fetch(const HttpLimits& limits = {});

}  // namespace guard

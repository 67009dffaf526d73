// Asking another server over HTTPS, by libcurl: the certificate is always checked, no redirect is
// followed, no proxy of the environment is used, and neither time nor size is without a limit.
#pragma once

#include <cstddef>

#include "access/fetch.hpp"

namespace guard {

struct HttpLimits {
  long connect_ms_max = 5000;
  long whole_ms_max = 10000;
  std::size_t body_bytes_max = 1U << 20;
};

base::Result<HttpAnswer> ask(const HttpCall& call, const HttpLimits& limits);
Fetch network_fetch(const HttpLimits& limits = {});

}  // namespace guard

// An error as programs read it: RFC 9457.
#pragma once

#include "base/result.hpp"
#include "web/http.hpp"

namespace web {

// application/problem+json: type (/help/errors#CODE), title, status, detail, code, and the field
// where one is at fault. `status` is that of the error table unless another is given.
Response problem(const base::Error& error, int status = 0);

}  // namespace web

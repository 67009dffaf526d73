// How a change by the API is asked for: only to be looked at, and on what was seen.
#pragma once

#include <string>

#include "web/http.hpp"

namespace web {

// ?dry_run=true. Whoever mistypes it would save what they only wanted to see. Error: bad_request.
base::Result<bool> dry_run_asked(const Request& request);
// "abc" of If-Match: "abc"; "" where it was not sent, or is *.
std::string version_asked(const Request& request);

}  // namespace web

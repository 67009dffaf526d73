// How a change by the API is asked for: only to be looked at, and on what was seen.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace web {

// ?dry_run=true. Whoever mistypes it would save what they only wanted to see. Error: bad_request.
base::Result<bool> dry_run_asked(const Request& request);
// "abc" of If-Match: "abc"; "" where it was not sent, or is *.
std::string version_asked(const Request& request);

// What was seen is not the newest any more; nobody said what was seen.
inline constexpr int status_version_gone = 412;
inline constexpr int status_version_wanted = 428;
// Saves over what was seen, whose number If-Match tells, and answers. A conflict is told as 412;
// where nothing was said, 428 with the error `code`.
base::Result<Response> saved_over_seen(const Request& request, std::string_view code,
                                       const std::function<base::Status(std::int64_t seen)>& save,
                                       const std::function<base::Result<Response>()>& answer);

// The whole number captured under that name in the address; 0 where it is none.
std::int64_t captured_number(const Request& request, const std::string& name);

}  // namespace web

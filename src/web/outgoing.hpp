// From what a handler answered to what goes out on the wire: entity tag, "not modified",
// compression, caching and security headers. Pure; runs on the worker, where its time belongs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "web/http.hpp"

namespace web {

// Cache-Control of an answer for one person that their program may keep and ask about again by its
// entity tag; without it, such an answer is kept by nobody.
inline constexpr const char* private_kept = "private, no-cache";

struct Outgoing {
  int status = 200;
  std::string head;  // status line and headers; without Connection and without the blank line
  std::string body;  // empty for HEAD and 304
};

struct Preparation {
  std::size_t compress_bytes_min = 1024;
  std::optional<std::int64_t> now_s;  // since 1970, for the header Date; left out without it
};

Outgoing prepare(const Request& request, Response response, const Preparation& how);

// How an error is answered where nobody made a page for it: its status, its message as plain text.
Response plain_error(const base::Error& error);

// "Not Found"
std::string_view status_text(int status);

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(std::int64_t seconds_since_1970);

}  // namespace web

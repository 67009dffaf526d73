// A request as handlers see it, and what they answer. No socket is known here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace web {

enum class Method { Get, Head, Post, Put, Patch, Delete };
std::string_view method_name(Method method);  // "GET"

// Decoded name=value pairs in the order given: of an address or of a form.
class NamedValues {
 public:
  std::optional<std::string_view> get(std::string_view name) const;  // the first of that name
  std::string_view get_or(std::string_view name, std::string_view otherwise) const;
  std::vector<std::string_view> all(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }
  void add(std::string name, std::string value) {
    pairs_.emplace_back(std::move(name), std::move(value));
  }

 protected:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

// What follows the question mark. Percent escapes that are broken and bytes that are not UTF-8 make
// the whole query invalid (bad_query).
class Query : public NamedValues {
 public:
  static base::Result<Query> parse(std::string_view raw);
  // "?a=1&b=2", escaped; "" when empty. `set` replaces or adds, an empty value takes away.
  std::string text() const;
  Query set(std::string_view name, std::string_view value) const;
};

// Nothing for broken escapes, bytes that are not UTF-8, and NUL.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

// What stands in the request line. Errors: bad_path (broken escape, NUL, "." or ".." as a segment,
// no leading slash), bad_query.
struct Target {
  std::string path;  // decoded
  Query query;
};
base::Result<Target> parse_target(std::string_view raw);

struct Caller;  // caller.hpp

struct Request {
  Method method = Method::Get;
  std::string path;  // decoded, "/schools/136302"
  Query query;
  std::map<std::string, std::string> captured;  // "{urn}" of the route pattern
  std::map<std::string, std::string> headers;   // names in lower case
  std::string body;
  std::string peer;      // the address of the client, as far as trusted proxies tell it
  bool secure = false;   // it came by TLS, says a trusted proxy
  std::uint64_t id = 0;  // counts the requests of this server, for the log
  std::string pattern;   // of the route that answers; "" before one was found
  // Who asks; null where nobody looked yet.
  std::shared_ptr<const Caller> caller;
};

// The value of a header, whatever its capitals; "" when it was not sent. Several of one name stand
// in one value, parted by commas (those of Cookie by semicolons).
std::string_view header(const Request& request, std::string_view name);
// The token of "Authorization: Bearer ..."; nothing for any other scheme or form.
std::optional<std::string_view> bearer_token(const Request& request);

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  // A body that never changes for this address (assets named by content hash).
  bool immutable = false;
  // Set when `body` is gzip already.
  bool gzipped = false;
  // What went wrong, for the log; never sent.
  std::string error_code;
  std::string error_detail;
};

}  // namespace web

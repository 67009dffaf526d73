// Builds the head of an answer and the body in the form that the client can read.
#include "web/outgoing.hpp"

#include <array>
#include <ctime>
#include <utility>

#include "base/check.hpp"
#include "base/errors.hpp"
#include "base/text.hpp"
#include "web/caller.hpp"
#include "web/compress.hpp"
#include "web/etag.hpp"

namespace web {
namespace {

// Our own assets are all that is ever inflated; this only bounds a mistake.
constexpr std::size_t inflated_bytes_max = 64 * 1024 * 1024;
// An answer to what was sent repeats it beside secrets: packed, its length could tell them.
constexpr std::size_t never = static_cast<std::size_t>(-1);

struct Default {
  std::string_view name;
  std::string_view value;
};

// Said with every answer, unless the handler says something else for its own. No script runs and
// nothing is loaded but what we serve ourselves, and no other site may frame our pages.
constexpr std::array<Default, 5> security_headers = {{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
}};

// Null where it is not there.
const std::string* find_header(const Response& response, std::string_view name) {
  for (const auto& header : response.headers) {
    if (base::equal_ignoring_case(header.first, name)) return &header.second;
  }
  return nullptr;
}
bool has_header(const Response& response, std::string_view name) {
  return find_header(response, name) != nullptr;
}

std::string_view request_header(const Request& request, const char* name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view() : std::string_view(found->second);
}

// Made for somebody who is signed in, or hands them a cookie.
bool is_for_one(const Request& request, const Response& response) {
  const Caller* caller = request.caller.get();
  return (caller != nullptr && (caller->signed_in || !caller->csrf.empty())) ||
         has_header(response, "Set-Cookie");
}

// A line break in a value would let a value write headers of its own.
void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  for (const char c : value) head += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  head += "\r\n";
}

// Formatting a date takes a microsecond; a thread does it once a second.
const std::string& date_text(std::int64_t now_s) {
  thread_local std::int64_t formatted_s = -1;
  thread_local std::string text;
  if (now_s != formatted_s) {
    text = http_date(now_s);
    formatted_s = now_s;
  }
  return text;
}

// What the answer says of itself beside the handler's own headers.
struct Facts {
  std::string tag;      // with quotation marks; empty: none
  bool packed = false;  // the body is gzip
  bool secure = false;  // it goes out by TLS
  bool alone = false;   // it is for whoever asked and for nobody else
  bool varies = false;  // it would be different for a client that reads (or cannot read) gzip
};

// Content-Length of a 304 would have to be that of the full answer; it may be left out.
bool has_length(int status) { return status != 304 && status != 204; }

std::string head_of(const Response& response, const Facts& facts,
                    std::optional<std::int64_t> now_s) {
  std::string head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(status_text(response.status)).append("\r\n");
  if (now_s) append_header(head, "Date", date_text(*now_s));
  append_header(head, "Server", "Guildhall");
  if (has_length(response.status)) {
    append_header(head, "Content-Type", response.content_type);
    append_header(head, "Content-Length", std::to_string(response.body.size()));
    if (facts.packed) append_header(head, "Content-Encoding", "gzip");
  }
  if (!facts.tag.empty()) append_header(head, "ETag", facts.tag);
  if (facts.varies) append_header(head, "Vary", "Accept-Encoding");
  if (!has_header(response, "Cache-Control")) {
    append_header(head, "Cache-Control",
                  facts.alone              ? "no-store, private"
                  : response.status >= 400 ? "no-store"
                  : response.immutable     ? "public, max-age=31536000, immutable"
                                           : "no-cache");
  }
  if (response.status == 405 && !has_header(response, "Allow")) {
    append_header(head, "Allow", "GET, HEAD");
  }
  if (response.status == 503 && !has_header(response, "Retry-After")) {
    append_header(head, "Retry-After", "5");
  }
  // A browser that came by TLS once is not to come without it again: RFC 6797.
  if (facts.secure) append_header(head, "Strict-Transport-Security", "max-age=31536000");
  for (const Default& header : security_headers) {
    if (!has_header(response, header.name)) append_header(head, header.name, header.value);
  }
  for (const auto& [name, value] : response.headers) append_header(head, name, value);
  return head;
}

bool is_worth_packing(const Response& response, std::size_t compress_bytes_min) {
  return response.body.size() >= compress_bytes_min && is_compressible(response.content_type) &&
         !has_header(response, "Content-Encoding");
}

// Packs or unpacks the body to what the client reads. False when a body called gzip is none.
bool negotiate(const Request& request, Response& response, std::size_t compress_bytes_min,
               Facts& facts) {
  const bool can_read = accepts_gzip(request_header(request, "accept-encoding"));
  if (response.gzipped) {
    facts.varies = true;
    facts.packed = can_read;
    if (can_read) return true;
    auto plain = gunzip(response.body, inflated_bytes_max);
    if (!plain) return false;
    response.body = std::move(*plain);
    return true;
  }
  facts.varies = is_worth_packing(response, compress_bytes_min);
  if (!facts.varies || !can_read) return true;
  std::string packed = gzip(response.body);
  facts.packed = packed.size() < response.body.size();
  if (facts.packed) response.body = std::move(packed);
  return true;
}

}  // namespace

Outgoing prepare(const Request& request, Response response, const Preparation& how) {
  Facts facts;
  facts.secure = request.secure;
  const bool read = request.method == Method::Get || request.method == Method::Head;
  facts.alone = !response.immutable && is_for_one(request, response);
  // What one program asks for again and again it may keep for itself, if the handler says so.
  const std::string* caching = find_header(response, "Cache-Control");
  const bool kept = !facts.alone || (caching != nullptr && *caching == private_kept);
  const bool tagged = read && response.status == 200 && kept && !has_header(response, "ETag");
  std::string tag;
  if (tagged) {
    tag = body_tag(response.body);
    if (names_tag(request_header(request, "if-none-match"), tag)) {
      // Which variant the client holds does not matter to it; it names what a new answer would be.
      facts.packed = (response.gzipped || is_worth_packing(response, how.compress_bytes_min)) &&
                     accepts_gzip(request_header(request, "accept-encoding"));
      response.status = 304;
    }
  }
  if (response.status == 304 || response.status == 204) {
    response.body.clear();
    facts.varies = tagged;
  } else if (!negotiate(request, response, read ? how.compress_bytes_min : never, facts)) {
    return prepare(request, plain_error(base::make_error("internal", "A stored page is damaged.")),
                   how);
  }
  if (tagged) facts.tag = '"' + tag + (facts.packed ? "-gzip\"" : "\"");
  std::string head = head_of(response, facts, how.now_s);
  if (request.method == Method::Head) response.body.clear();
  return {response.status, std::move(head), std::move(response.body)};
}

Response plain_error(const base::Error& error) {
  const base::ErrorRow* row = base::find_error(error.code);
  CHECK(row != nullptr);
  Response response;
  response.status = row->http_status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = error.message + "\n";
  response.error_code = error.code;
  return response;
}

std::string_view status_text(int status) {
  switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 507: return "Insufficient Storage";
    default: return "Other";
  }
}

std::string http_date(std::int64_t seconds_since_1970) {
  constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto two = [](int number) {
    return std::string{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
  };
  const std::time_t seconds = seconds_since_1970;
  std::tm utc = {};
  gmtime_r(&seconds, &utc);
  std::string text(days[static_cast<std::size_t>(utc.tm_wday)]);
  text.append(", ").append(two(utc.tm_mday)).append(" ");
  text.append(months[static_cast<std::size_t>(utc.tm_mon)]).append(" ");
  text.append(std::to_string(utc.tm_year + 1900)).append(" ").append(two(utc.tm_hour));
  text.append(":").append(two(utc.tm_min)).append(":").append(two(utc.tm_sec)).append(" GMT");
  return text;
}

}  // namespace web

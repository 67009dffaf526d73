// The grammar is that of RFC 6265, section 4.1.1.
#include "web/cookies.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"

namespace web {
namespace {

bool is_name(std::string_view name) {
  constexpr std::string_view separators = "()<>@,;:\\\"/[]?={}";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return c > ' ' && c < 0x7F && separators.find(c) == separators.npos;
  });
}

bool is_value(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
  });
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> parse_cookies(std::string_view header) {
  std::vector<std::pair<std::string_view, std::string_view>> cookies;
  for (std::string_view pair : base::split(header, ';')) {
    pair = base::trim(pair);
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) continue;
    const std::string_view name = pair.substr(0, equals);
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    if (is_name(name) && is_value(value)) cookies.emplace_back(name, value);
  }
  return cookies;
}

std::string cookie_name(std::string_view name, bool secure) {
  return (secure ? "__Host-" : "") + std::string(name);
}

std::optional<std::string_view> find_cookie(const Request& request, std::string_view name) {
  const std::string wanted = cookie_name(name, request.secure);
  std::optional<std::string_view> found;
  for (const auto& [key, value] : parse_cookies(header(request, "cookie"))) {
    if (key != wanted) continue;
    if (found && *found != value) return std::nullopt;
    found = value;
  }
  return found;
}

void set_cookie(Response& response, std::string_view name, std::string_view value,
                std::optional<std::int64_t> max_age_s, bool secure) {
  CHECK(is_name(name) && !base::starts_with_ignoring_case(name, "__"));
  CHECK(is_value(value));
  CHECK(!max_age_s || *max_age_s >= 0);
  const std::string start = cookie_name(name, secure) + "=";
  std::erase_if(response.headers, [&](const auto& one) {
    return one.first == "Set-Cookie" && one.second.starts_with(start);
  });
  std::string cookie = start;
  cookie.append(value).append("; Path=/; HttpOnly; SameSite=Lax");
  if (secure) cookie += "; Secure";
  if (max_age_s) cookie += "; Max-Age=" + std::to_string(*max_age_s);
  response.headers.emplace_back("Set-Cookie", std::move(cookie));
}

void clear_cookie(Response& response, std::string_view name, bool secure) {
  set_cookie(response, name, "", 0, secure);
}

}  // namespace web

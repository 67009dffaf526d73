// Looks at every route for every request: with some tens of routes that takes microseconds.
#include "web/router.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"

namespace web {
namespace {

bool is_capture(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// "/schools/{urn}.csv" would look like a capture and be none; better to say so at once.
bool is_sound_pattern(std::string_view pattern) {
  if (!pattern.starts_with('/')) return false;
  if (pattern == "/") return true;
  for (const std::string_view segment : base::split(pattern.substr(1), '/')) {
    if (segment.empty()) return false;
    if (segment.find_first_of("{}") != std::string_view::npos && !is_capture(segment)) return false;
  }
  return true;
}

bool matches(std::string_view pattern, const std::vector<std::string_view>& path) {
  std::size_t at = 0;
  for (const std::string_view segment : path) {
    if (at > pattern.size()) return false;
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    const std::string_view asked = pattern.substr(at, end - at);
    if (is_capture(asked) ? segment.empty() : asked != segment) return false;
    at = end + 1;
  }
  return at == pattern.size() + 1;
}

// Of two patterns that match the same path: the one that is fixed where they first differ.
bool is_better(std::string_view left, std::string_view right) {
  const auto left_segments = base::split(left, '/');
  const auto right_segments = base::split(right, '/');
  for (std::size_t i = 0; i < left_segments.size(); ++i) {
    const bool left_capture = is_capture(left_segments[i]);
    if (left_capture != is_capture(right_segments[i])) return !left_capture;
  }
  return false;
}

// Two patterns that differ only in the names of their captures match the same paths.
bool same_shape(std::string_view left, std::string_view right) {
  const auto left_segments = base::split(left, '/');
  const auto right_segments = base::split(right, '/');
  return std::equal(left_segments.begin(), left_segments.end(), right_segments.begin(),
                    right_segments.end(), [](std::string_view a, std::string_view b) {
                      return a == b || (is_capture(a) && is_capture(b));
                    });
}

}  // namespace

void Router::add(Route route) {
  CHECK(is_sound_pattern(route.pattern));
  CHECK(!route.help.empty());
  CHECK(route.handler != nullptr);
  CHECK(route.method != Method::Head);
  CHECK((route.kind == RouteKind::Form) == (route.method == Method::Post) ||
        route.kind == RouteKind::Api);
  CHECK((route.kind == RouteKind::Api) == (route.api != nullptr));
  for (const Route& other : routes_) {
    if (!same_shape(other.pattern, route.pattern)) continue;
    CHECK(other.pattern == route.pattern);
    CHECK(other.method != route.method);
  }
  const auto target = parse_target(route.example);
  CHECK(target.ok());
  CHECK(matches(route.pattern, base::split(target.value().path, '/')));
  routes_.push_back(std::move(route));
}

void Router::api(Route route, ApiOperation operation) {
  route.pattern.insert(0, api_root);
  route.example.insert(0, api_root);
  route.kind = RouteKind::Api;
  route.api = std::make_shared<const ApiOperation>(std::move(operation));
  add(std::move(route));
}

void Router::get(std::string pattern, std::string help, std::string example, Handler handler) {
  get(std::move(pattern), std::move(help), std::move(example), Audience::Reader,
      std::move(handler));
}

void Router::get(std::string pattern, std::string help, std::string example, Audience audience,
                 Handler handler) {
  add({.pattern = std::move(pattern),
       .help = std::move(help),
       .example = std::move(example),
       .audience = audience,
       .handler = std::move(handler)});
}

void Router::post(std::string pattern, std::string help, std::string example,
                  std::string example_body, Audience audience, Handler handler) {
  add({.method = Method::Post,
       .pattern = std::move(pattern),
       .help = std::move(help),
       .example = std::move(example),
       .example_body = std::move(example_body),
       .audience = audience,
       .kind = RouteKind::Form,
       .handler = std::move(handler)});
}

const std::string* Router::best_pattern(std::string_view path) const {
  const auto segments = base::split(path, '/');
  const std::string* best = nullptr;
  for (const Route& route : routes_) {
    if (!matches(route.pattern, segments)) continue;
    if (best == nullptr || is_better(route.pattern, *best)) best = &route.pattern;
  }
  return best;
}

const Route* Router::find(Method method, std::string_view path) const {
  const std::string* pattern = best_pattern(path);
  return pattern == nullptr ? nullptr : route_of(method, *pattern);
}

const Route* Router::route_of(Method method, std::string_view pattern) const {
  if (method == Method::Head) method = Method::Get;
  const auto found = std::find_if(routes_.begin(), routes_.end(), [&](const Route& route) {
    return route.method == method && route.pattern == pattern;
  });
  return found == routes_.end() ? nullptr : &*found;
}

std::string Router::allowed(std::string_view path) const {
  std::string methods;
  const std::string* pattern = best_pattern(path);
  for (const Route& route : routes_) {
    if (pattern == nullptr || route.pattern != *pattern) continue;
    if (!methods.empty()) methods += ", ";
    methods += method_name(route.method);
    if (route.method == Method::Get) methods += ", HEAD";
  }
  return methods;
}

base::Result<const Route*> Router::choose(Request& request) const {
  const std::string* pattern = best_pattern(request.path);
  if (pattern == nullptr) {
    return base::make_error("not_found",
                            "There is no page at this address. Check the link, or start from the "
                            "home page.",
                            {}, request.path);
  }
  request.pattern = *pattern;
  const Route* route = route_of(request.method, *pattern);
  if (route == nullptr) {
    const std::string methods = allowed(request.path);
    return base::make_error("method_not_allowed",
                            methods == "GET, HEAD"
                                ? "This page can be read, but nothing can be sent to it."
                                : "This address is only for the methods " + methods + ".",
                            {}, request.path);
  }
  const auto names = base::split(*pattern, '/');
  const auto path = base::split(request.path, '/');
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!is_capture(names[i])) continue;
    request.captured[std::string(names[i].substr(1, names[i].size() - 2))] = path[i];
  }
  return route;
}

base::Result<Response> Router::answer(Request& request) const {
  const Route* route = TRY(choose(request));
  return route->handler(request);
}

}  // namespace web

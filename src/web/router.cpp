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
  const auto segments = base::split(pattern, '/');
  if (segments.size() != path.size()) return false;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (is_capture(segments[i]) ? path[i].empty() : segments[i] != path[i]) return false;
  }
  return true;
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

void Router::get(std::string pattern, std::string help, std::string example, Handler handler) {
  CHECK(is_sound_pattern(pattern));
  CHECK(!help.empty());
  CHECK(handler != nullptr);
  for (const Route& route : routes_) CHECK(!same_shape(route.pattern, pattern));
  const auto target = parse_target(example);
  CHECK(target.ok());
  CHECK(matches(pattern, base::split(target.value().path, '/')));
  routes_.push_back({std::move(pattern), std::move(help), std::move(handler), std::move(example)});
}

const Route* Router::find(std::string_view path) const {
  const auto segments = base::split(path, '/');
  const Route* best = nullptr;
  for (const Route& route : routes_) {
    if (!matches(route.pattern, segments)) continue;
    if (best == nullptr || is_better(route.pattern, best->pattern)) best = &route;
  }
  return best;
}

base::Result<Response> Router::answer(Request& request) const {
  const Route* route = find(request.path);
  if (route == nullptr) {
    return base::make_error("not_found",
                            "There is no page at this address. Check the link, or start from the "
                            "home page.",
                            {}, request.path);
  }
  request.pattern = route->pattern;
  if (request.method == Method::Post) {
    return base::make_error("method_not_allowed",
                            "This page can be read, but nothing can be sent to it.", {},
                            request.path);
  }
  const auto pattern = base::split(route->pattern, '/');
  const auto path = base::split(request.path, '/');
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!is_capture(pattern[i])) continue;
    request.captured[std::string(pattern[i].substr(1, pattern[i].size() - 2))] = path[i];
  }
  return route->handler(request);
}

}  // namespace web

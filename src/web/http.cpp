// Percent coding and queries: the first thing that reads what a stranger sent.
#include "web/http.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace web {

std::string_view method_name(Method method) {
  switch (method) {
    case Method::Get: return "GET";
    case Method::Head: return "HEAD";
    case Method::Post: return "POST";
    case Method::Put: return "PUT";
    case Method::Patch: return "PATCH";
    case Method::Delete: break;
  }
  return "DELETE";
}
namespace {

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

// A NUL is valid UTF-8, but no name holds one and PostgreSQL would refuse it as text.
bool is_plain_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && base::is_utf8(text);
}

base::Error bad_query(std::string_view pair) {
  return base::make_error("bad_query",
                          "The part of the address after the question mark cannot be read: a "
                          "percent sign must be followed by two hexadecimal digits, and the text "
                          "must be UTF-8. Check the link, or start from the home page.",
                          {}, std::string(pair));
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (!is_plain_text(decoded)) return std::nullopt;
  return decoded;
}

base::Result<Query> Query::parse(std::string_view raw) {
  Query query;
  if (raw.empty()) return query;
  for (const std::string_view pair : base::split(raw, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return bad_query(pair);
    query.pairs_.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

std::optional<std::string_view> NamedValues::get(std::string_view name) const {
  for (const auto& [key, value] : pairs_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view NamedValues::get_or(std::string_view name, std::string_view otherwise) const {
  return get(name).value_or(otherwise);
}

std::vector<std::string_view> NamedValues::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : pairs_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::string Query::text() const {
  std::string text;
  for (const auto& [key, value] : pairs_) {
    text += text.empty() ? '?' : '&';
    text += base::percent_encode(key) + '=' + base::percent_encode(value);
  }
  return text;
}

Query Query::set(std::string_view name, std::string_view value) const {
  Query changed;
  bool placed = value.empty();
  for (const auto& pair : pairs_) {
    if (pair.first != name) {
      changed.pairs_.push_back(pair);
    } else if (!placed) {
      changed.pairs_.emplace_back(name, value);
      placed = true;
    }
  }
  if (!placed) changed.pairs_.emplace_back(name, value);
  return changed;
}

std::string_view header(const Request& request, std::string_view name) {
  const auto found = request.headers.find(base::lower_ascii(name));
  return found == request.headers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::string_view> bearer_token(const Request& request) {
  constexpr std::string_view scheme = "bearer ";
  std::string_view value = header(request, "authorization");
  if (!base::starts_with_ignoring_case(value, scheme)) return std::nullopt;
  value = base::trim(value.substr(scheme.size()));
  // RFC 6750: letters, digits, a few signs, and only at the end any number of "=".
  const std::string_view body = value.substr(0, value.find_last_not_of('=') + 1);
  const auto fits = [](char c) { return base::is_unreserved(c) || c == '+' || c == '/'; };
  if (body.empty() || !std::all_of(body.begin(), body.end(), fits)) return std::nullopt;
  return value;
}

base::Result<Target> parse_target(std::string_view raw) {
  const std::size_t question = std::min(raw.find('?'), raw.size());
  auto path = percent_decode(raw.substr(0, question), false);
  bool plain = path.has_value() && path->starts_with('/');
  if (plain) {
    for (const std::string_view segment : base::split(*path, '/')) {
      if (segment == "." || segment == "..") plain = false;
    }
  }
  if (!plain) {
    return base::make_error("bad_path",
                            "The address cannot be read: it must start with a slash, hold no "
                            "\"..\" and no broken percent escape. Check the link, or start from "
                            "the home page.",
                            {}, std::string(raw.substr(0, question)));
  }
  Query query = TRY(Query::parse(raw.substr(std::min(question + 1, raw.size()))));
  return Target{std::move(*path), std::move(query)};
}

}  // namespace web

// Media types and urlencoded forms; multipart.cpp has the other form of forms.
#include "web/form_data.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "web/multipart.hpp"

namespace web {
namespace {

bool is_token(std::string_view text) {
  constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           signs.find(c) != signs.npos;
  });
}

bool is_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != text.npos && is_token(text.substr(0, slash)) && is_token(text.substr(slash + 1));
}

// Takes a value, in quotation marks or plain, from the front of `rest`.
std::optional<std::string> take_value(std::string_view& rest) {
  if (!rest.starts_with('"')) {
    const std::string_view token = rest.substr(0, rest.find_first_of("; \t"));
    rest.remove_prefix(token.size());
    return is_token(token) ? std::optional(std::string(token)) : std::nullopt;
  }
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return value;
    }
    if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
    value += rest[i];
  }
  return std::nullopt;
}

bool is_utf8_charset(const MediaType& type) {
  const auto charset = type.parameter("charset");
  return !charset || base::equal_ignoring_case(*charset, "utf-8");
}

base::Error bad_pair(std::size_t number) {
  return base::make_error("bad_form",
                          "The form cannot be read: its field " + std::to_string(number) +
                              " has no name, a broken percent escape, or text that is not UTF-8.");
}

base::Result<FormData> read_urlencoded(std::string_view body, const FormLimits& limits) {
  FormData form;
  if (body.empty()) return form;
  std::size_t number = 0;
  while (!body.empty()) {
    const std::string_view pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
    if (pair.empty()) continue;
    if (++number > limits.parts_max) return too_many_parts(limits);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    // An escape takes three bytes for one; what is longer than that is too long whatever it says.
    if (pair.size() - equals > 3 * limits.field_bytes_max + 1) return field_too_long({}, limits);
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || name->empty() || !value) return bad_pair(number);
    if (value->size() > limits.field_bytes_max || name->size() > limits.field_bytes_max) {
      return field_too_long(*name, limits);
    }
    form.add(std::move(*name), std::move(*value));
  }
  return form;
}

}  // namespace

const Upload* FormData::file(std::string_view field) const {
  for (const Upload& one : files_) {
    if (one.field == field) return &one;
  }
  return nullptr;
}

std::optional<std::string_view> MediaType::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::optional<MediaType> parse_media_type(std::string_view text) {
  MediaType found;
  std::string_view rest = base::trim(text);
  const std::string_view type = base::trim(rest.substr(0, rest.find(';')));
  if (!is_type(type)) return std::nullopt;
  found.type = base::lower_ascii(type);
  rest.remove_prefix(std::min(rest.find(';'), rest.size()));
  while (!rest.empty()) {
    if (!rest.starts_with(';')) return std::nullopt;
    rest = base::trim(rest.substr(1));
    if (rest.empty() || rest.starts_with(';')) continue;
    const std::size_t equals = std::min(rest.find('='), rest.size());
    std::string name = base::lower_ascii(rest.substr(0, equals));
    rest.remove_prefix(std::min(equals + 1, rest.size()));
    auto value = take_value(rest);
    if (!is_token(name) || !value || found.parameter(name)) return std::nullopt;
    found.parameters.emplace_back(std::move(name), std::move(*value));
    rest = base::trim(rest);
  }
  return found;
}

base::Result<FormData> read_form(const Request& request, const FormLimits& limits) {
  const auto type = parse_media_type(header(request, "content-type"));
  if (type && is_utf8_charset(*type)) {
    if (type->type == "application/x-www-form-urlencoded") {
      return read_urlencoded(request.body, limits);
    }
    if (type->type == "multipart/form-data") {
      const std::string boundary(type->parameter("boundary").value_or(""));
      return read_multipart(request.body, boundary, limits);
    }
  }
  return base::make_error("unknown_media_type",
                          "This address takes forms as a browser sends them in UTF-8: "
                          "application/x-www-form-urlencoded or multipart/form-data.",
                          "Content-Type");
}

base::Result<base::Date> date_field(const NamedValues& typed, std::string_view name,
                                    base::Date otherwise) {
  const std::string_view text = base::trim(typed.get_or(name, ""));
  if (text.empty()) return otherwise;
  if (const auto date = base::Date::parse(text)) return *date;
  return base::make_error(
      "bad_date",
      "\"" + std::string(text) + "\" is not a date. Write it as 24 May 2025 or 2025-05-24.",
      std::string(name));
}

}  // namespace web

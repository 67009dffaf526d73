// Reading JSON that a stranger sent: a value that can only be read, and errors that say where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "web/http.hpp"
#include "web/json.hpp"

namespace web {

struct JsonLimits {
  std::size_t depth_max = 32;
  std::size_t bytes_max = 1024 * 1024;
};

// A value within a document, which lives as long as one of its values. What is asked for must be
// there and of that kind, else the error is bad_member and its `field` the path of the value.
class Json {
 public:
  // Stricter than the standard: no name twice in an object, no NUL in a text, texts in UTF-8.
  // Errors: bad_json (line and column are in the message), body_too_large.
  static base::Result<Json> parse(std::string_view text, const JsonLimits& limits = {});

  bool is_null() const;
  // "members[2].urn"; "" for the whole document.
  const std::string& path() const { return path_; }

  base::Result<std::string> text() const;
  base::Result<std::int64_t> whole() const;  // of 64 bits, written without a fraction
  base::Result<double> number() const;       // any number
  base::Result<bool> truth() const;
  base::Result<std::vector<Json>> elements() const;  // of an array

  base::Result<std::vector<std::string>> names() const;  // of an object's members, sorted

  // A member of an object, which may be null but must be there.
  base::Result<Json> at(std::string_view name) const;
  // The same; nothing when it is not there or null.
  base::Result<std::optional<Json>> maybe(std::string_view name) const;
  // A member that may be left out, or be null. Dates are written 2025-05-24; error bad_date.
  base::Result<std::string> text_or(std::string_view name, std::string_view otherwise) const;
  base::Result<bool> truth_or(std::string_view name, bool otherwise) const;
  base::Result<base::Date> date_or(std::string_view name, base::Date otherwise) const;
  base::Result<std::optional<base::Date>> maybe_date(std::string_view name) const;
  // That the object has no other members: a name mistyped must not be passed over.
  base::Status only(std::initializer_list<std::string_view> names) const;

  // The value as it is, with the members of objects sorted.
  void write(JsonWriter& json) const;

 private:
  struct Node;
  friend class JsonBuilder;
  Json(std::shared_ptr<const Node> node, std::string path)
      : node_(std::move(node)), path_(std::move(path)) {}
  base::Error other_kind(std::string_view wanted) const;
  Json child(const Node& node, std::string path) const;
  static void write(JsonWriter& json, const Node& node);

  std::shared_ptr<const Node> node_;
  std::string path_;
};

// The body of a request. Errors: unknown_media_type where it is not sent as application/json (which
// no form of another site can do), and those of parse().
base::Result<Json> read_json(const Request& request, const JsonLimits& limits = {});

}  // namespace web

// A JSON object that came from outside, read by jansson: the library in which cjose reads headers
// and keys, so that both read the same. An object that names a member twice is refused.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct json_t;

namespace guard {

class JsonObject {
 public:
  // Nothing where the text is no JSON object.
  static std::optional<JsonObject> parse(std::string_view text);

  bool has(std::string_view name) const;
  // "" where there is none, or it is no text.
  std::string text(std::string_view name) const;
  // A whole second is enough of a NumericDate (RFC 7519 section 2).
  std::optional<std::int64_t> seconds(std::string_view name) const;
  // true, and the ways in which providers write it: 1, "1", "true".
  bool truth(std::string_view name) const;
  // The texts of a list, or the one text; nothing where something else is among them.
  std::optional<std::vector<std::string>> texts(std::string_view name) const;
  // The objects of a list; whatever else is in it is left out.
  std::vector<JsonObject> objects(std::string_view name) const;

 private:
  explicit JsonObject(std::shared_ptr<json_t> json) : json_(std::move(json)) {}
  json_t* member(std::string_view name) const;
  std::shared_ptr<json_t> json_;
};

}  // namespace guard

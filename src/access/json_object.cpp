// The only file that knows jansson.
#include "access/json_object.hpp"

#include <jansson.h>

#include <cmath>

namespace guard {
namespace {

std::string text_of(const json_t* json) {
  if (!json_is_string(json)) return {};
  return {json_string_value(json), json_string_length(json)};
}

}  // namespace

std::optional<JsonObject> JsonObject::parse(std::string_view text) {
  json_error_t error;
  std::shared_ptr<json_t> json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, &error),
                               [](json_t* owned) { json_decref(owned); });
  if (!json_is_object(json.get())) return std::nullopt;
  return JsonObject(std::move(json));
}

json_t* JsonObject::member(std::string_view name) const {
  return json_object_get(json_.get(), std::string(name).c_str());
}

bool JsonObject::has(std::string_view name) const { return member(name) != nullptr; }

std::string JsonObject::text(std::string_view name) const { return text_of(member(name)); }

std::optional<std::int64_t> JsonObject::seconds(std::string_view name) const {
  const json_t* json = member(name);
  if (!json_is_number(json)) return std::nullopt;
  const double number = json_number_value(json);
  if (!(number >= 0 && number < 1e12)) return std::nullopt;
  return static_cast<std::int64_t>(std::floor(number));
}

bool JsonObject::truth(std::string_view name) const {
  const json_t* json = member(name);
  if (json_is_integer(json)) return json_integer_value(json) == 1;
  const std::string word = text_of(json);
  return json_is_true(json) || word == "1" || word == "true";
}

std::optional<std::vector<std::string>> JsonObject::texts(std::string_view name) const {
  const json_t* json = member(name);
  if (json_is_string(json)) return std::vector{text_of(json)};
  if (!json_is_array(json)) return std::nullopt;
  std::vector<std::string> found;
  for (std::size_t i = 0; i < json_array_size(json); ++i) {
    const json_t* each = json_array_get(json, i);
    if (!json_is_string(each)) return std::nullopt;
    found.push_back(text_of(each));
  }
  return found;
}

std::vector<JsonObject> JsonObject::objects(std::string_view name) const {
  std::vector<JsonObject> found;
  const json_t* json = member(name);
  for (std::size_t i = 0; i < json_array_size(json); ++i) {
    json_t* each = json_array_get(json, i);
    // Lives as long as the whole does.
    if (json_is_object(each)) found.push_back(JsonObject(std::shared_ptr<json_t>(json_, each)));
  }
  return found;
}

}  // namespace guard

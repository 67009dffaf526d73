// Reading what strangers send by nlohmann's lexer and grammar, within our own limits.
#include "web/json_read.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <variant>

#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "web/form_data.hpp"

namespace web {

struct Json::Node {
  using Array = std::vector<Node>;
  // A tree: no names, however they are chosen, make it slow.
  using Object = std::map<std::string, std::unique_ptr<Node>, std::less<>>;
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value;
};

namespace {

// Goes over the text and notes how far the reader has come.
class Tracker {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Tracker(const char* at, const char** reached) : at_(at), reached_(reached) {}
  reference operator*() const { return *at_; }
  Tracker& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  bool operator==(const Tracker& other) const { return at_ == other.at_; }
  bool operator!=(const Tracker& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** reached_;
};

// "line 3, column 14", counted in characters.
std::string place_of(std::string_view read) {
  const std::size_t lines =
      1 + static_cast<std::size_t>(std::count(read.begin(), read.end(), '\n'));
  const std::string_view line = read.substr(read.find_last_of('\n') + 1);
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  const auto column = std::count_if(line.begin(), line.end(), begins);
  return "line " + std::to_string(lines) + ", column " +
         std::to_string(std::max<std::ptrdiff_t>(column, 1));
}

std::string member_path(const std::string& path, std::string_view name) {
  return (path.empty() ? "" : path + ".") + std::string(name);
}

}  // namespace

// Takes what nlohmann's parser finds and builds the tree; false from any function stops it.
class JsonBuilder {
 public:
  JsonBuilder(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  base::Result<Json> build() {
    const char* end = text_.data() + text_.size();
    reached_ = text_.data();
    const bool read =
        nlohmann::json::sax_parse(Tracker(text_.data(), &reached_), Tracker(end, &reached_), this);
    if (error_) return std::move(*error_);
    CHECK(read && open_.empty());
    return Json(std::move(root_), "");
  }

  // The functions that the parser calls.
  bool null() { return put(nullptr); }
  bool boolean(bool truth) { return put(truth); }
  bool number_integer(std::int64_t number) { return put(number); }
  bool number_unsigned(std::uint64_t number) {
    // What is larger than 64 bits hold is a number like 1e30: of some digits only.
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return put(static_cast<double>(number));
    }
    return put(static_cast<std::int64_t>(number));
  }
  bool number_float(double number, const std::string&) { return put(number); }
  bool string(std::string& text) {
    if (text.find('\0') != text.npos) return refuse("the text holds the character U+0000");
    return put(std::move(text));
  }
  bool binary(nlohmann::json::binary_t&) { return refuse("JSON knows no bytes"); }
  bool start_object(std::size_t) { return open(Json::Node::Object()); }
  bool start_array(std::size_t) { return open(Json::Node::Array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    auto& object = std::get<Json::Node::Object>(open_.back()->value);
    if (name.find('\0') != name.npos) return refuse("the name holds the character U+0000");
    const auto [place, is_new] = object.try_emplace(name, nullptr);
    if (!is_new) return refuse("the object has two members \"" + name + "\"");
    place->second = std::make_unique<Json::Node>();
    next_ = place->second.get();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
    const bool too_large = error.id == 406;  // nlohmann's number for "number overflow"
    return refuse(too_large ? "the number is larger than can be kept" : "this is not JSON",
                  error.what());
  }

 private:
  bool refuse(const std::string& what, std::string detail = {}) {
    const auto read = static_cast<std::size_t>(reached_ - text_.data());
    error_ = base::make_error("bad_json",
                              "The body of the request cannot be read: at " +
                                  place_of(text_.substr(0, read)) + ", " + what + ".",
                              {}, std::move(detail));
    return false;
  }

  // Where the next value belongs: behind its name, at the end of its array, or at the top.
  Json::Node& place() {
    if (open_.empty()) {
      root_ = std::make_shared<Json::Node>();
      return *root_;
    }
    if (auto* array = std::get_if<Json::Node::Array>(&open_.back()->value)) {
      return array->emplace_back();
    }
    return *next_;
  }

  template <typename Value>
  bool put(Value&& value) {
    place().value = std::forward<Value>(value);
    return true;
  }

  template <typename Value>
  bool open(Value&& empty) {
    if (open_.size() >= limits_.depth_max) {
      return refuse("values lie more than " + std::to_string(limits_.depth_max) + " deep");
    }
    Json::Node& node = place();
    node.value = std::forward<Value>(empty);
    open_.push_back(&node);  // stays where it is: its parent takes nothing while it is open
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  const JsonLimits& limits_;
  const char* reached_ = nullptr;
  std::shared_ptr<Json::Node> root_;
  std::vector<Json::Node*> open_;
  Json::Node* next_ = nullptr;
  std::optional<base::Error> error_;
};

base::Result<Json> Json::parse(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes_max) {
    return base::make_error("body_too_large", "The JSON is longer than " +
                                                  std::to_string(limits.bytes_max) +
                                                  " bytes. Send less at once.");
  }
  return JsonBuilder(text, limits).build();
}

bool Json::is_null() const { return std::holds_alternative<std::nullptr_t>(node_->value); }

base::Error Json::other_kind(std::string_view wanted) const {
  constexpr std::string_view kinds[] = {"null",   "true or false", "a whole number", "a number",
                                        "a text", "an array",      "an object"};
  return base::make_error("bad_member",
                          (path_.empty() ? "The body" : "The member \"" + path_ + "\"") +
                              " must be " + std::string(wanted) + ", and is " +
                              std::string(kinds[node_->value.index()]) + ".",
                          path_);
}

Json Json::child(const Node& node, std::string path) const {
  return Json(std::shared_ptr<const Node>(node_, &node), std::move(path));
}

base::Result<std::string> Json::text() const {
  const auto* text = std::get_if<std::string>(&node_->value);
  if (text == nullptr) return other_kind("a text");
  return *text;
}

base::Result<std::int64_t> Json::whole() const {
  const auto* number = std::get_if<std::int64_t>(&node_->value);
  if (number == nullptr) return other_kind("a whole number");
  return *number;
}

base::Result<double> Json::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&node_->value)) {
    return static_cast<double>(*whole);
  }
  const auto* number = std::get_if<double>(&node_->value);
  if (number == nullptr) return other_kind("a number");
  return *number;
}

base::Result<bool> Json::truth() const {
  const auto* truth = std::get_if<bool>(&node_->value);
  if (truth == nullptr) return other_kind("true or false");
  return *truth;
}

base::Result<std::vector<Json>> Json::elements() const {
  const auto* array = std::get_if<Node::Array>(&node_->value);
  if (array == nullptr) return other_kind("an array");
  std::vector<Json> elements;
  elements.reserve(array->size());
  for (const Node& node : *array) {
    elements.push_back(child(node, path_ + "[" + std::to_string(elements.size()) + "]"));
  }
  return elements;
}

base::Result<std::vector<std::string>> Json::names() const {
  const auto* object = std::get_if<Node::Object>(&node_->value);
  if (object == nullptr) return other_kind("an object");
  std::vector<std::string> names;
  for (const auto& [name, node] : *object) names.push_back(name);
  return names;
}

base::Result<Json> Json::at(std::string_view name) const {
  const auto* object = std::get_if<Node::Object>(&node_->value);
  if (object == nullptr) return other_kind("an object");
  const auto found = object->find(name);
  std::string path = member_path(path_, name);
  if (found == object->end()) {
    return base::make_error("bad_member", "The member \"" + path + "\" is missing.", path);
  }
  return child(*found->second, std::move(path));
}

base::Result<std::optional<Json>> Json::maybe(std::string_view name) const {
  const auto* object = std::get_if<Node::Object>(&node_->value);
  if (object == nullptr) return other_kind("an object");
  const auto found = object->find(name);
  if (found == object->end()) return std::optional<Json>();
  Json member = child(*found->second, member_path(path_, name));
  return member.is_null() ? std::optional<Json>() : std::optional<Json>(std::move(member));
}

base::Result<std::string> Json::text_or(std::string_view name, std::string_view otherwise) const {
  const auto found = TRY(maybe(name));
  return found ? found->text() : base::Result<std::string>(std::string(otherwise));
}

base::Result<bool> Json::truth_or(std::string_view name, bool otherwise) const {
  const auto found = TRY(maybe(name));
  return found ? found->truth() : base::Result<bool>(otherwise);
}

base::Result<base::Date> Json::date_or(std::string_view name, base::Date otherwise) const {
  return TRY(maybe_date(name)).value_or(otherwise);
}

base::Result<std::optional<base::Date>> Json::maybe_date(std::string_view name) const {
  const std::string text = TRY(text_or(name, ""));
  if (text.empty()) return std::optional<base::Date>();
  if (const auto date = base::Date::from_iso(text)) return date;
  return base::make_error("bad_date", "\"" + text + "\" is not a date. Write it as 2025-05-24.",
                          std::string(name));
}

base::Status Json::only(std::initializer_list<std::string_view> names) const {
  const auto* object = std::get_if<Node::Object>(&node_->value);
  if (object == nullptr) return other_kind("an object");
  for (const auto& [name, node] : *object) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string path = member_path(path_, name);
    return base::make_error("bad_member", "There is no member \"" + path + "\" here.", path);
  }
  return {};
}

void Json::write(JsonWriter& json) const { write(json, *node_); }

void Json::write(JsonWriter& json, const Node& node) {
  if (const auto* array = std::get_if<Node::Array>(&node.value)) {
    json.begin_array();
    for (const Node& element : *array) write(json, element);
    json.end_array();
  } else if (const auto* object = std::get_if<Node::Object>(&node.value)) {
    json.begin_object();
    for (const auto& [name, member] : *object) {
      json.key(name);
      write(json, *member);
    }
    json.end_object();
  } else {
    std::visit(
        [&json](const auto& leaf) {
          if constexpr (requires { json.value(leaf); }) json.value(leaf);
        },
        node.value);
  }
}

base::Result<Json> read_json(const Request& request, const JsonLimits& limits) {
  const auto type = parse_media_type(header(request, "content-type"));
  if (!type || type->type != "application/json") {
    return base::make_error("unknown_media_type", "This address takes application/json.",
                            "Content-Type");
  }
  return Json::parse(request.body, limits);
}

}  // namespace web

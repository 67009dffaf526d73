// Writes JSON from first to last, straight into a string. It cannot write anything that is not
// JSON: wrong nesting stops the program, bytes that are not UTF-8 become U+FFFD, and a number
// that JSON does not know (infinity) becomes null.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace web {

// `text` within quotation marks, escaped.
std::string json_quoted(std::string_view text);

class JsonWriter {
 public:
  enum class Layout { Compact, Indented };  // Indented: for people, two spaces a level
  explicit JsonWriter(Layout layout = Layout::Compact) : indented_(layout == Layout::Indented) {}

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(std::int64_t number);
  void value(std::size_t number);
  void value(int number) { value(static_cast<std::int64_t>(number)); }
  void value(double number);  // shortest text that reads back the same, never with an exponent
  void value(bool truth);
  void value(std::nullptr_t);
  template <typename T>
  void value(const std::optional<T>& maybe) {
    maybe ? value(*maybe) : value(nullptr);
  }

  template <typename T>
  void member(std::string_view name, const T& member_value) {
    key(name);
    value(member_value);
  }

  // The whole text; CHECKs that everything begun is ended. Indented text ends with a newline.
  std::string take();

 private:
  enum class Kind { Object, Array };
  struct Level {
    Kind kind;
    bool empty = true;
  };
  void before_value();
  void new_line();
  void begin(Kind kind, char bracket);
  void end(Kind kind, char bracket);

  std::string text_;
  std::vector<Level> levels_;
  bool indented_;
  bool key_given_ = false;
  bool complete_ = false;
};

}  // namespace web

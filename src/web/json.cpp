// The writer keeps a stack of what is open, and so can refuse to write what is not JSON.
#include "web/json.hpp"

#include <charconv>
#include <cmath>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace web {
namespace {

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
      out += "\\u00";
      out += digits[static_cast<unsigned char>(c) >> 4];
      out += digits[static_cast<unsigned char>(c) & 15];
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t run = 0;  // the start of the bytes that can be copied as they are
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\') {
      ++i;
      continue;
    }
    std::size_t next = i;
    if (byte >= 0x80 && base::next_character(text, next) != base::no_character) {
      i = next;
      continue;
    }
    out.append(text, run, i - run);
    byte < 0x80 ? append_escape(out, text[i]) : base::append_utf8(out, U'\uFFFD');
    run = ++i;
  }
  out.append(text, run, i - run);
  out += '"';
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string quoted;
  append_quoted(quoted, text);
  return quoted;
}

void JsonWriter::new_line() {
  if (!indented_) return;
  text_ += '\n';
  text_.append(2 * levels_.size(), ' ');
}

void JsonWriter::before_value() {
  CHECK(!complete_);
  if (levels_.empty()) {
    complete_ = true;
    return;
  }
  Level& level = levels_.back();
  if (level.kind == Kind::Object) {
    CHECK(key_given_);
    key_given_ = false;
    return;
  }
  if (!level.empty) text_ += ',';
  level.empty = false;
  new_line();
}

void JsonWriter::begin(Kind kind, char bracket) {
  before_value();
  complete_ = false;
  text_ += bracket;
  levels_.push_back({kind});
}

void JsonWriter::end(Kind kind, char bracket) {
  CHECK(!levels_.empty() && levels_.back().kind == kind && !key_given_);
  const bool empty = levels_.back().empty;
  levels_.pop_back();
  if (!empty) new_line();
  text_ += bracket;
  complete_ = levels_.empty();
}

void JsonWriter::begin_object() { begin(Kind::Object, '{'); }
void JsonWriter::end_object() { end(Kind::Object, '}'); }
void JsonWriter::begin_array() { begin(Kind::Array, '['); }
void JsonWriter::end_array() { end(Kind::Array, ']'); }

void JsonWriter::key(std::string_view name) {
  CHECK(!levels_.empty() && levels_.back().kind == Kind::Object && !key_given_);
  if (!levels_.back().empty) text_ += ',';
  levels_.back().empty = false;
  new_line();
  append_quoted(text_, name);
  text_ += indented_ ? ": " : ":";
  key_given_ = true;
}

void JsonWriter::value(std::string_view text) {
  before_value();
  append_quoted(text_, text);
}

void JsonWriter::value(std::int64_t number) {
  before_value();
  text_ += std::to_string(number);
}

void JsonWriter::value(std::size_t number) {
  before_value();
  text_ += std::to_string(number);
}

void JsonWriter::value(double number) {
  if (!std::isfinite(number)) return value(nullptr);
  if (number == 0) number = 0;  // no "-0"
  before_value();
  char digits[512];  // the smallest double takes 326 characters without an exponent
  const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed);
  CHECK(end.ec == std::errc());
  text_.append(digits, end.ptr);
}

void JsonWriter::value(bool truth) {
  before_value();
  text_ += truth ? "true" : "false";
}

void JsonWriter::value(std::nullptr_t) {
  before_value();
  text_ += "null";
}

std::string JsonWriter::take() {
  CHECK(complete_);
  if (indented_) text_ += '\n';
  complete_ = false;
  return std::exchange(text_, {});
}

}  // namespace web

// The text form of COPY: a row a line, tabs between values.
#include "sql/postgres_copy.hpp"

#include <charconv>
#include <cmath>
#include <iterator>

namespace sql {
namespace {

template <typename Number>
void put_number(std::string& content, Number number) {
  char digits[32];
  content.append(digits, std::to_chars(digits, std::end(digits), number).ptr);
}

void put_text(std::string& content, std::string_view text) {
  for (;;) {
    const auto special = text.find_first_of("\\\t\n\r");
    content.append(text.substr(0, special));
    if (special == text.npos) return;
    const char c = text[special];
    content += '\\';
    content += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\';
    text.remove_prefix(special + 1);
  }
}

}  // namespace

void add_copy_row(std::string& content, std::span<const Value> values) {
  char separator = '\n';
  for (const Value& value : values) {
    if (separator == '\t') content += '\t';
    separator = '\t';
    const auto& state = value.state();
    const auto* real = std::get_if<double>(&state);
    if (const auto* text = std::get_if<std::string_view>(&state)) {
      put_text(content, *text);
    } else if (const auto* integer = std::get_if<std::int64_t>(&state)) {
      put_number(content, *integer);
    } else if (real != nullptr && !std::isnan(*real)) {  // not a number is null on SQLite
      put_number(content, *real);
    } else {
      content += "\\N";
    }
  }
  content += '\n';
}

std::string_view copy_piece(std::string_view content, std::size_t bytes) {
  if (content.size() <= bytes) return content;
  std::size_t end = content.rfind('\n', bytes);
  if (end == content.npos) end = content.find('\n', bytes);
  return content.substr(0, end == content.npos ? end : end + 1);
}

}  // namespace sql

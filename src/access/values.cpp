// Writing only; nobody reads these texts but people and tools.
#include "access/values.hpp"

#include "base/utf8.hpp"

namespace guard {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (std::size_t place = 0; place < text.size();) {
    const char32_t c = base::next_character(text, place);
    if (c == base::no_character) {
      base::append_utf8(out, U'\uFFFD');
    } else if (c < 0x20) {
      out += "\\u00";
      out += hex[c >> 4];
      out += hex[c & 15];
    } else {
      if (c == U'"' || c == U'\\') out += '\\';
      base::append_utf8(out, c);
    }
  }
  out += '"';
}

}  // namespace

void Values::begin(std::string_view name) {
  if (!members_.empty()) members_ += ',';
  append_quoted(members_, name);
  members_ += ':';
}

Values& Values::add(std::string_view name, std::string_view text) {
  begin(name);
  append_quoted(members_, text);
  return *this;
}

Values& Values::add(std::string_view name, std::int64_t number) {
  begin(name);
  members_ += std::to_string(number);
  return *this;
}

Values& Values::add(std::string_view name, bool truth) {
  begin(name);
  members_ += truth ? "true" : "false";
  return *this;
}

std::string Values::json() const { return members_.empty() ? "" : "{" + members_ + "}"; }

}  // namespace guard

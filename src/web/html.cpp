// Escaping, and the checks that keep scripts and inline looks out of every page.
#include "web/html.hpp"

#include <array>
#include <charconv>

#include "base/check.hpp"

namespace web {
namespace {

std::string_view entity_of(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    // A browser would read a bare carriage return as a line feed.
    case '\r': return "&#13;";
    default: return {};
  }
}

constexpr std::array<bool, 256> special_characters() {
  std::array<bool, 256> special{};
  for (char c : {'&', '<', '>', '"', '\'', '\r'}) special[static_cast<unsigned char>(c)] = true;
  return special;
}

// Most text has nothing to escape and is copied whole.
void append_escaped(std::string& out, std::string_view text) {
  constexpr std::array<bool, 256> kSpecial = special_characters();
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kSpecial[static_cast<unsigned char>(text[i])]) continue;
    out.append(text, copied, i - copied);
    out.append(entity_of(text[i]));
    copied = i + 1;
  }
  out.append(text, copied, text.size() - copied);
}

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr std::array<bool, 256> name_characters() {
  std::array<bool, 256> fits{};
  for (std::size_t at = 0; at < 128; ++at) {
    const char c = static_cast<char>(at);
    fits[at] = is_letter(c) || (c >= '0' && c <= '9') || c == '-';
  }
  return fits;
}

// Not within the function, where each call would make a copy.
constexpr std::array<bool, 256> kFits = name_characters();

bool is_name(std::string_view name) {
  if (name.empty() || !is_letter(name[0])) return false;
  for (char c : name) {
    if (!kFits[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

// Of each attribute of each element this is asked: the first letter answers for nearly all.
// Scripts and looks live in files of their own; the Content-Security-Policy relies on it.
bool is_banned(std::string_view name) {
  if (name[0] != 's' && name[0] != 'o') return false;
  return name == "style" || name == "srcdoc" || name.substr(0, 2) == "on";
}

bool is_address(std::string_view name) {
  switch (name[0]) {
    case 'h': return name == "href";
    case 's': return name == "src";
    case 'a': return name == "action";
    case 'f': return name == "formaction";
    default: return false;
  }
}

// What stands before the first colon is a scheme only if no slash, question mark or hash precedes.
bool is_safe_address(std::string_view value) {
  std::size_t end = value.find_first_of(":/?#");
  if (end == std::string_view::npos || value[end] != ':') return true;
  std::string_view scheme = value.substr(0, end);
  return scheme == "https" || scheme == "http" || scheme == "mailto" || scheme == "tel";
}

void append_attribute(std::string& out, const Attribute& attribute) {
  CHECK(is_name(attribute.name));
  CHECK(!is_banned(attribute.name));
  out += ' ';
  out += attribute.name;
  if (attribute.boolean) return;
  out += "=\"";
  if (attribute.numeric) {
    std::array<char, 24> digits{};
    const auto written =
        std::to_chars(digits.data(), digits.data() + digits.size(), attribute.number);
    out.append(digits.data(), written.ptr);
  } else if (is_address(attribute.name) && !is_safe_address(attribute.value)) {
    out += '#';
  } else {
    append_escaped(out, attribute.value);
  }
  out += '"';
}

}  // namespace

bool is_void_element(std::string_view tag) {
  constexpr std::array<std::string_view, 6> kVoid{"input", "br", "img", "link", "meta", "hr"};
  for (std::string_view name : kVoid) {
    if (name == tag) return true;
  }
  return false;
}

Html& Html::add_text(std::string_view text) {
  append_escaped(markup_, text);
  return *this;
}

void Html::append_tag(std::string_view tag, Attributes attributes) {
  CHECK(is_name(tag));
  CHECK(tag != "script" && tag != "style");
  markup_ += '<';
  markup_ += tag;
  for (const Attribute* one = attributes.begin(); one != attributes.end(); ++one) {
    if (!one->present) continue;
    for (const Attribute* before = attributes.begin(); before != one; ++before) {
      CHECK(!before->present || before->name != one->name);
    }
    append_attribute(markup_, *one);
  }
}

Html& Html::open(std::string_view tag, Attributes attributes) {
  append_tag(tag, attributes);
  markup_ += '>';
  return *this;
}

Html& Html::close(std::string_view tag) {
  CHECK(is_name(tag));
  markup_ += "</";
  markup_ += tag;
  markup_ += '>';
  return *this;
}

Html& Html::leaf(std::string_view tag, Attributes attributes) {
  append_tag(tag, attributes);
  markup_ += "/>";
  return *this;
}

Html element(std::string_view tag, Attributes attributes, const Html& content) {
  return el(tag, attributes, content);
}

}  // namespace web

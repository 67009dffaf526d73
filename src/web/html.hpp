// HTML by construction: text is escaped because it is text, markup is markup because it has the
// type Html. There is no way to make Html from a run-time string except by escaping it.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace web {

struct Attribute;
using Attributes = std::initializer_list<Attribute>;

class Html {
 public:
  Html() = default;
  // Text becomes escaped text. Implicit, so that el("p", {}, "5 < 6") does the right thing.
  Html(std::string_view text) { add_text(text); }
  Html(const std::string& text) { add_text(text); }
  Html(const char* text) { add_text(text); }
  // A whole number in plain digits; base::with_thousands is for people.
  template <std::integral Number>
  requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) Html(Number number)
      : markup_(std::to_string(number)) {}

  // Markup written in the source of this program. `consteval` keeps run-time strings out.
  struct Literal {
    std::string_view markup;
    template <std::size_t N>
    consteval Literal(const char (&text)[N]) : markup(text, N - 1) {}
  };
  static Html raw(Literal literal) {
    Html html;
    html.markup_.assign(literal.markup);
    return html;
  }

  Html& add(const Html& other) {
    markup_ += other.markup_;
    return *this;
  }
  Html& operator+=(const Html& other) { return add(other); }
  Html& add_text(std::string_view text);
  Html& add_raw(Literal literal) {
    markup_ += literal.markup;
    return *this;
  }
  void reserve(std::size_t bytes) { markup_.reserve(bytes); }
  bool empty() const { return markup_.empty(); }
  const std::string& markup() const& { return markup_; }
  std::string markup() && { return std::move(markup_); }

  // Appends markup without building a fragment first; for the hot parts of big tables.
  Html& open(std::string_view tag, Attributes attributes = {});
  Html& close(std::string_view tag);
  // <tag attributes/>: an SVG shape without children.
  Html& leaf(std::string_view tag, Attributes attributes);

 private:
  void append_tag(std::string_view tag, Attributes attributes);
  std::string markup_;
};

// name="value", the value escaped; it must live until the end of the call, as a temporary does. A
// boolean attribute has no value: {"open"} or {"open", is_open}. One with `present` false is left
// out. An address (href, src, action) of any scheme but http, https, mailto and tel becomes "#".
struct Attribute {
  std::string_view name;
  std::string_view value = {};
  std::int64_t number = 0;
  bool present = true;
  bool boolean = false;
  bool numeric = false;

  Attribute(std::string_view name_in) : name(name_in), boolean(true) {}
  Attribute(std::string_view name_in, std::string_view value_in, bool present_in = true)
      : name(name_in), value(value_in), present(present_in) {}
  Attribute(std::string_view name_in, const char* value_in, bool present_in = true)
      : name(name_in), value(value_in), present(present_in) {}
  Attribute(std::string_view name_in, std::same_as<bool> auto present_in)
      : name(name_in), present(present_in), boolean(true) {}
  template <std::integral Number>
  requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
      Attribute(std::string_view name_in, Number number_in, bool present_in = true)
      : name(name_in), number(number_in), present(present_in), numeric(true) {}
};

// Elements that have no content and no end tag: input, br, img, link, meta, hr.
bool is_void_element(std::string_view tag);

// <tag attributes>children</tag>; void elements get no end tag. CHECKs the tag and attribute names
// (no event handler, no inline style, none twice).
Html element(std::string_view tag, Attributes attributes, const Html& content);

inline void append_child(Html& parent, const Html& child) { parent.add(child); }
inline void append_child(Html& parent, std::string_view text) { parent.add_text(text); }
inline void append_child(Html& parent, const std::string& text) { parent.add_text(text); }
inline void append_child(Html& parent, const char* text) { parent.add_text(text); }

template <typename... Children>
Html el(std::string_view tag, Attributes attributes, const Children&... children) {
  Html html;
  html.open(tag, attributes);
  (append_child(html, children), ...);
  if (!is_void_element(tag)) html.close(tag);
  return html;
}

// Several pieces one after another.
template <typename... Children>
Html join(const Children&... children) {
  Html html;
  (append_child(html, children), ...);
  return html;
}

}  // namespace web

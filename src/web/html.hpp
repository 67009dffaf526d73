// HTML by construction: text is escaped because it is text, markup is markup because it has the
// type Html. There is no way to make Html from a run-time string except by escaping it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace web {

class Html {
 public:
  Html() = default;
  // Text becomes escaped text. Implicit, so that el("p", {}, "5 < 6") does the right thing.
  Html(std::string_view text) { append_escaped(text); }
  Html(const std::string& text) { append_escaped(text); }
  Html(const char* text) { append_escaped(text); }

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
  bool empty() const { return markup_.empty(); }
  const std::string& markup() const& { return markup_; }
  std::string markup() && { return std::move(markup_); }

  // Appends markup without building a fragment first; for the hot parts of big tables.
  Html& open(std::string_view tag, std::initializer_list<struct Attribute> attributes);
  Html& close(std::string_view tag);

 private:
  void append_escaped(std::string_view text);
  std::string markup_;
};

// name="value", the value escaped. A boolean attribute has no value: {"open"}. An attribute with
// `present` false is left out.
struct Attribute {
  std::string_view name;
  std::string_view value = {};
  bool present = true;
  bool boolean = false;
  Attribute(std::string_view name_in) : name(name_in), boolean(true) {}
  Attribute(std::string_view name_in, std::string_view value_in, bool present_in = true)
      : name(name_in), value(value_in), present(present_in) {}
  // For {"x", number}: see web::attr_number in components.
};
using Attributes = std::initializer_list<Attribute>;

// <tag attributes>children</tag>; void elements (input, br, img, link, meta, hr) get no end tag.
// CHECKs the tag and attribute names, and that no attribute is an event handler or inline style.
Html element(std::string_view tag, Attributes attributes, Html content);

template <typename... Children>
Html el(std::string_view tag, Attributes attributes, Children&&... children) {
  Html content;
  (content.add(Html(std::forward<Children>(children))), ...);
  return element(tag, attributes, std::move(content));
}

}  // namespace web

// Old and new values of an audit record: a small JSON object, made without the room web.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guard {

// Names come from the program, values from anywhere; bytes that are no UTF-8 become U+FFFD.
class Values {
 public:
  Values& add(std::string_view name, std::string_view text);
  Values& add(std::string_view name, const char* text) { return add(name, std::string_view(text)); }
  Values& add(std::string_view name, std::int64_t number);
  Values& add(std::string_view name, bool truth);
  // The object; "" when nothing was added.
  std::string json() const;

 private:
  void begin(std::string_view name);
  std::string members_;
};

}  // namespace guard

// https://prometheus.io/docs/instrumenting/exposition_formats/
#include "web/exposition.hpp"

#include <charconv>
#include <iterator>

#include "base/check.hpp"

namespace web {
namespace {

bool is_name(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz_0123456789";
  return !name.empty() && name.find_first_not_of(letters) == name.npos &&
         (name[0] < '0' || name[0] > '9');
}

std::string escaped(std::string_view text, bool quotes) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || (quotes && c == '"')) out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string number(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, std::end(digits), value).ptr};
}

}  // namespace

void Exposition::family(std::string_view name, Type type, std::string_view help) {
  CHECK(is_name(name));
  constexpr const char* words[] = {"counter", "gauge", "histogram"};
  family_ = name;
  text_ += "# HELP " + family_ + " " + escaped(help, false) + "\n";
  text_ += "# TYPE " + family_ + " " + words[static_cast<int>(type)] + "\n";
}

void Exposition::sample(Labels labels, double value) { sample("", labels, number(value)); }

void Exposition::part(std::string_view ending, Labels labels, double value) {
  sample(ending, labels, number(value));
}

void Exposition::sample(std::string_view ending, Labels labels, const std::string& value) {
  CHECK(!family_.empty());
  text_ += family_ + std::string(ending);
  char separator = '{';
  for (const auto& [name, label] : labels) {
    CHECK(is_name(name));
    text_ += separator + std::string(name) + "=\"" + escaped(label, true) + "\"";
    separator = ',';
  }
  if (separator == ',') text_ += '}';
  text_ += " " + value + "\n";
}

}  // namespace web

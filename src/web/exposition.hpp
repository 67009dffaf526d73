// Figures in the text format that Prometheus reads (version 0.0.4). It cannot write anything else:
// a wrong name stops the program, and labels are escaped.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace web {

class Exposition {
 public:
  enum class Type { Counter, Gauge, Histogram };
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // Samples follow the family that they belong to.
  void family(std::string_view name, Type type, std::string_view help);
  void sample(Labels labels, std::int64_t value) { sample("", labels, std::to_string(value)); }
  void sample(Labels labels, double value);
  // `ending` is "_bucket", "_sum" or "_count" of a histogram.
  void part(std::string_view ending, Labels labels, std::int64_t value) {
    sample(ending, labels, std::to_string(value));
  }
  void part(std::string_view ending, Labels labels, double value);
  std::string take() { return std::move(text_); }

  static constexpr const char* content_type = "text/plain; version=0.0.4; charset=utf-8";

 private:
  void sample(std::string_view ending, Labels labels, const std::string& value);
  std::string text_;
  std::string family_;
};

}  // namespace web

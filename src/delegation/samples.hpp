// The schemes that are shipped, by name. What each is modelled on stands in its text.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace delegation {

struct Sample {
  std::string_view name;   // "trust"
  std::string_view about;  // one line
  std::string_view text;
};
// The scheme of the demonstration trust first.
const std::vector<Sample>& samples();
// The text; "shipped" is the first. Nothing where there is none of the name.
std::optional<std::string_view> sample_called(std::string_view name);

}  // namespace delegation

// Reading what was checked when it was set.
#include "base/settings.hpp"

#include "base/check.hpp"
#include "base/text.hpp"

namespace base {

const std::string& Settings::text(std::string_view name) const {
  const auto found = entries_.find(name);
  CHECK(found != entries_.end());
  return found->second.text;
}

std::int64_t Settings::whole(std::string_view name) const {
  const auto number = parse_integer(text(name));
  CHECK(number.has_value());
  return *number;
}

bool Settings::truth(std::string_view name) const {
  const std::string& word = text(name);
  CHECK(word == "true" || word == "false");
  return word == "true";
}

std::vector<std::string> Settings::list(std::string_view name) const {
  std::vector<std::string> parts;
  for (const std::string_view part : split(text(name), ',')) {
    if (!trim(part).empty()) parts.emplace_back(trim(part));
  }
  return parts;
}

}  // namespace base

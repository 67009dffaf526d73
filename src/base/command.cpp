// What a command reads from its invocation. Whether an option was allowed at all is main/'s work.
#include "base/command.hpp"

#include <sstream>

#include "base/text.hpp"

namespace base {

bool Invocation::flag(std::string_view name) const { return values.contains(std::string(name)); }

std::optional<std::string> Invocation::value(std::string_view name) const {
  const auto found = values.find(std::string(name));
  if (found == values.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

namespace {

std::string shortest(double number) {
  std::ostringstream text;
  text << number;
  return text.str();
}

Error no_number(std::string_view name, const std::string& text, const std::string& range) {
  const std::string option = "--" + std::string(name);
  return make_error("bad_number", option + " must be " + range + ", not \"" + text + "\".", option);
}

}  // namespace

Result<double> Invocation::number(std::string_view name, double otherwise, double least,
                                  double most) const {
  const auto text = value(name);
  if (!text) return otherwise;
  const auto found = parse_decimal(*text);
  if (found && *found >= least && *found <= most) return *found;
  return no_number(name, *text, "a number from " + shortest(least) + " to " + shortest(most));
}

Result<std::int64_t> Invocation::whole(std::string_view name, std::int64_t otherwise,
                                       std::int64_t least, std::int64_t most) const {
  const auto text = value(name);
  if (!text) return otherwise;
  const auto found = parse_integer(*text);
  if (found && *found >= least && *found <= most) return *found;
  return no_number(name, *text,
                   "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

std::vector<std::string> Invocation::list(std::string_view name) const {
  const auto found = values.find(std::string(name));
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace base

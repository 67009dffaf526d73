// What a command reads from its invocation. Whether an option was allowed at all is main/'s work.
#include "base/command.hpp"

namespace base {

bool Invocation::flag(std::string_view name) const { return values.contains(std::string(name)); }

std::optional<std::string> Invocation::value(std::string_view name) const {
  const auto found = values.find(std::string(name));
  if (found == values.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Invocation::list(std::string_view name) const {
  const auto found = values.find(std::string(name));
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace base

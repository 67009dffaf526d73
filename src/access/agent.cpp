// Tables of marks in the order in which they must be looked for: most programs also claim to be
// those that came before them.
#include "access/agent.hpp"

#include <span>

namespace guard {
namespace {

struct Mark {
  std::string_view mark;
  std::string_view name;
};

constexpr Mark programs[] = {
    {"Edg", "Edge"},           {"OPR/", "Opera"},     {"SamsungBrowser/", "Samsung Internet"},
    {"Firefox/", "Firefox"},   {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"},
    {"Chromium/", "Chromium"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
    {"curl/", "curl"},         {"python-", "Python"}, {"Python-", "Python"},
};

constexpr Mark systems[] = {
    {"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
    {"Macintosh", "Mac"},   {"CrOS", "ChromeOS"},   {"Linux", "Linux"},
};

std::string_view first_of(std::span<const Mark> marks, std::string_view text) {
  for (const Mark& mark : marks) {
    if (text.find(mark.mark) != text.npos) return mark.name;
  }
  return {};
}

}  // namespace

std::string agent_summary(std::string_view user_agent) {
  const std::string_view program = first_of(programs, user_agent);
  const std::string_view system = first_of(systems, user_agent);
  std::string summary(program.empty() ? std::string_view("an unknown program") : program);
  if (!system.empty()) summary += " on " + std::string(system);
  return summary;
}

}  // namespace guard

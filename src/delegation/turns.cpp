// Bounds of periods are gathered; lines are compared as they read.
#include "delegation/turns.hpp"

#include <algorithm>
#include <set>

namespace delegation {

namespace {

void add(std::set<base::Date>& days, const base::Period& period) {
  if (!period.open_start()) days.insert(period.from());
  if (!period.open_end()) days.insert(period.until());
}

bool says(const std::vector<std::string>& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

}  // namespace

std::vector<base::Date> turning_days(const Catalogue& catalogue, const Layers& layers,
                                     base::Date on, std::optional<base::Date> until) {
  std::set<base::Date> days;
  for (const auto& layer : layers) {
    days.insert(layer->scheme().from);
    for (const Withdrawal& each : layer->scheme().withdrawals) add(days, each.period);
  }
  for (const Decision& decision : catalogue.decisions) {
    add(days, decision.period);
    for (const Law& law : decision.laws) add(days, law.period);
  }
  std::vector<base::Date> found = {on};
  for (const base::Date day : days) {
    const bool within = day > on && (!until || day < *until);
    if (within && found.size() <= turning_days_max) found.push_back(day);
  }
  return found;
}

std::vector<std::string> told_by_day(const ToldOfDays& days) {
  std::vector<std::string> told;
  for (std::size_t at = 0; at < days.size(); ++at) {
    for (const std::string& line : days[at].second) {
      if (at > 0 && says(days[at - 1].second, line)) continue;  // it is told already
      std::size_t end = at + 1;
      while (end < days.size() && says(days[end].second, line)) ++end;
      std::string when = at > 0 ? "From " + days[at].first.long_form() : "";
      if (end < days.size()) {
        when += (when.empty() ? "Until " : " until ") + days[end].first.plus_days(-1).long_form();
      }
      told.push_back(when + (when.empty() ? "" : ": ") + line);
    }
  }
  return told;
}

}  // namespace delegation

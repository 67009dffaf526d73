// Bounds of periods are gathered.
#include "delegation/turns.hpp"

#include <set>

namespace delegation {

namespace {

void add(std::set<base::Date>& days, const base::Period& period) {
  if (!period.open_start()) days.insert(period.from());
  if (!period.open_end()) days.insert(period.until());
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

}  // namespace delegation

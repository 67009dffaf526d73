// Headings and parties are the same where their words are, capitals and accents not minded.
#include "delegation/request_sums.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace delegation {

namespace {

std::string numbers(const std::vector<std::int64_t>& all) {
  std::string text = all.size() == 1 ? "request " : "requests ";
  for (std::size_t at = 0; at < all.size(); ++at) {
    text += (at == 0 ? "" : at + 1 == all.size() ? " and " : ", ") + std::to_string(all[at]);
  }
  return text;
}

}  // namespace

WithSums with_sums(const Catalogue& catalogue, int decision, const FactValues& facts,
                   const std::string& heading, const std::string& party, const base::Period& year,
                   const std::vector<GrantedBefore>& before) {
  WithSums made{facts, {}};
  const int amount = fact_called(catalogue.facts, "amount");
  if (amount < 0 || facts.of[static_cast<std::size_t>(amount)] == unknown) return made;
  const std::int64_t now = facts.of[static_cast<std::size_t>(amount)];
  for (const int fact : catalogue.decisions[static_cast<std::size_t>(decision)].asks) {
    const auto at = static_cast<std::size_t>(fact);
    const FactInfo& info = catalogue.facts[at];
    const bool of_heading = info.sum == Sum::Heading;
    const std::string wanted = base::fold(of_heading ? heading : party);
    if (info.sum == Sum::None || facts.of[at] != unknown || wanted.empty()) continue;
    std::int64_t sum = 0;
    std::vector<std::int64_t> counted;
    for (const GrantedBefore& each : before) {
      const std::string& its = of_heading ? each.heading : each.party;
      if (!year.contains(each.on) || base::fold(its) != wanted) continue;
      if (!catalogue.sums(decision, each.decision)) continue;
      sum += each.amount;
      counted.push_back(each.request);
    }
    made.facts.of[at] = std::min(sum + now, value_max);
    made.told.push_back(info.label + ": " + fact_text(info, made.facts.of[at]) + ", of which " +
                        (counted.empty() ? "nothing was granted before"
                                         : fact_text(info, sum) + " was granted before (" +
                                               numbers(counted) + ")") +
                        " in the year from " + year.from().long_form() + " under “" +
                        (of_heading ? heading : party) + "”.");
  }
  return made;
}

}  // namespace delegation

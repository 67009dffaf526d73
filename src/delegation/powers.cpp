// Every case of every decision is asked.
#include "delegation/powers.hpp"

#include <algorithm>
#include <map>

#include "delegation/question_cases.hpp"

namespace delegation {

namespace {

// Of one level and one decision, by amount: whether it decides in every case of it, or in some.
struct Tally {
  long cases = 0;
  long decided = 0;
};

int amount_among(const Catalogue& catalogue, const Cases& cases) {
  const auto found = std::ranges::find_if(cases.facts, [&](int fact) {
    return catalogue.facts[static_cast<std::size_t>(fact)].type == FactType::Money;
  });
  return found == cases.facts.end() ? -1 : *found;
}

// The amount below the first case, of those in their order, in which it does not always decide.
std::optional<std::int64_t> limit_of(const std::map<std::int64_t, Tally>& by_amount) {
  bool some = false;
  for (const auto& [amount, tally] : by_amount) {
    if (tally.decided != tally.cases) {
      if (!some) return std::nullopt;
      return amount - 1;
    }
    some = true;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Power> powers_of(const Catalogue& catalogue, const Unit& unit, LevelSet levels,
                             std::string_view unit_kind) {
  std::vector<Power> found;
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    const Decision& of = catalogue.decisions[static_cast<std::size_t>(decision)];
    if (of.unit != unit_kind || !of.period.contains(unit.on)) continue;
    Cases cases = cases_of(catalogue, {&unit}, decision);
    if (cases.too_many()) cases = {};
    const int amount = amount_among(catalogue, cases);
    std::map<int, std::map<std::int64_t, Tally>> by_level;
    each_case(cases, [&](const FactValues& facts) {
      const Answer answer = who_decides(catalogue, unit, decision, facts);
      const std::int64_t value = amount < 0 ? 0 : facts.of[static_cast<std::size_t>(amount)];
      for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
        if ((levels & level_bit(level)) == 0) continue;
        Tally& tally = by_level[level][value];
        ++tally.cases;
        tally.decided += answer.outcome == Outcome::Decided && answer.decider == level;
      }
    });
    for (const auto& [level, by_amount] : by_level) {
      const auto decided = [](const auto& each) { return each.second.decided; };
      const bool some =
          std::ranges::any_of(by_amount, [&](const auto& each) { return decided(each) > 0; });
      if (!some) continue;
      Power power{decision, level, false, std::nullopt, amount};
      power.always = std::ranges::all_of(
          by_amount, [](const auto& each) { return each.second.decided == each.second.cases; });
      if (!power.always && amount >= 0) power.up_to = limit_of(by_amount);
      found.push_back(power);
    }
  }
  return found;
}

}  // namespace delegation

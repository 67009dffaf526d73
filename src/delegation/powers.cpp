// Every case of every decision is asked.
#include "delegation/powers.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
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

std::vector<Condition> conditions_of(const Catalogue& catalogue, const Cases& cases,
                                     const std::vector<int>& answers) {
  std::vector<Condition> all;
  for (const JoinedCases<int>& region : regions_of(cases, answers)) {
    if (region.answer == 1) all.push_back(condition_of(catalogue, cases, region.ranges));
  }
  return all;
}

}  // namespace

std::string limit_text(const Catalogue& catalogue, const Power& power) {
  if (power.always) return "Always";
  const auto amount = static_cast<std::size_t>(power.amount);
  const auto up_to = [&] {
    return "Up to " + short_fact_text(catalogue.facts[amount], *power.up_to);
  };
  const std::vector<Condition>& when = power.when;
  if (power.up_to && when.size() == 1 && when[0].size() == 1) return up_to();
  if (when.empty() || when.size() > powers_told)
    return power.up_to ? up_to() : "Depending on facts";
  std::vector<std::string> words;
  for (const Condition& each : when) words.push_back(condition_words(catalogue.facts, each));
  std::string text = base::join(words, "; or ");
  text.front() = text.front() == 'a' ? 'A' : 'W';
  return text;
}

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
    std::map<int, std::vector<int>> answers;  // 1: in that case the level decides
    each_case(cases, [&](const FactValues& facts) {
      const Answer answer = who_decides(catalogue, unit, decision, facts);
      const std::int64_t value = amount < 0 ? 0 : facts.of[static_cast<std::size_t>(amount)];
      for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
        if ((levels & level_bit(level)) == 0) continue;
        const bool decides = answer.outcome == Outcome::Decided && answer.decider == level;
        Tally& tally = by_level[level][value];
        ++tally.cases;
        tally.decided += decides;
        answers[level].push_back(decides ? 1 : 0);
      }
    });
    for (const auto& [level, by_amount] : by_level) {
      const auto decided = [](const auto& each) { return each.second.decided; };
      const bool some =
          std::ranges::any_of(by_amount, [&](const auto& each) { return decided(each) > 0; });
      if (!some) continue;
      Power power{decision, level, false, std::nullopt, amount, {}};
      power.always = std::ranges::all_of(
          by_amount, [](const auto& each) { return each.second.decided == each.second.cases; });
      if (!power.always && amount >= 0) power.up_to = limit_of(by_amount);
      if (!power.always) power.when = conditions_of(catalogue, cases, answers[level]);
      found.push_back(power);
    }
  }
  return found;
}

}  // namespace delegation

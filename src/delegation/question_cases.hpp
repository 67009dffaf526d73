// All that can be asked of a decision. Facts fall into finitely many cases: between two bounds that
// a clause or a law names, every value gives the same answer, so one value of each is enough.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

// So many cases of one decision are looked at, and no more.
inline constexpr long cases_of_decision_max = 200'000;

// The values of each fact that are asked, in their order; of amounts the least of each case.
struct Cases {
  std::vector<int> facts;
  std::vector<std::vector<std::int64_t>> values;
  bool too_many() const;
};
// The cases that some of the units tell apart.
Cases cases_of(const Catalogue& catalogue, const std::vector<const Unit*>& units, int decision);

// Calls `look` with every case, the smallest first.
template <typename Look>
void each_case(const Cases& cases, Look look) {
  std::vector<std::size_t> at(cases.facts.size(), 0);
  for (;;) {
    FactValues facts;
    for (std::size_t fact = 0; fact < at.size(); ++fact) {
      facts.of[static_cast<std::size_t>(cases.facts[fact])] = cases.values[fact][at[fact]];
    }
    look(facts);
    std::size_t next = at.size();
    while (next > 0 && ++at[next - 1] == cases.values[next - 1].size()) at[--next] = 0;
    if (next == 0) return;
  }
}

// From one place to another of each fact's values, both included.
using CaseRanges = std::vector<std::pair<std::size_t, std::size_t>>;
// What holds in all of them and nowhere else; nothing of a fact that may be anything.
Condition condition_of(const Catalogue& catalogue, const Cases& cases, const CaseRanges& ranges);

template <typename Answer>
struct JoinedCases {
  CaseRanges ranges;
  Answer answer;
};
// Every case with its answer; those with one answer that lie beside one another are joined, fact by
// fact, so that what does not matter is not spoken of. Those with the smallest values first.
// `ask`: FactValues to Answer, which can be compared by ==.
template <typename Ask>
auto joined_cases(const Cases& cases, Ask ask) {
  using Joined = JoinedCases<decltype(ask(FactValues()))>;
  std::vector<Joined> all;
  each_case(cases, [&](const FactValues& facts) {
    Joined& made = all.emplace_back(Joined{{}, ask(facts)});
    for (std::size_t at = 0; at < cases.facts.size(); ++at) {
      const auto& values = cases.values[at];
      const auto value = facts.of[static_cast<std::size_t>(cases.facts[at])];
      const auto place =
          static_cast<std::size_t>(std::ranges::find(values, value) - values.begin());
      made.ranges.emplace_back(place, place);
    }
  });
  for (std::size_t fact = cases.facts.size(); fact-- > 0;) {
    const auto others = [&](const Joined& each) {
      CaseRanges ranges = each.ranges;
      ranges[fact] = {0, 0};
      return ranges;
    };
    std::ranges::stable_sort(all, [&](const Joined& one, const Joined& other) {
      return std::pair(others(one), one.ranges[fact]) <
             std::pair(others(other), other.ranges[fact]);
    });
    std::vector<Joined> joined;
    for (Joined& each : all) {
      const bool beside = !joined.empty() && others(joined.back()) == others(each) &&
                          joined.back().ranges[fact].second + 1 == each.ranges[fact].first &&
                          joined.back().answer == each.answer;
      if (beside) {
        joined.back().ranges[fact].second = each.ranges[fact].second;
      } else {
        joined.push_back(std::move(each));
      }
    }
    all = std::move(joined);
  }
  std::ranges::stable_sort(all, {}, &Joined::ranges);
  return all;
}

// The same of answers that are known already, of every case in the order of each_case().
inline std::vector<JoinedCases<int>> regions_of(const Cases& cases,
                                                const std::vector<int>& answers) {
  std::size_t at = 0;
  return joined_cases(cases, [&](const FactValues&) { return answers[at++]; });
}

}  // namespace delegation

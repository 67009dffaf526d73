// All that can be asked of a decision. Facts fall into finitely many cases: between two bounds that
// a clause or a law names, every value gives the same answer, so one value of each is enough.
#pragma once

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

// Neighbouring cases with one answer: of each fact of the cases the first and the last value.
struct CaseRegion {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  int answer = 0;
};
// `answers`: of every case, in the order of each_case(). The smallest cases first.
std::vector<CaseRegion> regions_of(const Cases& cases, const std::vector<int>& answers);
// What must hold for a case to lie in the region; facts that do not matter are not spoken of.
Condition condition_of(const Catalogue& catalogue, const Cases& cases, const CaseRegion& region);

}  // namespace delegation

// What somebody may decide at a unit: the other way round of "who decides?".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

struct Power {
  int decision = 0;
  int level = 0;        // as which they decide
  bool always = false;  // whatever the facts are
  // Of the amount that the decision asks for, where that is what limits it: decided up to it,
  // whatever the other facts are; none: it depends on other facts too.
  std::optional<std::int64_t> up_to;
  int amount = -1;  // the fact
  // When they decide: where one of these holds. None: always, or there are too many cases.
  std::vector<Condition> when;
};
// "Always", "Up to £5,000", "At amounts over £5,000 up to £25,000", "Depending on facts" where that
// would take more than powers_told conditions.
inline constexpr std::size_t powers_told = 3;
std::string limit_text(const Catalogue& catalogue, const Power& power);

// For the levels of the set, in the order of the catalogue. Decisions that are asked of a unit of
// another kind are left out. A decision with too many cases is looked at with none of its facts.
std::vector<Power> powers_of(const Catalogue& catalogue, const Unit& unit, LevelSet levels,
                             std::string_view unit_kind);

}  // namespace delegation

// What somebody may decide at a unit: the other way round of "who decides?".
#pragma once

#include <optional>
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
};
// For the levels of the set, in the order of the catalogue. Decisions that are asked of a unit of
// another kind are left out. A decision with too many cases is looked at with none of its facts.
std::vector<Power> powers_of(const Catalogue& catalogue, const Unit& unit, LevelSet levels,
                             std::string_view unit_kind);

}  // namespace delegation

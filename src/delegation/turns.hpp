// The days on which something turns: what holds of schemes, of the law and of what there is to
// decide is the same from one of them until the next, so it is enough to look at each.
#pragma once

#include <optional>
#include <vector>

#include "delegation/layers.hpp"

namespace delegation {

// So many days are looked at, and no more.
inline constexpr std::size_t turning_days_max = 100;

// `on`, and the days after it, before `until`, on which a text, a withdrawal, a law or a decision
// begins or ends; in their order, turning_days_max and one more at most.
std::vector<base::Date> turning_days(const Catalogue& catalogue, const Layers& layers,
                                     base::Date on, std::optional<base::Date> until = std::nullopt);

}  // namespace delegation

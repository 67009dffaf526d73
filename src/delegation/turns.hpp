// The days on which something turns: what holds of schemes, of the law and of what there is to
// decide is the same from one of them until the next, so it is enough to look at each.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "delegation/layers.hpp"

namespace delegation {

// So many days are looked at, and no more.
inline constexpr std::size_t turning_days_max = 100;

// `on`, and the days after it, before `until`, on which a text, a withdrawal, a law or a decision
// begins or ends; in their order, turning_days_max and one more at most.
std::vector<base::Date> turning_days(const Catalogue& catalogue, const Layers& layers,
                                     base::Date on, std::optional<base::Date> until = std::nullopt);

// What is told of each of some days, in their order. `until`: where the last of them ends.
using ToldOfDays = std::vector<std::pair<base::Date, std::vector<std::string>>>;
// Each line once for a run of days; one that does not hold from the first day to the end says from
// and until when: "From 10 January 2027 until 31 May 2027: ...".
std::vector<std::string> told_by_day(const ToldOfDays& days);

}  // namespace delegation

// Which body stands under which, as a group's structure is listed and drawn. Pure.
#pragma once

#include <vector>

#include "governance/facts.hpp"

namespace governance {

struct Standing {
  const Body* body = nullptr;
  base::Date on;  // the day on which its place is looked at
};
struct Placed {
  std::size_t at = 0;  // of those given
  int depth = 0;       // under how many others it stands
};
// Each of them once, beneath the one that it stands under; those of one place by kind and name. A
// body that governs schools stands under the board of the cluster that has all of them; others, and
// where there is no such board, under the one that they report to; where nobody said, the trust
// board under the members and the rest of the trust under its board.
std::vector<Placed> structure(const Facts& facts, const std::vector<Standing>& bodies);

}  // namespace governance

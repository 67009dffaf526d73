// What a cluster pays besides travel: prices of soft rules and other wishes, and units by which it
// breaks hard rules. One place for it, used by searches and when a plan is valued.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/part.hpp"

namespace solve {

// Units by which the weight of a cluster of `count` points is outside the bounds. A cluster without
// points breaks nothing here: that there are too few clusters is another rule.
double outside_of(const Measure& measure, std::int64_t weight, int count);

struct Charge {
  double price = 0;
  double broken = 0;  // units of hard rules
};

// Everything but travel and measures, for a cluster with these members.
Charge charged(const Part& part, int slot, const std::vector<int>& members, int median);

// One charge by name, for a reader. `amount` is in units of the rule, `cost` what is paid for it.
struct NamedCharge {
  std::string name;
  double amount = 0;
  double cost = 0;
  bool rule = false;  // a rule that is broken, not a wish
  bool hard = false;
};
std::vector<NamedCharge> charges_by_name(const Part& part, int slot,
                                         const std::vector<int>& members, int median);

}  // namespace solve

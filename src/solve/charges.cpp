// Each rule and wish is reckoned from the members of the cluster, which are few.
#include "solve/charges.hpp"

#include <algorithm>

namespace solve {
namespace {

// Strings, not literals: a search asks for charges millions of times and never for their names.
const std::string contiguity_name = "contiguity";
const std::string apart_name = "apart";
const std::string compactness_name = "compactness";
const std::string far_name = "far";
const std::string moves_name = "moves";

// Pieces of these points on the graph; none has none.
int pieces_of(const Part& part, const std::vector<int>& members) {
  // Asked millions of times: what it writes down is kept, and is empty between two questions.
  thread_local std::vector<char> waits;
  thread_local std::vector<int> front;
  if (waits.size() < part.points.size()) waits.resize(part.points.size(), 0);
  for (const int member : members) waits[member] = 1;
  int pieces = 0;
  for (const int first : members) {
    if (waits[first] == 0) continue;
    ++pieces;
    waits[first] = 0;
    front.assign(1, first);
    while (!front.empty()) {
      const int point = front.back();
      front.pop_back();
      for (const int other : part.linked[point]) {
        if (waits[other] == 0) continue;
        waits[other] = 0;
        front.push_back(other);
      }
    }
  }
  return pieces;
}

int pairs_apart(const Part& part, const std::vector<int>& members) {
  int pairs = 0;
  for (const int a : members) {
    for (const int b : part.apart[a]) {
      pairs += a < b && std::find(members.begin(), members.end(), b) != members.end() ? 1 : 0;
    }
  }
  return pairs;
}

int labels_in(const Part& part, const Label& label, const std::vector<int>& members) {
  int count = 0;
  for (std::size_t k = 0; k < members.size(); ++k) {
    const int own = label.of[part.points[members[k]]];
    if (own < 0) continue;
    bool seen = false;
    for (std::size_t l = 0; l < k && !seen; ++l) seen = label.of[part.points[members[l]]] == own;
    count += seen ? 0 : 1;
  }
  return count;
}

// The figure of a cluster beside that of an even share, less one.
double unevenness(const Part& part, const Spread& spread, const std::vector<int>& members) {
  double own_part = 0;
  double own_whole = 0;
  for (const int i : members) {
    own_part += spread.part[part.points[i]];
    if (!spread.whole.empty()) own_whole += spread.whole[part.points[i]];
  }
  if (spread.whole.empty()) return own_part / spread.even - 1;
  return own_whole > 0 ? own_part / own_whole / spread.even - 1 : 0;
}

double compactness_of(const Part& part, const std::vector<int>& members) {
  if (members.size() < 2) return 0;
  double sum = 0;
  for (const int a : members) {
    for (const int b : members) sum += part.distance(a, b);
  }
  return sum / static_cast<double>(members.size() - 1);
}

double importance_far(const Part& part, const std::vector<int>& members, int median) {
  double far = 0;
  for (const int i : members) {
    if (part.distance(i, median) > part.problem.prices.far_limit) far += part.importance[i];
  }
  return far;
}

int moved(const Part& part, int slot, const std::vector<int>& members) {
  int count = 0;
  for (const int i : members) {
    const int today = part.problem.today[part.points[i]];
    count += today != no_cluster && today != part.slots[slot] ? 1 : 0;
  }
  return count;
}

// Calls `pay` for each rule and wish that the problem has: name, amount, price or nothing when
// hard.
template <typename Pay>
void each_rule(const Part& part, const std::vector<int>& members, Pay pay) {
  const Problem& problem = part.problem;
  for (const ClassRule& rule : problem.classes) {
    int count = 0;
    for (const int i : members) count += rule.members[part.points[i]] != 0 ? 1 : 0;
    const int outside = std::max({0, rule.at_least - count, count - rule.at_most});
    pay(rule.name, outside, rule.strength);
  }
  if (!problem.contiguity.neighbours.empty()) {
    pay(contiguity_name, pieces_of(part, members) - 1, problem.contiguity.strength);
  }
  if (!part.apart.empty()) pay(apart_name, pairs_apart(part, members), Strength{});
}

template <typename Want>
void each_wish(const Part& part, int slot, const std::vector<int>& members, int median, Want want) {
  const Problem& problem = part.problem;
  const Prices& prices = problem.prices;
  if (prices.compactness != 0) {
    want(compactness_name, compactness_of(part, members), prices.compactness);
  }
  if (prices.far != 0) want(far_name, importance_far(part, members, median), prices.far);
  if (prices.move != 0) want(moves_name, moved(part, slot, members), prices.move);
  for (const Label& label : problem.labels) {
    want(label.name, labels_in(part, label, members), label.price);
  }
  for (const Spread& spread : problem.spreads) {
    const double uneven = unevenness(part, spread, members);
    want(spread.name, uneven * uneven, spread.price);
  }
}

}  // namespace

double outside_of(const Measure& measure, std::int64_t weight, int count) {
  if (count == 0) return 0;
  if (weight < measure.lower) return static_cast<double>(measure.lower - weight);
  if (weight > measure.upper) return static_cast<double>(weight - measure.upper);
  return 0;
}

Charge charged(const Part& part, int slot, const std::vector<int>& members, int median) {
  Charge charge;
  if (members.empty()) return charge;
  each_rule(part, members, [&](const std::string&, double amount, const Strength& strength) {
    if (strength.hard) {
      charge.broken += amount;
    } else {
      charge.price += amount * strength.price;
    }
  });
  each_wish(part, slot, members, median, [&](const std::string&, double amount, double price) {
    charge.price += amount * price;
  });
  return charge;
}

std::vector<NamedCharge> charges_by_name(const Part& part, int slot,
                                         const std::vector<int>& members, int median) {
  std::vector<NamedCharge> charges;
  if (members.empty()) return charges;
  each_rule(part, members, [&](const std::string& name, double amount, const Strength& strength) {
    const double cost = strength.hard ? 0 : amount * strength.price;
    charges.push_back({name, amount, cost, true, strength.hard});
  });
  each_wish(part, slot, members, median, [&](const std::string& name, double amount, double price) {
    charges.push_back({name, amount, amount * price, false, false});
  });
  return charges;
}

}  // namespace solve

// Sums and farthest journeys within clusters; a cluster is small, so all pairs are looked at.
#include "design/middle.hpp"

#include <algorithm>
#include <map>

namespace design {

namespace {

const SchoolFacts& school(const Facts& facts, int place) {
  return facts.schools[static_cast<std::size_t>(place)];
}

// The first of the members for which the cost is least.
template <typename Cost>
int cheapest(const std::vector<int>& members, const Cost& cost) {
  int best = members.front();
  double least = cost(best);
  for (const int each : members) {
    const double now = cost(each);
    if (now < least) {
      least = now;
      best = each;
    }
  }
  return best;
}

}  // namespace

double minutes_between(const Facts& facts, int one, int other) {
  const double minutes =
      facts.travel->minutes(static_cast<std::size_t>(one), static_cast<std::size_t>(other));
  return std::min(minutes, minutes_without_way);
}

int middle_of(const Facts& facts, const std::vector<int>& members, bool by_pupils) {
  return cheapest(members, [&](int middle) {
    double sum = 0;
    for (const int each : members) {
      const auto pupils = school(facts, each).pupils;
      sum += minutes_between(facts, each, middle) *
             (by_pupils ? static_cast<double>(pupils.value_or(0)) : 1.0);
    }
    return sum;
  });
}

int meeting_of(const Facts& facts, const std::vector<int>& members) {
  return cheapest(members, [&](int place) {
    double farthest = 0;
    for (const int each : members) {
      farthest = std::max(farthest, minutes_between(facts, each, place));
    }
    return farthest;
  });
}

FilledPupils filled_pupils(const Facts& facts) {
  std::map<registry::Phase, std::vector<std::int64_t>> known;
  std::vector<std::int64_t> all;
  for (const SchoolFacts& each : facts.schools) {
    if (!each.pupils) continue;
    known[each.phase].push_back(*each.pupils);
    all.push_back(*each.pupils);
  }
  auto middle = [](std::vector<std::int64_t>& values) {
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
  };
  FilledPupils made;
  for (const SchoolFacts& each : facts.schools) {
    if (each.pupils) {
      made.pupils.push_back(*each.pupils);
      continue;
    }
    ++made.filled;
    const auto same = known.find(each.phase);
    made.pupils.push_back(same != known.end() ? middle(same->second)
                          : all.empty()       ? 0
                                              : middle(all));
  }
  return made;
}

std::vector<double> importance_of(const Facts& facts) {
  constexpr double hundred = 100;
  std::vector<double> made;
  for (const std::int64_t each : filled_pupils(facts).pupils) {
    made.push_back(static_cast<double>(each) / hundred);
  }
  return made;
}

}  // namespace design

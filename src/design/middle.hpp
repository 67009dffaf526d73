// Journeys inside a cluster: from each school to the middle school, and to the best place to meet.
#pragma once

#include <vector>

#include "design/plan.hpp"

namespace design {

// A journey longer than any; stands where there is no way, so that sums stay numbers.
inline constexpr double minutes_without_way = 600;

double minutes_between(const Facts& facts, int one, int other);
// The school of `members` (not empty) to which the others have the least travel; of equal ones the
// first. `by_pupils`: each journey counts for the pupils.
int middle_of(const Facts& facts, const std::vector<int>& members, bool by_pupils = false);
// The one whose farthest colleague is nearest.
int meeting_of(const Facts& facts, const std::vector<int>& members);
// What a school counts in travel by pupils: hundreds of pupils, those of the phase's middle where
// they are not known. For each school of the facts.
std::vector<double> importance_of(const Facts& facts);
// Pupils of each school, filled in by the middle of its phase where they are not known.
struct FilledPupils {
  std::vector<std::int64_t> pupils;
  int filled = 0;
};
FilledPupils filled_pupils(const Facts& facts);

}  // namespace design

// Why a plan is as it is, in words for a head who asks; what fewer or more moves would gain; and
// how the measures change with the size of clusters.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "design/measures.hpp"
#include "design/problem_of.hpp"

namespace design {

struct Elsewhere {
  int cluster = no_place;           // of the plan
  double extra_cost = 0;            // in minutes of one school's travel, as the weights are
  double minutes = 0;               // of this school to the middle school there
  std::vector<std::string> breaks;  // rules that it would break
};
struct WhyHere {
  int school = 0;
  int cluster = no_place;
  double minutes = 0;                // to the middle school here
  std::vector<Elsewhere> next_best;  // the two cheapest, then those that were asked for
  std::vector<std::string> binding;  // rules that keep it here: pins, federation, sizes
  std::string sentence;              // the answer in one or two sentences
  // For a list: "Its pupils go on to Moor High School, which is in Moor"
  std::string short_reason;
};
// Of a plan of the problem. Errors: bad_plan (the school is in no cluster).
base::Result<WhyHere> why_here(const Scenario& scenario, const Facts& facts, const Built& built,
                               const Plan& plan, int school);

// What so many moves away from today can gain at best, as far as it was found.
struct FrontierPoint {
  int moves = 0;
  double cost = 0;   // without the price of moves; hard rules count beside it, in `broken`
  double share = 0;  // of the cost that the last point saves, 0 to 1
  int broken = 0;    // hard rules that are still broken
  Plan plan;
};
struct Frontier {
  std::vector<FrontierPoint> points;  // moves ascending; fewer rules broken, or less cost
  std::string sentence;               // "3 moves gain 61 % of what 40 moves would"
};
inline constexpr int frontier_moves[] = {0, 1, 2, 3, 5, 8, 13, 20, 40, 60};

struct StudyOptions {
  std::uint64_t seed = 1;
  int threads = 1;
  double seconds = 20;  // for all of it
  // Told how far it is, 0 to 1; false: stop, and give what there is.
  std::function<bool(double share)> progress = {};
};
// Towards `best`, a plan of the solver. Errors: no_clusters_today.
base::Result<Frontier> frontier(const Scenario& scenario, const Facts& facts, const Plan& best,
                                const StudyOptions& options);

// One size of cluster: the mean number of schools that it was solved for.
struct SizePoint {
  int size = 0;
  int clusters = 0;
  double cost = 0;
  std::optional<double> gap;  // how much more than the bound, as a share; none: not proven
  bool feasible = false;
  Measured measured;
};
struct SizeStudy {
  std::vector<SizePoint> points;
  std::string sentence;  // what the study says, and that no measure alone decides
};
// Each size from `least` to `most`, with bounds that leave a third to either side.
base::Result<SizeStudy> size_study(const Scenario& scenario, const Facts& facts, int least,
                                   int most, const StudyOptions& options);

}  // namespace design

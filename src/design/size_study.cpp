// Solved for each size anew. Smaller clusters always travel less, and always have fewer able leads
// and secondaries: the study shows what is paid for what, and decides nothing.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "design/explain.hpp"
#include "design/neighbours.hpp"

namespace design {

namespace {

constexpr int third = 3;

Scenario of_size(const Scenario& scenario, const Facts& facts, int size) {
  Scenario made = scenario;
  const int slack = std::max(1, size / third);
  made.rules.schools.least = std::max(1, size - slack);
  made.rules.schools.most = size + slack;
  const auto schools = static_cast<double>(facts.schools.size());
  const int clusters = std::max(1, static_cast<int>(std::lround(schools / size)));
  made.clusters = {clusters, clusters};
  return made;
}

std::string figure_of(const SizePoint& point, std::string_view code) {
  const std::size_t kind = measure_place(code);
  return figure_text(measure_kinds()[kind], point.measured.whole[kind]);
}

// "the mean journey is 11.3 minutes and 2 clusters lack an able lead"; what is not known is left
// out.
std::string words_of(const SizePoint& point) {
  std::string words = "the mean journey is " + figure_of(point, "travel.mean") + " minutes";
  if (!point.measured.whole[measure_place("lead.none")].value) return words;
  const std::string without = figure_of(point, "lead.none");
  return words + " and " + without + (without == "1" ? " cluster lacks" : " clusters lack") +
         " an able lead";
}

std::string sentence_of(const std::vector<SizePoint>& points) {
  if (points.empty()) return "No size was tried.";
  const SizePoint& small = points.front();
  const SizePoint& large = points.back();
  return "With " + std::to_string(small.size) + " schools a cluster " + words_of(small) +
         "; with " + std::to_string(large.size) + " " + words_of(large) +
         ". No measure alone decides which size is best.";
}

}  // namespace

base::Result<SizeStudy> size_study(const Scenario& scenario, const Facts& facts, int least,
                                   int most, const StudyOptions& options) {
  SizeStudy made;
  const int sizes = std::max(1, most - least + 1);
  const auto neighbours = neighbours_of(scenario.rules, facts);
  const Plan today = plan_of_today(facts);
  for (int size = least; size <= most; ++size) {
    const double share = static_cast<double>(size - least) / sizes;
    if (options.progress && !options.progress(share)) break;
    const Scenario sized = of_size(scenario, facts, size);
    const Built built = TRY(problem_of(sized, facts));
    solve::Options how;
    how.seed = options.seed;
    how.threads = options.threads;
    how.seconds = options.seconds / sizes;
    how.bound_seconds = how.seconds / 4;
    const auto solution = solve::solve(built.problem, how);
    SizePoint point;
    point.size = size;
    if (!solution.ok()) {
      // A size that cannot be is an answer too.
      if (solution.error().code != "cannot_cluster") return solution.error();
      continue;
    }
    const Plan plan = plan_of(built, facts, solution.value().plan);
    point.clusters = static_cast<int>(plan.clusters.size());
    point.cost = solution.value().valuation.cost;
    point.feasible = solution.value().valuation.feasible;
    if (point.feasible && solution.value().has_bound) point.gap = solution.value().gap();
    point.measured = measured(sized, facts, plan, today, neighbours);
    made.points.push_back(std::move(point));
  }
  made.sentence = sentence_of(made.points);
  return made;
}

}  // namespace design

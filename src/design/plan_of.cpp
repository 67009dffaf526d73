// Answers of the solver as plans, plans as places to begin, and rules that no plan can keep.
#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "design/middle.hpp"
#include "design/problem_of.hpp"

namespace design {

namespace {

std::size_t index(int place) { return static_cast<std::size_t>(place); }

// The nearest cluster with room, else the nearest of all; the first when all are empty.
int nearest_cluster(const Built& built, const solve::Assignment& assignment, int school,
                    const std::vector<int>& sizes, std::int64_t most) {
  int best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (const bool with_room : {true, false}) {
    for (int other = 0; other < built.problem.size(); ++other) {
      const int cluster = assignment[index(other)];
      if (cluster == solve::no_cluster) continue;
      if (with_room && sizes[index(cluster)] >= most) continue;
      const double now = solve::distance(built.problem, school, other);
      if (now < least) {
        least = now;
        best = cluster;
      }
    }
    if (least < std::numeric_limits<double>::infinity()) break;
  }
  return best;
}

// The cluster numbers of a plan's clusters: by today's clusters, then what is free.
std::vector<int> numbers_of(const Built& built, const Plan& plan) {
  std::vector<int> number(plan.clusters.size(), no_place);
  std::vector<char> taken(built.labels.size(), 0);
  for (std::size_t at = 0; at < plan.clusters.size(); ++at) {
    for (std::size_t label = 0; label < built.labels.size(); ++label) {
      const PlanCluster& one = built.labels[label];
      const bool same = plan.clusters[at].id.known() ? one.id == plan.clusters[at].id
                                                     : !one.name.empty() && !one.id.known() &&
                                                           one.name == plan.clusters[at].name;
      if (!same || taken[label] != 0) continue;
      number[at] = static_cast<int>(label);
      taken[label] = 1;
      break;
    }
  }
  for (const bool empty_only : {true, false}) {
    for (int& each : number) {
      if (each != no_place) continue;
      for (std::size_t label = 0; label < built.labels.size() && each == no_place; ++label) {
        if (taken[label] != 0 || (empty_only && !built.labels[label].name.empty())) continue;
        each = static_cast<int>(label);
        taken[label] = 1;
      }
    }
  }
  return number;
}

}  // namespace

Plan plan_of(const Built& built, const Facts& facts, const solve::Assignment& assignment) {
  Plan plan;
  std::vector<int> place(built.labels.size(), no_place);
  std::vector<char> used(built.labels.size(), 0);
  for (std::size_t at = 0; at < assignment.size(); ++at) {
    if (built.outside[at] == 0) used[index(assignment[at])] = 1;
  }
  for (std::size_t label = 0; label < used.size(); ++label) {
    if (used[label] == 0) continue;
    place[label] = static_cast<int>(plan.clusters.size());
    plan.clusters.push_back(built.labels[label]);
  }
  for (std::size_t at = 0; at < assignment.size(); ++at) {
    plan.of.push_back(built.outside[at] == 0 ? place[index(assignment[at])] : no_place);
  }
  plan.pinned.assign(facts.schools.size(), 0);
  for (std::size_t at = 0; at < built.problem.pinned.size(); ++at) {
    const bool pinned = built.problem.pinned[at] != solve::no_cluster || built.outside[at] != 0;
    plan.pinned[at] = pinned ? 1 : 0;
  }
  name_clusters(plan, facts);
  return plan;
}

solve::Assignment assignment_of(const Built& built, const Facts& facts, const Plan& plan) {
  const std::vector<int> number = numbers_of(built, plan);
  solve::Assignment assignment(facts.schools.size(), solve::no_cluster);
  std::vector<int> sizes(built.labels.size(), 0);
  for (std::size_t at = 0; at < assignment.size(); ++at) {
    if (plan.of[at] == no_place) continue;
    assignment[at] = number[index(plan.of[at])];
    if (assignment[at] != solve::no_cluster) ++sizes[index(assignment[at])];
  }
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  for (const solve::Measure& each : built.problem.measures) {
    if (each.weights.empty()) most = each.upper;
  }
  for (std::size_t at = 0; at < assignment.size(); ++at) {
    if (assignment[at] != solve::no_cluster) continue;
    assignment[at] = nearest_cluster(built, assignment, static_cast<int>(at), sizes, most);
    ++sizes[index(assignment[at])];
  }
  return assignment;
}

std::vector<std::string> impossible_rules(const Scenario& scenario, const Facts& facts,
                                          const Built& built) {
  std::vector<std::string> found = solve::impossible(built.problem);
  const TravelLimit& limit = scenario.rules.travel;
  const bool alone_allowed = scenario.rules.schools.least.value_or(1) < 2;
  if (!limit.minutes || !limit.strength.hard || alone_allowed) return found;
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    const auto near = facts.travel->neighbours(at);
    const double minutes = near.empty() ? minutes_without_way : near.front().minutes;
    if (minutes <= *limit.minutes) continue;
    found.push_back(facts.schools[at].name + " is " + base::with_decimals(minutes, 0) +
                    " minutes from the nearest other school; the limit is " +
                    base::with_decimals(*limit.minutes, 0) + ".");
  }
  return found;
}

}  // namespace design

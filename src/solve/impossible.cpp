// Reasons, found by counting, why no plan can keep the hard rules.
#include <algorithm>
#include <numeric>
#include <string>

#include "solve/problem.hpp"

namespace solve {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

std::string clusters(std::int64_t count) {
  return number(count) + (count == 1 ? " cluster" : " clusters");
}

void doubt_measure(const Problem& problem, const Measure& measure,
                   std::vector<std::string>& reasons) {
  if (!measure.strength.hard) return;
  std::int64_t sum = problem.size();
  std::int64_t heaviest = 1;
  if (!measure.weights.empty()) {
    sum = std::accumulate(measure.weights.begin(), measure.weights.end(), std::int64_t{0});
    heaviest = *std::max_element(measure.weights.begin(), measure.weights.end());
  }
  const std::string name = measure.name.empty() ? "weight" : measure.name;
  if (heaviest > measure.upper) {
    reasons.push_back("One point alone has " + name + " " + number(heaviest) +
                      ", and a cluster may have at most " + number(measure.upper) + ".");
  }
  if (measure.upper < sum / problem.clusters_max + (sum % problem.clusters_max != 0 ? 1 : 0)) {
    reasons.push_back(clusters(problem.clusters_max) + " of at most " + number(measure.upper) +
                      " " + name + " cannot hold all " + number(sum) + ".");
  }
  if (measure.lower > 0 && sum / measure.lower < problem.clusters_min) {
    reasons.push_back(clusters(problem.clusters_min) + " of at least " + number(measure.lower) +
                      " " + name + (problem.clusters_min == 1 ? " needs" : " need") +
                      " more than the " + number(sum) + " that there are.");
  }
}

void doubt_class(const Problem& problem, const ClassRule& rule, std::vector<std::string>& reasons) {
  if (!rule.strength.hard) return;
  const auto have =
      std::count_if(rule.members.begin(), rule.members.end(), [](char m) { return m != 0; });
  if (have < static_cast<std::int64_t>(rule.at_least) * problem.clusters_min) {
    const bool one = problem.clusters_min == 1;
    reasons.push_back(rule.name + ": " + clusters(problem.clusters_min) +
                      (one ? " needs at least " : " need at least ") + number(rule.at_least) +
                      (one ? "" : " each") + ", but there are only " + number(have) + ".");
  }
  if (have > static_cast<std::int64_t>(rule.at_most) * problem.clusters_max) {
    reasons.push_back(rule.name + ": there are " + number(have) + ", more than " +
                      clusters(problem.clusters_max) + " may hold.");
  }
}

bool is_locked(const Problem& problem, int cluster) {
  return std::count(problem.locked.begin(), problem.locked.end(), cluster) > 0;
}

// The cluster in which a point stays, pinned or in one that is locked; or no_cluster.
int fixed_in(const Problem& problem, int point) {
  if (!problem.pinned.empty() && problem.pinned[point] != no_cluster) return problem.pinned[point];
  const int today = problem.today.empty() ? no_cluster : problem.today[point];
  return today != no_cluster && is_locked(problem, today) ? today : no_cluster;
}

// Too many of a class that stay together, whatever is done.
void doubt_crowds(const Problem& problem, const ClassRule& rule,
                  std::vector<std::string>& reasons) {
  if (!rule.strength.hard || rule.at_most >= problem.size()) return;
  for (const Together& federation : problem.together) {
    const auto have = std::count_if(federation.points.begin(), federation.points.end(),
                                    [&](int point) { return rule.members[point] != 0; });
    if (have > rule.at_most) {
      reasons.push_back(rule.name + ": " + federation.name + " is to stay whole, and has " +
                        number(have) + ".");
    }
  }
  std::vector<int> fixed(static_cast<std::size_t>(problem.clusters_max), 0);
  for (int point = 0; point < problem.size(); ++point) {
    const int cluster = rule.members[point] != 0 ? fixed_in(problem, point) : no_cluster;
    if (cluster != no_cluster) ++fixed[cluster];
  }
  for (const int have : fixed) {
    if (have > rule.at_most) {
      reasons.push_back(rule.name + ": " + number(have) +
                        " are pinned to one cluster, or locked in it.");
    }
  }
}

// A federation stays whole, and its points are where pins and locked clusters want them.
void doubt_places(const Problem& problem, const Together& federation,
                  std::vector<std::string>& reasons) {
  int pinned = no_cluster;
  int locked = no_cluster;
  bool outside = false;
  for (const int point : federation.points) {
    const int pin = problem.pinned.empty() ? no_cluster : problem.pinned[point];
    if (pin != no_cluster && pinned != no_cluster && pin != pinned) {
      reasons.push_back(federation.name + " is to stay whole, but is pinned to two clusters.");
    }
    pinned = pin != no_cluster ? pin : pinned;
    const int today = problem.today.empty() ? no_cluster : problem.today[point];
    const bool stays = today != no_cluster && is_locked(problem, today);
    outside |= !stays || (locked != no_cluster && today != locked);
    locked = stays ? today : locked;
  }
  if (locked != no_cluster && outside) {
    reasons.push_back(federation.name +
                      " is to stay whole, but a locked cluster has a part of it.");
  }
}

void doubt_locks(const Problem& problem, std::vector<std::string>& reasons) {
  if (problem.locked.empty()) return;
  bool free = false;
  for (int i = 0; i < problem.size(); ++i) {
    const int today = problem.today[i];
    const bool stays = today != no_cluster && is_locked(problem, today);
    free |= !stays;
    const int pin = problem.pinned.empty() ? no_cluster : problem.pinned[i];
    if (pin != no_cluster && pin != today && (stays || is_locked(problem, pin))) {
      reasons.push_back("Point " + number(i + 1) +
                        " is pinned so that it would leave or join a locked cluster.");
    }
  }
  if (free && static_cast<int>(problem.locked.size()) >= problem.clusters_max) {
    reasons.push_back("All clusters are locked, and some points are in none of them.");
  }
}

void doubt_federations(const Problem& problem, std::vector<std::string>& reasons) {
  for (const Together& federation : problem.together) {
    for (const Measure& measure : problem.measures) {
      if (!measure.strength.hard) continue;
      std::int64_t weight = 0;
      for (const int point : federation.points) {
        weight += measure.weights.empty() ? 1 : measure.weights[point];
      }
      if (weight > measure.upper) {
        reasons.push_back(federation.name + " has " + measure.name + " " + number(weight) +
                          " and is to stay whole, but a cluster may have at most " +
                          number(measure.upper) + ".");
      }
    }
    for (const Apart& pair : problem.apart) {
      const auto& points = federation.points;
      if (std::count(points.begin(), points.end(), pair.a) > 0 &&
          std::count(points.begin(), points.end(), pair.b) > 0) {
        reasons.push_back(federation.name +
                          " is to stay whole, and two of it are to be kept apart.");
      }
    }
    doubt_places(problem, federation, reasons);
  }
}

}  // namespace

std::vector<std::string> impossible(const Problem& problem) {
  std::vector<std::string> reasons;
  if (problem.clusters_min > problem.size()) {
    reasons.push_back(clusters(problem.clusters_min) + " cannot be made of " +
                      number(problem.size()) + " points.");
  }
  for (const Measure& measure : problem.measures) doubt_measure(problem, measure, reasons);
  for (const ClassRule& rule : problem.classes) {
    doubt_class(problem, rule, reasons);
    doubt_crowds(problem, rule, reasons);
  }
  doubt_federations(problem, reasons);
  doubt_locks(problem, reasons);
  return reasons;
}

}  // namespace solve

// Along a curve that fills the plane, each unit of favour makes one median. Then a network simplex
// (LEMON).
#include "solve/flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include "solve/division.hpp"

namespace solve {
namespace {

constexpr int medians_known = 16;    // of each point: the nearest
constexpr double fineness = 10'000;  // costs are whole numbers of so many for the mean distance

// Where a place comes on the curve of Hilbert through a square of 2^16 by 2^16.
std::uint64_t along_the_curve(std::uint32_t x, std::uint32_t y) {
  std::uint64_t place = 0;
  for (std::uint32_t side = 1U << 15; side > 0; side /= 2) {
    const std::uint32_t east = (x & side) != 0 ? 1 : 0;
    const std::uint32_t north = (y & side) != 0 ? 1 : 0;
    place += static_cast<std::uint64_t>(side) * side * ((3 * east) ^ north);
    if (north != 0) continue;
    if (east != 0) {
      x = ~x;
      y = ~y;
    }
    std::swap(x, y);
  }
  return place;
}

std::vector<int> in_order_of_the_curve(const Problem& problem) {
  Point least = problem.points.front();
  Point most = least;
  for (const Point& point : problem.points) {
    least = {std::min(least.x, point.x), std::min(least.y, point.y)};
    most = {std::max(most.x, point.x), std::max(most.y, point.y)};
  }
  const double scale = 65535 / std::max({most.x - least.x, most.y - least.y, 1e-9});
  std::vector<std::pair<std::uint64_t, int>> places;
  for (int i = 0; i < problem.size(); ++i) {
    const Point& point = problem.points[i];
    places.emplace_back(along_the_curve(static_cast<std::uint32_t>((point.x - least.x) * scale),
                                        static_cast<std::uint32_t>((point.y - least.y) * scale)),
                        i);
  }
  std::sort(places.begin(), places.end());
  std::vector<int> order;
  for (const auto& [place, point] : places) order.push_back(point);
  return order;
}

std::vector<int> medians_of(const Problem& problem, const std::vector<double>& favour) {
  const double sum = std::accumulate(favour.begin(), favour.end(), 0.0);
  const int count =
      std::clamp(static_cast<int>(std::lround(sum)), problem.clusters_min, problem.clusters_max);
  std::vector<int> medians(static_cast<std::size_t>(count), -1);
  std::vector<char> chosen(problem.points.size(), 0);
  double before = 0;
  for (const int point : in_order_of_the_curve(problem)) {
    const double middle = (before + favour[point] / 2) * count / sum;
    before += favour[point];
    int& median = medians[std::clamp(static_cast<int>(middle), 0, count - 1)];
    if (median >= 0 && favour[point] <= favour[median]) continue;
    if (median >= 0) chosen[median] = 0;
    median = point;
    chosen[point] = 1;
  }
  // Where much favour is of one point, a unit of it may be left without a median.
  std::vector<int> others;
  for (int i = 0; i < problem.size(); ++i) {
    if (chosen[i] == 0) others.push_back(i);
  }
  std::stable_sort(others.begin(), others.end(),
                   [&](int a, int b) { return favour[a] > favour[b]; });
  auto next = others.begin();
  for (int& median : medians) {
    if (median < 0) median = *next++;
  }
  return medians;
}

// The measure whose bounds the flow keeps: the first hard one.
Measure measure_of(const Problem& problem) {
  for (const Measure& measure : problem.measures) {
    if (!measure.strength.hard) continue;
    Measure found = measure;
    found.weights.resize(problem.points.size(), 1);
    return found;
  }
  Measure none;
  none.weights.assign(problem.points.size(), 1);
  return none;
}

std::vector<std::pair<double, int>> nearest_medians(const Problem& problem,
                                                    const std::vector<int>& medians, int point) {
  std::vector<std::pair<double, int>> near;
  for (std::size_t k = 0; k < medians.size(); ++k) {
    near.emplace_back(distance(problem, point, medians[k]), static_cast<int>(k));
  }
  const auto known = std::min<std::size_t>(near.size(), medians_known);
  std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(known), near.end());
  return {near.begin(), near.begin() + static_cast<std::ptrdiff_t>(known)};
}

// Points, medians, and a sink into which each median sends what it holds: the more it lacks, the
// dearer.
class Network {
 public:
  Network(const Problem& problem, const std::vector<int>& medians)
      : measure_(measure_of(problem)), costs_(graph_), capacities_(graph_), supplies_(graph_) {
    std::vector<std::vector<std::pair<double, int>>> near;
    double mean = 0;
    for (int i = 0; i < problem.size(); ++i) {
      near.push_back(nearest_medians(problem, medians, i));
      mean += near.back().front().first / problem.size();
    }
    const double scale = fineness / std::max(mean, 1e-9);
    const auto dear = static_cast<std::int64_t>(100 * fineness);
    for (std::size_t k = 0; k < medians.size(); ++k) medians_.push_back(graph_.addNode());
    const Graph::Node sink = graph_.addNode();
    std::int64_t sum = 0;
    for (int i = 0; i < problem.size(); ++i) {
      const Graph::Node point = graph_.addNode();
      const std::int64_t weight = std::max<std::int64_t>(measure_.weights[i], 1);
      const double importance = problem.importance.empty() ? 1 : problem.importance[i];
      supplies_[point] = weight;
      sum += weight;
      points_.push_back(point);
      for (const auto& [far, median] : near[i]) {
        const double cost = far * importance * scale / static_cast<double>(weight);
        add(point, medians_[median], weight, static_cast<std::int64_t>(std::min(cost, 1e15)));
      }
    }
    supplies_[sink] = -sum;
    const std::int64_t upper = std::min(measure_.upper, sum);
    for (const Graph::Node median : medians_) {
      add(median, sink, measure_.lower, -dear);
      add(median, sink, upper - measure_.lower, 0);
      add(median, sink, sum, dear);
    }
  }

  Assignment plan() {
    lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph_);
    simplex.upperMap(capacities_).costMap(costs_).supplyMap(supplies_);
    simplex.run();
    Assignment plan;
    for (const Graph::Node point : points_) {
      std::int64_t most = -1;
      int cluster = 0;
      for (Graph::OutArcIt arc(graph_, point); arc != lemon::INVALID; ++arc) {
        if (simplex.flow(arc) <= most) continue;
        most = simplex.flow(arc);
        cluster = graph_.id(graph_.target(arc));  // medians are the first nodes
      }
      plan.push_back(cluster);
    }
    return plan;
  }

 private:
  using Graph = lemon::SmartDigraph;
  void add(Graph::Node from, Graph::Node to, std::int64_t capacity, std::int64_t cost) {
    const Graph::Arc arc = graph_.addArc(from, to);
    capacities_[arc] = capacity;
    costs_[arc] = cost;
  }

  Measure measure_;
  Graph graph_;
  Graph::ArcMap<std::int64_t> costs_;
  Graph::ArcMap<std::int64_t> capacities_;
  Graph::NodeMap<std::int64_t> supplies_;
  std::vector<Graph::Node> medians_;
  std::vector<Graph::Node> points_;
};

}  // namespace

bool can_flow(const Problem& problem) {
  return problem.size() > 1 && problem.prices.travel > 0 && problem.classes.empty() &&
         problem.together.empty() && problem.apart.empty() &&
         problem.contiguity.neighbours.empty() && problem.labels.empty() &&
         problem.spreads.empty() && problem.pinned.empty() && problem.locked.empty();
}

Assignment flowed(const Problem& problem, const std::vector<double>& favour) {
  return with_todays_numbers(problem, Network(problem, medians_of(problem, favour)).plan());
}

}  // namespace solve

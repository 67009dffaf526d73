// A problem of capacitated clustering: points that carry weights, to be grouped within bounds at
// the least cost. Nothing here knows what the points are. Numbers of points and clusters are
// indices from 0; distances are in the unit of the caller (kilometres, minutes), and so are costs.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace solve {

inline constexpr int no_cluster = -1;

struct Point {
  double x = 0;
  double y = 0;
};

// How far two points are apart.
enum class Metric {
  Straight,   // the Euclidean distance
  Truncated,  // the same, cut to a whole number (as the OR-Library does)
  Given,      // `Problem::distances`
};

// How much a rule weighs: kept at any price, or paid for by each unit by which it is broken.
struct Strength {
  bool hard = true;
  double price = 0;
};

// Something that is weighed in each cluster and has bounds there: schools, pupils.
struct Measure {
  std::string name;
  std::vector<std::int64_t> weights;  // one for each point, at least 0; empty: 1 each
  std::int64_t lower = 0;
  std::int64_t upper = std::numeric_limits<std::int64_t>::max();
  Strength strength;  // the price is for each unit of weight outside the bounds
};

// At least and at most so many points of a class in each cluster: a secondary, an able lead.
struct ClassRule {
  std::string name;
  std::vector<char> members;  // one for each point, not 0: of the class
  int at_least = 0;
  int at_most = std::numeric_limits<int>::max();
  Strength strength;  // the price is for each point that is lacking or too many
};

// Points that belong together (federations) or that must not be in one cluster.
struct Together {
  std::string name;
  std::vector<int> points;
};
struct Apart {
  int a = 0;
  int b = 0;
};

// Each cluster hangs together on a graph of neighbours (Delaunay, roads). The price is for each
// piece of a cluster beyond its first. Barriers are edges that the graph does not have.
struct Contiguity {
  std::vector<std::vector<int>> neighbours;  // symmetric; empty: no such rule
  Strength strength;
};

// Points with one label (a trust, a district) are dear to one another: the price is for each
// further cluster over which a label is spread.
struct Label {
  std::string name;
  std::vector<int> of;  // one for each point; -1: none
  double price = 0;
};

// A figure that clusters should share alike: the sum of `part`, or its share of the sum of `whole`
// when that is not empty. A cluster pays price * (its figure / even - 1)^2.
struct Spread {
  std::string name;
  std::vector<double> part;
  std::vector<double> whole;
  double even = 1;  // the figure when all share alike, more than 0
  double price = 0;
};

// What travel, and other ways of being far apart, cost.
struct Prices {
  double travel = 1;  // for each unit of distance from a point to the median of its cluster
  double compactness =
      0;  // for each unit of mean distance from a point to the others of its cluster
  double far_limit = std::numeric_limits<double>::infinity();
  double far = 0;   // for each unit of importance farther than far_limit from the median
  double move = 0;  // for each point that leaves its cluster of today
};

struct Problem {
  std::vector<Point> points;
  Metric metric = Metric::Straight;
  std::vector<float> distances;    // Given: n times n, symmetric, nothing on the diagonal
  std::vector<double> importance;  // weight of each point in travel (pupils); empty: 1 each
  int clusters_min = 1;
  int clusters_max = 1;
  std::vector<Measure> measures;
  std::vector<ClassRule> classes;
  std::vector<Together> together;
  std::vector<Apart> apart;
  Contiguity contiguity;
  std::vector<Label> labels;
  std::vector<Spread> spreads;
  Prices prices;
  // Today's clusters: a number of at most clusters_max - 1 for each point, or no_cluster. Numbers
  // of clusters in a plan are then those of today, so that who keeps the number has not moved.
  std::vector<int> today;
  // Where a point is to stay, whatever it costs, or no_cluster; empty: nothing is pinned. Clusters
  // in `locked` gain and lose no point: all points that `today` has in them stay.
  std::vector<int> pinned;
  std::vector<int> locked;
  int size() const { return static_cast<int>(points.size()); }
};

// One cluster number for each point: 0 to clusters_max - 1.
using Assignment = std::vector<int>;

// What a plan costs, by term, and which rules it breaks, by name.
struct Term {
  std::string name;  // "travel", "compactness", "far", "moves", the name of a label or a spread
  double cost = 0;
};
struct Violation {
  std::string rule;  // the name of the measure, class, federation, or "contiguity", "apart", ...
  int cluster = 0;
  double amount = 0;  // units by which it is broken
  bool hard = true;
  std::string text;  // in words: "cluster 3: 5 schools, at least 6"
};
struct Valuation {
  double cost = 0;    // the sum of the terms and of the prices of broken soft rules
  double travel = 0;  // sum of importance * distance to the median
  std::vector<Term> terms;
  std::vector<Violation> violations;
  bool feasible = false;     // no hard rule is broken
  int clusters = 0;          // those with at least one point
  std::vector<int> medians;  // one for each cluster number; -1 where it is empty
};

// Distance between two points under the problem's metric.
double distance(const Problem& problem, int a, int b);

// Valued from nothing: what every quicker way must agree with. The assignment is a plan of the
// problem (CHECKed).
Valuation valued(const Problem& problem, const Assignment& plan);
// The same of some clusters and their points only, as if the others were not there.
Valuation valued(const Problem& problem, const Assignment& plan, const std::vector<int>& clusters);

// Why no plan can exist, found before any time is spent: by name, one sentence each. Nothing when
// no reason is found (which does not prove that there is a plan).
std::vector<std::string> impossible(const Problem& problem);

// More points than this are not searched: rounds would take hours.
inline constexpr int points_max = 100'000;

// Whether the problem is well formed: sizes agree, numbers are finite, bounds are in order.
// Errors: bad_instance.
base::Result<void> check(const Problem& problem);

}  // namespace solve

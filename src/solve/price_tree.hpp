// For a place, the point beyond a distance that is cheapest to take among those that gain nothing:
// what the way to it costs less the price of the point. A tree of boxes that know the highest price
// within.
#pragma once

#include <vector>

#include "solve/problem.hpp"

namespace solve {

class PriceTree {
 public:
  // The points of a problem whose distances are by place, not given; what a unit of distance costs
  // each of them.
  PriceTree(const Problem& problem, std::vector<double> importance);
  void set(const std::vector<double>& prices);
  // The least of importance * distance - price, where that is not below nought, over all points
  // that are at least `beyond` away from `from`; infinity where there is none.
  double least(int from, double beyond) const;

 private:
  struct Box {
    Point low;
    Point high;
    int first = 0;  // of the points, in the order of the tree
    int count = 0;
    int left = -1;  // the halves of a box that is parted
    int right = -1;
    double highest = 0;  // price
  };
  struct Query {
    int from;
    double beyond;
    double least;
  };
  int part(int first, int count);
  double floor_of(const Box& box, const Query& query) const;
  void search(int number, Query& query) const;

  const Problem& problem_;
  std::vector<double> importance_;
  double least_importance_;
  std::vector<int> order_;
  std::vector<Box> boxes_;  // halves after the whole
  std::vector<double> prices_;
};

}  // namespace solve

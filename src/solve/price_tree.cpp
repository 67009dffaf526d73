// Boxes are halved along their longer side until few points are left.
#include "solve/price_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "base/check.hpp"

namespace solve {
namespace {

constexpr int points_of_leaf = 8;

}  // namespace

PriceTree::PriceTree(const Problem& problem, std::vector<double> importance)
    : problem_(problem),
      importance_(std::move(importance)),
      least_importance_(*std::min_element(importance_.begin(), importance_.end())),
      order_(problem.points.size()) {
  CHECK(problem.metric != Metric::Given);
  std::iota(order_.begin(), order_.end(), 0);
  part(0, problem.size());
}

int PriceTree::part(int first, int count) {
  const auto number = static_cast<int>(boxes_.size());
  Box box;
  box.first = first;
  box.count = count;
  box.low = box.high = problem_.points[order_[first]];
  for (int k = first; k < first + count; ++k) {
    const Point& point = problem_.points[order_[k]];
    box.low = {std::min(box.low.x, point.x), std::min(box.low.y, point.y)};
    box.high = {std::max(box.high.x, point.x), std::max(box.high.y, point.y)};
  }
  boxes_.push_back(box);
  if (count <= points_of_leaf) return number;
  const bool wide = box.high.x - box.low.x > box.high.y - box.low.y;
  const auto begin = order_.begin() + first;
  std::nth_element(begin, begin + count / 2, begin + count, [&](int a, int b) {
    const Point& left = problem_.points[a];
    const Point& right = problem_.points[b];
    return wide ? left.x < right.x : left.y < right.y;
  });
  const int left = part(first, count / 2);
  const int right = part(first + count / 2, count - count / 2);
  boxes_[number].left = left;
  boxes_[number].right = right;
  return number;
}

void PriceTree::set(const std::vector<double>& prices) {
  prices_ = prices;
  for (auto box = boxes_.rbegin(); box != boxes_.rend(); ++box) {
    if (box->left >= 0) {
      box->highest = std::max(boxes_[box->left].highest, boxes_[box->right].highest);
      continue;
    }
    box->highest = -std::numeric_limits<double>::infinity();
    for (int k = box->first; k < box->first + box->count; ++k) {
      box->highest = std::max(box->highest, prices[order_[k]]);
    }
  }
}

// No point of the box costs less.
double PriceTree::floor_of(const Box& box, const Query& query) const {
  const Point& from = problem_.points[query.from];
  const double east = std::max({0.0, box.low.x - from.x, from.x - box.high.x});
  const double north = std::max({0.0, box.low.y - from.y, from.y - box.high.y});
  const double cut = problem_.metric == Metric::Truncated ? 1 : 0;
  const double far = std::max(query.beyond, std::hypot(east, north) * (1 - 1e-9) - cut);
  return least_importance_ * far - box.highest;
}

void PriceTree::search(int number, Query& query) const {
  const Box& box = boxes_[number];
  if (floor_of(box, query) >= query.least) return;
  if (box.left < 0) {
    for (int k = box.first; k < box.first + box.count; ++k) {
      const int point = order_[k];
      const double far = distance(problem_, query.from, point);
      const double cost = importance_[point] * far - prices_[point];
      if (far >= query.beyond && cost >= 0) query.least = std::min(query.least, cost);
    }
    return;
  }
  const bool left_first = floor_of(boxes_[box.left], query) <= floor_of(boxes_[box.right], query);
  search(left_first ? box.left : box.right, query);
  search(left_first ? box.right : box.left, query);
}

double PriceTree::least(int from, double beyond) const {
  Query query{from, beyond, std::numeric_limits<double>::infinity()};
  search(0, query);
  return query.least;
}

}  // namespace solve

// The Hungarian method with potentials, O(n^2 m): a few hundred clusters take milliseconds.
#include "design/matching.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace design {

namespace {

// Least total cost of giving every row a column of its own; rows <= columns. Counts from 1, as the
// method is mostly written.
class Assignment {
 public:
  Assignment(int rows, int columns)
      : rows_(rows),
        columns_(columns),
        row_price_(rows + 1),
        column_price_(columns + 1),
        row_of_(columns + 1, 0) {}

  template <typename Cost>
  std::vector<int> solve(const Cost& cost) {
    for (int row = 1; row <= rows_; ++row) add(row, cost);
    std::vector<int> column_of(static_cast<std::size_t>(rows_), -1);
    for (int column = 1; column <= columns_; ++column) {
      if (row_of_[at(column)] != 0) column_of[at(row_of_[at(column)] - 1)] = column - 1;
    }
    return column_of;
  }

 private:
  static std::size_t at(int place) { return static_cast<std::size_t>(place); }

  template <typename Cost>
  void add(int row, const Cost& cost) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    std::vector<double> slack(at(columns_ + 1), endless);
    std::vector<int> from(at(columns_ + 1), 0);
    std::vector<char> used(at(columns_ + 1), 0);
    row_of_[0] = row;
    int column = 0;
    do {
      used[at(column)] = 1;
      const int now = row_of_[at(column)];
      double least = endless;
      int next = 0;
      for (int other = 1; other <= columns_; ++other) {
        if (used[at(other)] != 0) continue;
        const double reduced =
            cost(now - 1, other - 1) - row_price_[at(now)] - column_price_[at(other)];
        if (reduced < slack[at(other)]) {
          slack[at(other)] = reduced;
          from[at(other)] = column;
        }
        if (slack[at(other)] < least) {
          least = slack[at(other)];
          next = other;
        }
      }
      for (int other = 0; other <= columns_; ++other) {
        if (used[at(other)] != 0) {
          row_price_[at(row_of_[at(other)])] += least;
          column_price_[at(other)] -= least;
        } else {
          slack[at(other)] -= least;
        }
      }
      column = next;
    } while (row_of_[at(column)] != 0);
    while (column != 0) {
      row_of_[at(column)] = row_of_[at(from[at(column)])];
      column = from[at(column)];
    }
  }

  int rows_;
  int columns_;
  std::vector<double> row_price_;
  std::vector<double> column_price_;
  std::vector<int> row_of_;  // of each column; 0: none yet
};

double pairs(double count) { return count * (count - 1) / 2; }

}  // namespace

std::vector<int> best_matching(const std::vector<std::vector<int>>& shared) {
  const int rows = static_cast<int>(shared.size());
  if (rows == 0) return {};
  const int columns = static_cast<int>(shared.front().size());
  // Columns beyond the old clusters stand for "none".
  const int wide = std::max(rows, columns);
  auto cost = [&](int row, int column) {
    if (column >= columns) return 0.0;
    return -static_cast<double>(
        shared[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
  };
  std::vector<int> found = Assignment(rows, wide).solve(cost);
  for (int row = 0; row < rows; ++row) {
    int& column = found[static_cast<std::size_t>(row)];
    if (column >= columns || cost(row, column) == 0) column = -1;
  }
  return found;
}

double adjusted_rand(const std::vector<int>& one, const std::vector<int>& other) {
  std::map<int, double> rows;
  std::map<int, double> columns;
  std::map<std::pair<int, int>, double> cells;
  double all = 0;
  for (std::size_t at = 0; at < one.size(); ++at) {
    if (one[at] < 0 || other[at] < 0) continue;
    ++rows[one[at]];
    ++columns[other[at]];
    ++cells[{one[at], other[at]}];
    ++all;
  }
  double together = 0;
  double by_row = 0;
  double by_column = 0;
  for (const auto& [ignored, count] : cells) together += pairs(count);
  for (const auto& [ignored, count] : rows) by_row += pairs(count);
  for (const auto& [ignored, count] : columns) by_column += pairs(count);
  const double expected = pairs(all) > 0 ? by_row * by_column / pairs(all) : 0;
  const double most = (by_row + by_column) / 2;
  return most == expected ? 1 : (together - expected) / (most - expected);
}

}  // namespace design

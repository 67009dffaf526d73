// The linear program takes up columns as its prices want them. What it proves to be too dear for a
// better choice is left out of branch and bound.
#include "solve/set_partition.hpp"

#include <algorithm>
#include <coin/CbcEventHandler.hpp>
#include <coin/CbcModel.hpp>
#include <coin/CglZeroHalf.hpp>
#include <coin/ClpEventHandler.hpp>
#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedVector.hpp>
#include <coin/OsiClpSolverInterface.hpp>
#include <map>
#include <utility>

namespace solve {
namespace {

constexpr int columns_at_once = 400;  // that the linear program takes up
constexpr double least_gain = 1e-6;   // of a better choice

class StopLinear : public ClpEventHandler {
 public:
  explicit StopLinear(const std::atomic<bool>& stop) : stop_(&stop) {}
  int event(Event) override { return stop_->load(std::memory_order_relaxed) ? 5 : -1; }
  ClpEventHandler* clone() const override { return new StopLinear(*this); }

 private:
  const std::atomic<bool>* stop_;
};

class StopBranching : public CbcEventHandler {
 public:
  explicit StopBranching(const std::atomic<bool>& stop) : stop_(&stop) {}
  CbcAction event(CbcEvent) override {
    return stop_->load(std::memory_order_relaxed) ? CbcEventHandler::stop : noAction;
  }
  CbcEventHandler* clone() const override { return new StopBranching(*this); }

 private:
  const std::atomic<bool>* stop_;
};

// Rows: each point once, so many clusters, each number once at most.
class Model {
 public:
  Model(const PartitionTask& task, const std::vector<const Column*>& columns,
        const std::atomic<bool>& stop)
      : task_(task) {
    for (const Column* column : columns) {
      if (column->number == no_cluster) continue;
      const auto row = static_cast<int>(task.points.size() + 1 + row_of_number_.size());
      row_of_number_.emplace(column->number, row);
    }
    solver_.messageHandler()->setLogLevel(0);
    solver_.getModelPtr()->setLogLevel(0);
    StopLinear handler(stop);
    solver_.getModelPtr()->passInEventHandler(&handler);
    const CoinPackedVector empty;
    for (std::size_t k = 0; k < task.points.size(); ++k) solver_.addRow(empty, 1, 1);
    solver_.addRow(empty, task.clusters_min, task.clusters_max);
    for (std::size_t k = 0; k < row_of_number_.size(); ++k) solver_.addRow(empty, 0, 1);
  }

  std::vector<int> rows_of(const Column& column) const {
    std::vector<int> rows;
    for (const int point : column.points) {
      const auto place = std::lower_bound(task_.points.begin(), task_.points.end(), point);
      rows.push_back(static_cast<int>(place - task_.points.begin()));
    }
    rows.push_back(static_cast<int>(task_.points.size()));
    if (column.number != no_cluster) rows.push_back(row_of_number_.at(column.number));
    return rows;
  }

  void add(const std::vector<const Column*>& columns) {
    std::vector<int> starts(1, 0);
    std::vector<int> rows;
    std::vector<double> costs;
    for (const Column* column : columns) {
      const std::vector<int> own = rows_of(*column);
      rows.insert(rows.end(), own.begin(), own.end());
      starts.push_back(static_cast<int>(rows.size()));
      costs.push_back(column->cost);
    }
    const std::vector<double> ones(rows.size(), 1.0);
    const std::vector<double> none(columns.size(), 0.0);
    const std::vector<double> one(columns.size(), 1.0);
    solver_.addCols(static_cast<int>(columns.size()), starts.data(), rows.data(), ones.data(),
                    none.data(), one.data(), costs.data());
  }

  OsiClpSolverInterface& solver() { return solver_; }

 private:
  const PartitionTask& task_;
  std::map<int, int> row_of_number_;
  OsiClpSolverInterface solver_;
};

struct Priced {
  double reduced;  // cost less what its rows pay
  const Column* column;
};

// Solves the linear program over all columns, and says what each costs at its prices; nothing when
// it was stopped. The first columns are a choice that can be made.
std::vector<Priced> priced(Model& model, const std::vector<const Column*>& columns,
                           std::size_t first, const std::atomic<bool>& stop, double& least) {
  std::vector<char> taken(columns.size(), 0);
  std::fill(taken.begin(), taken.begin() + static_cast<std::ptrdiff_t>(first), 1);
  model.add({columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(first)});
  std::vector<std::vector<int>> rows;
  for (const Column* column : columns) rows.push_back(model.rows_of(*column));
  std::vector<std::pair<double, std::size_t>> wanted;
  std::vector<Priced> all(columns.size());
  for (bool initial = true;; initial = false) {
    initial ? model.solver().initialSolve() : model.solver().resolve();
    if (stop || !model.solver().isProvenOptimal()) return {};
    least = model.solver().getObjValue();
    const double* prices = model.solver().getRowPrice();
    wanted.clear();
    for (std::size_t k = 0; k < columns.size(); ++k) {
      double reduced = columns[k]->cost;
      for (const int row : rows[k]) reduced -= prices[row];
      all[k] = {reduced, columns[k]};
      if (taken[k] == 0 && reduced < -least_gain) wanted.emplace_back(reduced, k);
    }
    if (wanted.empty()) return all;
    const auto count = std::min<std::size_t>(wanted.size(), columns_at_once);
    std::partial_sort(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(count),
                      wanted.end());
    std::vector<const Column*> added;
    for (std::size_t k = 0; k < count; ++k) {
      taken[wanted[k].second] = 1;
      added.push_back(columns[wanted[k].second]);
    }
    model.add(added);
  }
}

std::vector<const Column*> branched(const PartitionTask& task,
                                    const std::vector<const Column*>& columns,
                                    const std::atomic<bool>& stop) {
  Model model(task, columns, stop);
  model.add(columns);
  for (std::size_t k = 0; k < columns.size(); ++k) model.solver().setInteger(static_cast<int>(k));
  CbcModel tree(model.solver());
  tree.setLogLevel(0);
  tree.messageHandler()->setLogLevel(0);
  tree.solver()->messageHandler()->setLogLevel(0);
  StopBranching handler(stop);
  tree.passInEventHandler(&handler);
  CglZeroHalf halves;
  tree.addCutGenerator(&halves, -99, "zero half");
  tree.setCutoff(task.known - least_gain);
  tree.setMaximumNodes(task.nodes_max);
  tree.branchAndBound();
  std::vector<const Column*> chosen;
  const double* solution = tree.bestSolution();
  if (solution == nullptr) return chosen;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (solution[k] > 0.5) chosen.push_back(columns[k]);
  }
  return chosen;
}

bool holds_each_once(const PartitionTask& task, const std::vector<const Column*>& chosen) {
  std::vector<int> points;
  for (const Column* column : chosen) {
    points.insert(points.end(), column->points.begin(), column->points.end());
  }
  std::sort(points.begin(), points.end());
  return points == task.points;
}

}  // namespace

std::vector<const Column*> best_partition(const PartitionTask& task,
                                          const std::vector<const Column*>& columns,
                                          std::size_t first, const std::atomic<bool>& stop) {
  double least = 0;
  std::vector<Priced> all;
  {
    Model model(task, columns, stop);
    all = priced(model, columns, first, stop, least);
  }
  const double room = task.known - least - least_gain;
  all.erase(std::remove_if(all.begin(), all.end(),
                           [room](const Priced& each) { return each.reduced > room; }),
            all.end());
  if (all.empty() || room <= 0) return {};
  std::stable_sort(all.begin(), all.end(),
                   [](const Priced& a, const Priced& b) { return a.reduced < b.reduced; });
  std::vector<const Column*> kept;
  for (const Priced& each : all) {
    if (static_cast<int>(kept.size()) < task.columns_max) kept.push_back(each.column);
  }
  std::vector<const Column*> chosen = branched(task, kept, stop);
  return holds_each_once(task, chosen) ? chosen : std::vector<const Column*>{};
}

}  // namespace solve

// The search for a plan: rounds in which regions are annealed side by side. What a round finds
// depends on the plan, the seed and the number of the round, not on the number of threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include "solve/moves.hpp"
#include "solve/pool.hpp"
#include "solve/problem.hpp"
#include "solve/regions.hpp"

namespace solve {

class Search {
 public:
  Search(const Problem& problem, std::uint64_t seed, int threads, const std::atomic<bool>& stop);

  // How good the plan is that a search begins with.
  enum class From {
    Rough,  // it is molten
    Good,   // it is warmed, all at once
    Best,   // but for what was changed by hand: region by region, as in later rounds
  };
  // Goes on from this plan, mended where fixed points or federations are not as they must be.
  void begin(const Assignment& plan, From from);
  // Clusters that may be of use.
  void learn(const std::vector<std::vector<int>>& clusters);
  // One round, in which no search of a region takes much more than these seconds; the best plan
  // never gets worse.
  void round(double seconds = std::numeric_limits<double>::infinity());

  // The best plan that was met.
  const Assignment& plan() const { return best_; }
  double cost() const { return best_cost_; }
  double broken() const { return best_broken_; }
  std::uint64_t moves() const { return moves_; }
  int rounds() const { return rounds_; }
  const std::vector<MoveStatistics>& statistics() const { return statistics_; }

 private:
  struct Task;
  struct Found;
  struct Choice;
  struct Present;
  void take_stock();
  bool is_first_of_best() const;
  RegionSize region_size(Random& random) const;
  std::vector<Task> tasks_of_round(double seconds) const;
  Found done(const Task& task, std::uint64_t number) const;
  Found annealed(const Task& task, std::uint64_t number) const;
  Found polished(const Task& task) const;
  Present present(const Task& task) const;
  std::vector<Choice> choices(const std::vector<Task>& tasks, std::vector<Found>& found);
  void settle(const std::vector<Choice>& regions);
  std::vector<int> best_of(const std::vector<Choice>& regions) const;
  int clusters_outside(int filled) const;
  void accept(const Found& found);
  bool is_stale() const;
  void keep();

  const Problem& problem_;
  std::uint64_t seed_;
  int threads_;
  const std::atomic<bool>& stop_;
  Pool pool_;
  Assignment plan_;  // that is searched from
  double cost_ = 0;
  double broken_ = 0;
  Assignment best_;
  double best_cost_ = 0;
  double best_broken_ = 0;
  int begun_ = 0;   // the round in which the walk began that led to it
  int fresh_ = 0;   // the round before which plan_ last became better, or was begun anew
  int filled_ = 0;  // clusters with points
  std::uint64_t moves_ = 0;
  int rounds_ = 0;
  From from_ = From::Rough;
  std::vector<MoveStatistics> statistics_;
};

}  // namespace solve

// The ways in which a search changes a plan. Each move proposes steps; what they would cost and
// making them is the same for all. A new move is a class here and a line in `all_moves`.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "solve/random.hpp"
#include "solve/state.hpp"

namespace solve {

struct MoveStatistics {
  std::string_view name;
  std::uint64_t proposed = 0;
  std::uint64_t made = 0;
};

class Move {
 public:
  explicit Move(std::string_view name) : statistics_{name} {}
  Move(const Move&) = delete;
  Move& operator=(const Move&) = delete;
  virtual ~Move() = default;

  // Of a hundred proposals, how many are of this move.
  virtual int share(const Part& part) const = 0;

  // Chooses steps for the state and says what they would cost; false when nothing came to mind, or
  // what did most probably costs more than the limit.
  bool evaluate(State& state, Random& random, double limit, double& delta);
  // Makes the steps evaluated last.
  void apply(State& state);
  std::string_view name() const { return statistics_.name; }
  const MoveStatistics& statistics() const { return statistics_; }

 protected:
  virtual bool propose(const State& state, Random& random, Steps& steps) = 0;

 private:
  Steps steps_;
  MoveStatistics statistics_;
};

// Adds what other searches did to what is known of each move.
void add_statistics(std::vector<MoveStatistics>& sums, const std::vector<MoveStatistics>& others);

// A set of moves for one search; each search needs its own.
std::vector<std::unique_ptr<Move>> all_moves();

}  // namespace solve

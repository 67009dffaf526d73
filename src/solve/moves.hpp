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
  std::uint64_t proposed = 0;
  std::uint64_t made = 0;
  double gained = 0;  // by what was made; negative when more was given up than won
};

class Move {
 public:
  Move() = default;
  Move(const Move&) = delete;
  Move& operator=(const Move&) = delete;
  virtual ~Move() = default;

  virtual std::string_view name() const = 0;
  // Of a hundred proposals, how many are of this move.
  virtual int share(const Part& part) const = 0;

  // Chooses steps for the state and says what they would cost; false when nothing came to mind.
  bool evaluate(State& state, Random& random, double& delta);
  // Makes the steps evaluated last.
  void apply(State& state, double delta);
  const MoveStatistics& statistics() const { return statistics_; }

 protected:
  virtual bool propose(const State& state, Random& random, Steps& steps) = 0;

 private:
  Steps steps_;
  MoveStatistics statistics_;
};

// A set of moves for one search; each search needs its own.
std::vector<std::unique_ptr<Move>> all_moves();

}  // namespace solve

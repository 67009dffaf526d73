// Temperature and pressure: looks for the best plan are taken now and then, not after each move.
#include "solve/anneal.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "solve/moves.hpp"

namespace solve {
namespace {

constexpr std::uint64_t moves_between_looks = 1024;
// In temperatures. Of moves that are reckoned to cost more, fewer than 2 of 1,000 would be made.
constexpr double hopeless = 6;

// From 0 to 1 by moves, or by time where that is shorter.
class Progress {
 public:
  explicit Progress(const Schedule& schedule) : schedule_(schedule) {}
  double after(std::uint64_t moves) const {
    const double by_moves = static_cast<double>(moves) / static_cast<double>(schedule_.moves);
    if (!std::isfinite(schedule_.seconds)) return by_moves;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin_;
    return std::max(by_moves, elapsed.count() / std::max(schedule_.seconds, 1e-9));
  }

 private:
  const Schedule& schedule_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

double between(double first, double last, double done) {
  return first * std::pow(last / first, done);
}

class Best {
 public:
  void look(const State& state) {
    const double broken = state.feasible() ? 0 : state.broken();
    const double cost = state.plain_cost();
    if (found_ && (broken > broken_ || (broken == broken_ && cost >= cost_ - 1e-9))) return;
    found_ = true;
    broken_ = broken;
    cost_ = cost;
    plan_ = state.plan();
  }
  Annealed taken() && { return {std::move(plan_), cost_, broken_, 0, {}, {}}; }

 private:
  bool found_ = false;
  double broken_ = 0;
  double cost_ = 0;
  std::vector<int> plan_;
};

// Clusters as they are now and then, each once.
class Meetings {
 public:
  explicit Meetings(const Part& part) : part_(part), numbered_(are_numbered(part.problem)) {}
  void look(const State& state) {
    for (int c = 0; c < part_.slot_count(); ++c) {
      const int number = numbered_ ? part_.slots[c] : no_cluster;
      if (state.members(c).empty() || state.broken_of(c) > 0) continue;
      if (numbered_ && number == no_cluster) continue;
      const std::uint64_t fingerprint =
          state.fingerprint(c) ^ (numbered_ ? fingerprint_of(-1 - number) : 0);
      if (!known_.insert(fingerprint).second) continue;
      Column column{{}, state.cost_of(c), number, fingerprint};
      for (const int i : state.members(c)) column.points.push_back(part_.points[i]);
      std::sort(column.points.begin(), column.points.end());
      met_.push_back(std::move(column));
    }
  }
  std::vector<Column> taken() && { return std::move(met_); }

 private:
  const Part& part_;
  bool numbered_;
  std::unordered_set<std::uint64_t> known_;
  std::vector<Column> met_;
};

}  // namespace

Annealed anneal(State& state, const Schedule& schedule, Random& random,
                const std::atomic<bool>& stop) {
  const Part& part = state.part();
  std::vector<std::unique_ptr<Move>> moves = all_moves();
  std::vector<Move*> lots;
  for (const std::unique_ptr<Move>& move : moves) {
    lots.insert(lots.end(), static_cast<std::size_t>(move->share(part)), move.get());
  }
  Best best;
  best.look(state);
  Meetings meetings(part);
  meetings.look(state);
  if (part.movable.empty()) return std::move(best).taken();
  const Progress progress(schedule);
  state.set_pressure(schedule.lenient);
  double temperature = schedule.hot;
  std::uint64_t made = 0;
  double floor = state.cost();
  for (double done = 0; done < 1 && !stop.load(std::memory_order_relaxed);) {
    for (std::uint64_t k = 0; k < moves_between_looks; ++k, ++made) {
      Move& move = *lots[random.below(static_cast<int>(lots.size()))];
      double delta = 0;
      if (!move.evaluate(state, random, hopeless * temperature, delta)) continue;
      if (delta > 0 && delta > -temperature * std::log(random.unit())) continue;
      move.apply(state);
      if (delta < 0 && state.cost() < floor) {
        floor = state.cost();
        if (state.feasible()) best.look(state);
      }
    }
    best.look(state);
    if (temperature < schedule.cool) meetings.look(state);
    floor = state.cost();
    done = progress.after(made);
    temperature = between(schedule.hot, schedule.cold, done);
    state.set_pressure(between(schedule.lenient, schedule.strict, done));
  }
  Annealed result = std::move(best).taken();
  result.moves = made;
  result.met = std::move(meetings).taken();
  for (const std::unique_ptr<Move>& move : moves) result.statistics.push_back(move->statistics());
  return result;
}

}  // namespace solve

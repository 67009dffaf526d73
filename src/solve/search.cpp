// Rounds: tasks for regions, done side by side, of whose results the best that fit are taken.
#include "solve/search.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <thread>
#include <utility>

#include "solve/anneal.hpp"
#include "solve/division.hpp"

namespace solve {
namespace {

constexpr int whole_at_most = 1500;       // points that are annealed all at once in the beginning
constexpr int first_region_points = 450;  // else, in the regions of the first round
constexpr std::uint64_t moves_for_a_point = 3000;
constexpr double coldest = 0.02;  // these in units of the mean cost of a point
constexpr double lenient = 1;
constexpr double strict = 30;

// Calls work(0) to work(count - 1), each once, on some threads.
template <typename Work>
void side_by_side(int threads, std::size_t count, Work work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t k = next++; k < count; k = next++) work(k);
  };
  std::vector<std::thread> others;
  for (int t = 1; t < threads && t < static_cast<int>(count); ++t) others.emplace_back(take);
  take();
  for (std::thread& other : others) other.join();
}

}  // namespace

// A region and how it is to be searched.
struct Search::Task {
  std::vector<int> clusters;
  std::vector<int> points;
  int more = 0;            // clusters more than now: -1, 0, 1
  int spare = no_cluster;  // the number of a cluster that has no points, when there are to be more
  double hot = 1;
  std::uint64_t moves = 0;
};

struct Search::Found {
  std::vector<int> points;
  std::vector<int> clusters;  // for each of the points
  double gain = 0;            // of cost
  double mended = 0;          // of broken rules
  std::uint64_t moves = 0;
};

Search::Search(const Problem& problem, std::uint64_t seed, int threads,
               const std::atomic<bool>& stop)
    : problem_(problem), seed_(seed), threads_(threads), stop_(stop) {}

void Search::begin(Assignment plan) {
  plan_ = std::move(plan);
  take_stock();
}

void Search::begin() {
  begin(divided(problem_,
                std::clamp(problem_.clusters_max, problem_.clusters_min, problem_.clusters_max)));
}

void Search::take_stock() {
  const Layout layout = layout_of(problem_, plan_);
  cost_ = 0;
  broken_ = 0;
  filled_ = 0;
  for (int c = 0; c < problem_.clusters_max; ++c) {
    const std::vector<int>& points = layout.points[c];
    if (points.empty()) continue;
    ++filled_;
    const Part part(problem_, points, {c}, 1, 1);
    const State state(part, std::vector<int>(points.size(), 0), 0);
    cost_ += state.plain_cost();
    broken_ += state.broken();
  }
}

RegionSize Search::region_size(Random& random) const {
  const double mean = static_cast<double>(problem_.size()) / std::max(1, filled_);
  RegionSize size;
  size.clusters_max = 3 + random.below(10);
  size.clusters_min = 2;
  size.points = std::max(static_cast<int>(4 * mean), 130);
  return size;
}

std::vector<Search::Task> Search::tasks_of_round() {
  Random random(seed_, static_cast<std::uint64_t>(rounds_), 0);
  const Layout layout = layout_of(problem_, plan_);
  const bool first = rounds_ == 0 && problem_.size() <= whole_at_most;
  RegionSize size = region_size(random);
  if (rounds_ == 0)
    size = {2, problem_.clusters_max, first ? problem_.size() : first_region_points};
  int spare = no_cluster;
  for (int c = 0; c < problem_.clusters_max; ++c) {
    if (layout.points[c].empty()) spare = c;
  }
  const bool trading = rounds_ % 3 == 1;
  std::vector<Task> tasks;
  for (std::vector<int>& region : regions_of(problem_, layout, size, random)) {
    Task task;
    task.clusters = std::move(region);
    for (const int c : task.clusters) {
      task.points.insert(task.points.end(), layout.points[c].begin(), layout.points[c].end());
    }
    task.hot = rounds_ == 0 ? 6 : 0.2 * (1 + random.below(8));
    task.moves = moves_for_a_point * task.points.size();
    if (rounds_ == 0) task.moves *= 3;
    tasks.push_back(task);
    if (first) tasks.push_back(task);
    if (!trading) continue;
    task.hot = 1.5;
    task.more = -1;
    tasks.push_back(task);
    task.more = 1;
    task.spare = spare;
    tasks.push_back(task);
  }
  return tasks;
}

namespace {

// A plan with one cluster less: one is dissolved, its points go where they are nearest.
void dissolve_one(const Part& part, std::vector<int>& plan, Random& random) {
  const int gone = random.below(part.slot_count());
  for (int i = 0; i < part.size(); ++i) {
    if (plan[i] != gone || part.units[part.unit_of[i]].fixed) continue;
    for (const int other : part.near[i]) {
      if (plan[other] == gone || part.closed[plan[other]]) continue;
      for (const int point : part.units[part.unit_of[i]].points) plan[point] = plan[other];
      break;
    }
  }
}

// A plan with one cluster more, of points that are near to one that chance chose.
void found_one(const Part& part, std::vector<int>& plan, Random& random) {
  const int slot = part.slot_count() - 1;
  const int unit = part.movable[random.below(static_cast<int>(part.movable.size()))];
  const int seed = part.units[unit].points.front();
  const int wanted = part.size() / part.slot_count();
  int count = 0;
  const auto join = [&](int point) {
    if (part.units[part.unit_of[point]].fixed || plan[point] == slot) return;
    for (const int each : part.units[part.unit_of[point]].points) plan[each] = slot;
    ++count;
  };
  join(seed);
  for (const int point : part.near[seed]) {
    if (count < wanted) join(point);
  }
}

}  // namespace

Search::Found Search::done(const Task& task, std::uint64_t number) const {
  Random random(seed_, static_cast<std::uint64_t>(rounds_), number + 1);
  std::vector<int> slots = task.clusters;
  const auto now = static_cast<int>(task.clusters.size());
  if (task.more > 0) slots.push_back(task.spare != no_cluster ? task.spare : task.clusters.front());
  const Part part(problem_, task.points, slots, now + task.more, now + task.more);
  std::vector<int> slot_of(static_cast<std::size_t>(problem_.clusters_max), -1);
  for (int s = 0; s < now; ++s) slot_of[task.clusters[s]] = s;
  std::vector<int> plan;
  for (const int point : task.points) plan.push_back(slot_of[plan_[point]]);
  State before(part, plan, 0);
  const double cost = before.plain_cost();
  // That there are more or fewer clusters than wanted is not a fault of the plan as it was.
  const double broken = before.broken() - (task.more == 0 ? 0 : before.lacking());
  if (part.movable.empty()) return {};
  if (task.more < 0) dissolve_one(part, plan, random);
  if (task.more > 0) found_one(part, plan, random);
  State state(part, plan, 0);
  const double unit = std::max(cost / part.size(), 1e-6);
  const Schedule schedule{task.moves, task.hot * unit, coldest * unit, lenient * unit,
                          strict * unit};
  Annealed annealed = anneal(state, schedule, random, stop_);
  Found found{task.points, {}, cost - annealed.cost, broken - annealed.broken, annealed.moves};
  for (const int slot : annealed.plan)
    found.clusters.push_back(slot < now ? task.clusters[slot] : -2);
  return found;
}

void Search::accept(const Found& found) {
  int spare = no_cluster;
  if (std::count(found.clusters.begin(), found.clusters.end(), -2) > 0) {
    std::vector<char> used(static_cast<std::size_t>(problem_.clusters_max), 0);
    for (const int cluster : plan_) used[cluster] = 1;
    for (int c = problem_.clusters_max - 1; c >= 0; --c) {
      if (used[c] == 0) spare = c;
    }
  }
  for (std::size_t k = 0; k < found.points.size(); ++k) {
    plan_[found.points[k]] = found.clusters[k] == -2 ? spare : found.clusters[k];
  }
  cost_ -= found.gain;
  broken_ -= found.mended;
}

void Search::settle(const std::vector<Task>& tasks, std::vector<Found> found) {
  // For each region the best of its tasks for one cluster less, as many, one more.
  struct Choice {
    const Found* best[3] = {nullptr, nullptr, nullptr};
  };
  std::vector<Choice> regions;
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    moves_ += found[k].moves;
    if (k == 0 || tasks[k].clusters != tasks[k - 1].clusters) regions.emplace_back();
    if (found[k].points.empty()) continue;
    const Found*& best = regions.back().best[tasks[k].more + 1];
    const double worth = found[k].gain + 1e6 * found[k].mended;
    if (best == nullptr || worth > best->gain + 1e6 * best->mended) best = &found[k];
  }
  // The choices that gain most together, the number of clusters being kept within its limits.
  const auto count = static_cast<int>(regions.size());
  const int width = 2 * count + 1;
  constexpr double never = -std::numeric_limits<double>::infinity();
  std::vector<std::vector<double>> gain(count + 1, std::vector<double>(width, never));
  std::vector<std::vector<int>> chosen(count + 1, std::vector<int>(width, 1));
  gain[0][count] = 0;
  const auto worth_of = [](const Found* choice) {
    if (choice == nullptr) return never;
    return choice->gain + 1e6 * choice->mended;
  };
  for (int r = 0; r < count; ++r) {
    for (int offset = 0; offset < width; ++offset) {
      if (gain[r][offset] == never) continue;
      for (int more = -1; more <= 1; ++more) {
        const Found* choice = regions[r].best[more + 1];
        double worth = worth_of(choice);
        if (more == 0) worth = std::max(worth, 0.0);
        if (worth == never || offset + more < 0 || offset + more >= width) continue;
        if (gain[r][offset] + worth <= gain[r + 1][offset + more]) continue;
        gain[r + 1][offset + more] = gain[r][offset] + worth;
        chosen[r + 1][offset + more] = more;
      }
    }
  }
  int best = count;
  for (int offset = 0; offset < width; ++offset) {
    const int clusters = filled_ + offset - count;
    if (clusters < problem_.clusters_min || clusters > problem_.clusters_max) continue;
    if (gain[count][offset] > gain[count][best] + 1e-9) best = offset;
  }
  const bool gained = gain[count][best] > 1e-9;
  idle_rounds_ = gained ? 0 : idle_rounds_ + 1;
  if (!gained) return;
  std::vector<std::pair<int, int>> order;  // clusters fewer first, so that numbers become free
  for (int r = count, offset = best; r > 0; --r) {
    const int more = chosen[r][offset];
    order.emplace_back(more, r - 1);
    offset -= more;
  }
  std::sort(order.begin(), order.end());
  for (const auto& [more, r] : order) {
    const Found* choice = regions[r].best[more + 1];
    if (choice == nullptr || (more == 0 && worth_of(choice) <= 1e-9)) continue;
    accept(*choice);
    filled_ += more;
  }
}

void Search::round() {
  const std::vector<Task> tasks = tasks_of_round();
  std::vector<Found> found(tasks.size());
  side_by_side(threads_, tasks.size(),
               [&](std::size_t k) { found[k] = done(tasks[k], static_cast<std::uint64_t>(k)); });
  settle(tasks, std::move(found));
  ++rounds_;
}

}  // namespace solve

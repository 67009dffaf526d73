// Rounds: tasks for regions, done side by side, of whose results the best that fit are taken.
#include "solve/search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>

#include "base/check.hpp"
#include "solve/anneal.hpp"
#include "solve/division.hpp"
#include "solve/set_partition.hpp"

namespace solve {
namespace {

constexpr int whole_at_most = 1500;       // points that are annealed all at once in the beginning
constexpr int first_region_points = 450;  // else, in the regions of the first round
constexpr std::uint64_t moves_for_a_point = 1500;
// Temperatures and pressures are in units of the mean cost of a point.
constexpr double hot_at_first = 6;
constexpr double hot_when_good = 1;
constexpr double hot_when_trading = 1.5;
constexpr double coldest = 0.02;
constexpr double lenient = 1;
constexpr double strict = 30;

constexpr int patience = 6;                // rounds without a gain, after which a walk is given up
constexpr double cool = 0.2;               // below it, clusters that are met are kept
constexpr int polished_points = 200;       // in a region whose clusters are chosen anew
constexpr std::size_t pool_most = 60'000;  // clusters that are kept, or
constexpr std::size_t pool_for_a_point = 20;
constexpr double broken_at_choice = 100;  // what a unit of broken rules costs in such a choice

constexpr int new_cluster = -2;  // in place of a number that is not known yet

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

// What a change is worth: rules that are kept come before cost.
struct Worth {
  double mended = 0;  // units by which hard rules are broken less
  double gain = 0;    // of cost

  Worth operator+(const Worth& other) const { return {mended + other.mended, gain + other.gain}; }
  bool operator>(const Worth& other) const {
    constexpr double least = 1e-9;  // less is an error of rounding
    if (std::abs(mended - other.mended) > least) return mended > other.mended;
    return gain > other.gain + least;
  }
};

}  // namespace

// A region and how it is to be searched.
struct Search::Task {
  std::vector<int> clusters;  // the numbers that its points may have, in order
  std::vector<int> points;
  int more = 0;  // clusters more than now: -1, 0, 1
  int filled_min = 0;
  int filled_max = 0;
  double hot = 1;
  std::uint64_t moves = 0;
  double seconds = 0;   // at most
  bool polish = false;  // chooses among the clusters that were met
};

struct Search::Found {
  std::vector<int> points;
  std::vector<int> clusters;  // for each of the points
  Worth worth;
  std::uint64_t moves = 0;
  std::vector<MoveStatistics> statistics;
  std::vector<Column> met;
};

// For one region the best that was found with one cluster less, as many, one more.
struct Search::Choice {
  const Found* best[3] = {nullptr, nullptr, nullptr};
  const Found* with(int more) const { return best[more + 1]; }
};

Search::Search(const Problem& problem, std::uint64_t seed, int threads,
               const std::atomic<bool>& stop)
    : problem_(problem),
      seed_(seed),
      threads_(threads),
      stop_(stop),
      pool_(std::max(pool_most, pool_for_a_point * problem.points.size())) {}

void Search::begin(const Assignment& plan, From from) {
  from_ = from;
  plan_ = mended(problem_, plan);
  take_stock();
  keep();
}

namespace {

// Whether points, in order, part no federation.
bool keeps_whole(const Problem& problem, const std::vector<int>& points) {
  return std::all_of(
      problem.together.begin(), problem.together.end(), [&](const Together& federation) {
        const auto within = std::count_if(
            federation.points.begin(), federation.points.end(),
            [&](int point) { return std::binary_search(points.begin(), points.end(), point); });
        return within == 0 || within == static_cast<std::ptrdiff_t>(federation.points.size());
      });
}

}  // namespace

void Search::learn(const std::vector<std::vector<int>>& clusters) {
  if (are_numbered(problem_)) return;
  for (const std::vector<int>& points : clusters) {
    if (!keeps_whole(problem_, points)) continue;
    const Part part(problem_, points, {no_cluster}, 1, 1);
    const State state(part, std::vector<int>(points.size(), 0), 0);
    if (state.feasible()) pool_.add({points, state.plain_cost(), no_cluster, state.fingerprint(0)});
  }
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
  broken_ += clusters_outside(filled_);
}

bool Search::is_first_of_best() const { return from_ == From::Best && rounds_ == 0; }

// In the first round much is searched at once, so that clusters come to where they are wanted.
RegionSize Search::region_size(Random& random) const {
  const int step = rounds_ - begun_;
  if (step == 0 && !is_first_of_best()) {
    const bool whole = problem_.size() <= whole_at_most;
    return {2, problem_.clusters_max, whole ? problem_.size() : first_region_points};
  }
  const int mean = problem_.size() / std::max(1, filled_);
  if (step % 3 == 2) {
    return {2, problem_.clusters_max, std::max(4 * mean, polished_points)};
  }
  return {2, 3 + random.below(10), std::max(4 * mean, 130)};
}

std::vector<Search::Task> Search::tasks_of_round(double seconds) const {
  Random random(seed_, static_cast<std::uint64_t>(rounds_), 0);
  const Layout layout = layout_of(problem_, plan_);
  const int step = rounds_ - begun_;  // of this walk
  const bool polishing = step % 3 == 2;
  const bool whole = step == 0 && problem_.size() <= whole_at_most && !is_first_of_best();
  const bool trading = step % 3 == 1;
  std::vector<Task> tasks;
  for (std::vector<int>& region : regions_of(problem_, layout, region_size(random), random)) {
    Task task;
    task.clusters = std::move(region);
    for (const int c : task.clusters) {
      task.points.insert(task.points.end(), layout.points[c].begin(), layout.points[c].end());
    }
    task.filled_min = task.filled_max = static_cast<int>(task.clusters.size());
    const bool good = from_ != From::Rough || rounds_ > 0;
    task.hot = step == 0 ? (good ? hot_when_good : hot_at_first) : 0.2 * (1 + random.below(8));
    const bool once = step > 0 || is_first_of_best();
    task.moves = moves_for_a_point * task.points.size() * (once ? 1 : good ? 2 : 6);
    if (whole) {
      // Any number of clusters that is allowed, and two attempts.
      const int others = filled_ - task.filled_max;
      task.filled_min = std::max(1, problem_.clusters_min - others);
      tasks.push_back(task);
    }
    task.polish = polishing;
    tasks.push_back(task);
    if (!trading) continue;
    task.hot = hot_when_trading;
    for (const int more : {-1, 1}) {
      task.more = more;
      task.filled_min = task.filled_max = static_cast<int>(task.clusters.size()) + more;
      tasks.push_back(task);
    }
  }
  const auto turns = (tasks.size() + static_cast<std::size_t>(threads_) - 1) / threads_;
  for (Task& task : tasks)
    task.seconds = seconds / static_cast<double>(std::max<std::size_t>(turns, 1));
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
  return task.polish ? polished(task) : annealed(task, number);
}

Search::Found Search::annealed(const Task& task, std::uint64_t number) const {
  Random random(seed_, static_cast<std::uint64_t>(rounds_), number + 1);
  std::vector<int> slots = task.clusters;
  if (task.more > 0) slots.push_back(no_cluster);  // which number it gets is not known yet
  const Part part(problem_, task.points, slots, task.filled_min, task.filled_max);
  if (part.movable.empty()) return {};
  std::vector<int> plan;
  for (const int point : task.points) {
    const auto found = std::lower_bound(task.clusters.begin(), task.clusters.end(), plan_[point]);
    plan.push_back(static_cast<int>(found - task.clusters.begin()));
  }
  const State before(part, plan, 0);
  // That there are more or fewer clusters than wanted is not a fault of the plan as it was.
  const double broken = before.broken() - (task.more == 0 ? 0 : before.lacking());
  if (task.more < 0) dissolve_one(part, plan, random);
  if (task.more > 0) found_one(part, plan, random);
  State state(part, plan, 0);
  const double unit = std::max(before.plain_cost() / part.size(), 1e-6);
  const Schedule schedule{task.moves,     task.hot * unit, coldest * unit, cool * unit,
                          lenient * unit, strict * unit,   task.seconds};
  Annealed annealed = anneal(state, schedule, random, stop_);
  Found found{
      task.points, {}, {}, annealed.moves, std::move(annealed.statistics), std::move(annealed.met)};
  found.worth = {broken - annealed.broken, before.plain_cost() - annealed.cost};
  for (const int slot : annealed.plan) {
    found.clusters.push_back(slots[slot] == no_cluster ? new_cluster : slots[slot]);
  }
  return found;
}

// The clusters of a task as they are now.
struct Search::Present {
  std::vector<Column> columns;  // those that break rules are dear
  std::vector<double> broken;
  double cost = 0;
  double price = 0;  // what a unit of broken rules costs here
};

Search::Present Search::present(const Task& task) const {
  Present now;
  now.price = broken_at_choice * std::max(cost_ / problem_.size(), 1e-6);
  const Layout layout = layout_of(problem_, plan_);
  for (const int c : task.clusters) {
    const std::vector<int>& points = layout.points[c];
    const Part part(problem_, points, {c}, 1, 1);
    const State state(part, std::vector<int>(points.size(), 0), 0);
    now.cost += state.plain_cost();
    now.broken.push_back(state.broken());
    now.columns.push_back({points, state.plain_cost() + now.price * state.broken(),
                           are_numbered(problem_) ? c : no_cluster, state.fingerprint(0)});
  }
  return now;
}

Search::Found Search::polished(const Task& task) const {
  PartitionTask choice{task.points, task.filled_min, task.filled_max};
  std::sort(choice.points.begin(), choice.points.end());
  const std::vector<int>& numbers = task.clusters;
  const bool numbered = are_numbered(problem_);
  const Present now = present(task);
  std::vector<const Column*> columns;
  for (const Column& column : now.columns) {
    columns.push_back(&column);
    choice.known += column.cost;
  }
  std::vector<char> within(problem_.points.size(), 0);
  for (const int point : choice.points) within[point] = 1;
  for (const Column& column : pool_.columns()) {
    const bool held = std::all_of(column.points.begin(), column.points.end(),
                                  [&](int point) { return within[point] != 0; });
    const bool free =
        !numbered || std::binary_search(numbers.begin(), numbers.end(), column.number);
    if (held && free) columns.push_back(&column);
  }
  Found found;
  const auto chosen = best_partition(choice, columns, now.columns.size(), stop_);
  if (chosen.empty()) return found;
  found.worth = {std::accumulate(now.broken.begin(), now.broken.end(), 0.0), now.cost};
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const Column& column = *chosen[k];
    for (const int point : column.points) {
      found.points.push_back(point);
      found.clusters.push_back(numbered ? column.number : numbers[k]);
    }
    const auto kept = std::find(columns.begin(), columns.end(), &column) - columns.begin();
    const double breaks =
        kept < static_cast<std::ptrdiff_t>(now.broken.size()) ? now.broken[kept] : 0;
    found.worth.mended -= breaks;
    found.worth.gain -= column.cost - now.price * breaks;
  }
  return found;
}

void Search::accept(const Found& found) {
  int spare = no_cluster;
  if (std::count(found.clusters.begin(), found.clusters.end(), new_cluster) > 0) {
    std::vector<char> used(static_cast<std::size_t>(problem_.clusters_max), 0);
    for (const int cluster : plan_) used[cluster] = 1;
    spare = static_cast<int>(std::find(used.begin(), used.end(), 0) - used.begin());
    CHECK(spare < problem_.clusters_max);
  }
  for (std::size_t k = 0; k < found.points.size(); ++k) {
    plan_[found.points[k]] = found.clusters[k] == new_cluster ? spare : found.clusters[k];
  }
}

int Search::clusters_outside(int filled) const {
  return std::max({0, problem_.clusters_min - filled, filled - problem_.clusters_max});
}

// For each region by how many clusters it shall have more, so that all together gain most while the
// number of clusters stays within its limits.
std::vector<int> Search::best_of(const std::vector<Choice>& regions) const {
  const auto count = static_cast<int>(regions.size());
  const int width = 2 * count + 1;
  std::vector<std::vector<std::optional<Worth>>> worth(
      regions.size() + 1, std::vector<std::optional<Worth>>(static_cast<std::size_t>(width)));
  std::vector<std::vector<int>> chosen(regions.size() + 1,
                                       std::vector<int>(static_cast<std::size_t>(width), 0));
  worth[0][count] = Worth{};
  for (int r = 0; r < count; ++r) {
    for (int offset = 0; offset < width; ++offset) {
      if (!worth[r][offset]) continue;
      for (const int more : {0, -1, 1}) {
        const Found* choice = regions[r].with(more);
        const bool stays = more == 0 && (choice == nullptr || !(choice->worth > Worth{}));
        if ((choice == nullptr && !stays) || offset + more < 0 || offset + more >= width) continue;
        const Worth sum = *worth[r][offset] + (stays ? Worth{} : choice->worth);
        std::optional<Worth>& best = worth[r + 1][offset + more];
        if (best && !(sum > *best)) continue;
        best = sum;
        chosen[r + 1][offset + more] = more;
      }
    }
  }
  int best = count;
  const auto in_all = [&](int offset) {
    const int outside = clusters_outside(filled_) - clusters_outside(filled_ + offset - count);
    return *worth[count][offset] + Worth{static_cast<double>(outside), 0};
  };
  for (int offset = 0; offset < width; ++offset) {
    const int outside = clusters_outside(filled_ + offset - count);
    if (!worth[count][offset] || outside > clusters_outside(filled_)) continue;
    if (in_all(offset) > in_all(best)) best = offset;
  }
  std::vector<int> more(regions.size(), 0);
  for (int r = count; r > 0; --r) {
    more[r - 1] = chosen[r][best];
    best -= more[r - 1];
  }
  return more;
}

std::vector<Search::Choice> Search::choices(const std::vector<Task>& tasks,
                                            std::vector<Found>& found) {
  std::vector<Choice> regions;
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    moves_ += found[k].moves;
    add_statistics(statistics_, found[k].statistics);
    for (Column& column : found[k].met) pool_.add(std::move(column));
    if (k == 0 || tasks[k].clusters != tasks[k - 1].clusters) regions.emplace_back();
    if (found[k].points.empty()) continue;
    const Found*& best = regions.back().best[tasks[k].more + 1];
    if (best == nullptr || found[k].worth > best->worth) best = &found[k];
  }
  return regions;
}

void Search::settle(const std::vector<Choice>& regions) {
  const std::vector<int> more = best_of(regions);
  // Clusters fewer first, so that numbers become free.
  for (const int wanted : {-1, 0, 1}) {
    for (std::size_t r = 0; r < regions.size(); ++r) {
      const Found* choice = regions[r].with(wanted);
      if (more[r] != wanted || choice == nullptr) continue;
      if (wanted != 0 || choice->worth > Worth{}) accept(*choice);
    }
  }
}

// Whether a walk has come to where it gains no more, and is short enough to begin others.
bool Search::is_stale() const {
  return problem_.size() <= whole_at_most && rounds_ - fresh_ >= patience;
}

void Search::round(double seconds) {
  if (is_stale()) {
    begun_ = rounds_;
    plan_ = best_;
    take_stock();
  }
  const std::vector<Task> tasks = tasks_of_round(seconds);
  std::vector<Found> found(tasks.size());
  side_by_side(threads_, tasks.size(),
               [&](std::size_t k) { found[k] = done(tasks[k], static_cast<std::uint64_t>(k)); });
  const std::vector<Choice> regions = choices(tasks, found);
  const bool molten = rounds_ > 0 && begun_ == rounds_;
  const Found* other = molten ? regions.front().with(0) : nullptr;
  const Worth before{-broken_, -cost_};
  other != nullptr ? accept(*other) : settle(regions);
  take_stock();
  const Worth now{-broken_, -cost_};
  if (molten || now > before) fresh_ = rounds_ + 1;
  if (now > Worth{-best_broken_, -best_cost_}) keep();
  ++rounds_;
}

// Notes that no plan so far was better.
void Search::keep() {
  best_ = plan_;
  best_cost_ = cost_;
  best_broken_ = broken_;
}

}  // namespace solve

// What a run does, and how it tells how far it is. The row is written twice a second at most, the
// best plan in it every two seconds.
#include "design/store_worker.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/background.hpp"
#include "base/text.hpp"
#include "design/problem_of.hpp"
#include "design/run_report.hpp"

namespace design {

namespace {

constexpr std::chrono::seconds look_every(2);
constexpr std::chrono::milliseconds beat_every(500);
constexpr double keep_every_s = 2;
constexpr double whole = 100;

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

// One run under way. A thread beside it writes the row twice a second, so that also a long round
// without news is seen to be alive.
class Pulse {
 public:
  Pulse(sql::Database& database, const Run& run, const std::function<std::int64_t()>& now_s,
        const Worker& worker)
      : database_(database),
        run_(run),
        now_s_(now_s),
        worker_(worker),
        progress_(run.progress),
        beside_([this] { loop(); }) {}
  ~Pulse() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      over_ = true;
    }
    ended_.notify_all();
    beside_.join();
  }
  Pulse(const Pulse&) = delete;

  // How far it is; whether to go on. `best` is asked for only when it is to be kept.
  template <typename Best>
  bool tell(RunProgress progress, const Best& best) {
    const double now = since(begun_);
    progress.seconds = run_.progress.seconds + now;
    const bool keep = now - kept_ >= keep_every_s;
    std::string text;
    if (keep) {
      kept_ = now;
      text = best();
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    progress_ = progress;
    if (!text.empty()) best_ = std::move(text);
    return !worker_.ending() && !lost_ && !stop_;
  }

  bool lost() const { return lost_; }
  bool stopped() const { return stop_; }
  RunProgress progress() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return progress_;
  }

 private:
  void loop() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!ended_.wait_for(lock, beat_every, [this] { return over_; })) {
      RunProgress progress = progress_;
      progress.seconds = run_.progress.seconds + since(begun_);
      const std::string best = std::exchange(best_, {});
      lock.unlock();
      beat(progress, best);
      lock.lock();
    }
  }

  void beat(const RunProgress& progress, const std::string& best) {
    const base::Result<sql::Lease> lease = database_.write();
    if (!lease.ok()) return;  // another time
    const base::Result<Beat> beaten =
        beat_run(*lease.value(), run_, progress, best.empty() ? nullptr : &best, now_s_());
    if (!beaten.ok()) return;
    lost_ = beaten.value() == Beat::Lost;
    stop_ = beaten.value() == Beat::Stop;
  }

  sql::Database& database_;
  const Run& run_;
  const std::function<std::int64_t()>& now_s_;
  const Worker& worker_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  RunProgress progress_;
  std::string best_;
  bool over_ = false;
  const Clock::time_point begun_ = Clock::now();
  double kept_ = 0;
  std::atomic<bool> lost_ = false;
  std::atomic<bool> stop_ = false;
  std::thread beside_;
};

base::Error put_back() { return base::make_error("database_busy", "The worker ends."); }

class Doing {
 public:
  Doing(const Run& run, const Bench& bench, std::optional<Plan> from, Pulse& pulse, int threads)
      : run_(run), bench_(bench), from_(std::move(from)), pulse_(pulse), threads_(threads) {}

  base::Result<RunEnd> work(const Worker& worker) {
    switch (run_.wanted.kind) {
      case RunKind::Solve: return solve(nullptr, worker);
      case RunKind::Repair: return solve(&*from_, worker);
      case RunKind::Frontier: return study_moves(worker);
      case RunKind::Sizes: break;
    }
    return study_sizes(worker);
  }

 private:
  const Scenario& scenario() const { return bench_.scenario; }
  const Facts& facts() const { return bench_.facts; }
  double seconds_left() const { return std::max(0.1, run_.wanted.seconds - run_.progress.seconds); }

  base::Result<RunEnd> solve(const Plan* hand, const Worker& worker) {
    const Built built = TRY(problem_of(scenario(), facts(), hand));
    const auto reasons = impossible_rules(scenario(), facts(), built);
    if (!reasons.empty()) {
      return base::make_error("cannot_cluster",
                              "No plan can keep these rules. " + base::join(reasons, " "));
    }
    solve::Options options;
    options.seed = run_.wanted.seed;
    options.threads = threads_;
    options.seconds = seconds_left();
    options.rounds_max = run_.wanted.rounds_max;
    options.bound_seconds = std::min(30.0, run_.wanted.seconds / 4);
    options.start = read_assignment(run_.best, built);
    if (!options.start && hand != nullptr) {
      options.start = assignment_of(built, facts(), *hand);
    }
    options.warm = hand != nullptr;
    options.watch = [this](const solve::Progress& now) { return watch(now); };
    const solve::Solution solution = TRY(solve::solve(built.problem, options));
    if (worker.ending() && !pulse_.stopped()) return put_back();
    return end_of(built, solution, hand);
  }

  bool watch(const solve::Progress& now) {
    RunProgress progress;
    progress.step = "Looking for a better plan";
    progress.percent = static_cast<int>(
        std::min(99.0, whole * (run_.progress.seconds + now.seconds) / run_.wanted.seconds));
    progress.feasible = now.feasible;
    progress.cost = now.cost;
    progress.bound = now.bound;
    progress.moves = run_.progress.moves + now.moves;
    progress.rounds = run_.progress.rounds + now.rounds;
    return pulse_.tell(
        progress, [&] { return now.best == nullptr ? std::string() : assignment_text(*now.best); });
  }

  RunEnd end_of(const Built& built, const solve::Solution& solution, const Plan* hand) const {
    RunEnd end;
    end.state = pulse_.stopped() ? RunState::Stopped : RunState::Done;
    end.progress = pulse_.progress();
    end.progress.cost = solution.valuation.cost;
    end.progress.bound = solution.has_bound ? solution.bound : 0;
    end.progress.feasible = solution.valuation.feasible;
    end.progress.moves = run_.progress.moves + solution.moves;
    end.progress.rounds = run_.progress.rounds + solution.rounds;
    Plan made = plan_of(built, facts(), solution.plan);
    NewPlan plan;
    plan.kind = PlanKind::Solver;
    plan.name = run_.wanted.plan_name.empty() ? "Plan of run " + std::to_string(run_.id.value)
                                              : run_.wanted.plan_name;
    plan.what = hand == nullptr ? "Worked out by Guildhall" : "Repaired round the pins";
    plan.text = plan_text(made, facts());
    plan.proof = {true,
                  end.progress.cost,
                  end.progress.bound,
                  end.progress.feasible,
                  run_.wanted.seed,
                  end.progress.moves,
                  end.progress.rounds,
                  end.progress.seconds};
    end.plan = std::move(plan);
    return end;
  }

  StudyOptions study_options(std::string step) {
    StudyOptions options;
    options.seed = run_.wanted.seed;
    options.threads = threads_;
    options.seconds = seconds_left();
    options.progress = [this, step = std::move(step)](double share) {
      RunProgress progress;
      progress.step = step;
      progress.percent = static_cast<int>(share * whole);
      return pulse_.tell(progress, [] { return std::string(); });
    };
    return options;
  }

  RunEnd report_end(std::string report) const {
    RunEnd end;
    end.state = pulse_.stopped() ? RunState::Stopped : RunState::Done;
    end.progress = pulse_.progress();
    end.report = std::move(report);
    return end;
  }

  base::Result<RunEnd> study_moves(const Worker& worker) {
    const Frontier found =
        TRY(frontier(scenario(), facts(), *from_, study_options("Counting what moves gain")));
    if (worker.ending() && !pulse_.stopped()) return put_back();
    return report_end(report_text(found, facts()));
  }

  base::Result<RunEnd> study_sizes(const Worker& worker) {
    const SizeStudy study = TRY(size_study(scenario(), facts(), run_.wanted.size_least,
                                           run_.wanted.size_most, study_options("Trying sizes")));
    if (worker.ending() && !pulse_.stopped()) return put_back();
    return report_end(report_text(study));
  }

  const Run& run_;
  const Bench& bench_;
  const std::optional<Plan> from_;
  Pulse& pulse_;
  int threads_;
};

}  // namespace

Worker::Worker(sql::Database& database, WorkerRules rules)
    : database_(database), rules_(std::move(rules)), benches_(rules_.places) {}

RunEnd Worker::failed(const Run& run, const base::Error& error) const {
  RunEnd end;
  end.state = RunState::Failed;
  end.progress = run.progress;
  end.error_code = error.code;
  end.error_message = error.message;
  if (rules_.trouble) {
    rules_.trouble("run " + std::to_string(run.id.value) + ": " + error.message + error.detail);
  }
  return end;
}

base::Result<RunEnd> Worker::work(const Run& run) {
  BenchPtr bench;
  std::optional<Plan> from;
  {
    const sql::Lease lease = TRY(database_.read());
    const StoredScenario stored = TRY(scenario(*lease, run.wanted.scenario, run.scenario_version));
    bench = TRY(benches_.of(*lease, stored.scenario));
    if (run.wanted.from.known()) {
      from = TRY(plan_on(*bench, TRY(plan(*lease, run.wanted.from)))).plan;
    }
  }
  Pulse pulse(database_, run, rules_.now_s, *this);
  Doing doing(run, *bench, std::move(from), pulse, rules_.threads);
  base::Result<RunEnd> end = doing.work(*this);
  if (pulse.lost()) {
    return base::make_error("run_taken_over", "Run number " + std::to_string(run.id.value) +
                                                  " was taken up by another worker meanwhile.");
  }
  return end;
}

// Nobody else catches what is thrown here, and a worker that fell over would do so again at once.
base::Result<RunEnd> Worker::attempt(const Run& run) {
  try {
    return work(run);
  } catch (const std::exception& e) {
    return base::make_error("internal", "Guildhall failed in a way that it did not foresee.", "",
                            e.what());
  }
}

base::Result<bool> Worker::step() {
  std::optional<Run> run;
  {
    // Most of the time there is nothing, and whoever writes is not disturbed for that.
    const sql::Lease look = TRY(database_.read());
    if (!TRY(run_waits(*look, rules_.now_s()))) return false;
  }
  {
    const sql::Lease lease = TRY(database_.write());
    run = TRY(take_run(*lease, rules_.name, rules_.now_s()));
  }
  if (!run) return false;
  base::Result<RunEnd> end = attempt(*run);
  const sql::Lease lease = TRY(database_.write());
  if (!end.ok() && sql::is_passing(end.error())) {
    TRY(put_back_run(*lease, *run));
    return !ending_;
  }
  base::Status ended =
      end.ok() ? end_run(*lease, *run, end.value(), rules_.now_s()) : base::Status(end.error());
  if (!ended.ok()) {
    if (ended.error().code == "run_taken_over") return true;
    if (sql::is_passing(ended.error())) return ended.error();
    // What cannot be kept is over too: else it would be tried for ever.
    end = failed(*run, ended.error());
    TRY(end_run(*lease, *run, end.value(), rules_.now_s()));
  }
  if (rules_.done) {
    rules_.done("run " + std::to_string(run->id.value) + ": " +
                std::string(run_state_code(end.value().state)));
  }
  return true;
}

std::string worker_name() {
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  return std::to_string(getpid()) + " on " + host;
}

base::Result<int> serve_runs(sql::Database& database, WorkerRules rules, bool once) {
  // Signals come to this thread alone, which waits for them while another works.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  Worker worker(database, rules);
  if (once) {
    while (TRY(worker.step())) {
      timespec now = {0, 0};
      if (sigtimedwait(&signals, nullptr, &now) > 0) break;
    }
    return 0;
  }
  {
    const sql::Lease lease = TRY(database.read());
    TRY(run_waits(*lease, rules.now_s()));
  }
  const WorkerThread thread(database, std::move(rules));
  int which = 0;
  sigwait(&signals, &which);
  return 0;
}

WorkerThread::WorkerThread(sql::Database& database, WorkerRules rules)
    : worker_(database, rules), trouble_(rules.trouble), thread_([this] { loop(); }) {}

WorkerThread::~WorkerThread() {
  worker_.end();
  wake();
  thread_.join();
}

void WorkerThread::wake() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    work_waits_ = true;
  }
  woken_.notify_all();
}

void WorkerThread::loop() {
  base::leave_the_processor_to_others();
  while (!worker_.ending()) {
    const base::Result<bool> worked = worker_.step();
    if (!worked.ok() && trouble_) trouble_("a run: " + worked.error().message);
    if (worked.ok() && worked.value()) continue;
    std::unique_lock<std::mutex> lock(mutex_);
    woken_.wait_for(lock, look_every, [this] { return work_waits_ || worker_.ending(); });
    work_waits_ = false;
  }
}

}  // namespace design

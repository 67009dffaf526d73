// Long runs of the solver, as rows of the database that any worker may take: the thread of a
// server, or `guildhall worker` on any machine that reaches the same PostgreSQL. The best plan so
// far is in the row, so that who takes up an abandoned run goes on from there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/store.hpp"

namespace design {

struct RunTag;
using RunId = base::Id<RunTag>;

enum class RunKind {
  Solve,     // a plan of the solver
  Repair,    // the same, round the pins and locks of a plan, starting from it
  Frontier,  // what each number of moves gains, towards a plan
  Sizes,     // a study of sizes
};
std::string_view run_kind_code(RunKind kind);
std::string_view run_kind_label(RunKind kind);
std::optional<RunKind> run_kind_of(std::string_view code);
inline constexpr int study_size_max = 1000;  // schools of a cluster in a study of sizes
enum class RunState { Waiting, Running, Done, Failed, Stopped };
std::string_view run_state_code(RunState state);

struct RunWanted {
  RunKind kind = RunKind::Solve;
  ScenarioId scenario;
  PlanId from = {};  // Repair, Frontier: of this plan
  std::uint64_t seed = 1;
  double seconds = 20;
  int rounds_max = 0;
  int size_least = 0;  // Sizes
  int size_most = 0;
  std::string plan_name = {};  // of the plan that it makes; "" is given one
};

struct RunProgress {
  int percent = 0;
  double seconds = 0;  // worked so far, over all takes
  bool feasible = false;
  double cost = 0;
  double bound = 0;
  std::uint64_t moves = 0;
  int rounds = 0;
  std::string step = {};  // "Looking for a better plan"
};

struct Run {
  RunId id;
  RunWanted wanted;
  std::int64_t scenario_version = 0;
  RunState state = RunState::Waiting;
  RunProgress progress;
  bool stop_wanted = false;
  PlanId made = {};         // the plan that came of it
  std::string best = {};    // cluster numbers so far, for who goes on from there
  std::string report = {};  // Frontier, Sizes: run_report() text
  std::string error_code = {};
  std::string error_message = {};
  guard::Doer by;
  std::int64_t made_at = 0;
  std::int64_t started_at = 0;
  std::int64_t finished_at = 0;
  std::int64_t takes = 0;
  std::string worker = {};  // who has it: "server 4711 on host"
  bool at_work() const { return state == RunState::Waiting || state == RunState::Running; }
};

// Errors: scenario_not_found, plan_not_found, bad_run (seconds, sizes out of bounds).
base::Result<RunId> add_run(sql::Connection& connection, const RunWanted& wanted,
                            const Writing& writing);
// Error: run_not_found.
base::Result<Run> run(sql::Connection& connection, RunId id);
// The newest first; of one scenario, or of all.
base::Result<std::vector<Run>> runs(sql::Connection& connection, std::optional<ScenarioId> scenario,
                                    int limit);
// The highest of what runs for the best plan have proven of a version of a scenario since the
// registry last changed: no plan that keeps its rules costs less.
struct ProvenBound {
  RunId run;
  double minutes = 0;
};
base::Result<std::optional<ProvenBound>> proven_bound(sql::Connection& connection,
                                                      ScenarioId scenario, std::int64_t version);
// One that waits is over at once; one that runs ends with the best plan that it has.
// Error: run_over.
base::Status stop_run(sql::Connection& connection, RunId id, const Writing& writing);

// ---- for whoever does the work ------------------------------------------------------------------

inline constexpr std::int64_t run_abandoned_s = 15;

base::Result<bool> run_waits(sql::Connection& connection, std::int64_t now_s);
base::Result<std::optional<Run>> take_run(sql::Connection& connection, const std::string& worker,
                                          std::int64_t now_s);
// Still at it; whether to stop: somebody wants it, or has taken it over. `best` is kept when it is
// not null.
enum class Beat { GoOn, Stop, Lost };
base::Result<Beat> beat_run(sql::Connection& connection, const Run& run,
                            const RunProgress& progress, const std::string* best,
                            std::int64_t now_s);
struct RunEnd {
  RunState state = RunState::Done;
  std::optional<NewPlan> plan = {};
  std::string report = {};
  RunProgress progress = {};
  std::string error_code = {};
  std::string error_message = {};
};
// The plan and the end of the run are one transaction. Error: run_taken_over.
base::Status end_run(sql::Connection& connection, const Run& run, const RunEnd& end,
                     std::int64_t now_s);
base::Status put_back_run(sql::Connection& connection, const Run& run);

}  // namespace design

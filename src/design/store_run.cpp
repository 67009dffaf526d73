// Each step of a run is one transaction. Who takes a run skips those that others are taking.
#include "design/store_run.hpp"

#include <algorithm>
#include <iterator>

#include "access/values.hpp"
#include "base/check.hpp"
#include "design/naming.hpp"
#include "design/store_parts.hpp"
#include "registry/store.hpp"

namespace design {

namespace {

constexpr std::string_view kind_codes[] = {"solve", "repair", "frontier", "sizes"};
constexpr std::string_view state_codes[] = {"waiting", "running", "done", "failed", "stopped"};
constexpr double seconds_max = 86400;

constexpr std::string_view columns =
    "id, kind, state, scenario_id, scenario_version, from_plan_id, seed, seconds_wanted, "
    "rounds_max, size_least, size_most, plan_name, made_plan_id, made_at, started_at, finished_at, "
    "takes, worker, step, percent, seconds, feasible, cost, bound, moves, rounds, stop_wanted, "
    "account_id, actor, via, via_id, power, reason, error_code, error_message";

template <typename Enum, std::size_t size>
Enum word_of(const std::string_view (&words)[size], std::string_view word) {
  const auto* found = std::find(std::begin(words), std::end(words), word);
  CHECK(found != std::end(words));
  return static_cast<Enum>(found - std::begin(words));
}

RunWanted read_wanted(const sql::Rows& rows) {
  RunWanted wanted;
  wanted.kind = word_of<RunKind>(kind_codes, rows.text(1));
  wanted.scenario = rows.id<ScenarioTag>(3);
  wanted.from = rows.id<PlanTag>(5);
  wanted.seed = static_cast<std::uint64_t>(rows.integer(6));
  wanted.seconds = rows.real(7);
  wanted.rounds_max = static_cast<int>(rows.integer(8));
  wanted.size_least = static_cast<int>(rows.integer(9));
  wanted.size_most = static_cast<int>(rows.integer(10));
  wanted.plan_name = rows.text(11);
  return wanted;
}

Run read_run(const sql::Rows& rows) {
  Run run;
  run.id = rows.id<RunTag>(0);
  run.wanted = read_wanted(rows);
  run.state = word_of<RunState>(state_codes, rows.text(2));
  run.scenario_version = rows.integer(4);
  run.made = rows.id<PlanTag>(12);
  run.made_at = rows.integer(13);
  run.started_at = rows.integer(14);
  run.finished_at = rows.integer(15);
  run.takes = rows.integer(16);
  run.worker = rows.text(17);
  run.progress.step = rows.text(18);
  run.progress.percent = static_cast<int>(rows.integer(19));
  run.progress.seconds = rows.real(20);
  run.progress.feasible = rows.integer(21) != 0;
  run.progress.cost = rows.real(22);
  run.progress.bound = rows.real(23);
  run.progress.moves = static_cast<std::uint64_t>(rows.integer(24));
  run.progress.rounds = static_cast<int>(rows.integer(25));
  run.stop_wanted = rows.integer(26) != 0;
  run.by = {guard::AccountId{rows.integer(27)},
            std::string(rows.text(28)),
            guard::via_of(rows.text(29)).value_or(guard::Via::System),
            rows.integer(30),
            std::string(rows.text(31)),
            std::string(rows.text(32))};
  run.error_code = rows.text(33);
  run.error_message = rows.text(34);
  return run;
}

base::Error not_found(RunId id) {
  return base::make_error("run_not_found",
                          "There is no run number " + std::to_string(id.value) + ".", "run");
}

base::Status check_wanted(const RunWanted& wanted) {
  if (!(wanted.seconds > 0) || wanted.seconds > seconds_max) {
    return base::make_error("bad_run", "A run takes more than 0 and at most 86,400 seconds.",
                            "seconds");
  }
  if (wanted.kind == RunKind::Sizes &&
      (wanted.size_least < 1 || wanted.size_most < wanted.size_least ||
       wanted.size_most > study_size_max)) {
    return base::make_error("bad_run", "Give sizes from 1 to 1,000 schools, the smaller first.",
                            "sizes");
  }
  if (!wanted.plan_name.empty() && !is_cluster_name(wanted.plan_name)) {
    return base::make_error(
        "bad_run", "Give the plan a name of one line, of at most 200 characters.", "plan_name");
  }
  return {};
}

guard::Subject subject_of(ScenarioId id, const std::string& name) {
  return {"scenario", id.value, name};
}

}  // namespace

std::string_view run_kind_code(RunKind kind) { return kind_codes[static_cast<int>(kind)]; }
std::optional<RunKind> run_kind_of(std::string_view code) {
  const auto found = std::find(std::begin(kind_codes), std::end(kind_codes), code);
  if (found == std::end(kind_codes)) return std::nullopt;
  return static_cast<RunKind>(found - std::begin(kind_codes));
}
std::string_view run_kind_label(RunKind kind) {
  constexpr std::string_view labels[] = {"Look for the best plan", "Repair round the pins",
                                         "What each number of moves gains", "Study of sizes"};
  return labels[static_cast<int>(kind)];
}
std::string_view run_state_code(RunState state) { return state_codes[static_cast<int>(state)]; }

base::Result<RunId> add_run(sql::Connection& connection, const RunWanted& wanted,
                            const Writing& writing) {
  TRY(check_wanted(wanted));
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const ScenarioRow scenario_row = TRY(scenario(connection, wanted.scenario)).row;
  const bool needs_plan = wanted.kind == RunKind::Repair || wanted.kind == RunKind::Frontier;
  // Whether a plan of another scenario may be seen, nobody was asked.
  if (needs_plan && TRY(plan(connection, wanted.from)).row.scenario != wanted.scenario) {
    return base::make_error("plan_not_found",
                            "The scenario has no plan " + std::to_string(wanted.from.value) + ".",
                            "plan");
  }
  const guard::Doer& by = writing.by;
  const RunId id{TRY(connection.integer(
      "INSERT INTO design_run (kind, state, scenario_id, scenario_version, from_plan_id, seed, "
      "seconds_wanted, rounds_max, size_least, size_most, plan_name, made_plan_id, made_at, "
      "started_at, finished_at, heartbeat_at, takes, worker, step, percent, seconds, feasible, "
      "cost, bound, moves, rounds, best, report, stop_wanted, account_id, actor, via, via_id, "
      "power, reason, error_code, error_message) VALUES ($1, 'waiting', $2, $3, $4, $5, $6, $7, "
      "$8, $9, $10, 0, $11, 0, 0, 0, 0, '', '', 0, 0.0, 0, 0.0, 0.0, 0, 0, '', '', 0, $12, $13, "
      "$14, $15, $16, $17, '', '') RETURNING id",
      {run_kind_code(wanted.kind), wanted.scenario, scenario_row.version, wanted.from,
       static_cast<std::int64_t>(wanted.seed), wanted.seconds, wanted.rounds_max, wanted.size_least,
       wanted.size_most, wanted.plan_name, writing.now_s, by.account.value, by.name,
       guard::name_of(by.via), by.via_id, by.power, by.reason}))};
  guard::Values after;
  after.add("run", id.value).add("what", run_kind_label(wanted.kind));
  TRY(record(connection, writing,
             {"scenario.run", subject_of(wanted.scenario, scenario_row.name), "", after.json()}));
  TRY(transaction.commit());
  return id;
}

base::Result<Run> run(sql::Connection& connection, RunId id) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(columns) + ", best, report FROM design_run WHERE id = $1", {id}));
  if (!TRY(rows.next())) return not_found(id);
  Run found = read_run(rows);
  found.best = rows.text(35);
  found.report = rows.text(36);
  return found;
}

base::Result<std::vector<Run>> runs(sql::Connection& connection, std::optional<ScenarioId> scenario,
                                    int limit) {
  const std::int64_t wanted = scenario ? scenario->value : 0;
  std::vector<Run> found;
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(columns) +
          " FROM design_run WHERE CAST($1 AS INTEGER) = 0 OR scenario_id = $1 ORDER BY id DESC "
          "LIMIT $2",
      {wanted, limit}));
  while (TRY(rows.next())) found.push_back(read_run(rows));
  return found;
}

// A repair proves something of plans with its pins only.
base::Result<std::optional<ProvenBound>> proven_bound(sql::Connection& connection,
                                                      ScenarioId scenario, std::int64_t version) {
  const std::int64_t since = TRY(registry::Store(connection).changed_at());
  sql::Rows rows = TRY(connection.query(
      "SELECT id, bound FROM design_run WHERE scenario_id = $1 AND scenario_version = $2 AND kind "
      "= 'solve' AND state IN ('done', 'stopped') AND started_at >= $3 AND bound > 0 ORDER BY "
      "bound DESC, id LIMIT 1",
      {scenario, version, since}));
  if (!TRY(rows.next())) return std::optional<ProvenBound>();
  return std::optional<ProvenBound>({rows.id<RunTag>(0), rows.real(1)});
}

base::Status stop_run(sql::Connection& connection, RunId id, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const std::int64_t told = TRY(connection.run(
      "UPDATE design_run SET stop_wanted = 1 WHERE id = $1 AND state = 'running'", {id}));
  const std::int64_t over = TRY(connection.run(
      "UPDATE design_run SET state = 'stopped', finished_at = $2 WHERE id = $1 AND state = "
      "'waiting'",
      {id, writing.now_s}));
  const Run found = TRY(run(connection, id));
  if (told + over == 0) return base::make_error("run_over", "The run is over already.", "run");
  guard::Values after;
  after.add("run", id.value).add("what", "stopped");
  const ScenarioRow row = TRY(scenario(connection, found.wanted.scenario)).row;
  TRY(record(connection, writing,
             {"scenario.stop", subject_of(row.id, row.name), "", after.json()}));
  return transaction.commit();
}

base::Result<bool> run_waits(sql::Connection& connection, std::int64_t now_s) {
  return TRY(connection.integer("SELECT count(*) FROM design_run WHERE state = 'waiting' OR "
                                "(state = 'running' AND heartbeat_at < $1)",
                                {now_s - run_abandoned_s})) != 0;
}

base::Result<std::optional<Run>> take_run(sql::Connection& connection, const std::string& worker,
                                          std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const std::int64_t abandoned = now_s - run_abandoned_s;
  // On SQLite the transaction is the only one that writes; on PostgreSQL the row is locked, and
  // others take the next one instead of waiting.
  const std::string lock =
      connection.engine() == sql::Engine::Postgres ? " FOR UPDATE SKIP LOCKED" : "";
  const std::int64_t id = TRY(connection.integer(
      "SELECT id FROM design_run WHERE state = 'waiting' OR (state = 'running' AND heartbeat_at < "
      "$1) ORDER BY id LIMIT 1" +
          lock,
      {abandoned}));
  if (id == 0) return std::optional<Run>();
  TRY(connection.run(
      "UPDATE design_run SET state = 'running', heartbeat_at = $2, takes = takes + 1, worker = $3, "
      "started_at = CASE WHEN started_at = 0 THEN $2 ELSE started_at END WHERE id = $1",
      {id, now_s, worker}));
  Run taken = TRY(run(connection, RunId{id}));
  TRY(transaction.commit());
  return std::optional<Run>(std::move(taken));
}

base::Result<Beat> beat_run(sql::Connection& connection, const Run& run,
                            const RunProgress& progress, const std::string* best,
                            std::int64_t now_s) {
  const std::int64_t mine = TRY(connection.run(
      "UPDATE design_run SET heartbeat_at = $3, step = $4, percent = $5, seconds = $6, feasible = "
      "$7, cost = $8, bound = $9, moves = $10, rounds = $11 WHERE id = $1 AND takes = $2 AND state "
      "= 'running'",
      {run.id, run.takes, now_s, progress.step, progress.percent, progress.seconds,
       progress.feasible ? 1 : 0, progress.cost, progress.bound,
       static_cast<std::int64_t>(progress.moves), progress.rounds}));
  if (mine == 0) return Beat::Lost;
  if (best != nullptr) {
    TRY(connection.run("UPDATE design_run SET best = $3 WHERE id = $1 AND takes = $2",
                       {run.id, run.takes, *best}));
  }
  const bool stop =
      TRY(connection.integer("SELECT stop_wanted FROM design_run WHERE id = $1", {run.id})) != 0;
  return stop ? Beat::Stop : Beat::GoOn;
}

base::Status end_run(sql::Connection& connection, const Run& run, const RunEnd& end,
                     std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  std::int64_t plan_id = 0;
  if (end.plan) {
    plan_id = TRY(insert_plan(connection, run.wanted.scenario, run.scenario_version, *end.plan, 0,
                              {run.by, now_s}))
                  .value;
  }
  const RunProgress& progress = end.progress;
  const std::int64_t mine = TRY(connection.run(
      "UPDATE design_run SET state = $3, finished_at = $4, made_plan_id = $5, report = $6, "
      "error_code = $7, error_message = $8, best = '', step = '', percent = 100, seconds = $9, "
      "feasible = $10, cost = $11, bound = $12, moves = $13, rounds = $14 WHERE id = $1 AND takes "
      "= $2 AND state = 'running'",
      {run.id, run.takes, run_state_code(end.state), now_s, plan_id, end.report, end.error_code,
       end.error_message, progress.seconds, progress.feasible ? 1 : 0, progress.cost,
       progress.bound, static_cast<std::int64_t>(progress.moves), progress.rounds}));
  if (mine == 0) {
    return base::make_error("run_taken_over", "Run number " + std::to_string(run.id.value) +
                                                  " was taken up by another worker meanwhile.");
  }
  return transaction.commit();
}

base::Status put_back_run(sql::Connection& connection, const Run& run) {
  TRY(
      connection.run("UPDATE design_run SET state = 'waiting' WHERE id = $1 AND takes = $2 AND "
                     "state = 'running'",
                     {run.id, run.takes}));
  return {};
}

}  // namespace design

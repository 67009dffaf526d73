// Reads the report of a run against the facts of its scenario.
#include "design/store_study.hpp"

#include "design/run_report.hpp"

namespace design {

base::Result<NewPlan> point_of(sql::Connection& connection, Benches& benches, const Run& run,
                               std::int64_t moves) {
  const StoredScenario of = TRY(scenario(connection, run.wanted.scenario, run.scenario_version));
  const BenchPtr bench = TRY(benches.of(connection, of.scenario));
  const Frontier found = TRY(read_frontier(run.report, bench->facts));
  for (const FrontierPoint& each : found.points) {
    if (each.moves != moves) continue;
    NewPlan made;
    made.name = std::to_string(moves) + (moves == 1 ? " move towards " : " moves towards ") +
                TRY(plan(connection, run.wanted.from)).row.name;
    made.kind = PlanKind::Solver;
    made.what = "A point of run " + std::to_string(run.id.value);
    made.text = plan_text(each.plan, bench->facts);
    made.scenario_version = run.scenario_version;
    return made;
  }
  return base::make_error("bad_plan",
                          "Run " + std::to_string(run.id.value) + " has no point of so many moves.",
                          "moves");
}

}  // namespace design

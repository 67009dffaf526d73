// Runs: taken once, resumed after a kill, stopped with what they have.
#include "design/store_run.hpp"

#include <mutex>
#include <set>
#include <thread>

#include "design/cost.hpp"
#include "design/run_report.hpp"
#include "design/store_testing.hpp"
#include "design/store_worker.hpp"

namespace design {
namespace {

using sql::code_of;
using sql::must;

class DesignRun : public StoreTest {
 protected:
  RunWanted wanted(ScenarioId scenario, RunKind kind = RunKind::Solve) const {
    RunWanted made;
    made.kind = kind;
    made.scenario = scenario;
    made.seconds = 5;
    made.rounds_max = 3;
    return made;
  }
  WorkerRules rules() {
    WorkerRules made;
    made.now_s = [this] { return now_s; };
    made.trouble = [](const std::string& line) { ADD_FAILURE() << line; };
    return made;
  }
  RunId add(const RunWanted& what) { return must(add_run(*lease(), what, by("Ada Marsh"))); }
};

TEST_P(DesignRun, makes_a_plan_with_its_proof) {
  const ScenarioId scenario_id = made();
  const RunId id = add(wanted(scenario_id));
  Worker worker(database(), rules());
  EXPECT_TRUE(must(worker.step()));
  EXPECT_FALSE(must(worker.step()));
  const design::Run done = must(run(*lease(), id));
  ASSERT_EQ(done.state, RunState::Done) << done.error_message;
  const StoredPlan found = must(plan(*lease(), done.made));
  EXPECT_TRUE(found.row.proof.solved);
  EXPECT_TRUE(found.row.proof.feasible);
  EXPECT_LE(found.row.proof.bound, found.row.proof.cost + 1e-6);
  EXPECT_EQ(found.row.kind, PlanKind::Solver);
  const Facts now = facts();
  const Plan made_plan = must(read_plan(found.text, now)).plan;
  // The two that are the wrong way round have moved.
  EXPECT_EQ(moved(plan_of_today(now), made_plan).size(), 2U);
}

TEST_P(DesignRun, proves_something_of_every_plan_until_the_registry_changes) {
  const ScenarioId scenario_id = made();
  EXPECT_FALSE(must(proven_bound(*lease(), scenario_id, 1)));
  const RunId id = add(wanted(scenario_id));
  Worker worker(database(), rules());
  EXPECT_TRUE(must(worker.step()));
  const auto found = must(proven_bound(*lease(), scenario_id, 1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->run, id);
  EXPECT_EQ(found->minutes, must(run(*lease(), id)).progress.bound);
  const Facts now = facts();
  const Plan today = plan_of_today(now);
  const PlanCost cost = costs_of(county(), now, {&today}).front();
  EXPECT_GT(*cost.gap(found->minutes), 0.1);
  // Of other rules, and of plans with pins, it says nothing.
  EXPECT_FALSE(must(proven_bound(*lease(), scenario_id, 2)));
  EXPECT_FALSE(must(proven_bound(*lease(), made(), 1)));
  now_s += 60;
  import("clusters.csv",
         "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\n"
         "Eastmarch,Moor,B,cluster,990001,,2026-05-01,,no,no\n",
         true);
  EXPECT_FALSE(must(proven_bound(*lease(), scenario_id, 1)));
}

TEST_P(DesignRun, is_not_asked_for_what_it_could_not_keep_or_may_not_see) {
  const ScenarioId scenario_id = made();
  RunWanted what = wanted(scenario_id);
  for (const std::string& name : {std::string(300, 'x'), std::string("two\nlines")}) {
    what.plan_name = name;
    EXPECT_EQ(code_of(add_run(*lease(), what, by("Ada Marsh"))), "bad_run");
  }
  const Facts now = facts();
  const ScenarioId other = made();
  const PlanId theirs = must(make_plan(
      *lease(), other, {"Theirs", PlanKind::Hand, "Made", plan_text(plan_of_today(now), now)},
      by("Ben Oak")));
  for (const RunKind kind : {RunKind::Repair, RunKind::Frontier}) {
    RunWanted peek = wanted(scenario_id, kind);
    peek.from = theirs;
    EXPECT_EQ(code_of(add_run(*lease(), peek, by("Ada Marsh"))), "plan_not_found");
  }
}

TEST_P(DesignRun, repairs_without_those_who_were_taken_out) {
  const ScenarioId scenario_id = made();
  const Facts now = facts();
  Plan plan = plan_of_today(now);
  plan.of[11] = no_place;
  plan.pinned[11] = 1;
  RunWanted repair = wanted(scenario_id, RunKind::Repair);
  repair.from =
      must(make_plan(*lease(), scenario_id, {"Out", PlanKind::Hand, "Made", plan_text(plan, now)},
                     by("Ada Marsh")));
  const RunId id = add(repair);
  Worker worker(database(), rules());
  EXPECT_TRUE(must(worker.step()));
  const design::Run done = must(run(*lease(), id));
  ASSERT_EQ(done.state, RunState::Done) << done.error_message;
  const Plan found = must(read_plan(must(design::plan(*lease(), done.made)).text, now)).plan;
  EXPECT_TRUE(is_kept_out(found, 11));
  for (const auto& members : members_of(found)) EXPECT_GE(members.size(), 3U);
}

TEST_P(DesignRun, repairs_and_studies) {
  const ScenarioId scenario_id = made();
  const Facts now = facts();
  const PlanId hand = must(make_plan(
      *lease(), scenario_id, {"Hand", PlanKind::Hand, "Made", plan_text(plan_of_today(now), now)},
      by("Ada Marsh")));
  RunWanted repair = wanted(scenario_id, RunKind::Repair);
  repair.from = hand;
  RunWanted moves = wanted(scenario_id, RunKind::Frontier);
  moves.from = hand;
  moves.seconds = 1;
  RunWanted sizes = wanted(scenario_id, RunKind::Sizes);
  sizes.size_least = 3;
  sizes.size_most = 5;
  sizes.seconds = 1;
  const std::vector<RunId> ids = {add(repair), add(moves), add(sizes)};
  Worker worker(database(), rules());
  while (must(worker.step())) {
  }
  for (const RunId id : ids) {
    EXPECT_EQ(must(run(*lease(), id)).state, RunState::Done);
  }
  EXPECT_TRUE(must(run(*lease(), ids[0])).made.known());
  EXPECT_FALSE(must(read_frontier(must(run(*lease(), ids[1])).report, now)).points.empty());
  EXPECT_EQ(must(read_size_study(must(run(*lease(), ids[2])).report)).points.size(), 3U);
  EXPECT_EQ(must(runs(*lease(), scenario_id, 10)).size(), 3U);
  EXPECT_EQ(must(runs(*lease(), std::nullopt, 10)).size(), 3U);
}

TEST_P(DesignRun, refuses_what_cannot_be_run) {
  const ScenarioId scenario_id = made();
  RunWanted bad = wanted(scenario_id);
  bad.seconds = 0;
  EXPECT_EQ(code_of(add_run(*lease(), bad, by("Ada Marsh"))), "bad_run");
  bad = wanted(scenario_id, RunKind::Sizes);
  EXPECT_EQ(code_of(add_run(*lease(), bad, by("Ada Marsh"))), "bad_run");
  bad = wanted(ScenarioId{77});
  EXPECT_EQ(code_of(add_run(*lease(), bad, by("Ada Marsh"))), "scenario_not_found");
  bad = wanted(scenario_id, RunKind::Repair);
  EXPECT_EQ(code_of(add_run(*lease(), bad, by("Ada Marsh"))), "plan_not_found");
  EXPECT_EQ(code_of(run(*lease(), RunId{77})), "run_not_found");
}

TEST_P(DesignRun, that_cannot_succeed_says_why) {
  Scenario scenario = county();
  scenario.clusters = {5, 5};
  const ScenarioId id = must(make_scenario(*lease(), scenario, by("Ada Marsh")));
  const RunId run_id = add(wanted(id));
  WorkerRules quiet = rules();
  quiet.trouble = [](const std::string&) {};
  Worker worker(database(), quiet);
  EXPECT_TRUE(must(worker.step()));
  const design::Run failed = must(run(*lease(), run_id));
  EXPECT_EQ(failed.state, RunState::Failed);
  EXPECT_EQ(failed.error_code, "cannot_cluster");
  EXPECT_EQ(code_of(stop_run(*lease(), run_id, by("Ada Marsh"))), "run_over");
}

// A worker that was killed says no more; whoever takes its run goes on from the best plan so far,
// and the first one, should it live after all, can no longer end it.
TEST_P(DesignRun, is_resumed_from_its_best_plan_after_a_kill) {
  const ScenarioId scenario_id = made();
  const RunId id = add(wanted(scenario_id));
  const design::Run first = *must(take_run(*lease(), "killed", now_s));
  RunProgress progress;
  progress.seconds = 4;
  progress.cost = 12;
  progress.moves = 1000;
  const std::string best = "0 0 0 0 1 1 1 1 2 2 2 2";
  EXPECT_EQ(must(beat_run(*lease(), first, progress, &best, now_s)), Beat::GoOn);
  EXPECT_FALSE(must(take_run(*lease(), "other", now_s)).has_value()) << "it is alive";
  now_s += run_abandoned_s + 1;
  const design::Run second = *must(take_run(*lease(), "other", now_s));
  EXPECT_EQ(second.id, id);
  EXPECT_EQ(second.takes, 2);
  EXPECT_EQ(second.best, best);
  EXPECT_DOUBLE_EQ(second.progress.seconds, 4);
  EXPECT_EQ(must(beat_run(*lease(), first, progress, nullptr, now_s)), Beat::Lost);
  EXPECT_EQ(code_of(end_run(*lease(), first, {}, now_s)), "run_taken_over");
  must(put_back_run(*lease(), second));
  Worker worker(database(), rules());
  EXPECT_TRUE(must(worker.step()));
  const design::Run done = must(run(*lease(), id));
  EXPECT_EQ(done.state, RunState::Done);
  EXPECT_GE(done.progress.seconds, 4) << "what was worked before counts";
  EXPECT_GE(done.progress.moves, 1000U);
}

TEST_P(DesignRun, stops_when_somebody_wants_it) {
  const ScenarioId scenario_id = made();
  const RunId waiting = add(wanted(scenario_id));
  must(stop_run(*lease(), waiting, by("Ben Fen")));
  EXPECT_EQ(must(run(*lease(), waiting)).state, RunState::Stopped);
  const RunId running = add(wanted(scenario_id));
  const design::Run taken = *must(take_run(*lease(), "me", now_s));
  must(stop_run(*lease(), running, by("Ben Fen")));
  EXPECT_EQ(must(beat_run(*lease(), taken, {}, nullptr, now_s)), Beat::Stop);
}

TEST_P(DesignRun, is_done_by_the_thread_of_a_server) {
  const ScenarioId scenario_id = made();
  const RunId id = add(wanted(scenario_id));
  WorkerThread thread(database(), rules());
  thread.wake();
  for (int tries = 0; tries < 600 && must(run(*lease(), id)).at_work(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(must(run(*lease(), id)).state, RunState::Done);
}

INSTANTIATE_TEST_SUITE_P(Engines, DesignRun, sql::all_engines(), sql::test_engine_name);

// Of any number of workers each takes another run: none waits for another.
class DesignRunShared : public DesignRun {};
TEST_P(DesignRunShared, each_worker_takes_another) {
  const ScenarioId scenario_id = made();
  for (int count = 0; count < 6; ++count) add(wanted(scenario_id));
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::multiset<std::int64_t> taken;
  for (int worker = 0; worker < 3; ++worker) {
    threads.emplace_back([&] {
      for (;;) {
        const sql::Lease own = must(database().write());
        const auto found = must(take_run(*own, "w", now_s));
        if (!found) return;
        const std::lock_guard<std::mutex> lock(mutex);
        taken.insert(found->id.value);
      }
    });
  }
  for (std::thread& each : threads) each.join();
  EXPECT_EQ(taken.size(), 6U);
  EXPECT_EQ(std::set<std::int64_t>(taken.begin(), taken.end()).size(), 6U);
}
INSTANTIATE_TEST_SUITE_P(Engines, DesignRunShared, sql::shared_engines(), sql::test_engine_name);

}  // namespace
}  // namespace design

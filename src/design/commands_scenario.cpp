// guildhall scenario ...: scenarios that are kept, and runs of the solver on them.
#include <ostream>

#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/commands.hpp"
#include "design/store_worker.hpp"
#include "registry/commands.hpp"

namespace design {

namespace {

using enum base::OptionKind;

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const auto found = TRY(scenarios(*lease, call.flag("all")));
  *call.out << (call.json ? scenarios_json(found) : scenarios_text(found));
  return 0;
}

base::Result<int> run_show(const base::Invocation& call) {
  const ScenarioId id{TRY(number_option(call, "NUMBER"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const ScenarioView view = TRY(scenario_view(*lease, id, TRY(whole_option(call, "version", 0))));
  *call.out << (call.json ? scenario_json(view) : scenario_view_text(view));
  return 0;
}

base::Result<int> run_presets(const base::Invocation& call) {
  *call.out << (call.json ? presets_json() : presets_list_text());
  return 0;
}

base::Result<int> run_make(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const Scenario made = TRY(scenario_of(call, *lease));
  const Begun begun = TRY(begin_scenario(*lease, made, places_of(call), writing_of(call)));
  *call.out << "Scenario " << begun.scenario.value << ": " << made.name << ", " << begun.schools
            << " schools.\n";
  if (begun.today.known()) {
    *call.out << "Plan " << begun.today.value << ": " << TRY(plan(*lease, begun.today)).row.name
              << "\n";
  }
  return 0;
}

base::Result<int> run_save(const base::Invocation& call) {
  const ScenarioId id{TRY(number_option(call, "NUMBER"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const Scenario changed = TRY(scenario_of(call, *lease));
  std::int64_t seen = TRY(whole_option(call, "version", 0));
  if (seen == 0) seen = TRY(scenario(*lease, id)).row.version;
  const std::int64_t version = TRY(save_scenario(*lease, id, seen, changed, writing_of(call)));
  *call.out << "Scenario " << id.value << " has version " << version << " now.\n";
  return 0;
}

base::Result<int> run_copy(const base::Invocation& call) {
  const ScenarioId id{TRY(number_option(call, "NUMBER"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const std::string name =
      call.value("name").value_or("Copy of " + TRY(scenario(*lease, id)).row.name);
  const ScenarioId copy = TRY(copy_scenario(*lease, id, name, writing_of(call)));
  *call.out << "Scenario " << copy.value << ": " << name << "\n";
  return 0;
}

base::Result<int> run_compare(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  Benches benches(places_of(call));
  std::vector<ScenarioSide> sides;
  for (const std::string& each : call.list("NUMBER")) {
    const auto number = base::parse_integer(each);
    if (!number) {
      return base::make_error("bad_number", "\"" + each + "\" is not the number of one.", "NUMBER");
    }
    const StoredScenario stored = TRY(scenario(*lease, ScenarioId{*number}));
    sides.push_back(TRY(scenario_side(*lease, benches, stored)));
  }
  *call.out << (call.json ? sides_json(sides) : sides_text(sides));
  return 0;
}

base::Result<int> run_archive(const base::Invocation& call) {
  const ScenarioId id{TRY(number_option(call, "NUMBER"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const bool back = call.flag("back");
  TRY(archive_scenario(*lease, id, !back, writing_of(call)));
  *call.out << "Scenario " << id.value << (back ? " is back.\n" : " is put away.\n");
  return 0;
}

base::Result<RunWanted> wanted_of(const base::Invocation& call) {
  RunWanted wanted;
  wanted.scenario = ScenarioId{TRY(number_option(call, "NUMBER"))};
  wanted.seconds = TRY(seconds_option(call, 20));
  wanted.seed = static_cast<std::uint64_t>(TRY(whole_option(call, "seed", 1)));
  wanted.rounds_max = static_cast<int>(TRY(whole_option(call, "rounds", 0)));
  wanted.from = PlanId{TRY(whole_option(call, "repair", 0))};
  wanted.plan_name = call.value("name").value_or("");
  if (wanted.from.known()) wanted.kind = RunKind::Repair;
  if (call.value("frontier")) {
    wanted.kind = RunKind::Frontier;
    wanted.from = PlanId{TRY(whole_option(call, "frontier", 0))};
  }
  if (const auto sizes = call.value("sizes")) {
    wanted.kind = RunKind::Sizes;
    const std::size_t to = sizes->find('-');
    const auto least = base::parse_integer(sizes->substr(0, to));
    const auto most = to == sizes->npos ? least : base::parse_integer(sizes->substr(to + 1));
    if (!least || !most || *least < 1 || *most > study_size_max) {
      return base::make_error("bad_run", "Give sizes such as 4-12.", "--sizes");
    }
    wanted.size_least = static_cast<int>(*least);
    wanted.size_most = static_cast<int>(*most);
  }
  return wanted;
}

WorkerRules rules_of(const base::Invocation& call, std::string name) {
  WorkerRules rules;
  rules.now_s = call.now_s;
  rules.trouble = [&err = *call.err](const std::string& line) {
    err << "guildhall: " + line + "\n" << std::flush;
  };
  rules.name = std::move(name);
  rules.threads = static_cast<int>(call.settings.whole("design.threads"));
  rules.places = places_of(call);
  return rules;
}

base::Result<int> run_run(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  RunId id;
  {
    const sql::Lease lease = TRY(database.write());
    id = TRY(add_run(*lease, TRY(wanted_of(call)), writing_of(call)));
  }
  *call.out << "Run " << id.value << "\n" << std::flush;
  if (call.flag("queue")) return 0;
  Worker worker(database, rules_of(call, "scenario run"));
  for (;;) {
    Run now;
    {
      const sql::Lease lease = TRY(database.read());
      now = TRY(run(*lease, id));
    }
    if (!now.at_work()) {
      *call.out << (call.json ? run_json(now) : run_text(now));
      return now.state == RunState::Failed ? 1 : 0;
    }
    TRY(worker.step());
  }
}

base::Result<int> run_runs(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  constexpr int runs_shown = 100;
  std::string text;
  for (const Run& each : TRY(runs(*lease, std::nullopt, runs_shown))) {
    text += call.json ? run_json(each) : run_text(each);
  }
  *call.out << (text.empty() && !call.json ? "There are no runs.\n" : text);
  return 0;
}

base::Result<int> run_stop(const base::Invocation& call) {
  const RunId id{TRY(number_option(call, "NUMBER"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  TRY(stop_run(*lease, id, writing_of(call)));
  *call.out << "Run " << id.value << " stops with the best plan so far.\n";
  return 0;
}

const base::CommandOption number = {"NUMBER", Positional, "The number of the scenario", "", true};
const base::CommandOption reason = {"reason", Value, "Why, for the audit trail", "TEXT", false};

// Of scenarios that are there.
std::vector<base::Command> care_commands() {
  std::vector<base::Command> made;
  made.push_back({"scenario copy",
                  "Copy a scenario",
                  "Example: guildhall scenario copy 3",
                  {number, {"name", Value, "What to call the copy", "TEXT", false}, reason},
                  run_copy});
  made.push_back({"scenario compare",
                  "Put scenarios side by side: what they ask, and what came of each",
                  "Each is judged by the best plan that is proven for it, or by its newest.\n"
                  "Example: guildhall scenario compare 1 2",
                  {{"NUMBER", PositionalList, "The numbers of the scenarios", "", true}},
                  run_compare});
  made.push_back({"scenario archive",
                  "Put a scenario away, or take it back",
                  "Nothing is lost.\nExample: guildhall scenario archive 3",
                  {number, {"back", Flag, "Take it back", "", false}, reason},
                  run_archive});
  return made;
}

}  // namespace

base::Result<std::int64_t> number_option(const base::Invocation& call, const std::string& name) {
  const std::string text = call.value(name).value_or("");
  const auto found = base::parse_integer(text);
  if (found && *found > 0) return *found;
  return base::make_error("bad_number", "\"" + text + "\" is not the number of one.", name);
}

Writing writing_of(const base::Invocation& call) {
  return {guard::command_doer(call.value("reason").value_or("")), call.now_s()};
}

std::vector<base::Command> scenario_commands() {
  std::vector<base::Command> made;
  made.push_back({"scenario list",
                  "List the scenarios of the cluster designer",
                  "The last changed first.\nExample: guildhall scenario list --json",
                  {{"all", Flag, "Also those that were put away", "", false}},
                  run_list});
  made.push_back({"scenario show",
                  "Show a scenario with its plans, runs and history",
                  "Example: guildhall scenario show 3",
                  {number, {"version", Value, "An earlier version", "N", false}},
                  run_show});
  made.push_back({"scenario presets",
                  "List the presets with their sources",
                  "Example: guildhall scenario presets",
                  {},
                  run_presets});
  std::vector<base::CommandOption> options = scenario_options();
  options.push_back({"name", Value, "What to call it", "TEXT", false});
  options.push_back(reason);
  made.push_back({"scenario make", "Keep a new scenario, with today's clusters as its first plan",
                  "Example: guildhall scenario make --authority Eastmarch --preset county", options,
                  run_make});
  options.insert(options.begin(), number);
  options.push_back(
      {"version", Value, "The version that you saw; the newest if not given", "N", false});
  made.push_back({"scenario save", "Give a scenario a further version",
                  "What is not given is as in a new scenario; scenario show writes the text that "
                  "--file takes.\nExample: guildhall scenario save 3 --file scenario.txt",
                  options, run_save});
  for (base::Command& each : care_commands()) made.push_back(std::move(each));
  made.push_back(
      {"scenario run",
       "Look for the best plan of a scenario",
       "Here and now, or with --queue by the server or a worker. The plan is kept.\n"
       "Example: guildhall scenario run 3 --seconds 30",
       {number,
        {"seconds", Value, "How long (20 if not given)", "S", false},
        {"rounds", Value, "At most so many rounds: repeatable whatever the machine", "N", false},
        {"seed", Value, "Where chance begins (1 if not given)", "K", false},
        {"repair", Value, "Round the pins and locks of this plan, from where it stands", "PLAN",
         false},
        {"frontier", Value, "Study what each number of moves gains, towards this plan", "PLAN",
         false},
        {"sizes", Value, "Study sizes of clusters, such as 4-12", "A-B", false},
        {"name", Value, "What to call the plan", "TEXT", false},
        {"queue", Flag, "Leave it to a server or worker", "", false},
        reason},
       run_run});
  made.push_back({"scenario runs",
                  "List the runs of all scenarios",
                  "The newest first.\nExample: guildhall scenario runs",
                  {},
                  run_runs});
  made.push_back({"scenario stop",
                  "Stop a run, which keeps its best plan so far",
                  "Example: guildhall scenario stop 7",
                  {{"NUMBER", Positional, "The number of the run", "", true}, reason},
                  run_stop});
  return made;
}

std::vector<base::Command> worker_commands() {
  base::Command worker;
  worker.path = "worker";
  worker.summary = "Take runs of the cluster designer from the database and do them";
  worker.help =
      "On any machine that reaches the database; on PostgreSQL any number of them. A server takes "
      "runs too. Stop it with Ctrl-C: another worker goes on from the best plan so far.\n"
      "Example: guildhall worker --database postgresql://db/guildhall";
  worker.options = {{"once", Flag, "End when nothing waits", "", false}};
  worker.run = [](const base::Invocation& call) -> base::Result<int> {
    sql::Database database = TRY(registry::open_existing(call));
    WorkerRules rules = rules_of(call, worker_name());
    rules.done = [&out = *call.out](const std::string& line) { out << line + "\n" << std::flush; };
    return serve_runs(database, std::move(rules), call.flag("once"));
  };
  return {worker};
}

}  // namespace design

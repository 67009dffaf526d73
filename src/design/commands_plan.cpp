// guildhall plan ...: looking at plans, changing them by hand, publishing and enacting them.
#include <ostream>

#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/commands.hpp"
#include "design/explain.hpp"
#include "design/export.hpp"
#include "design/store_enact.hpp"
#include "design/store_study.hpp"
#include "registry/commands.hpp"

namespace design {

namespace {

using enum base::OptionKind;

base::Result<OnTable> table_of(const base::Invocation& call, sql::Connection& connection) {
  const PlanId id{TRY(number_option(call, "NUMBER"))};
  Benches benches(places_of(call));
  return on_table(connection, benches, id, TRY(whole_option(call, "version", 0)));
}

Measured measured_on(const Bench& bench, const Plan& plan) {
  return measured(bench.scenario, bench.facts, plan, bench.today, bench.neighbours);
}

base::Result<int> run_show(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const OnTable table = TRY(table_of(call, *lease));
  const Bench& bench = *table.bench;
  std::vector<std::string> names = {"Today"};
  std::vector<Measured> all = {measured_on(bench, bench.today)};
  for (const std::string& each : call.list("beside")) {
    const auto number = base::parse_integer(each);
    if (!number) return base::make_error("bad_number", each + " is no number.", "--beside");
    const StoredPlan other = TRY(plan(*lease, PlanId{*number}));
    names.push_back(other.row.name);
    all.push_back(measured_on(bench, TRY(plan_on(bench, other)).plan));
  }
  names.push_back(table.stored.row.name);
  all.push_back(measured_on(bench, table.read.plan));
  if (bench.facts.today.empty()) {
    names.erase(names.begin());
    all.erase(all.begin());
  }
  std::vector<const Measured*> pointers;
  for (const Measured& each : all) pointers.push_back(&each);
  const Measured& own = all.back();
  const Standing standing = TRY(standing_of(*lease, table));
  if (call.json) {
    *call.out << plan_json(table, own, standing);
  } else {
    *call.out << plan_row_text(table.stored.row) << standing_text(standing) << "Travel is "
              << own.travel_label << ".\n";
    for (const std::string& each : own.broken) *call.out << "Breaks a rule: " << each << "\n";
    *call.out << "\n"
              << measures_text(names, pointers) << "\n"
              << clusters_text(bench.facts, table.read.plan, own);
  }
  const Facts& facts = bench.facts;
  TRY(write_option(call, "csv",
                   plan_csv(bench.scenario, facts, table.read.plan, bench.today, own)));
  TRY(write_option(call, "measures", measures_csv(table.read.plan, own)));
  TRY(write_option(call, "geojson", plan_geojson(facts, table.read.plan, bench.today)));
  if (call.value("map")) {
    TRY(write_option(
        call, "map",
        plan_svg(facts, table.read.plan, TRY(land_under(*lease, facts)), table.stored.row.name)));
  }
  return 0;
}

base::Result<int> run_why(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const OnTable table = TRY(table_of(call, *lease));
  const Bench& bench = *table.bench;
  const int school = TRY(school_called(bench.facts, call.value("URN").value_or("")));
  const Built built = TRY(problem_of(bench.scenario, bench.facts, &table.read.plan));
  const WhyHere why = TRY(why_here(bench.scenario, bench.facts, built, table.read.plan, school));
  *call.out << (call.json ? why_json(table.read.plan, why) : why_text(table.read.plan, why));
  return 0;
}

base::Result<Hand> hand_of(const base::Invocation& call, HandKind kind, const OnTable& table) {
  Hand hand;
  hand.kind = kind;
  for (const std::string& each : call.list("URN")) {
    hand.schools.push_back(TRY(school_called(table.bench->facts, each)));
  }
  if (call.value("cluster")) {
    hand.cluster = TRY(cluster_called(table.read.plan, *call.value("cluster")));
  }
  if (call.value("to")) hand.to = TRY(cluster_called(table.read.plan, *call.value("to")));
  hand.name = call.value("name").value_or("");
  hand.letter = call.value("letter").value_or("");
  return hand;
}

// One command for each kind of change by hand.
base::Command hand_command(HandKind kind, std::string summary, std::string example,
                           std::vector<base::CommandOption> options) {
  options.insert(options.begin(), {"NUMBER", Positional, "The number of the plan", "", true});
  options.push_back({"reason", Value, "Why, for the audit trail", "TEXT", false});
  return {"plan " + std::string(hand_code(kind)), std::move(summary),
          "Makes a further version of the plan.\nExample: guildhall " + example, options,
          [kind](const base::Invocation& call) -> base::Result<int> {
            sql::Database database = TRY(registry::open_existing(call));
            const sql::Lease lease = TRY(database.write());
            const OnTable table = TRY(table_of(call, *lease));
            const Facts& facts = table.bench->facts;
            const Handled handled =
                TRY(handle(table.read.plan, facts, TRY(hand_of(call, kind, table))));
            const PlanRow& row = table.stored.row;
            const std::int64_t version =
                TRY(save_plan(*lease, row.id, row.version, plan_text(handled.plan, facts),
                              handled.sentence, writing_of(call)));
            *call.out << handled.sentence << ".\nPlan " << row.id.value << " has version "
                      << version << " now.\n";
            return 0;
          }};
}

base::Result<int> run_copy(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const PlanId id{TRY(number_option(call, "NUMBER"))};
  const std::string name = call.value("name").value_or("Copy of " + TRY(plan(*lease, id)).row.name);
  const PlanId copy = TRY(copy_plan(*lease, id, name, writing_of(call)));
  *call.out << "Plan " << copy.value << ": " << name << "\n";
  return 0;
}

base::Result<int> run_revert(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const PlanId id{TRY(number_option(call, "NUMBER"))};
  const std::int64_t to = TRY(whole_option(call, "to", 0));
  const std::int64_t seen = TRY(plan(*lease, id)).row.version;
  const std::int64_t version = TRY(revert_plan(*lease, id, seen, to, writing_of(call)));
  *call.out << "Plan " << id.value << " is as in version " << to << " again, and has version "
            << version << " now.\n";
  return 0;
}

base::Result<int> run_name(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const PlanId id{TRY(number_option(call, "NUMBER"))};
  const std::string name = call.value("NAME").value_or("");
  TRY(rename_plan(*lease, id, name, writing_of(call)));
  *call.out << "Plan " << id.value << ": " << name << "\n";
  return 0;
}

// A point of a study of moves.
base::Result<int> run_point(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const Run study = TRY(run(*lease, RunId{TRY(number_option(call, "RUN"))}));
  Benches benches(places_of(call));
  const NewPlan point = TRY(point_of(*lease, benches, study, TRY(whole_option(call, "moves", 0))));
  const PlanId id = TRY(make_plan(*lease, study.wanted.scenario, point, writing_of(call)));
  *call.out << "Plan " << id.value << ": " << point.name << "\n";
  return 0;
}

base::Result<int> run_publish(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const PlanId id{TRY(number_option(call, "NUMBER"))};
  if (call.flag("withdraw")) {
    TRY(withdraw_plan(*lease, id, writing_of(call)));
    *call.out << "Plan " << id.value << " is a draft again.\n";
    return 0;
  }
  Publication publication;
  publication.seen_version = TRY(plan(*lease, id)).row.version;
  if (call.value("until")) {
    publication.answers_until = TRY(registry::date_option(call, "until", call.today));
  }
  publication.note = call.value("note").value_or("");
  TRY(publish_plan(*lease, id, publication, writing_of(call)));
  *call.out << "Plan " << id.value << " is published for consultation.\n";
  return 0;
}

EnactOptions enact_options(const base::Invocation& call, base::Date from) {
  EnactOptions options;
  options.from = from;
  options.reason = call.value("reason").value_or("");
  options.authorise = [reason = options.reason](const registry::EditPreview&) {
    return base::Result<guard::Doer>(guard::command_doer(reason));
  };
  options.today = call.today;
  options.now_s = call.now_s();
  options.dry_run = call.flag("dry-run");
  return options;
}

void tell(const base::Invocation& call, const Enactment& made, bool dry_run) {
  for (const std::string& each : made.sentences) *call.out << each << "\n";
  for (const std::string& each : made.remarks) *call.out << "Note: " << each << "\n";
  *call.out << (dry_run ? "Nothing was changed: this was a dry run of " : "Saved as ")
            << made.sentences.size() << (made.sentences.size() == 1 ? " edit.\n" : " edits.\n");
}

base::Result<int> run_enact(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const PlanId id{TRY(number_option(call, "NUMBER"))};
  const base::Date from = TRY(registry::date_option(call, "from", call.today));
  const EnactOptions options = enact_options(call, from);
  tell(call, TRY(enact_plan(database, id, places_of(call), options)), options.dry_run);
  return 0;
}

base::Result<int> run_undo(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const PlanId id{TRY(number_option(call, "NUMBER"))};
  const EnactOptions options = enact_options(call, call.today);
  tell(call, TRY(undo_enactment(database, id, options)), options.dry_run);
  return 0;
}

base::Result<int> run_effects(const Contributors& contributors, const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const StoredPlan stored = TRY(plan(*lease, PlanId{TRY(number_option(call, "NUMBER"))}));
  const Scenario of =
      TRY(scenario(*lease, stored.row.scenario, stored.row.scenario_version)).scenario;
  const base::Date from = TRY(registry::date_option(call, "from", of.on));
  const auto found = TRY(effects_of(*lease, contributors, stored, places_of(call), from));
  *call.out << (call.json ? effects_json(found) : effects_text(found));
  return 0;
}

std::vector<base::Command> hand_commands() {
  const base::CommandOption schools = {"URN", PositionalList, "Schools, by URN", "", true};
  const base::CommandOption cluster = {"cluster", Value, "The cluster, by name or letter", "NAME",
                                       true};
  std::vector<base::Command> made;
  made.push_back(
      hand_command(HandKind::Move, "Move schools to another cluster, pinned there",
                   "plan move 5 990101 --to Harbour",
                   {schools, {"to", Value, "Where to; out of all if not given", "NAME", false}}));
  made.push_back(hand_command(HandKind::Pin, "Pin schools where they are in a plan",
                              "plan pin 5 990101", {schools}));
  made.push_back(hand_command(HandKind::Unpin, "Take the pins off schools of a plan",
                              "plan unpin 5 990101", {schools}));
  made.push_back(hand_command(HandKind::Lock, "Lock a cluster of a plan, so that it stays as it is",
                              "plan lock 5 --cluster Harbour", {cluster}));
  made.push_back(hand_command(HandKind::Unlock, "Unlock a cluster of a plan",
                              "plan unlock 5 --cluster Harbour", {cluster}));
  made.push_back(hand_command(
      HandKind::Split, "Split a cluster of a plan in two", "plan split 5 --cluster Harbour",
      {cluster, {"name", Value, "What to call the new one", "TEXT", false}}));
  made.push_back(hand_command(HandKind::Merge, "Merge two clusters of a plan",
                              "plan merge 5 --cluster Harbour --to Moor",
                              {cluster, {"to", Value, "The cluster that goes", "NAME", true}}));
  made.push_back(hand_command(HandKind::Rename, "Rename a cluster of a plan",
                              "plan rename 5 --cluster Harbour --name Haven",
                              {cluster,
                               {"name", Value, "Its new name", "TEXT", true},
                               {"letter", Value, "Its new letter", "TEXT", false}}));
  return made;
}

base::CommandOption from_option(bool required) {
  return {"from", Value, "The first day on which the plan holds", "DATE", required};
}

// What becomes of a plan. An enactment never begins on a day that nobody named.
std::vector<base::Command> outcome_commands(const base::CommandOption& number,
                                            const base::CommandOption& reason) {
  const base::CommandOption dry_run = {"dry-run", Flag, "Show what would change, change nothing",
                                       "", false};
  std::vector<base::Command> made;
  made.push_back({"plan publish",
                  "Publish a plan for consultation, or withdraw that",
                  "Example: guildhall plan publish 5 --until 2027-01-31",
                  {number,
                   {"until", Value, "The last day for answers", "DATE", false},
                   {"note", Value, "What to say on its page", "TEXT", false},
                   {"withdraw", Flag, "Make it a draft again", "", false},
                   reason},
                  run_publish});
  made.push_back({"plan enact",
                  "Make a plan's clusters true from a day on",
                  "All memberships in one transaction, undone by plan undo.\n"
                  "Example: guildhall plan enact 5 --from 2027-09-01 --dry-run",
                  {number, from_option(true), dry_run, reason},
                  run_enact});
  made.push_back({"plan undo",
                  "Undo the enactment of a plan, by further edits",
                  "Example: guildhall plan undo 5",
                  {number, dry_run, reason},
                  run_undo});
  return made;
}

}  // namespace

std::vector<base::Command> plan_commands(const Contributors& contributors) {
  const base::CommandOption number = {"NUMBER", Positional, "The number of the plan", "", true};
  const base::CommandOption reason = {"reason", Value, "Why, for the audit trail", "TEXT", false};
  std::vector<base::Command> made;
  made.push_back(
      {"plan show",
       "Show a plan with its measures, beside today's and other plans",
       "Example: guildhall plan show 5 --beside 4 --map plan.svg",
       {number,
        {"version", Value, "An earlier version", "N", false},
        {"beside", ValueList, "Another plan of the scenario; may be given again", "PLAN", false},
        {"csv", Value, "Write a row for each school to this file", "FILE", false},
        {"measures", Value, "Write the measures to this file, as CSV", "FILE", false},
        {"geojson", Value, "Write schools and clusters to this file", "FILE", false},
        {"map", Value, "Write a map to this file, as SVG", "FILE", false}},
       run_show});
  made.push_back({"plan why",
                  "Say why a school is in its cluster, and what others would cost",
                  "Example: guildhall plan why 5 990101",
                  {number, {"URN", Positional, "The school", "", true}},
                  run_why});
  made.push_back(
      {"plan effects",
       "Say what a plan would change in what Guildhall knows",
       "Example: guildhall plan effects 5",
       {number, from_option(false)},
       [contributors](const base::Invocation& call) { return run_effects(contributors, call); }});
  for (base::Command& each : hand_commands()) made.push_back(std::move(each));
  made.push_back({"plan copy",
                  "Copy a plan",
                  "Example: guildhall plan copy 5 --name Second",
                  {number, {"name", Value, "What to call the copy", "TEXT", false}, reason},
                  run_copy});
  made.push_back({"plan name",
                  "Give a plan another name",
                  "Example: guildhall plan name 5 'After the heads met'",
                  {number, {"NAME", Positional, "The new name", "", true}, reason},
                  run_name});
  made.push_back({"plan revert",
                  "Go back to an earlier version of a plan, by a further one",
                  "Example: guildhall plan revert 5 --to 2",
                  {number, {"to", Value, "The version", "N", true}, reason},
                  run_revert});
  made.push_back({"plan point",
                  "Make a plan of a point of a study of moves",
                  "The study is a run: scenario run 3 --frontier 5.\n"
                  "Example: guildhall plan point 7 --moves 8",
                  {{"RUN", Positional, "The number of the run", "", true},
                   {"moves", Value, "How many schools move there", "N", true},
                   reason},
                  run_point});
  for (base::Command& each : outcome_commands(number, reason)) made.push_back(std::move(each));
  return made;
}

}  // namespace design

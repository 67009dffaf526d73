// /api/v1/scenarios, /runs and /presets. What a page or a command does, the API does by the same
// functions.
#include "design/api_routes.hpp"

#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/api_schemas.hpp"
#include "design/pages_compare.hpp"
#include "design/store_named.hpp"
#include "design/store_study.hpp"
#include "registry/store.hpp"
#include "web/asked.hpp"
#include "web/json.hpp"
#include "web/paging.hpp"
#include "web/problem.hpp"

namespace design {

namespace {

using web::Schema;

constexpr int runs_max = 1000;

base::Result<web::Response> shown(sql::Connection& connection, ScenarioId id) {
  return registry::json_response(scenario_json(TRY(scenario_view(connection, id))));
}

base::Result<web::Response> list(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->database().read());
  const base::Date today = context->registry->today();
  const bool archived = request.query.get_or("archived", "") == "true";
  std::vector<ScenarioRow> seen;
  for (ScenarioRow& row : TRY(scenarios(*lease, archived))) {
    const StoredScenario stored = TRY(scenario(*lease, row.id));
    if (may_see(request, TRY(path_of(*lease, stored.scenario)), today)) {
      seen.push_back(std::move(row));
    }
  }
  return listed(request, "scenarios", scenarios_json(seen));
}

// ---- making and saving
// -------------------------------------------------------------------------------------

// {"text": ...}, or {"authority" or "group", "district", "preset", "name", "on"}.
base::Result<Scenario> scenario_of(const web::Json& json, base::Date today) {
  TRY(json.only({"text", "authority", "group", "district", "joining", "leaving", "preset", "name",
                 "on", "reason"}));
  const std::string text = TRY(json.text_or("text", ""));
  Scenario made = text.empty() ? Scenario() : TRY(read_scenario(text));
  if (const std::string code = TRY(json.text_or("preset", "")); !code.empty()) {
    const Preset* preset = find_preset(code);
    if (preset == nullptr) {
      return base::make_error("bad_scenario", "There is no preset \"" + code + "\".", "preset");
    }
    apply(*preset, made);
  }
  if (made.on == base::Date()) made.on = today;
  made.on = TRY(json.date_or("on", made.on));
  made.name = TRY(json.text_or("name", made.name));
  return made;
}

// Further schools, by URN or name.
base::Status add_named(const web::Json& json, std::string_view member, SchoolNames& schools,
                       std::vector<std::int64_t>& urns) {
  const auto named = TRY(json.maybe(member));
  if (!named) return {};
  for (const web::Json& each : TRY(named->elements())) {
    const auto urn = schools.urn_of(TRY(each.text()));
    if (!urn.ok()) {
      base::Error error = urn.error();
      error.field = member;
      return error;
    }
    urns.push_back(urn.value());
  }
  return {};
}

// Whose schools: names and numbers become those that scenarios keep.
base::Status add_whose(sql::Connection& connection, const web::Json& json, Scenario& scenario) {
  registry::Store store(connection);
  const std::string authority = TRY(json.text_or("authority", ""));
  const std::string group = TRY(json.text_or("group", ""));
  if (!authority.empty()) {
    const auto row = TRY(store.organisation(TRY(store.authority(authority)), scenario.on));
    if (row) scenario.which.authorities = {row->code};
  }
  if (!group.empty()) {
    const auto row = TRY(store.organisation(TRY(store.group(group)), scenario.on));
    if (!row || !row->uid) {
      return base::make_error("group_without_number",
                              group + " has no UID, by which a scenario finds it.", "group");
    }
    scenario.which.groups = {*row->uid};
  }
  const std::string district = TRY(json.text_or("district", ""));
  if (!district.empty()) {
    scenario.which.districts = {TRY(district_called(connection, district, scenario.on))};
  }
  SchoolNames schools(connection, scenario.on);
  TRY(add_named(json, "joining", schools, scenario.which.joining));
  return add_named(json, "leaving", schools, scenario.which.leaving);
}

base::Result<web::Response> make(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  Scenario wanted = TRY(scenario_of(json, context->registry->today()));
  const sql::Lease lease = TRY(context->database().write());
  TRY(add_whose(*lease, json, wanted));
  const Writing writing = TRY(
      writing_of(context, request, TRY(path_of(*lease, wanted)), TRY(json.text_or("reason", ""))));
  TRY(check(wanted));
  const Begun begun = TRY(begin_scenario(*lease, wanted, context->benches.places(), writing));
  return made(TRY(shown(*lease, begun.scenario)).body);
}

// As whom a scenario is changed; without the connection of the visit, for a write wants its own.
struct Change {
  ScenarioRow row;
  Writing writing;
};
base::Result<Change> change_of(const Context& context, const web::Request& request,
                               std::string reason) {
  const ScenarioVisit visit = TRY(scenario_visit(context, request));
  Writing writing = TRY(writing_of(context, request, visit.path, std::move(reason)));
  return Change{visit.stored.row, std::move(writing)};
}

base::Result<web::Response> save(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"text", "reason"}));
  Scenario wanted = TRY(read_scenario(TRY(TRY(json.at("text")).text())));
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  if (wanted.on == base::Date()) wanted.on = context->registry->today();
  const sql::Lease lease = TRY(context->database().write());
  // What it would be about from now on, too, must be one's own.
  TRY(writing_of(context, request, TRY(path_of(*lease, wanted))));
  const auto saved = save_scenario(*lease, change.row.id, version_seen(request, change.row.version),
                                   wanted, change.writing);
  if (!saved.ok()) return refused(saved.error());
  return shown(*lease, change.row.id);
}

base::Result<web::Response> copy(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"name", "reason"}));
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  const std::string name = TRY(json.text_or("name", "Copy of " + change.row.name));
  const sql::Lease lease = TRY(context->database().write());
  const ScenarioId id = TRY(copy_scenario(*lease, change.row.id, name, change.writing));
  return made(TRY(shown(*lease, id)).body);
}

base::Result<web::Response> archive(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"archived", "reason"}));
  const bool archived = TRY(json.truth_or("archived", true));
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  const sql::Lease lease = TRY(context->database().write());
  TRY(archive_scenario(*lease, change.row.id, archived, change.writing));
  return shown(*lease, change.row.id);
}

// ---- runs ----

base::Result<std::int64_t> whole_or(const web::Json& json, std::string_view name,
                                    std::int64_t otherwise) {
  const auto found = TRY(json.maybe(name));
  return found ? found->whole() : base::Result<std::int64_t>(otherwise);
}

base::Result<int> small_or(const web::Json& json, std::string_view name) {
  constexpr std::int64_t most = 1'000'000;
  const std::int64_t found = TRY(whole_or(json, name, 0));
  if (found >= 0 && found <= most) return static_cast<int>(found);
  return base::make_error("bad_run", std::string(name) + " is a number from 0 to 1,000,000.",
                          std::string(name));
}

base::Result<RunWanted> wanted_of(const web::Json& json) {
  TRY(json.only(
      {"kind", "seconds", "seed", "rounds", "plan", "size_least", "size_most", "name", "reason"}));
  RunWanted wanted;
  const std::string kind = TRY(json.text_or("kind", "solve"));
  const std::optional<RunKind> known = run_kind_of(kind);
  if (!known) {
    return base::make_error("bad_run", "\"" + kind + "\" is no kind of run.", "kind");
  }
  wanted.kind = *known;
  if (const auto seconds = TRY(json.maybe("seconds"))) wanted.seconds = TRY(seconds->number());
  wanted.seed = static_cast<std::uint64_t>(TRY(whole_or(json, "seed", 1)));
  wanted.from = PlanId{TRY(whole_or(json, "plan", 0))};
  wanted.rounds_max = TRY(small_or(json, "rounds"));
  wanted.size_least = TRY(small_or(json, "size_least"));
  wanted.size_most = TRY(small_or(json, "size_most"));
  wanted.plan_name = TRY(json.text_or("name", ""));
  return wanted;
}

base::Result<web::Response> begin_run(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  RunWanted wanted = TRY(wanted_of(json));
  const Change change = TRY(change_of(context, request, TRY(json.text_or("reason", ""))));
  wanted.scenario = change.row.id;
  RunId id;
  Run added;
  {
    const sql::Lease lease = TRY(context->database().write());
    id = TRY(add_run(*lease, wanted, change.writing));
    added = TRY(run(*lease, id));
  }
  if (context->runs != nullptr) context->runs->wake();
  return made(run_json(added));
}

base::Result<web::Response> list_runs(const Context& context, const web::Request& request) {
  const ScenarioVisit visit = TRY(scenario_visit(context, request));
  return listed(request, "runs", runs_json(TRY(runs(*visit.lease, visit.stored.row.id, runs_max))));
}

base::Result<web::Response> show_run(const Context& context, const web::Request& request) {
  return registry::json_response(run_json(TRY(run_visit(context, request)).run));
}

base::Result<web::Response> stop(const Context& context, const web::Request& request) {
  const std::string reason = TRY(read_reason(request));
  RunId id;
  std::optional<Writing> writing;
  {
    const RunVisit visit = TRY(run_visit(context, request));
    id = visit.run.id;
    writing = TRY(writing_of(context, request, visit.path, reason));
  }
  const sql::Lease lease = TRY(context->database().write());
  TRY(stop_run(*lease, id, *writing));
  return registry::json_response(run_json(TRY(run(*lease, id))));
}

base::Result<web::Response> keep_point(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"moves", "reason"}));
  NewPlan point;
  ScenarioId id;
  Writing writing;
  {
    const RunVisit visit = TRY(run_visit(context, request));
    id = visit.run.wanted.scenario;
    writing = TRY(writing_of(context, request, visit.path, TRY(json.text_or("reason", ""))));
    point = TRY(
        point_of(*visit.lease, context->benches, visit.run, TRY(TRY(json.at("moves")).whole())));
  }
  const sql::Lease lease = TRY(context->database().write());
  const PlanId kept = TRY(make_plan(*lease, id, point, writing));
  web::JsonWriter answer(web::JsonWriter::Layout::Indented);
  answer.begin_object();
  answer.member("plan", kept.value);
  answer.member("name", point.name);
  answer.end_object();
  return made(answer.take());
}

base::Result<web::Response> list_plans(const Context& context, const web::Request& request) {
  const ScenarioVisit visit = TRY(scenario_visit(context, request));
  return listed(request, "plans", plans_json(TRY(plans(*visit.lease, visit.stored.row.id))));
}

base::Result<web::Response> compare_scenarios(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->database().read());
  return registry::json_response(sides_json(TRY(sides_asked(context, *lease, request))));
}

// ---- registering ----

using Handling = base::Result<web::Response> (*)(const Context&, const web::Request&);
web::Handler handler(const Context& context, Handling handling) {
  return [context, handling](const web::Request& request) { return handling(context, request); };
}

Schema run_body() {
  return Schema::object({{"kind", Schema::one_of({"solve", "repair", "frontier", "sizes"}), true},
                         {"seconds", Schema::number("How long to look; 20 if not given"), true},
                         {"seed", Schema::whole("Where chance begins"), true},
                         {"rounds", Schema::whole("At most so many; 0: as time allows"), true},
                         {"plan", Schema::whole("Of a repair or a frontier"), true},
                         {"size_least", Schema::whole("Of a study of sizes"), true},
                         {"size_most", Schema::whole("Of a study of sizes"), true},
                         {"name", Schema::text("Of the plan that it makes"), true},
                         {"reason", Schema::text("For the audit trail"), true}});
}

void add_scenarios(web::Router& router, const Context& context) {
  using enum web::Audience;
  using enum web::Method;
  router.api({.pattern = "/scenarios",
              .help = "Scenarios of the designer, as far as you may see them",
              .example = "/scenarios",
              .audience = Member,
              .handler = handler(context, list)},
             {.id = "listScenarios",
              .parameters = {{"archived", "true: those that were put away too"}},
              .answer = listed_schema("scenarios", scenario_row_schema()),
              .paged = "scenarios"});
  router.api({.method = Post,
              .pattern = "/scenarios",
              .help = "Makes a scenario, with today’s clusters as its first plan",
              .example = "/scenarios",
              .example_body = R"({"authority": "918", "preset": "county", "name": "By program"})",
              .audience = Member,
              .handler = handler(context, make)},
             {.id = "makeScenario",
              .body = Schema::object(
                  {{"text", Schema::text("Its words: docs/reference/scenario.md"), true},
                   {"authority", Schema::text("Its schools: name or three-digit code"), true},
                   {"group", Schema::text("Its schools: name or UID"), true},
                   {"district", Schema::text("Only its schools in this district: name"), true},
                   {"joining", Schema::array(Schema::text("A school: URN or name")), true},
                   {"leaving", Schema::array(Schema::text("A school: URN or name")), true},
                   {"preset", Schema::text("Rules and weights to begin with"), true},
                   {"name", Schema::text(), true},
                   {"on", Schema::date("Of whose schools and clusters; today if not given"), true},
                   {"reason", Schema::text("For the audit trail"), true}}),
              .answer = scenario_schema(),
              .status = 201});
  router.api({.pattern = "/scenarios/{scenario}",
              .help = "A scenario in words, with its plans and runs",
              .example = "/scenarios/1",
              .audience = Member,
              .handler = [context](const web::Request& request) -> base::Result<web::Response> {
                const ScenarioVisit visit = TRY(scenario_visit(context, request));
                return shown(*visit.lease, visit.stored.row.id);
              }},
             {.id = "getScenario", .answer = scenario_schema()});
}

void add_saving(web::Router& router, const Context& context) {
  using enum web::Audience;
  using enum web::Method;
  router.api({.method = Put,
              .pattern = "/scenarios/{scenario}",
              .help = "Saves a further version of a scenario",
              .example = "/scenarios/1",
              .example_body = R"({"text": "name: By program\nauthority: 918\n"})",
              .audience = Member,
              .handler = handler(context, save)},
             {.id = "saveScenario",
              .parameters = {if_match("The version that was seen; then a save by somebody else "
                                      "since is told (412), and nothing is saved")},
              .body = Schema::object({{"text", Schema::text("Its words, all of them")},
                                      {"reason", Schema::text(), true}}),
              .answer = scenario_schema()});
  router.api(
      {.method = Post,
       .pattern = "/scenarios/{scenario}/copy",
       .help = "Copies a scenario, without its plans",
       .example = "/scenarios/1/copy",
       .example_body = R"({"name": "A second"})",
       .audience = Member,
       .handler = handler(context, copy)},
      {.id = "copyScenario",
       .body = Schema::object({{"name", Schema::text(), true}, {"reason", Schema::text(), true}}),
       .answer = scenario_schema(),
       .status = 201});
  router.api({.method = Post,
              .pattern = "/scenarios/{scenario}/archive",
              .help = "Puts a scenario away, or takes it back",
              .example = "/scenarios/1/archive",
              .example_body = R"({"archived": false})",
              .audience = Member,
              .handler = handler(context, archive)},
             {.id = "archiveScenario",
              .body = Schema::object({{"archived", Schema::truth("true if not given"), true},
                                      {"reason", Schema::text(), true}}),
              .answer = scenario_schema()});
}

void add_runs(web::Router& router, const Context& context) {
  using enum web::Audience;
  using enum web::Method;
  router.api(
      {.pattern = "/scenarios/{scenario}/runs",
       .help = "Runs of the solver on a scenario, the newest first",
       .example = "/scenarios/1/runs",
       .audience = Member,
       .handler = handler(context, list_runs)},
      {.id = "listRuns", .answer = listed_schema("runs", run_row_schema()), .paged = "runs"});
  router.api({.method = Post,
              .pattern = "/scenarios/{scenario}/runs",
              .help = "Has the solver look for a plan, or study the scenario",
              .example = "/scenarios/1/runs",
              .example_body = R"({"kind": "solve", "seconds": 1, "rounds": 1})",
              .audience = Member,
              .handler = handler(context, begin_run)},
             {.id = "startRun", .body = run_body(), .answer = run_schema(), .status = 201});
  router.api({.pattern = "/runs/{run}",
              .help = "How far a run is, and the plan that it made",
              .example = "/runs/1",
              .audience = Member,
              .handler = handler(context, show_run)},
             {.id = "getRun", .answer = run_schema()});
  router.api({.method = Post,
              .pattern = "/runs/{run}/stop",
              .help = "Ends a run with the best plan that it has",
              .example = "/runs/1/stop",
              .example_body = R"({"reason": "Good enough"})",
              .audience = Member,
              .handler = handler(context, stop)},
             {.id = "stopRun", .body = reason_body(), .answer = run_schema()});
  router.api(
      {.method = Post,
       .pattern = "/runs/{run}/plan",
       .help = "Makes a plan of a point of a study of moves",
       .example = "/runs/1/plan",
       .example_body = R"({"moves": 3})",
       .audience = Member,
       .handler = handler(context, keep_point)},
      {.id = "keepPoint",
       .body = Schema::object({{"moves", Schema::whole("How many schools move there")},
                               {"reason", Schema::text(), true}}),
       .answer = Schema::object({{"plan", Schema::whole("Its number")}, {"name", Schema::text()}}),
       .status = 201});
  router.api(
      {.pattern = "/scenarios/{scenario}/plans",
       .help = "The plans of a scenario",
       .example = "/scenarios/1/plans",
       .audience = Member,
       .handler = handler(context, list_plans)},
      {.id = "listPlans", .answer = listed_schema("plans", plan_row_schema()), .paged = "plans"});
  router.api(
      {.pattern = "/presets",
       .help = "Where a scenario can begin: rules and weights with their sources",
       .example = "/presets",
       .audience = Reader,
       .handler =
           [](const web::Request& request) { return listed(request, "presets", presets_json()); }},
      {.id = "listPresets",
       .answer = listed_schema("presets", preset_schema()),
       .paged = "presets"});
}

void add_comparing(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.api({.pattern = "/scenarios/compare",
              .help = "Scenarios side by side: what they ask, and what came of each",
              .example = "/scenarios/compare?scenario=1&scenario=1",
              .audience = Member,
              .handler = handler(context, compare_scenarios)},
             {.id = "compareScenarios",
              .parameters = {{"scenario", "The number of one; given again for each", true}},
              .answer = sides_schema()});
}

}  // namespace

std::int64_t version_seen(const web::Request& request, std::int64_t newest) {
  const std::string text = web::version_asked(request);
  constexpr std::int64_t never = -1;
  return text.empty() ? newest : base::parse_integer(text).value_or(never);
}

base::Result<web::Response> refused(const base::Error& error) {
  for (const char* code : {"scenario_conflict", "plan_conflict", "enact_conflict"}) {
    if (error.code == code) return web::problem(error, web::status_version_gone);
  }
  return error;
}

web::Response made(std::string json) {
  web::Response response = registry::json_response(std::move(json));
  response.status = 201;
  return response;
}

base::Result<web::Response> listed(const web::Request& request, std::string_view member,
                                   const std::string& array) {
  const std::string whole = "{\"" + std::string(member) + "\": " + array + "}";
  return registry::json_response(TRY(web::page_of(whole, member, request)));
}

web::ApiParameter if_match(std::string about) {
  return {"If-Match", std::move(about), false, web::ApiParameter::Place::Header};
}

web::Schema reason_body() {
  return Schema::object({{"reason", Schema::text("For the audit trail"), true}});
}

base::Result<std::string> read_reason(const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"reason"}));
  return json.text_or("reason", "");
}

void add_scenario_api(web::Router& router, const Context& context) {
  add_scenarios(router, context);
  add_saving(router, context);
  add_runs(router, context);
  add_comparing(router, context);
}

}  // namespace design

// Runs: beginning, watching and stopping them; what they found. A page of a run that is at work
// looks again by itself, so that it needs no script.
#include "design/pages_run.hpp"

#include <set>

#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/pages.hpp"
#include "design/run_report.hpp"
#include "design/store_study.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace design {

namespace {

using web::Html;

constexpr std::string_view refresh_s = "3";
// Of a run that is over in a moment.
constexpr std::string_view refresh_soon_s = "1";
constexpr double moment_s = 2;
constexpr double percent = 100;

std::string minutes(double value) { return base::with_decimals(value, 1); }

// How good the best plan so far is.
Html found_so_far(const Run& run) {
  const RunProgress& now = run.progress;
  std::vector<web::Fact> facts;
  facts.push_back({"Worked for", Html(base::with_decimals(now.seconds, 0) + " seconds")});
  if (now.cost > 0) {
    facts.push_back(
        {"Best plan so far",
         now.feasible ? Html("Costs " + minutes(now.cost)) : Html("Breaks a rule still"),
         Html("in minutes of one school's travel, as the scenario weighs them")});
  }
  if (now.bound > 0) {
    facts.push_back({"No plan can cost less than", Html(minutes(now.bound))});
    if (now.feasible) {
      facts.push_back(
          {"So it is within", Html(base::with_decimals((now.cost / now.bound - 1) * percent, 2) +
                                   "% of the best possible")});
    }
  }
  if (now.moves > 0) {
    facts.push_back(
        {"Changes tried", Html(base::with_thousands(static_cast<std::int64_t>(now.moves)))});
  }
  return web::facts(facts);
}

Html at_work(const RunVisit& now, const web::Request& request) {
  const Run& run = now.run;
  std::string words = run.state == RunState::Waiting ? "It waits for its turn." : "It is at work.";
  if (!run.progress.step.empty()) words = run.progress.step + ".";
  if (run.stop_wanted) words = "It stops soon, and keeps the best plan so far.";
  Html html = web::el("div", {{"role", "status"}}, web::paragraph(Html(words)));
  html.add(web::el("progress", {{"class", "gh-progress"},
                                {"max", 100},
                                {"value", run.progress.percent},
                                {"aria-label", "Share of the time that is over"}}));
  html.add(found_so_far(run));
  html.add(web::paragraph(web::join(
      Html("This page looks again by itself every few seconds; you may leave it, the work goes "
           "on. "),
      web::link(run_href(run.id), Html("Look again now")))));
  if (now.may_work && !run.stop_wanted) {
    html.add(web::post_form(
        run_href(run.id) + "/stop", *request.caller, {},
        web::button(web::ButtonKind::Secondary, "Stop, and keep the best plan so far")));
  }
  return html;
}

base::Result<Html> frontier_of(const Context& context, const web::Request& request,
                               const RunVisit& now) {
  const BenchPtr bench = TRY(context->benches.of(*now.lease, now.stored.scenario));
  const Frontier found = TRY(read_frontier(now.run.report, bench->facts));
  web::Table table;
  table.caption = "What each number of moves gains";
  table.columns = {{"Schools that move", true},
                   {"Share of the gain", true},
                   {"Cost, minutes", true},
                   {"Rules broken", true}};
  std::vector<web::Choice> choices;
  for (const FrontierPoint& each : found.points) {
    const std::string moves = std::to_string(each.moves);
    table.rows.push_back(
        {web::cells(Html(moves), Html(base::with_decimals(each.share * percent, 0) + "%"),
                    Html(minutes(each.cost)), Html(std::to_string(each.broken)))});
    choices.push_back({moves, registry::count_words(each.moves, "school moves", "schools move")});
  }
  Html left = frontier_chart(found);
  left.add(web::paragraph(Html(found.sentence)));
  Html right = web::table(table);
  if (now.may_work) {
    right.add(web::post_form(
        run_href(now.run.id) + "/plan", *request.caller, {},
        web::join(web::select({.id = "moves", .label = "Make a plan of the point at which"},
                              choices, choices.back().value),
                  web::button(web::ButtonKind::Main, "Make this plan"))));
  }
  return web::columns(web::Columns::OneOne, left, right);
}

base::Result<Html> sizes_of(const RunVisit& now) {
  const SizeStudy found = TRY(read_size_study(now.run.report));
  web::Table table;
  table.caption = "How the measures change with the size";
  table.columns = {{"Schools in a cluster", true}, {"Clusters", true}, {"Cost, minutes", true}};
  constexpr std::string_view shown[] = {"travel.mean",     "travel.worst",    "travel.within20",
                                        "size.pupils_cv",  "feeders.without", "lead.none",
                                        "isolation.alone", "change.moved"};
  std::vector<std::size_t> kinds;
  for (const std::string_view code : shown) {
    kinds.push_back(measure_place(code));
    const MeasureKind& kind = measure_kinds()[kinds.back()];
    const std::string unit = kind.unit.empty() ? "" : ", " + std::string(kind.unit);
    table.columns.push_back({std::string(kind.name) + unit, true});
  }
  std::set<std::string> missing;
  for (const SizePoint& point : found.points) {
    web::Row row;
    row.cells = web::cells(Html(std::to_string(point.size)), Html(std::to_string(point.clusters)),
                           point.feasible ? Html(minutes(point.cost)) : Html("Breaks a rule"));
    for (const std::size_t kind : kinds) {
      const Figure& figure = point.measured.whole[kind];
      row.cells.push_back(figure.value ? Html(figure_text(measure_kinds()[kind], figure))
                                       : web::not_known());
      if (!figure.value) missing.insert(figure.missing);
    }
    table.rows.push_back(std::move(row));
  }
  Html html = web::paragraph(Html(found.sentence));
  html.add(web::table(table));
  if (missing.empty()) return html;
  return html.add(web::note("Not known for want of " +
                            base::join({missing.begin(), missing.end()}, "; ") + "."));
}

base::Result<Html> outcome(const Context& context, const web::Request& request,
                           const RunVisit& now) {
  const Run& run = now.run;
  if (run.state == RunState::Failed) {
    return web::finding(web::Tone::Bad, "It failed", Html(run.error_message));
  }
  Html html;
  if (run.made.known()) {
    html.add(web::finding(
        run.state == RunState::Done ? web::Tone::Ok : web::Tone::Past,
        run.state == RunState::Done ? "A plan was found" : "It was stopped, with a plan",
        web::link(plan_href(run.made), Html("Look at the plan"))));
  } else if (run.state == RunState::Stopped) {
    html.add(web::finding(web::Tone::Past, "It was stopped", Html("Before it had a plan.")));
  }
  if (run.report.empty()) return html.add(found_so_far(run));
  return html.add(run.wanted.kind == RunKind::Frontier ? TRY(frontier_of(context, request, now))
                                                       : TRY(sizes_of(now)));
}

base::Result<web::Response> show(const Context& context, const web::Request& request) {
  const RunVisit now = TRY(run_visit(context, request));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(run_json(now.run));
  }
  const std::string title(run_kind_label(now.run.wanted.kind));
  web::Page page = design_page(context, request, title);
  page.breadcrumbs.push_back({now.stored.row.name, scenario_href(now.stored.row.id)});
  page.heading = web::join(Html(title), Html(" "), run_state_tag(now.run));
  page.caption = Html("Run " + std::to_string(now.run.id.value) + ", asked for by " +
                      now.run.by.name + ", " + base::moment(now.run.made_at));
  page.content = now.run.at_work() ? at_work(now, request) : TRY(outcome(context, request, now));
  web::Response response = web::render(page, context->registry->site);
  if (now.run.at_work()) {
    const bool soon = now.run.wanted.seconds <= moment_s;
    response.headers.emplace_back("Refresh", soon ? refresh_soon_s : refresh_s);
  }
  return response;
}

base::Result<RunWanted> wanted_of(const web::NamedValues& typed, ScenarioId id) {
  RunWanted wanted;
  wanted.scenario = id;
  const auto kind = run_kind_of(typed.get_or("kind", ""));
  if (!kind) return base::make_error("bad_run", "Choose what to look for.", "kind");
  wanted.kind = *kind;
  const auto number = [&](std::string_view name) {
    return base::parse_integer(base::trim(typed.get_or(name, ""))).value_or(0);
  };
  wanted.from = PlanId{number("from")};
  wanted.seconds = static_cast<double>(number("seconds"));
  if (*kind == RunKind::Sizes) {
    for (const char* each : {"size_least", "size_most"}) {
      if (number(each) < 1 || number(each) > study_size_max) {
        return base::make_error("bad_run", "Give a number of schools from 1 to 1,000.", each);
      }
    }
    wanted.size_least = static_cast<int>(number("size_least"));
    wanted.size_most = static_cast<int>(number("size_most"));
  }
  wanted.plan_name = base::trim(typed.get_or("plan_name", ""));
  return wanted;
}

// What add_run() calls a field, as the forms of a scenario call it.
std::string form_field(const std::string& field, const web::NamedValues& typed) {
  const std::string kind(typed.get_or("kind", ""));
  if (field == "sizes") return "size_least";
  if (field == "kind") return "seconds";
  if (field == "plan") return kind + "-from";
  if (field == "seconds" && kind != run_kind_code(RunKind::Solve)) return kind + "-seconds";
  return field;
}

base::Result<RunId> begun(const Context& context, const web::NamedValues& typed, ScenarioId id,
                          const Writing& writing) {
  const RunWanted wanted = TRY(wanted_of(typed, id));
  const sql::Lease lease = TRY(context->database().write());
  return add_run(*lease, wanted, writing);
}

base::Result<web::Response> begin(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  Writing writing;
  ScenarioId id;
  {
    const ScenarioVisit now = TRY(scenario_visit(context, request));
    writing = TRY(writing_of(context, request, now.path));
    id = now.stored.row.id;
  }
  const base::Result<RunId> made = begun(context, typed, id, writing);
  if (!made.ok()) {
    const std::string& code = made.error().code;
    if (code != "bad_run" && code != "plan_not_found") return made.error();
    base::Error error = made.error();
    error.field = form_field(error.field, typed);
    return scenario_page(context, request, {error, typed});
  }
  if (context->runs != nullptr) context->runs->wake();
  return web::redirect(run_href(made.value()));
}

base::Result<web::Response> stop(const Context& context, const web::Request& request) {
  TRY(web::read_form(request));
  RunId id;
  Writing writing;
  {
    const RunVisit now = TRY(run_visit(context, request));
    writing = TRY(writing_of(context, request, now.path));
    id = now.run.id;
  }
  const sql::Lease lease = TRY(context->database().write());
  const base::Status stopped = stop_run(*lease, id, writing);
  // It came to its end meanwhile: its page says how.
  if (!stopped.ok() && stopped.error().code != "run_over") return stopped.error();
  return web::redirect(run_href(id));
}

base::Result<web::Response> make_plan_of(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  NewPlan point;
  ScenarioId id;
  Writing writing;
  {
    const RunVisit now = TRY(run_visit(context, request));
    writing = TRY(writing_of(context, request, now.path));
    id = now.stored.row.id;
    const auto moves = base::parse_integer(typed.get_or("moves", "")).value_or(-1);
    point = TRY(point_of(*now.lease, context->benches, now.run, moves));
  }
  const sql::Lease lease = TRY(context->database().write());
  return web::redirect(plan_href(TRY(make_plan(*lease, id, point, writing))));
}

}  // namespace

Html run_state_tag(const Run& run) {
  switch (run.state) {
    case RunState::Waiting: return web::tag(web::Tone::Info, "Waiting");
    case RunState::Running: return web::tag(web::Tone::Info, "At work");
    case RunState::Done: return web::tag(web::Tone::Ok, "Done");
    case RunState::Failed: return web::tag(web::Tone::Bad, "Failed");
    case RunState::Stopped: return web::tag(web::Tone::Past, "Stopped");
  }
  return {};
}

Html runs_table(const std::vector<Run>& runs) {
  web::Table table;
  table.caption = "Latest runs";
  table.columns = {{"Run"}, {"Asked for"}, {"State"}, {"What came of it"}};
  for (const Run& each : runs) {
    Html made = web::none();
    if (each.made.known()) made = web::link(plan_href(each.made), Html("A plan"));
    const bool studies =
        each.wanted.kind == RunKind::Frontier || each.wanted.kind == RunKind::Sizes;
    if (studies && each.state == RunState::Done) {
      made = web::link(run_href(each.id), Html("A study"));
    }
    table.rows.push_back(
        {web::cells(web::link(run_href(each.id), Html(run_kind_label(each.wanted.kind))),
                    Html(base::moment(each.made_at)).add(web::sub(Html("by " + each.by.name))),
                    run_state_tag(each), made)});
  }
  return web::table(table);
}

void add_run_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.post("/scenarios/{scenario}/runs", "Look for the best plan of a scenario, or study it",
              "/scenarios/1/runs", "kind=solve&seconds=10", Member,
              [context](const web::Request& request) { return begin(context, request); });
  router.get("/runs/{run}", "How far a run is, and what it found", "/runs/1", Member,
             [context](const web::Request& request) { return show(context, request); });
  router.post("/runs/{run}/stop", "Stop a run, which keeps its best plan so far", "/runs/1/stop",
              "", Member,
              [context](const web::Request& request) { return stop(context, request); });
  router.post("/runs/{run}/plan", "Make a plan of a point of a frontier", "/runs/1/plan", "moves=3",
              Member,
              [context](const web::Request& request) { return make_plan_of(context, request); });
}

}  // namespace design

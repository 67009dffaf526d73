// A scenario: what is asked, its plans, runs that look for better ones.
#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/pages.hpp"
#include "design/pages_run.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace design {

namespace {

using web::Html;

constexpr int runs_shown = 10;

// The best of what was found, for the first sentence of the page.
// Of earlier versions of the scenario the proofs answer another question.
Html answer_of(const std::vector<PlanRow>& plans, std::int64_t version) {
  const PlanRow* best = best_proven(plans, version);
  if (best == nullptr) {
    return Html("No plan of this scenario is proven yet. Let Guildhall look for the best one.");
  }
  constexpr double percent = 100;
  return web::join(
      web::link(plan_href(best->id), Html(best->name)),
      Html(" is proven within " + base::with_decimals(*best->proof.gap() * percent, 1) +
           "% of the best possible."));
}

Html asked_section(const StoredScenario& stored, bool may_work) {
  std::vector<web::Fact> facts;
  if (!stored.row.owner_name.empty()) {
    facts.push_back({"Whose clusters", Html(stored.row.owner_name)});
  }
  const std::string text = scenario_text(stored.scenario);
  for (const std::string_view line : base::split(text, '\n')) {
    const std::size_t colon = line.find(": ");
    if (colon == line.npos || line.starts_with("name:") || line.starts_with("note:")) continue;
    // That is the owner, whose name stands above.
    const bool of_group = !stored.scenario.which.groups.empty();
    const bool owner = line.starts_with(of_group ? "group:" : "authority:");
    if (owner && !stored.row.owner_name.empty()) continue;
    std::string key(line.substr(0, colon));
    key[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(key[0])));
    const std::string_view value = line.substr(colon + 2);
    const Preset* preset = key == "Preset" ? find_preset(value) : nullptr;
    if (preset != nullptr) {
      facts.push_back({key, Html(preset->name)});
      continue;
    }
    const auto day = base::Date::from_iso(value);
    facts.push_back({key, day ? web::date(*day) : Html(value)});
  }
  Html content = web::facts(facts);
  const std::string href = scenario_href(stored.row.id);
  std::vector<Html> ways;
  if (may_work) ways.push_back(web::link(href + "/edit", Html("Change what is asked")));
  ways.push_back(web::link(href + "/history", Html("How it was changed")));
  return web::section("h-asked", "What is asked", content.add(web::list(ways)));
}

Html proof_cell(const PlanRow& row) {
  if (!row.proof.solved) return web::does_not_apply();
  if (!row.proof.feasible) return web::tag(web::Tone::Bad, "Breaks a rule");
  if (!row.proof.gap()) return Html("No bound known");
  constexpr double percent = 100;
  return Html("Within " + base::with_decimals(*row.proof.gap() * percent, 1) + "%");
}

Html plans_section(const ScenarioVisit& now, const std::vector<PlanRow>& plans) {
  if (plans.empty()) {
    return web::section(
        "h-plans", "Plans",
        web::empty_state("There is no plan yet.", Html("Let Guildhall look for one, below.")));
  }
  web::Table table;
  table.caption = "Plans";
  table.columns = {
      {"Plan"}, {"Where it is from"}, {"State"}, {"Of the best possible"}, {"Last changed"}};
  std::vector<web::Choice> choices;
  for (const PlanRow& row : plans) {
    Html origin(plan_kind_label(row.kind));
    if (row.scenario_version != now.stored.row.version) {
      origin.add(web::sub(
          Html("By version " + std::to_string(row.scenario_version) + " of the scenario")));
    }
    table.rows.push_back({web::cells(
        web::link(plan_href(row.id), Html(row.name)), origin, plan_state_tag(row), proof_cell(row),
        Html(base::moment(row.changed_at)).add(web::sub(Html("by " + row.changed_by))))});
    choices.push_back({std::to_string(row.id.value), row.name});
  }
  Html content = web::table(table);
  if (plans.size() > 1) {
    std::vector<std::string> all;
    for (const web::Choice& each : choices) {
      if (all.size() < compared_max) all.push_back(each.value);
    }
    content.add(web::get_form(
        scenario_href(now.stored.row.id) + "/compare", {},
        web::join(web::checkboxes({.id = "plan", .label = "Compare plans"}, choices, all),
                  web::button(web::ButtonKind::Secondary, "Compare them"))));
  }
  return web::section("h-plans", "Plans", content);
}

const std::vector<web::Choice> durations = {
    {"10", "10 seconds"}, {"30", "30 seconds"}, {"120", "2 minutes"}, {"600", "10 minutes"}};

Html look_form(const ScenarioVisit& now, const web::Caller& caller, const Refused& refused) {
  Html fields = web::select({.id = "seconds",
                             .label = "How long it may look",
                             .hint = "You see the best plan so far, and can stop it",
                             .error = refused.said("seconds")},
                            durations, refused.typed.get_or("seconds", "30"));
  fields.add(web::text_input({.id = "plan_name",
                              .label = "What to call the plan",
                              .hint = "May be empty",
                              .error = refused.said("plan_name")},
                             refused.typed.get_or("plan_name", ""), web::Width::Twenty));
  fields.add(web::button(web::ButtonKind::Main, "Look for the best plan"));
  return web::post_form(scenario_href(now.stored.row.id) + "/runs", caller, {{"kind", "solve"}},
                        fields);
}

// Round the pins of a plan, or what a few moves towards it would gain.
Html from_plan_form(const ScenarioVisit& now, const web::Caller& caller,
                    const std::vector<PlanRow>& plans, RunKind kind, const Refused& refused) {
  const bool repair = kind == RunKind::Repair;
  const std::string code(run_kind_code(kind));
  std::vector<web::Choice> choices;
  for (const PlanRow& row : plans) {
    if (repair || row.kind != PlanKind::Today) {
      choices.push_back({std::to_string(row.id.value), row.name});
    }
  }
  if (choices.empty()) return web::paragraph(Html("It needs a plan first."));
  Html fields = web::select({.id = code + "-from",
                             .label = repair ? "Round the pins and locks of" : "Towards which plan",
                             .error = refused.said(code + "-from"),
                             .name = "from"},
                            choices, choices.back().value);
  fields.add(web::select({.id = code + "-seconds", .label = "How long", .name = "seconds"},
                         durations, "30"));
  fields.add(
      web::button(web::ButtonKind::Secondary, repair ? "Repair it" : "See what few moves gain"));
  return web::post_form(scenario_href(now.stored.row.id) + "/runs", caller, {{"kind", code}},
                        fields);
}

Html sizes_form(const ScenarioVisit& now, const web::Caller& caller, const Refused& refused) {
  const Band& band = now.stored.scenario.rules.schools;
  const auto size = [&](std::string id, std::string label, std::int64_t usual) {
    const std::string typed(refused.typed.get_or(id, std::to_string(usual)));
    std::string said = refused.said(id);
    return web::text_input({.id = std::move(id),
                            .label = std::move(label),
                            .error = std::move(said),
                            .typed = web::Typed::WholeNumber},
                           typed, web::Width::Four);
  };
  Html fields = web::columns(web::Columns::OneOne,
                             size("size_least", "From so many schools", band.least.value_or(4)),
                             size("size_most", "To so many", band.most.value_or(12)));
  fields.add(web::select({.id = "sizes-seconds", .label = "How long", .name = "seconds"}, durations,
                         "30"));
  fields.add(web::button(web::ButtonKind::Secondary, "Study the sizes"));
  return web::post_form(scenario_href(now.stored.row.id) + "/runs", caller, {{"kind", "sizes"}},
                        fields);
}

Html further_forms(const ScenarioVisit& now, const web::Caller& caller,
                   const std::vector<PlanRow>& plans, const Refused& refused) {
  const std::string href = scenario_href(now.stored.row.id);
  Html away = web::post_form(href + "/archive", caller,
                             {{"archived", now.stored.row.archived ? "no" : "yes"}},
                             web::button(web::ButtonKind::Secondary,
                                         now.stored.row.archived ? "Take it back" : "Put it away"));
  Html copy = web::post_form(
      href + "/copy", caller, {},
      web::join(web::text_input({.id = "copy_name",
                                 .label = "Name of a copy",
                                 .error = refused.said("copy_name"),
                                 .name = "name"},
                                refused.typed.get_or("name", "Copy of " + now.stored.row.name),
                                web::Width::Twenty),
                web::button(web::ButtonKind::Secondary, "Copy it, without its plans")));
  Html left = web::section("h-frontier", "What do few moves gain?",
                           from_plan_form(now, caller, plans, RunKind::Frontier, refused));
  left.add(web::section("h-sizes", "Which size is best?", sizes_form(now, caller, refused)));
  Html right = web::section("h-repair", "Repair a plan round your pins",
                            from_plan_form(now, caller, plans, RunKind::Repair, refused));
  right.add(web::section("h-copy", "Copy or put away", web::join(copy, away)));
  return web::columns(web::Columns::OneOne, left, right);
}

struct Entered {
  StoredScenario stored;
  Writing writing;
};
base::Result<Entered> enter(const Context& context, const web::Request& request) {
  const ScenarioVisit now = TRY(scenario_visit(context, request));
  Writing writing = TRY(writing_of(context, request, now.path));
  return Entered{now.stored, std::move(writing)};
}

base::Result<web::Response> copy(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const Entered now = TRY(enter(context, request));
  const std::string_view name = base::trim(typed.get_or("name", ""));
  const sql::Lease lease = TRY(context->database().write());
  const base::Result<ScenarioId> made = copy_scenario(
      *lease, now.stored.row.id,
      name.empty() ? "Copy of " + now.stored.row.name : std::string(name), now.writing);
  if (made.ok()) return web::redirect(scenario_href(made.value()));
  if (made.error().code != "bad_scenario") return made.error();
  base::Error error = made.error();
  error.field = "copy_name";
  return scenario_page(context, request, {error, typed});
}

base::Result<web::Response> archive(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request));
  const Entered now = TRY(enter(context, request));
  const bool away = typed.get_or("archived", "yes") != "no";
  const sql::Lease lease = TRY(context->database().write());
  TRY(archive_scenario(*lease, now.stored.row.id, away, now.writing));
  return web::redirect(away ? "/designer" : scenario_href(now.stored.row.id));
}

}  // namespace

base::Result<web::Response> scenario_page(const Context& context, const web::Request& request,
                                          const Refused& refused) {
  const ScenarioVisit now = TRY(scenario_visit(context, request));
  const ScenarioId id = now.stored.row.id;
  const std::vector<PlanRow> rows = TRY(plans(*now.lease, id));
  const std::vector<Run> latest = TRY(runs(*now.lease, id, runs_shown));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(
        scenario_json({now.stored, rows, TRY(scenario_versions(*now.lease, id)), latest}));
  }
  web::Page page = design_page(context, request, now.stored.row.name);
  page.caption = Html(now.stored.row.owner_name.empty() ? "Scenario"
                                                        : "Scenario, " + now.stored.row.owner_name);
  if (now.stored.row.archived) {
    page.heading = web::join(Html(page.title), Html(" "), web::tag(web::Tone::Past, "Put away"));
  }
  if (refused.error) web::show_error(page, *refused.error);
  page.lead = answer_of(rows, now.stored.row.version);
  if (!now.stored.scenario.note.empty()) {
    page.content.add(web::paragraph(Html(now.stored.scenario.note)));
  }
  for (const Run& each : latest) {
    if (!each.at_work()) continue;
    page.content.add(web::finding(web::Tone::Info,
                                  std::string(run_kind_label(each.wanted.kind)) + ": at work",
                                  web::link(run_href(each.id), Html("Watch it"))));
  }
  page.content.add(plans_section(now, rows));
  if (now.may_work) {
    page.content.add(
        web::section("h-look", "Look for the best plan", look_form(now, *request.caller, refused)));
  }
  page.content.add(asked_section(now.stored, now.may_work));
  if (now.may_work) page.content.add(further_forms(now, *request.caller, rows, refused));
  if (!latest.empty()) {
    page.content.add(web::section("h-runs", "Latest runs", runs_table(latest)));
  }
  return web::render(page, context->registry->site);
}

void add_scenario_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/scenarios/{scenario}", "A scenario: what is asked, its plans and runs",
             "/scenarios/1", Member, [context](const web::Request& request) {
               return scenario_page(context, request, {});
             });
  router.post("/scenarios/{scenario}/copy", "Copy a scenario", "/scenarios/1/copy", "name=Copy",
              Member, [context](const web::Request& request) { return copy(context, request); });
  router.post("/scenarios/{scenario}/archive", "Put a scenario away, or take it back",
              "/scenarios/1/archive", "archived=yes", Member,
              [context](const web::Request& request) { return archive(context, request); });
}

}  // namespace design

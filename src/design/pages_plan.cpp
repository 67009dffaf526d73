// /plans/{plan}: a plan beside today's clusters, what it would change, and what to do with it.
#include "design/pages_plan.hpp"

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "design/pages_outlines.hpp"
#include "design/pages_plan_parts.hpp"
#include "design/pages_run.hpp"
#include "design/run_report.hpp"
#include "web/json.hpp"

namespace design {

namespace {

using registry::count_words;
using web::Html;

constexpr std::size_t versions_shown = 20;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string figure_of(const Measured& measured, std::string_view code) {
  const std::size_t place = measure_place(code);
  const Figure& figure = measured.whole[place];
  return figure.value ? figure_text(measure_kinds()[place], figure) : "";
}

// "The mean journey falls from 13.1 to 12.3 minutes (estimated)"
std::string travel_words(const PlanShown& shown) {
  const std::string is = figure_of(shown.view->measured, "travel.mean");
  const std::string was =
      shown.view->beside_today() ? figure_of(shown.view->common->today, "travel.mean") : "";
  const std::string end =
      shown.scenario().travel == TravelBy::Estimated ? " minutes (estimated)" : " minutes";
  if (is.empty()) return "How long journeys are is not known";
  if (was.empty() || was == is) return "The mean journey is " + is + end;
  const std::size_t place = measure_place("travel.mean");
  const bool falls =
      *shown.view->measured.whole[place].value < *shown.view->common->today.whole[place].value;
  return std::string("The mean journey ") + (falls ? "falls" : "rises") + " from " + was + " to " +
         is + end;
}

Html lead_of(const PlanShown& shown) {
  const auto schools = std::ssize(shown.facts().schools);
  std::string text;
  if (shown.row().kind == PlanKind::Today) {
    text = "Today’s clusters as a plan: " + count_words(schools, "school", "schools") + " in " +
           count_words(std::ssize(shown.plan().clusters), "cluster", "clusters") + ".";
  } else if (shown.view->beside_today()) {
    const auto moved = std::ssize(shown.view->moved);
    text = moved == 0 ? "No school changes cluster."
                      : base::with_thousands(moved) + " of " +
                            count_words(schools, "school changes", "schools change") + " cluster.";
  } else {
    text = count_words(schools, "school", "schools") + " in " +
           count_words(std::ssize(shown.plan().clusters), "cluster", "clusters") +
           ". There are no clusters today to compare with.";
  }
  const auto broken = std::ssize(shown.view->broken);
  text += " " + travel_words(shown) + ", and ";
  text += broken == 0 ? "no rule is broken."
                      : "rules are broken in " + count_words(broken, "place", "places") + ".";
  return plan_state_tag(shown.row()).add(" ").add(Html(text));
}

Html key_of_clusters(const PlanShown& shown) {
  const auto members = members_of(shown.plan());
  const auto before = members_of(shown.visit.table.bench->today);
  std::vector<web::ClusterKeyItem> items;
  for (const int place : clusters_by_letter(shown)) {
    const std::size_t at = index(place);
    const PlanCluster& cluster = shown.plan().clusters[at];
    const ClusterLook& look = shown.looks[at];
    std::string note = std::to_string(members[at].size()) + " in plan";
    if (shown.view->beside_today()) {
      const bool goes_on = index(look.colour) < before.size();
      note = (goes_on ? std::to_string(before[index(look.colour)].size()) : "none") + " today, " +
             note;
    }
    items.push_back({look.colour, look.letter, cluster.name, note,
                     plan_cluster_href(shown.row().id, place) + version_suffix(shown)});
  }
  return web::cluster_key(items);
}

// What the script needs to move a school on the map.
std::string map_words(const PlanShown& shown) {
  web::JsonWriter json;
  json.begin_object();
  json.member("whatIf", plan_href(shown.row().id) + "/what-if");
  json.member("version", shown.row().version);
  json.key("clusters");
  json.begin_array();
  for (std::size_t at = 0; at < shown.looks.size(); ++at) {
    json.begin_object();
    json.member("colour", shown.looks[at].colour);
    json.member("letter", shown.looks[at].letter);
    json.member("name", shown.plan().clusters[at].name);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

Html maps_of(const PlanShown& shown) {
  const Facts& facts = shown.facts();
  const bool beside = shown.view->beside_today() && shown.row().kind != PlanKind::Today;
  PlanMap shape{"p", "Map of the clusters of this plan", plan_href(shown.row().id) + "/schools/",
                beside ? &shown.visit.table.bench->today : nullptr};
  if (!beside) {
    shape.width = 800;
    shape.height = shown.large() ? 900 : 640;
  }
  const std::string caption = ", version " + std::to_string(shown.version());
  Html plan_side = plan_map(facts, shown.plan(), shown.outlines, shape);
  if (shown.may_change() && !shown.large()) {
    plan_side = web::el("div", {{"data-plan", map_words(shown)}}, plan_side);
  }
  plan_side = figure_box(shown.row().name, caption, plan_side);
  Html html;
  if (beside) {
    html = beside_today(shown, shape, plan_side);
  } else {
    html = web::el("div", {{"class", "gh-onemap"}}, plan_side);
  }
  Html keys;
  if (!shown.large()) {
    keys = plan_map_key(facts, !shown.view->moved.empty() && beside);
    keys.add(key_of_clusters(shown));
  }
  return html.add(web::el("div", {{"class", "gh-section"}}, keys));
}

// ---- by hand ------------------------------------------------------------------------------------

Html move_form(const web::Request& request, const PlanShown& shown, const Refused& refused) {
  const Facts& facts = shown.facts();
  std::vector<int> order(facts.schools.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return facts.schools[index(a)].name < facts.schools[index(b)].name;
  });
  std::vector<web::Choice> schools = {{"", "Choose a school"}};
  for (const int each : order) {
    const SchoolFacts& school = facts.schools[index(each)];
    const int place = shown.plan().of[index(each)];
    schools.push_back(
        {std::to_string(school.urn),
         school.name + ", " +
             (place == no_place ? "no cluster" : shown.plan().clusters[index(place)].name)});
  }
  std::vector<web::Choice> clusters = cluster_choices(shown, no_place);
  clusters.push_back({std::string(to_none), "Out of all clusters"});
  const auto said = [&](std::string_view field) {
    return refused.error && refused.error->field == field ? refused.error->message : std::string();
  };
  Html fields = web::select({.id = "urn", .label = "School", .error = said("urn")}, schools,
                            refused.typed.get_or("urn", ""));
  fields.add(web::select({.id = "to", .label = "To which cluster", .error = said("to")}, clusters,
                         refused.typed.get_or("to", "")));
  fields.add(web::button(web::ButtonKind::Secondary, "Move"));
  std::vector<web::Hidden> hidden = hand_fields(shown, "plan");
  hidden.push_back({"kind", "move"});
  return web::el("div", {{"id", "move-form"}, {"class", "gh-inrow"}},
                 web::post_form(hand_href(shown.row().id), *request.caller, hidden, fields));
}

// Others make way for what was pinned, in a plan of its own.
Html repair_form(const web::Request& request, const PlanShown& shown) {
  constexpr std::string_view seconds = "1";  // it goes on from the plan, so that this is enough
  Html html = web::post_form(scenario_href(shown.row().scenario) + "/runs", *request.caller,
                             {{"kind", std::string(run_kind_code(RunKind::Repair))},
                              {"from", std::to_string(shown.row().id.value)},
                              {"seconds", std::string(seconds)}},
                             web::button(web::ButtonKind::Secondary, "Repair round my pins"));
  return html.add(web::note(
      "Looks for a second for the best plan in which what you pinned and locked stays, and "
      "keeps it beside this one. On the page of the scenario it may look longer."));
}

Html hand_section(const web::Request& request, const PlanShown& shown, const Refused& refused) {
  if (!shown.may_change()) return {};
  if (shown.large()) {
    return web::section("h-hand", "Change it by hand",
                        web::paragraph("So many schools do not fit into one form: open a cluster "
                                       "below, and change it there."));
  }
  Html content = move_form(request, shown, refused);
  content.add(web::note(
      "A school that you move is pinned there. On the map of the plan you can drag a school to "
      "another cluster, or choose it with the arrow keys and press M. Open a cluster to lock, "
      "split, merge or rename it, or to move several schools at once."));
  if (pinned_or_locked(shown.plan())) content.add(repair_form(request, shown));
  return web::section("h-hand", "Change it by hand", content);
}

// ---- what next, name and history ----------------------------------------------------------------

Html next_section(const web::Request& request, const PlanShown& shown) {
  const std::string href = plan_href(shown.row().id);
  Html buttons;
  if (shown.visit.may_work && shown.open()) {
    buttons.add(web::get_form(href + "/publish", {},
                              web::button(web::ButtonKind::Main, "Publish for consultation")));
  }
  if (shown.visit.may_work) {
    buttons.add(web::post_form(href + "/copy", *request.caller, {},
                               web::button(web::ButtonKind::Secondary, "Copy and change")));
    const bool enacted = shown.row().state == PlanState::Enacted;
    buttons.add(web::get_form(
        href + (enacted ? "/undo" : "/enact"), {},
        web::button(web::ButtonKind::Secondary, enacted ? "Undo enacting" : "Preview enacting")));
  }
  buttons.add(web::link(href + "/effects", Html("What it would change elsewhere")));
  buttons.add(web::link(scenario_href(shown.row().scenario) + "#h-plans",
                        Html("Compare with another plan")));
  Html content = web::el("div", {{"class", "govuk-button-group"}}, buttons);
  if (shown.row().state == PlanState::Published) {
    content.add(web::paragraph(
        Html("It is published and stays as it is. ")
            .add(web::link(consultation_href(shown.row().id), Html("See what everybody sees")))
            .add(".")));
  }
  return web::section("h-next", "What next", content);
}

Html history_section(const web::Request& request, const PlanShown& shown, const Refused& refused) {
  const bool every = request.query.get_or("history", "") == "all";
  web::Table table;
  table.caption = "Versions of this plan";
  table.columns = {{"Version"}, {"What was done", false, true}, {"By"}, {"When"}, {"Go back"}};
  const std::string href = plan_href(shown.row().id);
  const std::int64_t newest = shown.versions.front().version;
  for (const VersionRow& each : shown.versions) {
    if (!every && table.rows.size() == versions_shown) break;
    const std::string number = std::to_string(each.version);
    Html back = web::does_not_apply();
    if (shown.may_change() && each.version != newest) {
      back = web::post_form(href + "/revert", *request.caller,
                            {{"version", std::to_string(newest)}, {"to", number}},
                            web::button(web::ButtonKind::Link, "Go back to this version"));
      back.add(web::hidden("Version " + number));
    }
    Html name = each.version == newest ? Html(number + " (newest)")
                                       : web::link(href + "?version=" + number, Html(number));
    table.rows.push_back(
        {web::cells(name, Html(each.what), Html(each.by), Html(base::moment(each.made_at)), back)});
  }
  Html content = web::table(table);
  if (!every && shown.versions.size() > versions_shown) {
    content.add(web::paragraph(web::link(request.query.set("history", "all").text() + "#h-history",
                                         Html("Show all versions"))));
  }
  if (shown.visit.may_work && shown.open()) {
    const bool wrong = refused.error && refused.error->field == "name";
    Html fields =
        web::text_input({.id = "name",
                         .label = "Name of the plan",
                         .error = wrong ? refused.error->message : std::string()},
                        refused.typed.get_or("name", shown.row().name), web::Width::Twenty);
    fields.add(web::button(web::ButtonKind::Secondary, "Rename"));
    content.add(web::el("div", {{"class", "gh-inrow"}},
                        web::post_form(href + "/rename", *request.caller, {}, fields)));
  }
  return web::section("h-history", "History and name", content);
}

// What was just done, how the measures changed, and the way back.
base::Status add_notice(const Context& context, const web::Request& request, const PlanShown& shown,
                        web::Page& page) {
  const auto done = base::parse_integer(request.query.get_or("done", ""));
  if (!done || *done != shown.row().version || *done < 2 || !shown.newest()) return {};
  const OnTable before =
      TRY(on_table(*shown.visit.lease, context->benches, shown.row().id, *done - 1));
  Html words(shown.versions.front().what + ".");
  const std::string changed = measured_change(*context->views.of(before), *shown.view);
  words.add(web::el("span", {{"class", "gh-done"}},
                    changed.empty() ? "No measure that is shown first changes." : changed));
  page.notice = words;
  if (shown.may_change()) {
    page.content.add(
        web::post_form(plan_href(shown.row().id) + "/revert", *request.caller,
                       {{"version", std::to_string(*done)}, {"to", std::to_string(*done - 1)}},
                       web::button(web::ButtonKind::Secondary, "Undo")));
  }
  return {};
}

base::Result<std::vector<web::MapOutline>> outlines_of(const Context& context,
                                                       sql::Connection& connection,
                                                       const Facts& facts) {
  registry::PageContext& below = *context->registry;
  const std::int64_t version = TRY(registry::Store(connection).version());
  const auto newest = TRY(below.newest.of(connection, version));
  return outlines_of(connection, facts, [&](registry::Store& store, registry::OrganisationId id) {
    return registry::shape_of(below, store, newest, id, facts.on);
  });
}

}  // namespace

base::Result<PlanShown> plan_shown(const Context& context, const web::Request& request) {
  return plan_shown(context, TRY(plan_visit(context, request)));
}

base::Result<PlanShown> plan_shown(const Context& context, PlanVisit visit) {
  PlanShown shown{std::move(visit), {}, {}, {}, {}, {}, false, false, {}};
  shown.view = context->views.of(shown.visit.table);
  shown.versions = TRY(plan_versions(*shown.visit.lease, shown.row().id));
  shown.looks = looks_of(shown.plan(), shown.facts());
  shown.looks_today = looks_of(shown.visit.table.bench->today, shown.facts());
  shown.outlines = TRY(outlines_of(context, *shown.visit.lease, shown.facts()));
  const std::int64_t changed = TRY(registry::Store(*shown.visit.lease).changed_at());
  for (const VersionRow& each : shown.versions) {
    if (each.version == shown.version()) shown.changed_since_made = changed > each.made_at;
  }
  shown.changed_since_published = changed > shown.row().published_at;
  shown.bound =
      TRY(proven_bound(*shown.visit.lease, shown.row().scenario, shown.row().scenario_version));
  return shown;
}

web::Page plan_frame(const Context& context, const web::Request& request, const PlanShown& shown,
                     std::string title) {
  web::Page page = design_page(context, request, std::move(title));
  page.breadcrumbs.push_back({shown.scenario().name, scenario_href(shown.row().scenario)});
  page.caption =
      Html(shown.facts().owner_name.empty() ? std::string("Cluster designer")
                                            : "Cluster designer, " + shown.facts().owner_name);
  if (!shown.newest()) {
    const std::string newest = std::to_string(shown.versions.front().version);
    page.content.add(web::finding(
        web::Tone::Info,
        "This is version " + std::to_string(shown.version()) + ", which is not the newest",
        web::link(plan_href(shown.row().id), Html("Show version " + newest))));
  }
  return page;
}

// The newest study of what few moves gain, where the scenario has one that fits the facts of today.
base::Result<Html> frontier_part(const PlanShown& shown) {
  constexpr int runs_looked_at = 50;
  for (const Run& each : TRY(runs(*shown.visit.lease, shown.row().scenario, runs_looked_at))) {
    if (each.wanted.kind != RunKind::Frontier || each.state != RunState::Done) continue;
    const auto found = read_frontier(TRY(run(*shown.visit.lease, each.id)).report, shown.facts());
    if (!found.ok()) continue;
    Html content = frontier_chart(found.value());
    content.add(web::paragraph(
        Html(found.value().sentence + " ")
            .add(web::link(run_href(each.id), Html("Choose a point of this study")))));
    return web::section("h-frontier", "What each further move gains", content);
  }
  return Html();
}

base::Result<web::Response> plan_page(const Context& context, const web::Request& request,
                                      const Refused& refused) {
  const PlanShown shown = TRY(plan_shown(context, request));
  const std::string name = "Plan " + std::to_string(shown.row().id.value) + ": " + shown.row().name;
  web::Page page = plan_frame(context, request, shown, name);
  const std::string href = plan_href(shown.row().id);
  page.tools = {{"CSV", href + "/plan.csv"}, {"GeoJSON", href + "/plan.geojson"}};
  page.lead = lead_of(shown);
  if (refused.error) {
    show_error(page, *refused.error);
  } else {
    TRY(add_notice(context, request, shown, page));
  }
  page.content.add(proof_box(shown));
  page.content.add(maps_of(shown));
  page.content.add(hand_section(request, shown, refused));
  Html beside = TRY(frontier_part(shown));
  beside.add(web::section("h-rules", "Rules", rules_part(shown)));
  page.content.add(web::columns(web::Columns::ThreeTwo, measures_section(shown), beside));
  page.content.add(moves_section(request, shown));
  page.content.add(clusters_section(request, shown));
  page.content.add(left_out_section(shown));
  page.content.add(next_section(request, shown));
  page.content.add(cost_section(shown));
  page.content.add(proof_section(shown));
  page.content.add(history_section(request, shown, refused));
  return web::render(page, context->registry->site);
}

void add_plan_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/plans/{plan}",
             "A plan of clusters beside today’s: maps, measures, schools that move, its history",
             "/plans/2", Member, [context](const web::Request& request) {
               return plan_page(context, request, Refused{});
             });
  router.get("/plans/{plan}/schools/{urn}",
             "Why a school is in its cluster of a plan, and what others would cost",
             "/plans/2/schools/990867", Member,
             [context](const web::Request& request) -> base::Result<web::Response> {
               const PlanShown shown = TRY(plan_shown(context, request));
               const auto school = school_called(shown.facts(), request.captured.at("urn"));
               if (!school.ok()) {
                 return base::make_error("school_not_found", school.error().message, "urn");
               }
               return plan_school_page(context, request, school.value(), Refused{});
             });
  router.get("/plans/{plan}/clusters/{number}",
             "A cluster of a plan: its schools, and forms to change it by hand",
             "/plans/2/clusters/1", Member,
             [context](const web::Request& request) -> base::Result<web::Response> {
               const auto number = base::parse_integer(request.captured.at("number"));
               return plan_cluster_page(
                   context, request, number ? static_cast<int>(*number) - 1 : no_place, Refused{});
             });
  add_plan_hand_pages(router, context);
}

}  // namespace design

// /designer: what is out for consultation, one's scenarios, and where to begin.
#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/pages.hpp"
#include "registry/store_units.hpp"

namespace design {

namespace {

using web::Html;

struct Listed {
  std::vector<PlanRow> published;
  std::vector<ScenarioRow> scenarios;  // those that the visitor may see
};

base::Result<Listed> listed(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->database().read());
  const base::Date today = context->registry->today();
  Listed found;
  found.published = TRY(published_plans(*lease));
  if (!guard::principal_of(request).signed_in) return found;
  const bool archived = request.query.get_or("archived", "") == "yes";
  for (ScenarioRow& row : TRY(scenarios(*lease, archived))) {
    const StoredScenario stored = TRY(scenario(*lease, row.id));
    if (!may_see(request, TRY(path_of(*lease, stored.scenario)), today)) continue;
    found.scenarios.push_back(std::move(row));
  }
  return found;
}

// Published plans in parts: what may be answered, what is over, what is decided.
Html published_sections(const std::vector<PlanRow>& plans, base::Date today) {
  std::vector<web::Item> out;
  std::vector<web::Item> over;
  std::vector<web::Item> decided;
  for (const PlanRow& row : plans) {
    const Html name = web::link(consultation_href(row.id), Html(row.name));
    if (row.state == PlanState::Enacted) {
      decided.push_back(
          {name, Html(row.enacted_from ? "Holds from " + row.enacted_from->long_form() : "")});
    } else if (row.answers_until && *row.answers_until < today) {
      over.push_back({name, Html("Answers were wanted until " + row.answers_until->long_form())});
    } else {
      out.push_back(
          {name, Html(row.answers_until ? "Answers until " + row.answers_until->long_form()
                                        : std::string("No last day given"))});
    }
  }
  Html html =
      web::section("h-published", "Out for consultation",
                   out.empty() ? web::paragraph(Html("No plan is out for consultation just now."))
                               : web::items(out));
  if (!over.empty()) html.add(web::section("h-over", "Over, not decided", web::items(over)));
  if (!decided.empty()) html.add(web::section("h-decided", "Decided", web::items(decided)));
  return html;
}

Html scenarios_table(const std::vector<ScenarioRow>& rows) {
  web::Table table;
  table.caption = "Scenarios";
  table.columns = {{"Scenario"}, {"Whose clusters"}, {"Plans", true}, {"Last changed"}};
  for (const ScenarioRow& row : rows) {
    Html name = web::link(scenario_href(row.id), Html(row.name));
    if (row.archived) name.add(Html(" ")).add(web::tag(web::Tone::Past, "Put away"));
    table.rows.push_back({web::cells(
        name, row.owner_name.empty() ? Html("Several") : Html(row.owner_name),
        Html(base::with_thousands(row.plans)),
        Html(base::moment(row.changed_at)).add(web::sub(Html("by " + row.changed_by))))});
  }
  return web::table(table);
}

Html compare_form(const std::vector<ScenarioRow>& rows) {
  if (rows.size() < 2) return {};
  std::vector<web::Choice> choices;
  for (const ScenarioRow& row : rows) choices.push_back({std::to_string(row.id.value), row.name});
  return web::get_form(
      "/scenarios/compare", {},
      web::join(web::checkboxes({.id = "scenario", .label = "Compare scenarios"}, choices, {}),
                web::button(web::ButtonKind::Secondary, "Compare them")));
}

Html scenarios_section(const web::Request& request, const std::vector<ScenarioRow>& rows) {
  Html content;
  if (!guard::principal_of(request).signed_in) {
    content = web::empty_state(
        "Drafts are shown to those who work on them.",
        web::link("/sign-in?to=/designer", Html("Sign in to see yours, or to make one")));
  } else if (rows.empty()) {
    content = web::empty_state("There is no scenario of yours yet.",
                               web::link("/scenarios/new", Html("Make the first")));
  } else {
    content = scenarios_table(rows).add(compare_form(rows));
  }
  if (guard::principal_of(request).signed_in) {
    content.add(
        web::get_form("/scenarios/new", {}, web::button(web::ButtonKind::Main, "Make a scenario")));
    content.add(web::paragraph(
        request.query.get_or("archived", "") == "yes"
            ? web::link("/designer", Html("Without those that were put away"))
            : web::link("/designer?archived=yes", Html("Those that were put away too"))));
  }
  return web::section("h-scenarios", "Scenarios", content);
}

Html presets_section(bool may_begin) {
  std::vector<web::Item> items;
  for (const Preset& preset : presets()) {
    Html title = may_begin ? web::link("/scenarios/new?preset=" + preset.code, Html(preset.name))
                           : Html(preset.name);
    items.push_back({title, Html(preset.source)});
  }
  return web::section("h-presets", "Where one can begin", web::items(items));
}

base::Result<web::Response> designer(const Context& context, const web::Request& request) {
  const Listed found = TRY(listed(context, request));
  if (TRY(registry::format_of(request)) == registry::Format::Json) {
    return registry::json_response(scenarios_json(found.scenarios));
  }
  web::Page page = registry::plain_page(*context->registry, request, "Cluster designer");
  page.section = "Designer";
  page.lead = Html(
      "Which school belongs in which cluster? Say what matters; Guildhall looks for the best "
      "grouping, proves how near it is to the best possible, and compares it with today.");
  page.content.add(published_sections(found.published, context->registry->today()));
  page.content.add(scenarios_section(request, found.scenarios));
  page.content.add(presets_section(guard::principal_of(request).signed_in));
  return web::render(page, context->registry->site);
}

// On the page of an authority or group: its scenarios, and the way to a new one.
base::Result<Html> owner_panel(const Context& context, registry::Visit& visit,
                               const web::Request& request,
                               const registry::OrganisationRow& owner) {
  if (!guard::principal_of(request).signed_in) return Html();
  const guard::UnitPath path = TRY(registry::unit_path_of_group(*visit.lease, owner.id));
  if (!may_see(request, path, context->registry->today())) return Html();
  std::vector<Html> ways;
  for (const ScenarioRow& row : TRY(scenarios(*visit.lease, false))) {
    if (row.owner == owner.id) ways.push_back(web::link(scenario_href(row.id), Html(row.name)));
  }
  const bool authority = owner.kind == registry::OrganisationKind::Authority;
  if (authority || owner.uid) {
    const std::string which =
        authority ? "authority=" + owner.code : "group=" + std::to_string(*owner.uid);
    ways.push_back(web::link("/scenarios/new?" + which, Html("Redesign its clusters")));
  }
  return web::section("h-designer", "Cluster designer", web::list(ways));
}

}  // namespace

void add_designer_pages(web::Router& router, const Context& context) {
  // The context of the registry must not keep itself alive through its own panel.
  context->registry->owner_panels.push_back([weak = std::weak_ptr<PageContext>(context)](
                                                registry::Visit& visit, const web::Request& request,
                                                const registry::OrganisationRow& owner) {
    return owner_panel(weak.lock(), visit, request, owner);
  });
  router.get("/designer", "The cluster designer: consultations, scenarios, and where to begin",
             "/designer", web::Audience::Reader,
             [context](const web::Request& request) { return designer(context, request); });
}

}  // namespace design

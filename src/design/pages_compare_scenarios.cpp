// /scenarios/compare: what scenarios ask otherwise, and what came of each.
#include <algorithm>

#include "base/text.hpp"
#include "design/api_scenario.hpp"
#include "design/pages.hpp"
#include "design/pages_compare.hpp"
#include "design/pages_run.hpp"

namespace design {

namespace {

using web::Html;

Html heads(const std::vector<ScenarioSide>& sides) {
  web::Table table;
  table.caption = "The scenarios";
  table.columns = {{"Scenario"},       {"Plan by which it is judged"}, {"Schools", true},
                   {"Clusters", true}, {"Of the best possible"},       {"Rules broken", true}};
  constexpr double percent = 100;
  for (const ScenarioSide& side : sides) {
    web::Row row{
        web::cells(web::link(scenario_href(side.stored.row.id), Html(side.stored.row.name)))};
    if (side.table) {
      const PlanRow& plan = side.table->stored.row;
      const auto gap = side.gap();
      row.cells.push_back(web::link(plan_href(plan.id), Html(plan.name)));
      row.cells.emplace_back(base::with_thousands(std::ssize(side.table->bench->facts.schools)));
      row.cells.emplace_back(std::to_string(side.table->read.plan.clusters.size()));
      row.cells.push_back(gap ? Html("Within " + base::with_decimals(*gap * percent, 1) + "%")
                              : web::not_known());
      row.cells.emplace_back(std::to_string(side.measured.broken.size()));
    } else {
      row.cells.emplace_back("There is no plan yet");
      for (int cell = 0; cell < 4; ++cell) row.cells.push_back(web::does_not_apply());
    }
    table.rows.push_back(std::move(row));
  }
  return web::table(table);
}

Html asked(const std::vector<ScenarioSide>& sides) {
  Html html;
  for (std::size_t at = 1; at < sides.size(); ++at) {
    const std::string words =
        "From " + sides.front().stored.row.name + " to " + sides[at].stored.row.name;
    html.add(web::el("h3", {{"class", "govuk-heading-s"}}, words));
    html.add(differences_table(
        differences(sides.front().stored.scenario, sides[at].stored.scenario), words));
  }
  return html;
}

base::Result<web::Response> compare(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->database().read());
  const std::vector<ScenarioSide> sides = TRY(sides_asked(context, *lease, request));
  web::Page page = design_page(context, request, "Compare scenarios");
  if (sides.size() < 2) {
    page.content = web::empty_state("There is nothing to compare: choose two scenarios or more.",
                                    web::link("/designer", Html("Back to the scenarios")));
    return web::render(page, context->registry->site);
  }
  page.lead = Html(
      "Each is judged by the best plan that is proven for it, or by its newest. "
      "Better and worse are against " +
      sides.front().stored.row.name + ".");
  page.content.add(heads(sides));
  page.content.add(web::section("h-asked", "What they ask otherwise", asked(sides)));
  std::vector<std::string> names;
  std::vector<const Measured*> plans;
  for (const ScenarioSide& side : sides) {
    if (!side.table) continue;
    names.push_back(side.stored.row.name);
    plans.push_back(&side.measured);
  }
  if (plans.size() > 1) page.content.add(measures_beside(names, plans));
  return web::render(page, context->registry->site);
}

}  // namespace

base::Result<std::vector<ScenarioSide>> sides_asked(const Context& context,
                                                    sql::Connection& connection,
                                                    const web::Request& request) {
  std::vector<ScenarioSide> sides;
  for (const std::string_view each : request.query.all("scenario")) {
    if (sides.size() == compared_max) break;
    const ScenarioId id{base::parse_integer(each).value_or(0)};
    const StoredScenario stored = TRY(scenario(connection, id));
    TRY(require_seeing(request, TRY(path_of(connection, stored.scenario)),
                       context->registry->today()));
    sides.push_back(TRY(scenario_side(connection, context->benches, stored)));
  }
  return sides;
}

void add_compare_scenarios_pages(web::Router& router, const Context& context) {
  router.get("/scenarios/compare", "Scenarios side by side: what they ask, and what came of each",
             "/scenarios/compare?scenario=1&scenario=1", web::Audience::Member,
             [context](const web::Request& request) { return compare(context, request); });
}

}  // namespace design

// Plans side by side, measure by measure: the first is what the others are held against.
#include "design/pages_compare.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "design/pages.hpp"
#include "design/pages_run.hpp"

namespace design {

namespace {

using web::Html;

struct Side {
  PlanRow row;
  Plan plan;
  Measured measured;
};

base::Result<std::vector<Side>> sides_of(const ScenarioVisit& now, const Bench& bench,
                                         const web::Request& request) {
  std::vector<Side> sides;
  for (const std::string_view each : request.query.all("plan")) {
    const StoredPlan stored = TRY(plan(*now.lease, PlanId{base::parse_integer(each).value_or(0)}));
    // Of another scenario: whether it may be seen was asked for this one only.
    if (stored.row.scenario != now.stored.row.id) {
      return base::make_error("plan_not_found",
                              "The scenario has no plan " + std::string(each) + ".");
    }
    if (sides.size() == compared_max) break;
    Side side{stored.row, TRY(plan_on(bench, stored)).plan, {}};
    side.measured = measured(bench.scenario, bench.facts, side.plan, bench.today, bench.neighbours);
    sides.push_back(std::move(side));
  }
  return sides;
}

Html figure_cell(const MeasureKind& kind, const Figure& figure) {
  if (!figure.value) return web::join(web::not_known(), web::sub(Html(figure.missing)));
  return Html(figure_text(kind, figure));
}

Html part_section(std::string_view part, const std::vector<ComparedRow>& rows,
                  const std::vector<std::string>& names) {
  web::Table table;
  table.caption = std::string(part);
  table.columns = {{"Measure"}};
  for (const std::string& name : names) table.columns.push_back({name, true});
  for (const ComparedRow& row : rows) {
    const MeasureKind& kind = measure_kinds()[row.kind];
    if (kind.part != part) continue;
    const std::string unit = kind.unit.empty() ? "" : ", " + std::string(kind.unit);
    web::Row made;
    made.cells =
        web::cells(web::join(Html(std::string(kind.name) + unit), web::sub(Html(kind.sentence))));
    for (std::size_t at = 0; at < names.size(); ++at) {
      Html cell = figure_cell(kind, row.figures[at]);
      if (at > 0 && row.figures[at].value) cell.add(web::sub(verdict_tag(row.against_first[at])));
      made.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(made));
  }
  table.stack = web::Stack::Three;
  std::string id = "h-" + base::fold(part);
  std::replace(id.begin(), id.end(), ' ', '-');
  return web::section(id, part, web::table(table));
}

Html head_section(const std::vector<Side>& sides) {
  web::Table table;
  table.caption = "The plans";
  table.columns = {{"Plan"}, {"State"}, {"Clusters", true}, {"Rules broken"}};
  for (const Side& side : sides) {
    Html broken = web::none();
    if (!side.measured.broken.empty()) {
      std::vector<Html> each;
      for (const std::string& rule : side.measured.broken) each.emplace_back(rule);
      broken = web::list(each);
    }
    table.rows.push_back({web::cells(web::link(plan_href(side.row.id), Html(side.row.name)),
                                     plan_state_tag(side.row),
                                     Html(std::to_string(side.plan.clusters.size())), broken)});
  }
  return web::table(table);
}

base::Result<web::Response> compare(const Context& context, const web::Request& request) {
  const ScenarioVisit now = TRY(scenario_visit(context, request));
  const BenchPtr bench = TRY(context->benches.of(*now.lease, now.stored.scenario));
  const std::vector<Side> sides = TRY(sides_of(now, *bench, request));
  web::Page page = design_page(context, request, "Compare plans");
  page.caption = Html(now.stored.row.name);
  page.breadcrumbs.push_back({now.stored.row.name, scenario_href(now.stored.row.id)});
  if (sides.size() < 2) {
    page.content =
        web::empty_state("There is nothing to compare: choose two plans or more.",
                         web::link(scenario_href(now.stored.row.id), Html("Back to the scenario")));
    return web::render(page, context->registry->site);
  }
  page.lead = Html("Better and worse are against " + sides.front().row.name +
                   ". No measure alone says which plan is best.");
  std::vector<const Measured*> all;
  std::vector<std::string> names;
  for (const Side& side : sides) {
    all.push_back(&side.measured);
    names.push_back(side.row.name);
  }
  page.content.add(head_section(sides));
  page.content.add(web::note(Html("Travel is " + sides.front().measured.travel_label + ".")));
  page.content.add(measures_beside(names, all));
  return web::render(page, context->registry->site);
}

}  // namespace

web::Html measures_beside(const std::vector<std::string>& names,
                          const std::vector<const Measured*>& plans) {
  const std::vector<ComparedRow> rows = compared(plans);
  std::vector<std::string_view> parts;
  for (const MeasureKind& kind : measure_kinds()) {
    if (std::find(parts.begin(), parts.end(), kind.part) == parts.end()) {
      parts.push_back(kind.part);
    }
  }
  Html html;
  for (const std::string_view part : parts) html.add(part_section(part, rows, names));
  return html;
}

void add_compare_pages(web::Router& router, const Context& context) {
  router.get("/scenarios/{scenario}/compare", "Plans of a scenario side by side",
             "/scenarios/1/compare?plan=1&plan=2", web::Audience::Member,
             [context](const web::Request& request) { return compare(context, request); });
}

}  // namespace design

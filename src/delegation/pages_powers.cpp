// /people/{person}/powers: what somebody may decide, alone or as a member of a body, and where.
#include <algorithm>
#include <set>

#include "delegation/api_unit_matrix.hpp"
#include "delegation/pages.hpp"
#include "delegation/powers.hpp"
#include "governance/store_known.hpp"
#include "governance/store_names.hpp"
#include "registry/store.hpp"
#include "web/asked.hpp"

namespace delegation {

namespace {

using governance::PlaceKind;
using web::Html;

// The levels that the person holds, or sits on.
LevelSet levels_of(const Setting& setting, governance::PersonId person) {
  LevelSet levels = 0;
  for (std::size_t level = 0; level < setting.catalogue.levels.size(); ++level) {
    const auto& people = setting.standing.behind[level].people_ids;
    if (std::ranges::find(people, person) != people.end()) {
      levels |= level_bit(static_cast<int>(level));
    }
  }
  return levels;
}

Html powers_table(const Setting& setting, const std::vector<Power>& powers,
                  const std::string& asked, const web::AsOf& as_of) {
  web::Table table;
  table.caption = "What they may decide at " + setting.name;
  table.columns = {{"Decision", false, true}, {"As"}, {"How far"}};
  for (const Power& power : powers) {
    const Decision& decision =
        setting.catalogue.decisions[static_cast<std::size_t>(power.decision)];
    const Behind& behind = setting.standing.behind[static_cast<std::size_t>(power.level)];
    const bool body = behind.body.known();
    table.rows.push_back({web::cells(web::link(decide_href(decision.code, asked, as_of),
                                               Html(decision.code + ", " + decision.title)),
                                     Html(body ? "A member of " + behind.name : behind.name),
                                     Html(limit_text(setting.catalogue, power)))});
  }
  return web::table(table);
}

base::Result<web::Response> powers(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const governance::PersonId id{web::captured_number(request, "person")};
  const governance::PersonRow row = TRY(governance::person_row(*visit.lease, id));
  web::Page page = registry::begin_page(visit, "What " + row.name + " may decide", "Decisions");
  page.breadcrumbs = {{"People", "/people"}, {row.name, "/people/" + std::to_string(id.value)}};
  page.lead = Html(
      "Alone by an office, or together with others on a body. A body decides when its quorum is "
      "present.");
  std::set<governance::Place> seen;
  for (const guard::UnitPath& path : TRY(governance::paths_of_person(
           *visit.lease, id, base::Period::day(visit.on()), visit.on()))) {
    for (const guard::Unit& unit : path) {
      const auto place = governance::place_of_unit(unit);
      if (!place || !seen.insert(*place).second) continue;
      const auto setting = TRY(kept_setting(context, *visit.lease, *place, visit.on()));
      const LevelSet levels = levels_of(*setting, id);
      const Held holds = TRY(held(*setting, FactValues()));
      if (levels == 0 || !holds.ready) continue;
      const std::vector<Power> found =
          powers_of(setting->catalogue, holds.unit, levels, unit_kind_of(*place));
      if (found.empty()) continue;
      page.content.add(web::section(
          "h-" + std::string(unit_kind_of(*place)) + std::to_string(place->id), setting->name,
          powers_table(*setting, found, TRY(asked_as(visit, *place)), visit.as_of)));
    }
  }
  if (page.content.empty()) {
    page.content = web::empty_state(
        "No scheme of delegation that is in force gives them anything to decide on this day.",
        web::link("/decide", Html("Ask who decides")));
  }
  return web::render(page, context->site);
}

// `asked` as it stands in an address; `what`: "school".
Html decides_panel(const registry::Visit& visit, const std::string& asked, std::string_view what) {
  const std::string day = visit.on() == visit.as_of.today ? "" : "&on=" + visit.on().iso();
  const std::string of(what);
  return web::section(
      "h-decides", "Who decides?",
      web::list(
          {web::link("/decide?for=" + asked + day, Html("Ask who decides what for this " + of)),
           web::link("/schemes/at?for=" + asked + day,
                     Html("What holds here, as a matrix to read and print"))}));
}

}  // namespace

base::Result<std::string> asked_as(registry::Visit& visit, const governance::Place& place) {
  if (place.kind == PlaceKind::Cluster) return "cluster " + std::to_string(place.id);
  if (place.kind == PlaceKind::School) {
    const auto row = TRY(visit.store.school(registry::SchoolId{place.id}, visit.on()));
    return row ? std::to_string(row->state.urn) : std::string();
  }
  const auto row = TRY(visit.store.organisation(registry::OrganisationId{place.id}, visit.on()));
  if (!row) return std::string();
  return place.kind == PlaceKind::Authority ? "authority " + row->code
                                            : "group " + std::to_string(row->uid.value_or(0));
}

void add_power_pages(web::Router& router, const Context& context) {
  router.get("/people/{person}/powers", "What a person may decide, and as what", "/people/1/powers",
             [context](const web::Request& request) { return powers(context, request); });
}

void add_panels(const Context& context) {
  context->school_panels.push_back([](registry::Visit& visit, const web::Request&,
                                      registry::SchoolId school) -> base::Result<Html> {
    const std::string asked = TRY(asked_as(visit, {PlaceKind::School, school.value}));
    if (asked.empty()) return Html();
    return decides_panel(visit, asked, "school");
  });
  context->cluster_panels.push_back([](registry::Visit& visit, const web::Request&,
                                       const registry::ClusterRow& row) -> base::Result<Html> {
    return decides_panel(visit, "cluster+" + std::to_string(row.id.value), "cluster");
  });
  context->owner_panels.push_back([](registry::Visit& visit, const web::Request&,
                                     const registry::OrganisationRow& row) -> base::Result<Html> {
    return web::section("h-decides", "Who decides?",
                        web::paragraph(web::link(schemes_href(row.id, visit.as_of),
                                                 Html("Schemes of delegation"))));
  });
  context->person_panels.push_back([](registry::Visit& visit, const web::Request&,
                                      std::int64_t person) -> base::Result<Html> {
    return web::section("h-decides", "What they may decide",
                        web::paragraph(web::link(
                            "/people/" + std::to_string(person) + "/powers" + visit.as_of.suffix(),
                            Html("Their powers, by the schemes in force"))));
  });
}

}  // namespace delegation

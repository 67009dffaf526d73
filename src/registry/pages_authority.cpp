// /authorities and /authorities/{ref}
#include <algorithm>

#include "base/text.hpp"
#include "registry/pages_edit.hpp"
#include "registry/pages_lists.hpp"

namespace registry {

namespace {

using web::Html;

base::Result<web::Response> authorities_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  auto rows = TRY(now.store.organisations({OrganisationKind::Authority}, now.on()));
  std::shared_ptr<const Sizes> kept = TRY(sizes_of(*context, now));
  const Sizes& sizes = *kept;
  rows.erase(
      std::remove_if(rows.begin(), rows.end(),
                     [&](const OrganisationRow& row) { return size_of(sizes, row.id).first == 0; }),
      rows.end());
  if (format == Format::Json) return json_response(groups_json(rows, sizes, now.on()));
  if (format == Format::Csv) {
    std::string text = base::csv_row({"code", "name", "state_funded_schools", "pupils"});
    for (const OrganisationRow& row : rows) {
      auto [schools, pupils] = size_of(sizes, row.id);
      text += base::csv_row({row.code, row.name, std::to_string(schools), std::to_string(pupils)});
    }
    return csv_response(std::move(text), "authorities");
  }
  web::Page page = begin_page(now, "Local authorities", "Authorities");
  page.tools = format_links(request);
  page.lead = Html(count_words(static_cast<std::int64_t>(rows.size()), "authority", "authorities") +
                   " with open state-funded schools " + now.as_of.words() + ".");
  web::Table table;
  table.caption = "Local authorities";
  table.columns = {{"Authority"}, {"Code"}, {"State-funded schools", true}, {"Pupils", true}};
  for (const OrganisationRow& row : rows) {
    auto [schools, pupils] = size_of(sizes, row.id);
    table.rows.push_back({{web::link(group_href(row, now.as_of), Html(row.name)),
                           row.code.empty() ? web::not_known() : Html(row.code),
                           Html(base::with_thousands(schools)), pupils_cell(pupils)}});
  }
  page.content = rows.empty()
                     ? web::empty_state("No authority has schools here " + now.as_of.words() + ".",
                                        Html("Import an extract of the national register."))
                     : web::table(table);
  return web::render(page, context->site);
}

Html phases_table(const Stats& stats) {
  web::Table table;
  table.caption = "State-funded schools by phase";
  table.columns = {{"Phase"}, {"Schools", true}};
  table.stack = web::Stack::None;
  for (const auto& [phase, count] : stats.phases) {
    table.rows.push_back({{Html(phase), Html(base::with_thousands(count))}});
  }
  table.foot = web::Row{{Html("All state-funded schools"),
                         Html(base::with_thousands(stats.open_state_funded_schools))}};
  return web::table(table);
}

Html clusters_part(const ClusterColours& owned, const std::map<std::int64_t, ClusterSize>& sizes,
                   const web::AsOf& as_of) {
  web::Table table;
  table.caption = "Clusters";
  table.columns = {{"Cluster"}, {"Schools", true}, {"Pupils", true}, {"Lead school"}};
  int place = 0;
  for (const ClusterRow& cluster : owned.clusters) {
    auto found = sizes.find(cluster.id.value);
    ClusterSize size = found == sizes.end() ? ClusterSize{} : found->second;
    std::string letter = cluster.letter.empty() ? web::cluster_letter(place) : cluster.letter;
    Html name = web::cluster_badge(place++, letter);
    name.add(Html(" ")).add(web::link(cluster_href(cluster.id, as_of), Html(cluster.name)));
    table.rows.push_back(
        {{name, Html(base::with_thousands(size.schools)), Html(base::with_thousands(size.pupils)),
          size.lead.empty() ? web::none() : Html(size.lead)}});
  }
  return web::table(table);
}

base::Result<web::Response> authority_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  const std::string& ref = request.captured.at("ref");
  OrganisationId id = TRY(now.store.authority(ref));
  std::optional<OrganisationRow> authority = now.reference->organisation(id, now.on());
  CHECK(authority.has_value());
  Filter filter;
  filter.authority = id;
  std::vector<SchoolRow> all = TRY(now.store.schools(*now.reference, filter, now.on()));
  if (format == Format::Csv) return csv_response(schools_csv(all), "authority-" + ref);
  if (format == Format::Json) return json_response(schools_json(all, now.on()));

  web::Page page = begin_page(now, authority->name, "Authorities");
  page.caption = Html("Local authority" + (authority->code.empty() ? "" : " " + authority->code));
  page.breadcrumbs = {{"Authorities", "/authorities" + now.as_of.suffix()}};
  page.tools = format_links(request);
  page.tools.push_back(
      {"Map", "/map?authority=" + base::percent_encode(ref) +
                  (now.as_of.on == now.as_of.today ? "" : "&on=" + now.on().iso())});
  std::shared_ptr<const Stats> figures = TRY(stats_of(*context, now, id));
  const Stats& stats = *figures;
  page.lead = Html(
      count_words(stats.open_state_funded_schools, "state-funded school", "state-funded schools") +
      (stats.pupils ? " with " + base::with_thousands(*stats.pupils) + " pupils "
                    : std::string(" ")) +
      now.as_of.words() + "; " + count_words(stats.academies, "is an academy", "are academies") +
      ", in " + count_words(stats.trusts_with_two_or_more_academies, "trust", "trusts") +
      " with two or more here.");
  std::shared_ptr<const ClusterColours> owned = TRY(colours(*context, now, id));
  std::shared_ptr<const ClusterSizes> sizes = TRY(cluster_sizes_of(*context, now));
  std::vector<const SchoolRow*> funded;
  for (const SchoolRow& row : all) {
    if (row.state_funded) funded.push_back(&row);
  }
  Html left = phases_table(stats);
  if (!owned->clusters.empty()) {
    left.add(web::section("h-clusters", "Clusters", clusters_part(*owned, *sizes, now.as_of)));
  }
  MapRequest map{"State-funded schools of " + authority->name, funded, owned};
  page.content = web::columns(web::Columns::OneOne, left,
                              funded.empty() ? Html() : TRY(map_of(*context, now, map)));
  Slice slice = slice_of(request, all.size());
  auto shown = std::span(all).subspan(slice.first, slice.last - slice.first);
  std::string heading = "Open schools of every type " + now.as_of.words();
  Html table = all.empty() ? web::empty_state("No school is open here " + now.as_of.words() + ".",
                                              Html("Choose another day."))
                           : school_table(shown, heading, false, owned.get(), now.as_of);
  page.content.add(web::section("h-schools", heading, table.add(slice_links(request, slice))));
  page.content.add(TRY(owner_panels(context, now, request, *authority)));
  page.content.add(TRY(edit_panel(now, request, *authority)));
  page.notice = saved_notice(request);
  return web::render(page, context->site);
}

}  // namespace

void add_authority_pages(web::Router& router, const Context& context) {
  router.get("/authorities", "Local authorities, with their state-funded schools and pupils",
             "/authorities",
             [context](const web::Request& request) { return authorities_page(context, request); });
  router.get("/authorities/{ref}", "One local authority: figures, map, clusters, schools",
             "/authorities/918",
             [context](const web::Request& request) { return authority_page(context, request); });
}

}  // namespace registry

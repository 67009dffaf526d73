// /clusters and /clusters/{id}
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "registry/pages_edit.hpp"
#include "registry/pages_lists.hpp"

namespace registry {

namespace {

using web::Html;

std::string letter_of(const ClusterRow& cluster, int place) {
  return cluster.letter.empty() ? web::cluster_letter(place) : cluster.letter;
}

std::string clusters_csv(const std::vector<ClusterRow>& clusters, const ClusterSizes& sizes) {
  std::string text = base::csv_row(
      {"id", "owner", "letter", "cluster", "kind", "schools", "pupils", "lead_school"});
  for (const ClusterRow& cluster : clusters) {
    auto found = sizes.find(cluster.id.value);
    ClusterSize size = found == sizes.end() ? ClusterSize{} : found->second;
    text += base::csv_row({std::to_string(cluster.id.value), cluster.owner_name, cluster.letter,
                           cluster.name, cluster.kind, std::to_string(size.schools),
                           std::to_string(size.pupils), size.lead});
  }
  return text;
}

base::Result<web::Response> clusters_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  std::vector<ClusterRow> clusters = TRY(now.store.clusters(std::nullopt));
  if (format == Format::Json) return json_response(clusters_json(clusters));
  web::Page page = begin_page(now, "Clusters", "Clusters");
  page.tools = format_links(request);
  std::shared_ptr<const ClusterSizes> sizes = TRY(cluster_sizes_of(*context, now));
  if (format == Format::Csv) return csv_response(clusters_csv(clusters, *sizes), "clusters");
  std::map<std::int64_t, std::vector<const ClusterRow*>> owners;
  std::vector<std::int64_t> order;
  for (const ClusterRow& cluster : clusters) {
    if (owners.count(cluster.owner.value) == 0) order.push_back(cluster.owner.value);
    owners[cluster.owner.value].push_back(&cluster);
  }
  for (std::int64_t owner : order) {
    web::Table table;
    const std::vector<const ClusterRow*>& rows = owners[owner];
    table.caption = "Clusters of " + rows.front()->owner_name;
    table.columns = {{"Cluster"}, {"Kind"}, {"Schools", true}, {"Pupils", true}, {"Lead school"}};
    int place = 0;
    for (const ClusterRow* cluster : rows) {
      auto found = sizes->find(cluster->id.value);
      ClusterSize size = found == sizes->end() ? ClusterSize{} : found->second;
      Html name = web::cluster_badge(place, letter_of(*cluster, place));
      name.add(Html(" ")).add(web::link(cluster_href(cluster->id, now.as_of), Html(cluster->name)));
      ++place;
      table.rows.push_back({{name, Html(cluster->kind), Html(base::with_thousands(size.schools)),
                             Html(base::with_thousands(size.pupils)),
                             size.lead.empty() ? web::none() : Html(size.lead)}});
    }
    page.content.add(web::section("h-owner-" + std::to_string(owner), rows.front()->owner_name,
                                  web::table(table)));
  }
  if (clusters.empty()) {
    page.content = web::empty_state(
        "There are no clusters yet.",
        Html("State them in a CSV with the columns owner, cluster, letter, kind, urn, school, "
             "joined, left, funding, lead, and give it to: guildhall import clusters FILE."));
  } else {
    page.lead =
        Html(count_words(static_cast<std::int64_t>(clusters.size()), "cluster", "clusters") +
             " of " + count_words(static_cast<std::int64_t>(order.size()), "group", "groups") +
             ", " + now.as_of.words() + ".");
  }
  page.content.add(edits_panel(request));
  return web::render(page, context->site);
}

Html facts_of(const ClusterView& view, const MembersOfDay& members, const MemberRow* lead,
              const web::AsOf& as_of) {
  std::vector<const SchoolRow*> rows = schools_of(members.now);
  std::vector<web::Fact> facts;
  std::string mix = phase_mix(rows);
  facts.push_back({"Schools", Html(base::with_thousands(static_cast<std::int64_t>(rows.size())) +
                                   (mix.empty() ? "" : " (" + mix + ")"))});
  facts.push_back({"Pupils", Html(base::with_thousands(pupils_of(rows)))});
  auto academies =
      std::count_if(rows.begin(), rows.end(), [](const SchoolRow* row) { return row->academy; });
  facts.push_back({"Academies and maintained",
                   Html(count_words(academies, "academy", "academies") + ", " +
                        base::with_thousands(static_cast<std::int64_t>(rows.size()) - academies) +
                        " maintained")});
  facts.push_back({"Lead school", lead == nullptr
                                      ? web::none()
                                      : web::link(school_href(lead->school.state.urn, as_of),
                                                  Html(lead->school.state.name))});
  auto funding = std::count_if(members.now.begin(), members.now.end(),
                               [](const MemberRow* member) { return member->funding; });
  facts.push_back({"Funding cluster of", Html(count_words(funding, "school", "schools"))});
  base::Date opened = base::Date::distant_future();
  for (const MemberRow& member : view.members) opened = std::min(opened, member.period.from());
  facts.push_back({"First member", view.members.empty() ? web::none() : since_cell(opened, true)});
  const base::Period& life = view.cluster.life;
  const bool bounded = !life.open_start() || !life.open_end();
  if (bounded) facts.push_back({"In being", Html(life.describe())});
  facts.push_back({"Kind", Html(view.cluster.kind)});
  return web::facts(facts);
}

base::Result<web::Response> cluster_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  const std::string& text = request.captured.at("id");
  std::optional<std::int64_t> number = base::parse_integer(text);
  AskingVisit asking = TRY(visit_asking(*context, request, [&](const Reference&, base::Date on) {
    return number ? member_questions(ClusterId{*number}, on, trusts_for(format))
                  : std::vector<sql::Question>();
  }));
  Visit& now = asking.now;
  ClusterId id = number ? ClusterId{*number} : TRY(now.store.cluster_by_text(text));
  ClusterView view = number ? TRY(read_cluster_view(asking.answers, *now.reference, id, now.on()))
                            : TRY(cluster_view(*now.lease, *now.reference, id, now.on()));
  if (format == Format::Csv) return csv_response(members_csv(view.members), "cluster-" + text);
  if (format == Format::Json) return json_response(cluster_json(view));

  auto owned = TRY(colours(*context, now, view.cluster.owner));
  int place = owned->place(id);
  web::Page page = begin_page(now, view.cluster.name + " " + view.cluster.kind, "Clusters");
  page.heading = web::cluster_badge(place, letter_of(view.cluster, place), web::BadgeSize::Title);
  page.heading.add(Html(" " + view.cluster.name + " " + view.cluster.kind));
  auto owner = now.reference->organisation(view.cluster.owner, now.on());
  if (owner) page.caption = web::link(group_href(*owner, now.as_of), Html(owner->name));
  page.breadcrumbs = {{"Clusters", "/clusters" + now.as_of.suffix()}};
  page.tools = format_links(request);

  MembersOfDay members = members_of_day(view.members, now.on());
  const MemberRow* lead = nullptr;
  for (const MemberRow* member : members.now) lead = member->lead ? member : lead;
  MapRequest map{"Map of " + view.cluster.name, schools_of(members.now), owned, place};
  map.show_outside = true;
  map.outside_label = "Not in the cluster";
  if (lead != nullptr) map.leads = {lead->school.id.value};
  page.content = web::columns(web::Columns::OneOne, facts_of(view, members, lead, now.as_of),
                              members.now.empty() ? Html() : TRY(map_of(*context, now, map)));
  MemberTable shape{"Schools in the cluster " + now.as_of.words(), true, false,
                    lead == nullptr ? nullptr : &lead->school};
  Html table =
      members.now.empty()
          ? web::empty_state("No school belongs to this cluster " + now.as_of.words() + ".",
                             Html("Choose another day in the menu at the top."))
          : member_table(members.now, shape, now.as_of);
  if (lead != nullptr) {
    table.add(
        web::note(Html("Distance is a straight line to the lead school. Grades given before "
                       "September 2024 and report cards since November 2025 are not "
                       "comparable.")));
  }
  page.content.add(web::section("h-schools", "Schools in the cluster " + now.as_of.words(), table));
  if (!members.planned.empty()) {
    page.content.add(web::section(
        "h-planned", "Joined or join after this day",
        member_table(members.planned, {"Joined or join after this day", false, true}, now.as_of)));
  }
  if (!members.former.empty()) {
    page.content.add(
        web::section("h-former", "Belonged before",
                     member_table(members.former, {"Belonged before", false, true}, now.as_of)));
  }
  page.content.add(web::section("h-lanes", "Who belonged when",
                                membership_lanes(view.members, view.cluster.name, now.as_of)));
  for (const ClusterPanel& each : context->cluster_panels) {
    page.content.add(TRY(each(now, request, view.cluster)));
  }
  page.content.add(TRY(edit_panel(now, request, view.cluster)));
  page.notice = saved_notice(request);
  return web::render(page, context->site);
}

}  // namespace

void add_cluster_pages(web::Router& router, const Context& context) {
  router.get("/clusters", "All clusters, by the group or authority that has them", "/clusters",
             [context](const web::Request& request) { return clusters_page(context, request); });
  router.get("/clusters/{id}", "One cluster: members, map, lead school, who belonged when",
             "/clusters/1",
             [context](const web::Request& request) { return cluster_page(context, request); });
}

}  // namespace registry

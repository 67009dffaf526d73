// /groups and /groups/{ref}
#include <algorithm>

#include "base/text.hpp"
#include "registry/pages_edit.hpp"
#include "registry/pages_lists.hpp"

namespace registry {

namespace {

using web::Html;

struct KindFilter {
  std::string_view code;
  std::string_view label;
  std::vector<OrganisationKind> kinds;
};

const std::vector<KindFilter>& kind_filters() {
  using enum OrganisationKind;
  static const std::vector<KindFilter> filters = {
      {"mat", "Multi-academy trusts", {Mat}},
      {"sat", "Single-academy trusts", {Sat}},
      {"federation", "Federations", {Federation}},
      {"foundation", "Foundation trusts", {Foundation}},
      {"sponsor", "School sponsors", {Sponsor}},
      {"umbrella", "Umbrella trusts", {Umbrella}},
  };
  return filters;
}

const KindFilter& filter_of(const web::Request& request) {
  std::string_view kind = request.query.get_or("kind", "mat");
  for (const KindFilter& filter : kind_filters()) {
    if (filter.code == kind) return filter;
  }
  return kind_filters().front();
}

std::string groups_csv(const std::vector<OrganisationRow>& rows, const Sizes& sizes) {
  std::string text =
      base::csv_row({"uid", "name", "kind", "status", "schools", "pupils", "opened"});
  for (const OrganisationRow& row : rows) {
    auto [schools, pupils] = size_of(sizes, row.id);
    text += base::csv_row({row.uid ? std::to_string(*row.uid) : "", row.name,
                           std::string(kind_label(row.kind)), row.status, std::to_string(schools),
                           std::to_string(pupils),
                           row.opened == base::Date::distant_past() ? "" : row.opened.iso()});
  }
  return text;
}

Html group_row_name(const OrganisationRow& row, const web::AsOf& as_of) {
  return web::link(group_href(row, as_of), Html(row.name));
}

base::Result<web::Response> groups_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  const KindFilter& filter = filter_of(request);
  std::vector<OrganisationRow> rows = TRY(now.store.organisations(filter.kinds, now.on()));
  std::shared_ptr<const Sizes> kept = TRY(sizes_of(*context, now));
  const Sizes& sizes = *kept;
  bool all = request.query.get("all").has_value();
  if (!all) {
    auto empty = [&](const OrganisationRow& row) { return size_of(sizes, row.id).first == 0; };
    rows.erase(std::remove_if(rows.begin(), rows.end(), empty), rows.end());
  }
  if (format == Format::Csv) {
    return csv_response(groups_csv(rows, sizes), "groups-" + std::string(filter.code));
  }
  if (format == Format::Json) return json_response(groups_json(rows, sizes, now.on()));

  web::Page page = begin_page(now, std::string(filter.label), "Groups");
  page.tools = format_links(request);
  for (const KindFilter& other : kind_filters()) {
    web::Query query = request.query.set("page", "").set("kind", other.code);
    page.tabs.push_back(
        {std::string(other.label), "/groups" + query.text(), other.code == filter.code});
  }
  page.lead = Html(count_words(static_cast<std::int64_t>(rows.size()), "group", "groups") +
                   (all ? "" : " with open schools") + " " + now.as_of.words() + ".");
  Slice slice = slice_of(request, rows.size());
  web::Table table;
  table.caption = std::string(filter.label);
  table.columns = {{"Group"}, {"UID"}, {"Schools", true}, {"Pupils", true}, {"Opened"}, {"Status"}};
  for (std::size_t at = slice.first; at < slice.last; ++at) {
    const OrganisationRow& row = rows[at];
    auto [schools, pupils] = size_of(sizes, row.id);
    table.rows.push_back({{group_row_name(row, now.as_of),
                           row.uid ? Html(std::to_string(*row.uid)) : web::not_known(),
                           Html(base::with_thousands(schools)), pupils_cell(pupils),
                           since_cell(row.opened, true), Html(row.status)}});
  }
  if (rows.empty()) {
    page.content = web::empty_state(
        "No group of this kind is known " + now.as_of.words() + ".",
        Html("Import group links of the national register (alllinksdata) to fill this list."));
  } else {
    page.content = web::table(table).add(slice_links(request, slice));
  }
  return web::render(page, context->site);
}

Html facts_of(const GroupView& view, const MembersOfDay& members) {
  std::vector<const SchoolRow*> rows = schools_of(members.now);
  std::string mix = phase_mix(rows);
  std::vector<web::Fact> facts;
  facts.push_back({"Kind", Html(kind_label(view.group.kind))});
  facts.push_back({"Schools", Html(base::with_thousands(static_cast<std::int64_t>(rows.size())) +
                                   (mix.empty() ? "" : " (" + mix + ")"))});
  facts.push_back({"Pupils", Html(base::with_thousands(pupils_of(rows)))});
  facts.push_back({"Status in the register", Html(view.group.status)});
  facts.push_back({"Opened", since_cell(view.group.opened, true)});
  if (view.group.closed != base::Date::distant_future()) {
    facts.push_back({"Closed", since_cell(view.group.closed, true)});
  }
  facts.push_back(
      {"UID", view.group.uid ? Html(std::to_string(*view.group.uid)) : web::not_known()});
  if (!view.group.code.empty()) facts.push_back({"Group ID", Html(view.group.code)});
  if (!view.group.companies_house.empty()) {
    facts.push_back({"Companies House", Html(view.group.companies_house)});
  }
  if (!view.group.ukprn.empty()) facts.push_back({"UKPRN", Html(view.group.ukprn)});
  if (!view.group.address.empty()) facts.push_back({"Address", Html(view.group.address)});
  return web::facts(facts);
}

Html cluster_links(const GroupView& view, const web::AsOf& as_of) {
  std::vector<Html> items;
  int place = 0;
  for (const ClusterRow& cluster : view.clusters) {
    std::string letter = cluster.letter.empty() ? web::cluster_letter(place) : cluster.letter;
    Html item = web::cluster_badge(place++, letter);
    items.push_back(
        item.add(Html(" ")).add(web::link(cluster_href(cluster.id, as_of), Html(cluster.name))));
  }
  return web::list(items);
}

base::Result<web::Response> group_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  const std::string& ref = request.captured.at("ref");
  const std::int64_t uid = base::parse_integer(ref).value_or(0);
  AskingVisit asking =
      TRY(visit_asking(*context, request, [&](const Reference& reference, base::Date on) {
        std::optional<OrganisationId> id = reference.group_of_uid(uid);
        return id ? member_questions(*id, on, trusts_for(format)) : std::vector<sql::Question>();
      }));
  Visit& now = asking.now;
  std::optional<OrganisationId> known = now.reference->group_of_uid(uid);
  OrganisationId id = known ? *known : TRY(now.store.group(ref));
  GroupView view = known ? TRY(read_group_view(asking.answers, *now.reference, id, now.on()))
                         : TRY(group_view(*now.lease, *now.reference, id, now.on()));
  if (format == Format::Csv) return csv_response(members_csv(view.members), "group-" + ref);
  if (format == Format::Json) return json_response(group_json(view));

  web::Page page = begin_page(now, view.group.name, "Groups");
  page.caption = Html(kind_label(view.group.kind));
  page.breadcrumbs = {{"Groups", "/groups" + now.as_of.suffix()}};
  page.tools = format_links(request);
  if (view.group.name != view.group.newest_name) {
    page.lead = Html("Now called " + view.group.newest_name + ".");
  }
  MembersOfDay members = members_of_day(view.members, now.on());
  MapRequest map{"Schools of " + view.group.name, schools_of(members.now),
                 TRY(colours(*context, now, id))};
  Html left = facts_of(view, members);
  if (!view.clusters.empty()) {
    left.add(web::section("h-clusters", "Clusters", cluster_links(view, now.as_of)));
  }
  page.content = web::columns(web::Columns::OneOne, left,
                              members.now.empty() ? Html() : TRY(map_of(*context, now, map)));
  Html table;
  if (members.now.empty()) {
    table = web::empty_state("No school belongs to this group " + now.as_of.words() + ".",
                             Html("See below who belonged before, or choose another day."));
  } else {
    bool numbered = members.now.size() <= 30;
    table = member_table(members.now, {"Schools " + now.as_of.words(), numbered}, now.as_of);
  }
  page.content.add(web::section("h-schools", "Schools " + now.as_of.words(), table));
  if (!members.planned.empty()) {
    page.content.add(web::section(
        "h-planned", "Joined or join after this day",
        member_table(members.planned, {"Joined or join after this day", false, true}, now.as_of)));
  }
  if (!members.former.empty()) {
    page.content.add(web::section(
        "h-former", "Left before this day",
        member_table(members.former, {"Left before this day", false, true}, now.as_of)));
  }
  page.content.add(web::section("h-lanes", "Who belonged when",
                                membership_lanes(view.members, view.group.name, now.as_of)));
  page.content.add(TRY(owner_panels(context, now, request, view.group)));
  page.content.add(TRY(edit_panel(now, request, view.group)));
  page.notice = saved_notice(request);
  return web::render(page, context->site);
}

}  // namespace

void add_group_pages(web::Router& router, const Context& context) {
  router.get("/groups", "Trusts, federations, sponsors, with how many schools each has", "/groups",
             [context](const web::Request& request) { return groups_page(context, request); });
  router.get("/groups/{ref}", "One group: its schools and clusters, who joined and left when",
             "/groups/90001",
             [context](const web::Request& request) { return group_page(context, request); });
}

}  // namespace registry

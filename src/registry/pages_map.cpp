// /map: any set of schools, large, with the table beside it
#include "base/text.hpp"
#include "registry/pages_lists.hpp"

namespace registry {

namespace {

using web::Html;

constexpr std::size_t schools_max = 3000;
constexpr std::size_t found_max = 500;

struct Set {
  std::string title = "Map of schools";
  std::vector<SchoolRow> rows;
  std::shared_ptr<const ClusterColours> colours = nullptr;
  bool asked = false;
};

base::Result<Set> by_organisation(PageContext& context, Visit& now, OrganisationId id,
                                  bool authority) {
  Set set;
  set.asked = true;
  Filter filter;
  (authority ? filter.authority : filter.organisation) = id;
  for (SchoolRow& row : TRY(now.store.schools(*now.reference, filter, now.on()))) {
    if (!authority || row.state_funded) set.rows.push_back(std::move(row));
  }
  set.colours = TRY(colours(context, now, id));
  auto found = now.reference->organisation(id, now.on());
  if (found) set.title = "Map of " + found->name;
  return set;
}

// ?urn=1,2,3: schools that somebody picked.
base::Result<Set> by_urns(Visit& now, std::string_view urns) {
  Set set;
  set.asked = true;
  set.title = "Map of chosen schools";
  for (std::string_view text : base::split(urns, ',')) {
    std::optional<std::int64_t> urn = base::parse_integer(base::trim(text));
    if (!urn) {
      return base::make_error("bad_number",
                              "\"" + std::string(text) +
                                  "\" is not a URN. Give them as "
                                  "?urn=990871,990102.",
                              "urn");
    }
    SchoolId id = TRY(now.store.school_of_urn(*urn));
    std::optional<SchoolRow> row = TRY(now.store.school(id, now.on()));
    if (row && set.rows.size() < schools_max) set.rows.push_back(std::move(*row));
  }
  return set;
}

base::Result<Set> by_cluster(PageContext& context, Visit& now, std::string_view text) {
  ClusterId id = TRY(now.store.cluster_by_text(text));
  ClusterRow cluster = TRY(now.store.cluster(id));
  Set set;
  set.asked = true;
  set.title = "Map of " + cluster.name + " " + cluster.kind;
  Filter filter;
  filter.cluster = id;
  set.rows = TRY(now.store.schools(*now.reference, filter, now.on()));
  set.colours = TRY(colours(context, now, cluster.owner));
  return set;
}

// ?q=words: the schools that a search finds.
base::Result<Set> by_search(PageContext& context, Visit& now, std::string_view words) {
  Set set;
  set.asked = true;
  set.title = "Map of schools found for “" + std::string(words) + "”";
  for (const Found& found :
       TRY(context.catalogue->index(*now.lease, now.version))->find(words, found_max)) {
    std::optional<std::int64_t> urn = base::parse_integer(found.ref);
    if (found.kind != FoundKind::School || !urn) continue;
    SchoolId id = TRY(now.store.school_of_urn(*urn));
    std::optional<SchoolRow> row = TRY(now.store.school(id, now.on()));
    if (row && is_open(row->state.status)) set.rows.push_back(std::move(*row));
  }
  return set;
}

base::Result<Set> set_of(PageContext& context, const web::Request& request, Visit& now) {
  int given = 0;
  for (std::string_view name : {"authority", "group", "cluster", "urn", "q"}) {
    given += request.query.get_or(name, "").empty() ? 0 : 1;
  }
  if (given > 1) {
    return base::make_error("filters_exclude",
                            "Give one of authority, group, cluster, urn and q, not several.",
                            "authority");
  }
  if (auto text = request.query.get("authority"); text && !text->empty()) {
    return by_organisation(context, now, TRY(now.store.authority(*text)), true);
  }
  if (auto text = request.query.get("group"); text && !text->empty()) {
    return by_organisation(context, now, TRY(now.store.group(*text)), false);
  }
  if (auto text = request.query.get("cluster"); text && !text->empty()) {
    return by_cluster(context, now, *text);
  }
  if (auto text = request.query.get("q"); text && !text->empty()) {
    return by_search(context, now, *text);
  }
  if (auto text = request.query.get("urn"); text && !text->empty()) return by_urns(now, *text);
  return Set{};
}

Html form_of(const web::Request& request) {
  Html fields = web::text_input({"authority", "Authority", "Name or three-digit code"},
                                request.query.get_or("authority", ""), web::Width::Twenty);
  fields.add(web::text_input({"group", "Or a group", "Name or UID"},
                             request.query.get_or("group", ""), web::Width::Twenty));
  fields.add(web::button(web::ButtonKind::Main, "Show the map"));
  return web::panel("Which schools?", web::get_form("/map", {}, fields));
}

base::Result<web::Response> map_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  Set set = TRY(set_of(*context, request, now));
  if (format == Format::Csv) return csv_response(schools_csv(set.rows), "map");
  if (format == Format::Json) return json_response(schools_json(set.rows, now.on()));
  web::Page page = begin_page(now, set.title, "Map");
  if (!set.asked) {
    page.lead = Html("Choose an authority or a group to see its schools, with clusters in colour.");
    page.content = form_of(request);
    return web::render(page, context->site);
  }
  page.tools = format_links(request);
  page.lead =
      Html(count_words(static_cast<std::int64_t>(set.rows.size()), "open school", "open schools") +
           " " + now.as_of.words() + ".");
  MapRequest map{set.title, pointers_to(set.rows), set.colours};
  map.width = 1000;
  map.height = 760;
  page.content = set.rows.empty() ? web::empty_state("No school to show " + now.as_of.words() + ".",
                                                     Html("Choose another day or another set."))
                                  : web::section("h-map", "Map", TRY(map_of(*context, now, map)));
  Slice slice = slice_of(request, set.rows.size());
  auto shown = std::span(set.rows).subspan(slice.first, slice.last - slice.first);
  bool numbered = set.rows.size() <= 30;
  Html table =
      school_table(shown, "The same schools as a table", numbered, set.colours.get(), now.as_of);
  page.content.add(web::section("h-table", "The same schools as a table",
                                table.add(slice_links(request, slice))));
  page.content.add(form_of(request));
  return web::render(page, context->site);
}

}  // namespace

void add_map_pages(web::Router& router, const Context& context) {
  router.get("/map", "A map of any set of schools, with clusters in colour and the same as a table",
             "/map?authority=918",
             [context](const web::Request& request) { return map_page(context, request); });
}

}  // namespace registry

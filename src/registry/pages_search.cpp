// /search and /search/suggest
#include "base/text.hpp"
#include "registry/pages_lists.hpp"
#include "web/json.hpp"

namespace registry {

namespace {

using web::Html;

constexpr std::size_t results_max = 1000;
constexpr std::size_t query_bytes_max = 200;
constexpr std::size_t suggestions_max = 8;

std::string href_of(const Found& found, const web::AsOf& as_of) {
  std::string path;
  switch (found.kind) {
    case FoundKind::School: path = "/schools/"; break;
    case FoundKind::Group: path = "/groups/"; break;
    case FoundKind::Authority: path = "/authorities/"; break;
    case FoundKind::Cluster: path = "/clusters/"; break;
  }
  return path + found.ref + as_of.suffix();
}

std::string place_of(const Found& found) {
  std::string place = found.town;
  if (!found.postcode.empty()) place += (place.empty() ? "" : ", ") + found.postcode;
  return place;
}

web::Item item_of(const Found& found, const web::AsOf& as_of) {
  web::Item item;
  item.title = web::link(href_of(found, as_of), Html(found.name));
  std::string note = found.detail;
  std::string place = place_of(found);
  if (!place.empty()) note += (note.empty() ? "" : ". ") + place;
  if (!found.matched_name.empty()) note += ". Once called " + found.matched_name;
  item.note = Html(note);
  switch (found.kind) {
    case FoundKind::School:
      item.mark = found.open ? web::tag(web::Tone::Plain, "School")
                             : web::tag(web::Tone::Past, "Closed school");
      break;
    case FoundKind::Group: item.mark = web::tag(web::Tone::Info, "Group"); break;
    case FoundKind::Authority: item.mark = web::tag(web::Tone::Info, "Authority"); break;
    case FoundKind::Cluster: item.mark = web::tag(web::Tone::Ok, "Cluster"); break;
  }
  return item;
}

std::string results_csv(const std::vector<Found>& found) {
  std::string text = base::csv_row({"ref", "name", "detail", "town", "postcode", "open"});
  for (const Found& each : found) {
    text += base::csv_row(
        {each.ref, each.name, each.detail, each.town, each.postcode, each.open ? "yes" : "no"});
  }
  return text;
}

// Longer than any name; what is over is not looked at.
std::string query_of(const web::Request& request) {
  std::string query(base::trim(request.query.get_or("q", "")));
  while (query.size() > query_bytes_max || !base::is_utf8(query)) query.pop_back();
  return query;
}

base::Result<web::Response> search_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  std::string query = query_of(request);
  std::vector<Found> found;
  // One page more than asked for tells whether there is a next one, and finding few is quicker.
  std::size_t wanted = results_max;
  std::optional<std::int64_t> asked = base::parse_integer(request.query.get_or("page", "1"));
  if (format == Format::Html && asked && *asked >= 1 && *asked < 10) {
    wanted = (static_cast<std::size_t>(*asked) + 1) * rows_per_page;
  }
  if (!query.empty())
    found = TRY(context->catalogue->index(*now.lease, now.version))->find(query, wanted);
  if (now.on() != now.as_of.today) {
    found = TRY(found_on(*now.lease, std::move(found), now.on()));
  }
  if (format == Format::Json) return json_response(found_json(found));
  if (format == Format::Csv) return csv_response(results_csv(found), "search");

  web::Page page = begin_page(now, "Find a school or group", "Schools");
  page.search = query;
  page.content = web::search_box("/search", {}, "Name, URN, postcode, town or trust", query);
  if (query.empty()) {
    page.content.add(web::paragraph(
        Html("Any words will do, in any order: “st mary norwich”, “NR11”, “990871”.")));
    return web::render(page, context->site);
  }
  page.title = "Search for “" + query + "”";
  page.tools = format_links(request);
  bool corrected = !found.empty() && found.front().corrected;
  if (found.empty()) {
    page.content.add(web::empty_state(
        "Nothing was found for “" + query + "”.",
        Html("Try fewer words, part of a name, a postcode or a URN. Names that schools had before "
             "are found too.")));
  } else {
    std::string count =
        found.size() == wanted
            ? "More than " + std::to_string(wanted - rows_per_page) + " results"
            : count_words(static_cast<std::int64_t>(found.size()), "result", "results");
    page.lead = Html(count + (corrected ? ", for a name spelt nearly so." : "."));
    Slice slice = slice_of(request, found.size());
    std::vector<web::Item> items;
    for (std::size_t at = slice.first; at < slice.last; ++at) {
      items.push_back(item_of(found[at], now.as_of));
    }
    page.content.add(
        web::section("h-results", "Results", web::items(items).add(slice_links(request, slice))));
  }
  return web::render(page, context->site);
}

base::Result<web::Response> suggest(const Context& context, const web::Request& request) {
  const web::AsOf day = TRY(day_shown(*context, request));
  const std::string query = query_of(request);
  std::vector<Found> found;
  if (!query.empty()) {
    found = TRY(context->catalogue->index_of_late())->find(query, suggestions_max);
  }
  web::JsonWriter json;
  json.begin_object();
  json.key("results");
  json.begin_array();
  for (const Found& each : found) {
    constexpr std::string_view kinds[] = {"School", "Group", "Authority", "Cluster"};
    std::string place = place_of(each);
    json.begin_object();
    json.member("name", each.name);
    json.member("kind", each.open ? kinds[static_cast<std::size_t>(each.kind)]
                                  : std::string_view("Closed"));
    json.member("detail", place.empty() ? each.detail : place);
    json.member("href", href_of(each, day));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(json.take());
}

}  // namespace

void add_search_pages(web::Router& router, const Context& context) {
  router.get("/search", "Find a school, group, authority or cluster; forgives typing errors",
             "/search?q=saltmere",
             [context](const web::Request& request) { return search_page(context, request); });
  router.get("/search/suggest", "The first results as JSON, while somebody types",
             "/search/suggest?q=salt",
             [context](const web::Request& request) { return suggest(context, request); });
}

}  // namespace registry

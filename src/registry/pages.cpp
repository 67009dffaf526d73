// What the pages share.
#include "registry/pages.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace registry {

namespace {

// Where every school of a set is numbered on the map, and the table beside it.
constexpr std::size_t numbered_max = 30;
// Outlines drawn at most: a trust may reach into many authorities.
constexpr std::size_t outlines_max = 12;

base::Result<base::Date> day_of(const web::Request& request, base::Date today) {
  std::optional<std::string_view> text = request.query.get("on");
  if (!text || base::trim(*text).empty()) return today;
  std::optional<base::Date> date = base::Date::parse(base::trim(*text));
  if (date) return *date;
  return base::make_error(
      "bad_date",
      "\"" + std::string(*text) + "\" is not a date. Write it as 24 May 2025 " + "or 2025-05-24.",
      "on");
}

web::AsOf as_of(const web::Request& request, base::Date on, base::Date today) {
  return {on, today, request.path, request.query.set("page", "").set("format", "")};
}

web::MapPoint point_of(const SchoolRow& row, const web::AsOf& as_of) {
  web::MapPoint point;
  point.at = {static_cast<double>(*row.state.easting), static_cast<double>(*row.state.northing)};
  point.name = row.state.name;
  point.href = school_href(row.state.urn, as_of);
  point.phase = shown_phase(row);
  point.filled = row.academy;
  return point;
}

// Where the map may show more than the schools that it is about.
class Surroundings {
 public:
  explicit Surroundings(const std::vector<const SchoolRow*>& rows) {
    for (const SchoolRow* row : rows) {
      if (!row->state.easting || !row->state.northing) continue;
      west_ = std::min(west_, *row->state.easting);
      east_ = std::max(east_, *row->state.easting);
      south_ = std::min(south_, *row->state.northing);
      north_ = std::max(north_, *row->state.northing);
    }
    std::int64_t extent_m = std::max(east_ - west_, north_ - south_);
    margin_ = std::max(margin_min_m, extent_m / 2);
  }
  bool contains(const Shape::Place& place) const {
    return place.easting > west_ - margin_ && place.easting < east_ + margin_ &&
           place.northing > south_ - margin_ && place.northing < north_ + margin_;
  }

 private:
  static constexpr std::int64_t margin_min_m = 4000;
  static constexpr std::int64_t far_m = 2'000'000;
  std::int64_t west_ = far_m, east_ = -far_m, south_ = far_m, north_ = -far_m, margin_ = 0;
};

bool located(const SchoolRow& row) { return row.state.easting && row.state.northing; }

void add_areas(const std::vector<ClusterRow>& clusters, web::Map& map) {
  std::map<int, web::MapArea> areas;
  for (const web::MapPoint& point : map.points) {
    if (point.cluster < 0 || point.outside) continue;
    web::MapArea& area = areas[point.cluster];
    const ClusterRow& cluster = clusters[static_cast<std::size_t>(point.cluster)];
    area.cluster = point.cluster;
    area.letter = cluster.letter.empty() ? web::cluster_letter(point.cluster) : cluster.letter;
    area.name = cluster.name;
    area.positions.push_back(point.at);
  }
  for (auto& [place, area] : areas) map.areas.push_back(std::move(area));
}

base::Status add_surroundings(PageContext& context, Visit& visit, const MapRequest& request,
                              web::Map& map) {
  std::map<std::int64_t, int> authorities;
  std::set<std::int64_t> shown;
  for (const SchoolRow* row : request.rows) {
    if (row->state.authority_id) ++authorities[*row->state.authority_id];
    shown.insert(row->id.value);
  }
  std::vector<std::pair<int, std::int64_t>> most;
  for (const auto& [id, count] : authorities) most.emplace_back(-count, id);
  std::sort(most.begin(), most.end());
  if (most.size() > outlines_max) most.resize(outlines_max);
  Surroundings view(request.rows);
  for (const auto& [count, id] : most) {
    auto shape = TRY(shape_of(context, visit.store, {visit.version, visit.reference},
                              OrganisationId{id}, visit.on()));
    for (const web::MapOutline& outline : shape->outlines) map.outlines.push_back(outline);
    if (!request.show_outside) continue;
    for (std::size_t at = 0; at < shape->places.size(); ++at) {
      if (!view.contains(shape->places[at])) continue;
      const SchoolRow& row = shape->schools[at];
      if (shown.count(row.id.value) > 0) continue;
      web::MapPoint point = point_of(row, visit.as_of);
      point.outside = true;
      map.points.push_back(std::move(point));
    }
  }
  return {};
}

web::Html key_of(const MapRequest& request, const web::Map& map, const web::AsOf& as_of) {
  web::MapKey key;
  for (int at = 0; at < web::kPhaseCount; ++at) {
    web::Phase phase = static_cast<web::Phase>(at);
    bool present = std::any_of(
        map.points.begin(), map.points.end(),
        [&](const web::MapPoint& point) { return point.phase == phase && !point.outside; });
    if (present) key.phases.push_back(phase);
  }
  key.lead = !request.leads.empty();
  key.hollow = std::any_of(map.points.begin(), map.points.end(), [](const web::MapPoint& point) {
    return !point.filled && !point.outside;
  });
  if (request.show_outside) key.outside = request.outside_label;
  web::Html made = web::map_key(key);
  if (map.areas.size() < 2) return made;
  std::vector<web::ClusterKeyItem> items;
  for (const web::MapArea& area : map.areas) {
    const ClusterRow& cluster = request.colours->clusters[static_cast<std::size_t>(area.cluster)];
    items.push_back({area.cluster, area.letter, cluster.name, "", cluster_href(cluster.id, as_of)});
  }
  return made.add(web::cluster_key(items));
}

}  // namespace

base::Result<web::Html> owner_panels(const Context& context, Visit& visit,
                                     const web::Request& request, const OrganisationRow& owner) {
  web::Html html;
  for (const OwnerPanel& each : context->owner_panels) {
    html.add(TRY(each(visit, request, owner)));
  }
  return html;
}

base::Result<web::AsOf> day_shown(const PageContext& context, const web::Request& request) {
  const base::Date today = context.today();
  return as_of(request, TRY(day_of(request, today)), today);
}

web::Page plain_page(const PageContext& context, const web::Request& request, std::string title) {
  web::Page page;
  page.title = std::move(title);
  page.caller = request.caller;
  page.as_of.on = page.as_of.today = context.today();
  page.as_of.shown = false;
  return page;
}

base::Result<Visit> visit(PageContext& context, const web::Request& request) {
  AskingVisit made = TRY(visit_asking(
      context, request, [](const Reference&, base::Date) { return std::vector<sql::Question>(); }));
  return std::move(made.now);
}

base::Result<AskingVisit> visit_asking(PageContext& context, const web::Request& request,
                                       const Asking& asking) {
  base::Date today = context.today();
  base::Date on = TRY(day_of(request, today));
  sql::Lease lease = TRY(context.catalogue->database().read());
  sql::Connection& connection = *lease;
  Newest::Known newest = context.newest.known();
  std::vector<sql::Question> questions;
  if (newest.reference != nullptr) questions = asking(*newest.reference, on);
  questions.push_back({version_question});
  std::vector<sql::Rows> answers = TRY(connection.query_all(questions));
  const bool has_version = TRY(answers.back().next());
  std::int64_t version = has_version ? answers.back().integer(0) : 0;
  answers.pop_back();
  if (version != newest.version) {
    answers.clear();
    newest = TRY(context.newest.of(connection, version));
    answers = TRY(connection.query_all(asking(*newest.reference, on)));
  }
  return AskingVisit{Visit{std::move(lease), Store(connection), as_of(request, on, today), version,
                           std::move(newest.reference), request.caller},
                     std::move(answers)};
}

base::Result<std::shared_ptr<const Stats>> stats_of(PageContext& context, Visit& visit,
                                                    std::optional<OrganisationId> authority) {
  std::string key =
      "stats " + visit.on().iso() + " " + std::to_string(authority ? authority->value : 0);
  return context.kept.of<Stats>(visit.version, key,
                                [&] { return visit.store.stats(visit.on(), authority); });
}

base::Result<std::shared_ptr<const Sizes>> sizes_of(PageContext& context, Visit& visit) {
  return context.kept.of<Sizes>(visit.version, "sizes " + visit.on().iso(),
                                [&] { return visit.store.sizes(visit.on()); });
}

base::Result<std::shared_ptr<const ClusterSizes>> cluster_sizes_of(PageContext& context,
                                                                   Visit& visit) {
  return context.kept.of<ClusterSizes>(visit.version, "clusters " + visit.on().iso(),
                                       [&] { return visit.store.cluster_sizes(visit.on()); });
}

std::pair<std::int64_t, std::int64_t> size_of(const Sizes& sizes, OrganisationId id) {
  auto found = sizes.find(id.value);
  return found == sizes.end() ? std::pair<std::int64_t, std::int64_t>{0, 0} : found->second;
}

base::Result<std::shared_ptr<const Shape>> shape_of(PageContext& context, Store& store,
                                                    const Newest::Known& newest,
                                                    OrganisationId authority, base::Date on) {
  std::string key = "shape " + on.iso() + " " + std::to_string(authority.value);
  const std::int64_t version = context.version_of_shapes.of(*newest.reference, newest.version);
  return context.shapes.of<Shape>(
      version, key, [&] { return make_shape(store, *newest.reference, authority, on); });
}

web::Page begin_page(const Visit& visit, std::string title, std::string section) {
  web::Page page;
  page.title = std::move(title);
  page.section = std::move(section);
  page.as_of = visit.as_of;
  page.caller = visit.caller;
  const SourceDays& days = visit.reference->days();
  page.foot = days.newest
                  ? "School facts from the national register of " + days.newest->long_form() + "."
                  : "No file of the national register has been imported yet.";
  if (days.newest_groups) {
    page.foot += " Groups and their members as of " + days.newest_groups->long_form() + ".";
  }
  if (days.oldest && visit.on() < *days.oldest) {
    page.as_of.note = "No imported file speaks of a day before " + days.oldest->long_form() +
                      ": what is shown is carried back from there, and may not have been so.";
  }
  return page;
}

base::Result<Format> format_of(const web::Request& request) {
  std::string_view text = request.query.get_or("format", "");
  if (text.empty() || text == "html") return Format::Html;
  if (text == "csv") return Format::Csv;
  if (text == "json") return Format::Json;
  return base::make_error(
      "bad_format", "This page is given as csv or json, not as \"" + std::string(text) + "\".",
      "format");
}

std::vector<web::Link> format_links(const web::Request& request) {
  web::Query query = request.query.set("page", "");
  return {{"CSV", request.path + query.set("format", "csv").text()},
          {"JSON", request.path + query.set("format", "json").text()}};
}

web::Response csv_response(std::string body, std::string_view name) {
  web::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + std::string(name) + ".csv\"");
  response.body = std::move(body);
  return response;
}

web::Response json_response(std::string body) {
  web::Response response;
  response.content_type = "application/json";
  response.body = std::move(body);
  return response;
}

std::string school_href(std::int64_t urn, const web::AsOf& as_of) {
  return "/schools/" + std::to_string(urn) + as_of.suffix();
}

std::string group_href(const OrganisationRow& group, const web::AsOf& as_of) {
  bool authority = group.kind == OrganisationKind::Authority;
  std::string ref = "id-" + std::to_string(group.id.value);
  if (authority && !group.code.empty()) ref = group.code;
  if (!authority && group.uid) ref = std::to_string(*group.uid);
  return (authority ? "/authorities/" : "/groups/") + ref + as_of.suffix();
}

std::string organisation_href(OrganisationKind kind, std::int64_t id, const web::AsOf& as_of) {
  bool authority = kind == OrganisationKind::Authority;
  return (authority ? "/authorities/id-" : "/groups/id-") + std::to_string(id) + as_of.suffix();
}

std::string cluster_href(ClusterId id, const web::AsOf& as_of) {
  return "/clusters/" + std::to_string(id.value) + as_of.suffix();
}

web::Phase shown_phase(const SchoolRow& row) {
  switch (row.state.phase) {
    case Phase::Nursery: return web::Phase::Nursery;
    case Phase::Primary:
    case Phase::MiddlePrimary: return web::Phase::Primary;
    case Phase::Secondary:
    case Phase::MiddleSecondary: return web::Phase::Secondary;
    case Phase::AllThrough: return web::Phase::AllThrough;
    case Phase::Sixteen: return web::Phase::Sixteen;
    default: break;
  }
  std::string type = base::fold(row.type);
  if (type.find("special") != std::string::npos) return web::Phase::Special;
  bool alternative =
      type.find("alternative") != std::string::npos || type.find("referral") != std::string::npos;
  return alternative ? web::Phase::Alternative : web::Phase::Other;
}

web::Html phase_cell(const SchoolRow& row) {
  web::Phase phase = shown_phase(row);
  bool named = row.state.phase != Phase::NotKnown && row.state.phase != Phase::None;
  std::string_view words = named ? phase_name(row.state.phase) : web::phase_name(phase);
  return web::phase_label(phase, row.academy, words);
}

web::Html pupils_cell(std::int64_t pupils) {
  return pupils == 0 ? web::not_known() : web::Html(base::with_thousands(pupils));
}

web::Html number(const std::optional<std::int64_t>& value) {
  return value ? web::Html(base::with_thousands(*value)) : web::not_known();
}

web::Html inspection(const SchoolState& state) {
  std::optional<base::Date> card =
      state.report_card_on ? base::Date::from_number(*state.report_card_on) : std::nullopt;
  if (card) return web::Html("Report card, " + card->long_form());
  std::optional<base::Date> on =
      state.ofsted_on ? base::Date::from_number(*state.ofsted_on) : std::nullopt;
  if (state.ofsted_grade.empty() && !on) return web::not_known();
  std::string words = state.ofsted_grade.empty() ? "Inspected" : state.ofsted_grade;
  if (on) words += ", " + on->long_form();
  return web::Html(words);
}

web::Html since_cell(base::Date from, bool exact) {
  if (from == base::Date::distant_past()) return web::not_known();
  return web::Html((exact ? "" : "by ") + from.long_form());
}

std::string count_words(std::int64_t count, std::string_view one, std::string_view many) {
  return base::with_thousands(count) + " " + std::string(count == 1 ? one : many);
}

std::string phase_mix(const std::vector<const SchoolRow*>& rows) {
  std::map<int, std::int64_t> counts;
  for (const SchoolRow* row : rows) ++counts[static_cast<int>(shown_phase(*row))];
  std::string words;
  for (web::Phase phase :
       {web::Phase::Secondary, web::Phase::AllThrough, web::Phase::Primary, web::Phase::Nursery,
        web::Phase::Special, web::Phase::Alternative, web::Phase::Sixteen, web::Phase::Other}) {
    std::int64_t count = counts[static_cast<int>(phase)];
    if (count == 0) continue;
    if (!words.empty()) words += ", ";
    words += base::with_thousands(count) + " " + base::lower_ascii(web::phase_name(phase));
  }
  return words;
}

int ClusterColours::of(SchoolId school) const {
  auto found = of_school.find(school.value);
  return found == of_school.end() ? -1 : found->second;
}

int ClusterColours::place(ClusterId cluster) const {
  for (std::size_t at = 0; at < clusters.size(); ++at) {
    if (clusters[at].id == cluster) return static_cast<int>(at);
  }
  return -1;
}

base::Result<std::shared_ptr<const ClusterColours>> colours(PageContext& context, Visit& visit,
                                                            OrganisationId owner) {
  std::string key = "colours " + visit.on().iso() + " " + std::to_string(owner.value);
  auto make = [&]() -> base::Result<ClusterColours> {
    ClusterColours made;
    made.clusters = visit.reference->clusters(owner);
    for (const auto& [school, cluster] : TRY(visit.store.clusters_of_schools(owner, visit.on()))) {
      made.of_school[school] = made.place(ClusterId{cluster});
    }
    return made;
  };
  return context.kept.of<ClusterColours>(visit.version, key, make);
}

base::Result<web::Html> map_of(PageContext& context, Visit& visit, const MapRequest& request) {
  web::Map map;
  map.title = request.title;
  map.width = request.width;
  map.height = request.height;
  std::size_t without = 0;
  bool few = request.rows.size() <= numbered_max;
  for (std::size_t at = 0; at < request.rows.size(); ++at) {
    const SchoolRow& row = *request.rows[at];
    if (!located(row)) {
      ++without;
      continue;
    }
    web::MapPoint point = point_of(row, visit.as_of);
    point.cluster = request.place >= 0           ? request.place
                    : request.colours != nullptr ? request.colours->of(row.id)
                                                 : -1;
    point.number = few ? static_cast<int>(at) + 1 : 0;
    point.lead =
        std::find(request.leads.begin(), request.leads.end(), row.id.value) != request.leads.end();
    map.points.push_back(std::move(point));
  }
  if (map.points.empty()) {
    return web::empty_state(
        "No map: it is not known where these schools are.",
        web::Html("Import an extract of the national register that has eastings and northings."));
  }
  TRY(add_surroundings(context, visit, request, map));
  if (request.colours != nullptr) add_areas(request.colours->clusters, map);
  map.description =
      count_words(static_cast<std::int64_t>(request.rows.size() - without), "school", "schools") +
      " on a map. Their facts stand in words on this page; other schools nearby, where they are "
      "drawn, are small and grey.";
  web::Html made = web::map(map).add(key_of(request, map, visit.as_of));
  if (without > 0) {
    made.add(web::note(
        web::Html(count_words(static_cast<std::int64_t>(without), "school is", "schools are") +
                  " not on the map: the register does not say where.")));
  }
  return made;
}

}  // namespace registry

// Tables and lanes of schools.
#include "registry/pages_lists.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"

namespace registry {

namespace {

using web::Html;

constexpr std::size_t lanes_max = 60;

Html name_cell(const SchoolRow& row, int number, const web::AsOf& as_of) {
  Html cell;
  if (number > 0) cell.add(Html(std::to_string(number) + ". "));
  return cell.add(web::link(school_href(row.state.urn, as_of), Html(row.state.name)));
}

Html distance_cell(const SchoolRow& row, const SchoolRow& lead) {
  if (!row.state.easting || !lead.state.easting) return web::not_known();
  double east_m = static_cast<double>(*row.state.easting - *lead.state.easting);
  double north_m = static_cast<double>(*row.state.northing - *lead.state.northing);
  return Html(base::with_decimals(std::hypot(east_m, north_m) / 1000.0, 1));
}

}  // namespace

MembersOfDay members_of_day(const std::vector<MemberRow>& members, base::Date on) {
  MembersOfDay sorted;
  for (const MemberRow& member : members) {
    if (member.period.contains(on)) {
      sorted.now.push_back(&member);
    } else {
      (member.period.from() > on ? sorted.planned : sorted.former).push_back(&member);
    }
  }
  // The lead school first, as on the map; the others keep their order by name.
  std::stable_sort(
      sorted.now.begin(), sorted.now.end(),
      [](const MemberRow* left, const MemberRow* right) { return left->lead && !right->lead; });
  return sorted;
}

Html member_table(const std::vector<const MemberRow*>& members, const MemberTable& shape,
                  const web::AsOf& as_of) {
  web::Table table;
  table.caption = shape.caption;
  table.columns = {{"School"}, {"Phase"}, {"Type"}, {"Pupils", true}};
  if (!shape.show_left) table.columns.push_back({"Latest inspection"});
  if (shape.lead != nullptr) table.columns.push_back({"Distance, km", true});
  table.columns.push_back({"Joined"});
  if (shape.show_left) table.columns.push_back({"Left"});
  int number_shown = 0;
  std::int64_t pupils = 0;
  for (const MemberRow* each : members) {
    const MemberRow& member = *each;
    web::Row row;
    Html name = name_cell(member.school, shape.numbered ? ++number_shown : 0, as_of);
    if (member.lead) name.add(Html(" ")).add(web::tag(web::Tone::Plain, "Lead"));
    row.cells = web::cells(std::move(name), phase_cell(member.school), member.school.type,
                           number(member.school.state.pupils));
    if (!shape.show_left) row.cells.push_back(inspection(member.school.state));
    if (shape.lead != nullptr) row.cells.push_back(distance_cell(member.school, *shape.lead));
    row.cells.push_back(since_cell(member.period.from(), member.from_exact));
    if (shape.show_left) {
      row.cells.push_back(member.period.open_end()
                              ? web::does_not_apply()
                              : since_cell(member.period.until(), member.until_exact));
    }
    pupils += member.school.state.pupils.value_or(0);
    table.rows.push_back(std::move(row));
  }
  if (!shape.show_left && members.size() > 1) {
    web::Row foot;
    foot.cells.assign(table.columns.size(), Html());
    foot.cells[0] = Html("All schools");
    foot.cells[3] = Html(base::with_thousands(pupils));
    table.foot = std::move(foot);
  }
  return web::table(table);
}

Html school_table(std::span<const SchoolRow> rows, const std::string& caption, bool numbered,
                  const ClusterColours* colours, const web::AsOf& as_of) {
  web::Table table;
  table.caption = caption;
  bool clustered = colours != nullptr && !colours->clusters.empty();
  table.columns = {{"School"}, {"Phase"}, {"Type"}, {"Trust"}, {"Town"}, {"Pupils", true}};
  if (clustered) table.columns.insert(table.columns.begin() + 3, {"Its cluster here"});
  int at = 0;
  for (const SchoolRow& school : rows) {
    web::Row row;
    Html trust =
        school.trust.known()
            ? web::link(organisation_href(OrganisationKind::Mat, school.trust.value, as_of),
                        Html(school.trust_name))
        // An academy has a trust: when no list names it, we do not know which.
        : school.academy ? web::not_known()
                         : web::none();
    row.cells =
        web::cells(name_cell(school, numbered ? ++at : 0, as_of), phase_cell(school), school.type,
                   std::move(trust), school.state.town, number(school.state.pupils));
    if (clustered) {
      int place = colours->of(school.id);
      Html cell = web::none();
      if (place >= 0) {
        const ClusterRow& cluster = colours->clusters[static_cast<std::size_t>(place)];
        cell = web::link(cluster_href(cluster.id, as_of), Html(cluster.name));
      }
      row.cells.insert(row.cells.begin() + 3, cell);
    }
    table.rows.push_back(std::move(row));
  }
  return web::table(table);
}

Html membership_lanes(const std::vector<MemberRow>& members, const std::string& unit,
                      const web::AsOf& as_of) {
  std::map<std::int64_t, std::size_t> places;
  web::Lanes lanes;
  lanes.label = "Who belonged to " + unit + " when";
  lanes.today = as_of.today;
  lanes.on = as_of.on;
  lanes.now_label = "Member now";
  lanes.before_label = "Member before";
  for (const MemberRow& member : members) {
    auto [place, added] = places.emplace(member.school.id.value, lanes.lanes.size());
    if (added) {
      web::Lane& lane = lanes.lanes.emplace_back();
      lane.label = member.school.state.name;
      lane.href = school_href(member.school.state.urn, as_of);
    }
    std::string label = member.period.open_start() ? "Member"
                                                   : (member.from_exact ? "Since " : "By ") +
                                                         member.period.from().long_form();
    lanes.lanes[place->second].segments.push_back(
        {member.period.from(), member.period.until(), label});
  }
  std::size_t all = lanes.lanes.size();
  if (all == 0) {
    return web::empty_state("Nobody has belonged to " + unit + " as far as is known.",
                            Html("Import group links, or clusters, to fill it."));
  }
  if (all > lanes_max) lanes.lanes.resize(lanes_max);
  Html made = web::lanes(lanes);
  if (all > lanes_max) {
    made.add(web::note(Html("The first " + std::to_string(lanes_max) + " of " +
                            std::to_string(all) + " schools by name. CSV and JSON give all.")));
  }
  return made;
}

Slice slice_of(const web::Request& request, std::size_t rows) {
  Slice slice;
  slice.pages = std::max(1, static_cast<int>((rows + rows_per_page - 1) / rows_per_page));
  std::optional<std::int64_t> asked = base::parse_integer(request.query.get_or("page", "1"));
  slice.page = static_cast<int>(
      std::clamp<std::int64_t>(asked.value_or(1), 1, static_cast<std::int64_t>(slice.pages)));
  slice.first = static_cast<std::size_t>(slice.page - 1) * rows_per_page;
  slice.last = std::min(rows, slice.first + rows_per_page);
  return slice;
}

Html slice_links(const web::Request& request, const Slice& slice) {
  if (slice.pages < 2) return {};
  return web::pagination(request.path, request.query.set("page", ""), slice.page, slice.pages);
}

std::int64_t pupils_of(const std::vector<const SchoolRow*>& rows) {
  std::int64_t pupils = 0;
  for (const SchoolRow* row : rows) pupils += row->state.pupils.value_or(0);
  return pupils;
}

std::vector<const SchoolRow*> schools_of(const std::vector<const MemberRow*>& members) {
  std::vector<const SchoolRow*> rows;
  for (const MemberRow* member : members) rows.push_back(&member->school);
  return rows;
}

std::vector<const SchoolRow*> pointers_to(std::span<const SchoolRow> rows) {
  std::vector<const SchoolRow*> pointers;
  for (const SchoolRow& row : rows) pointers.push_back(&row);
  return pointers;
}

}  // namespace registry

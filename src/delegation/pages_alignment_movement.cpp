// /alignment/of/{group}/movement: how the matrix moved over the years, as a picture and a table.
#include "delegation/api_alignment.hpp"
#include "delegation/pages_alignment.hpp"

namespace delegation {

namespace {

using web::Html;

std::string day_name(const MovementPoint& point) {
  return point.on.long_form() + (point.planned ? ", planned" : "");
}

Html approaches_part(const std::vector<MovementPoint>& points) {
  constexpr std::string_view looks[] = {"gh-al-0", "gh-al-1", "gh-al-2", "gh-al-3", "gh-al-4"};
  std::vector<Bar> bars;
  web::Table table;
  table.caption = "Entries by approach";
  table.columns = {{"On"}};
  for (int at = 0; at + 1 < approaches; ++at) {
    table.columns.push_back({std::string(label_of(static_cast<Approach>(at))), true});
  }
  table.columns.push_back({"All", true});
  table.stack = web::Stack::Three;
  for (const MovementPoint& point : points) {
    Bar bar{day_name(point)};
    std::vector<Html> cells = {Html(day_name(point))};
    for (int at = 0; at + 1 < approaches; ++at) {
      const int number = point.of[static_cast<std::size_t>(at)];
      bar.parts.push_back({number, std::string(label_of(static_cast<Approach>(at))), looks[at]});
      cells.emplace_back(number);
    }
    cells.emplace_back(point.entries);
    bars.push_back(std::move(bar));
    table.rows.push_back({std::move(cells)});
  }
  return alignment_bars("Entries by approach over the years", bars).add(web::table(table));
}

const MovementPoint::School* school_in(const MovementPoint& point, std::int64_t id) {
  for (const MovementPoint::School& each : point.schools) {
    if (each.id == id) return &each;
  }
  return nullptr;
}

std::string share_of(const AdoptionCount& count) {
  return std::to_string(count.at(AdoptionLevel::Adopted)) + " of " + std::to_string(count.schools);
}

// Of how many entries that are to be common each school has adopted how many, on each of the days.
Html shares_table(const AlignmentVisit& visit, const std::vector<MovementPoint>& points) {
  web::Table table;
  table.caption = "Adopted, of what is to be common";
  table.columns = {{"School"}};
  table.stack = web::Stack::Three;
  for (const MovementPoint& each : points) table.columns.push_back({day_name(each), true});
  for (const AlignedSchool& school : visit.picture.schools) {
    std::vector<Html> cells = {
        web::link(aligned_school_href(visit.group(), visit.as_of(), school), Html(school.name))};
    for (const MovementPoint& point : points) {
      const MovementPoint::School* found = school_in(point, school.id);
      cells.push_back(found ? Html(share_of(found->count)) : web::does_not_apply());
    }
    table.rows.push_back({std::move(cells)});
  }
  return web::table(table);
}

Html schools_part(const AlignmentVisit& visit, const std::vector<MovementPoint>& points) {
  const MovementPoint now = movement_point(visit.picture.view, visit.now.as_of.today);
  std::vector<Bar> bars;
  for (const AlignedSchool& school : visit.picture.schools) {
    const MovementPoint::School* found = school_in(now, school.id);
    if (!found) continue;
    bars.push_back({school.name, share_of(found->count) + " adopted",
                    aligned_school_href(visit.group(), visit.as_of(), school),
                    parts_of(found->count)});
  }
  if (bars.empty()) {
    return web::empty_state("Nothing is to be common " + visit.as_of().words() + ".",
                            Html("Adoption is asked about where an approach is common."));
  }
  return alignment_bars("Adoption by school " + visit.as_of().words(), bars)
      .add(shares_table(visit, points));
}

std::string lead_words(const std::vector<MovementPoint>& points) {
  const auto together = [](const MovementPoint& point) {
    return point.of[static_cast<std::size_t>(Approach::Central)] +
           point.of[static_cast<std::size_t>(Approach::Common)];
  };
  const auto share = [&](const MovementPoint& point) {
    return std::to_string(together(point)) + " of " + std::to_string(point.entries) +
           (point.planned ? " will be" : " were") + " common or held centrally on " +
           point.on.long_form();
  };
  if (points.empty()) return "Nothing was noted before this day.";
  if (points.size() == 1) return share(points.front()) + ".";
  return share(points.front()) + "; " + share(points.back()) + ".";
}

base::Result<web::Response> movement(const Context& context, const web::Request& request) {
  const registry::Format format = TRY(registry::format_of(request));
  const AlignmentVisit visit = TRY(visit_alignment(context, request));
  const std::vector<MovementPoint> points =
      TRY(movement_of(*visit.now.lease, *visit.now.reference, visit.picture, context->today()));
  if (format == registry::Format::Csv) {
    return registry::csv_response(movement_csv(points), "alignment-movement");
  }
  if (format == registry::Format::Json) {
    return registry::json_response(movement_json(visit.picture.owner, points));
  }
  web::Page page = alignment_page(
      visit, "How the schools of " + visit.picture.owner.name + " moved together", "/movement");
  page.tools = registry::format_links(request);
  page.lead = Html(lead_words(points));
  page.content.add(
      web::section("h-approaches", "Entries by approach over the years", approaches_part(points)));
  page.content.add(web::section("h-schools", "Adoption by school " + visit.as_of().words(),
                                schools_part(visit, points)));
  return web::render(page, context->site);
}

}  // namespace

void add_alignment_movement_pages(web::Router& router, const Context& context) {
  router.get("/alignment/of/{group}/movement",
             "How an alignment matrix moved over the years: approaches, and adoption by school",
             "/alignment/of/1/movement",
             [context](const web::Request& request) { return movement(context, request); });
}

}  // namespace delegation

// A plan as a map, with the letters and colours by which its clusters are told apart.
#include <map>
#include <set>

#include "base/text.hpp"
#include "design/pages_plan.hpp"

namespace design {

namespace {

std::size_t index(int place) { return static_cast<std::size_t>(place); }

web::Position position_of(const SchoolFacts& school) {
  return {school.point.east_m, school.point.north_m};
}

std::vector<web::MapArea> areas_of(const Facts& facts, const Plan& plan,
                                   const std::vector<ClusterLook>& looks) {
  std::vector<web::MapArea> areas(plan.clusters.size());
  for (std::size_t at = 0; at < areas.size(); ++at) {
    areas[at].cluster = looks[at].colour;
    areas[at].letter = looks[at].letter;
    areas[at].name = plan.clusters[at].name;
  }
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    const int place = plan.of[at];
    if (place != no_place) areas[index(place)].positions.push_back(position_of(facts.schools[at]));
  }
  std::erase_if(areas, [](const web::MapArea& area) { return area.positions.empty(); });
  return areas;
}

}  // namespace

std::vector<ClusterLook> looks_of(const Plan& plan, const Facts& facts) {
  std::map<std::int64_t, int> places;
  for (const TodayCluster& cluster : facts.today) {
    places.emplace(cluster.id.value, static_cast<int>(places.size()));
  }
  int next = static_cast<int>(facts.today.size());
  std::set<int> taken;
  std::vector<ClusterLook> looks;
  for (const PlanCluster& cluster : plan.clusters) {
    const auto found = cluster.id.known() ? places.find(cluster.id.value) : places.end();
    // What was split off keeps no number; two of one number are two colours.
    const bool goes_on = found != places.end() && taken.insert(found->second).second;
    ClusterLook look{goes_on ? found->second : next++, cluster.letter};
    if (look.letter.empty() && goes_on) look.letter = facts.today[index(look.colour)].letter;
    if (look.letter.empty()) look.letter = web::cluster_letter(look.colour);
    looks.push_back(std::move(look));
  }
  return looks;
}

web::Html cluster_badge(const ClusterLook& look) {
  return web::cluster_badge(look.colour, look.letter);
}

web::Phase sign_of(const SchoolFacts& school) {
  if (school.special) return web::Phase::Special;
  switch (school.phase) {
    case registry::Phase::Nursery: return web::Phase::Nursery;
    case registry::Phase::Primary:
    case registry::Phase::MiddlePrimary: return web::Phase::Primary;
    case registry::Phase::Secondary:
    case registry::Phase::MiddleSecondary: return web::Phase::Secondary;
    case registry::Phase::AllThrough: return web::Phase::AllThrough;
    case registry::Phase::Sixteen: return web::Phase::Sixteen;
    default: return web::Phase::Other;
  }
}

web::Html phase_cell(const SchoolFacts& school) {
  const web::Phase sign = sign_of(school);
  return web::phase_label(sign, school.academy, web::phase_name(sign));
}

web::Html plan_map(const Facts& facts, const Plan& plan,
                   const std::vector<web::MapOutline>& outlines, const PlanMap& shape) {
  const std::vector<ClusterLook> looks = looks_of(plan, facts);
  web::Map map;
  map.id = shape.id;
  map.title = shape.title;
  map.width = shape.width;
  map.height = shape.height;
  map.outlines = outlines;
  map.dots = facts.schools.size() > schools_listed_max;
  map.areas = areas_of(facts, plan, looks);
  std::vector<char> moves(facts.schools.size(), 0);
  if (shape.before != nullptr) {
    for (const Moved& each : moved(*shape.before, plan)) moves[index(each.school)] = 1;
  }
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    const SchoolFacts& school = facts.schools[at];
    const int place = plan.of[at];
    web::MapPoint point{position_of(school), {}};
    point.phase = sign_of(school);
    point.cluster = place == no_place ? -1 : looks[index(place)].colour;
    point.moved = moves[at] != 0;
    if (!map.dots) {
      point.name = school.name + ", " +
                   (place == no_place ? "in no cluster" : plan.clusters[index(place)].name) +
                   (point.moved ? ", moves" : "");
      if (!shape.school_path.empty()) point.href = shape.school_path + std::to_string(school.urn);
    }
    map.points.push_back(std::move(point));
  }
  map.description =
      registry::count_words(static_cast<std::int64_t>(facts.schools.size()), "school", "schools") +
      " in " +
      registry::count_words(static_cast<std::int64_t>(plan.clusters.size()), "cluster",
                            "clusters") +
      ". The tables of this page hold the same facts.";
  return web::map(map);
}

web::Html plan_map_key(const Facts& facts, bool moves) {
  std::set<web::Phase> phases;
  for (const SchoolFacts& school : facts.schools) phases.insert(sign_of(school));
  std::vector<web::LegendItem> items;
  for (const web::Phase phase : phases) {
    items.push_back({web::phase_symbol(phase, true), std::string(web::phase_name(phase))});
  }
  if (moves) items.push_back({web::moved_symbol(), "Thick outline: moves"});
  return web::legend(items);
}

}  // namespace design

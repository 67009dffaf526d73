// Draws the map: outlines, areas, points by colour, numbers, badges, scale.
#include "web/svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "base/check.hpp"
#include "web/svg_fit.hpp"

namespace web {
namespace {

// Above this the points are no stops of the Tab key without a script: the table is the way.
constexpr std::size_t kTabStopsMax = 60;

// One decimal is a tenth of a pixel: finer than anybody sees, and it keeps the map small.
std::string tenths(double value) {
  const long long rounded = std::llround(value * 10);
  std::string text = std::to_string(rounded / 10);
  if (rounded < 0 && rounded > -10) text.insert(0, "-");
  const long long rest = std::llabs(rounded % 10);
  if (rest != 0) text += "." + std::to_string(rest);
  return text;
}

std::string whole(double value) { return std::to_string(std::llround(value)); }

// The style sheet makes signs smaller where points are many, larger on a phone and steady in zoom.
std::string_view size_class(std::size_t points) {
  if (points <= 30) return "gh-map gh-map--few";
  return points <= 150 ? "gh-map" : "gh-map gh-map--many";
}

class Drawing {
 public:
  explicit Drawing(const Map& map) : map_(map), fit_(fit_of(map)) {
    for (const MapPoint& point : map.points) spots_.push_back(fit_.at(point.at));
  }

  Html draw();

 private:
  void add_definitions(Html& html) const;
  void add_hatch(Html& html, int hue) const;
  void add_outline(Html& html, const MapOutline& outline) const;
  void add_area(Html& html, const MapArea& area) const;
  void add_points(Html& html) const;
  void add_dots(Html& html) const;
  void add_point(Html& html, std::size_t index) const;
  void add_label(Html& html, std::size_t index) const;
  void add_badge(Html& html, const MapArea& area);
  double scale_bar_x(double length) const;
  void add_scale_bar(Html& html) const;
  double distance_to_nearest(Spot spot, std::size_t except) const;

  const Map& map_;
  Fit fit_;
  std::vector<Spot> spots_;   // of the points, in their order
  std::vector<Spot> badges_;  // drawn so far
};

void Drawing::add_hatch(Html& html, int hue) const {
  const std::string id = map_.id + "-h" + std::to_string(hue);
  const std::string css_class = "gh-hatch gh-hatch--k" + std::to_string(hue);
  html.open("pattern", {{"id", id},
                        {"width", 7},
                        {"height", 7},
                        {"patternUnits", "userSpaceOnUse"},
                        {"patternTransform", "rotate(45)"}});
  html.leaf("path", {{"class", css_class}, {"d", "M0 3.5h7"}}).close("pattern");
}

void Drawing::add_definitions(Html& html) const {
  std::set<std::pair<bool, Phase>> used;
  bool lead = false;
  for (const MapPoint& point : map_.points) {
    if (map_.dots) break;
    used.insert({point.outside, point.phase});
    lead = lead || point.lead;
  }
  html.open("defs");
  for (const auto& [outside, phase] : used) {
    const std::string id = map_.id + (outside ? "o" : "") + std::to_string(static_cast<int>(phase));
    html.open("g", {{"id", id}, {"class", outside ? "gh-sym gh-sym--outside" : "gh-sym"}});
    html.add_raw(phase_shape(phase)).close("g");
  }
  if (lead) {
    html.leaf("circle", {{"id", map_.id + "-l"}, {"class", "gh-sym"}, {"r", "9.6"}});
  }
  std::set<int> hatched;
  for (const MapArea& area : map_.areas) {
    if (!map_.dots && cluster_hatched(area.cluster)) hatched.insert(cluster_hue(area.cluster));
  }
  for (int hue : hatched) add_hatch(html, hue);
  html.close("defs");
}

void Drawing::add_outline(Html& html, const MapOutline& outline) const {
  const std::string path = path_of(fit_, outline.positions);
  if (!path.empty()) html.leaf("path", {{"class", "gh-land"}, {"d", path}});
}

void Drawing::add_area(Html& html, const MapArea& area) const {
  std::vector<Spot> members;
  for (const Position& position : area.positions) members.push_back(fit_.at(position));
  std::string corners;
  for (const Spot& spot : area_round(members, map_.dots ? 2 : map_.points.size() <= 30 ? 20 : 12)) {
    if (!corners.empty()) corners += ' ';
    corners += whole(spot.x) + "," + whole(spot.y);
  }
  if (corners.empty()) return;
  const std::string hue = std::to_string(cluster_hue(area.cluster));
  const std::string css_class =
      map_.dots ? "gh-hull gh-hull--small gh-hull--k" + hue : "gh-hull gh-hull--k" + hue;
  html.leaf("polygon", {{"class", css_class}, {"points", corners}, {"data-cluster", area.cluster}});
  if (!map_.dots && cluster_hatched(area.cluster)) {
    html.leaf("polygon", {{"fill", "url(#" + map_.id + "-h" + hue + ")"}, {"points", corners}});
  }
}

void Drawing::add_point(Html& html, std::size_t index) const {
  const MapPoint& point = map_.points[index];
  const std::string x = tenths(spots_[index].x);
  const std::string y = tenths(spots_[index].y);
  const bool stop = map_.points.size() <= kTabStopsMax;
  if (point.href.empty()) {
    html.open("g");
  } else {
    html.open("a", {{"href", point.href}, {"tabindex", -1, !stop}});
  }
  html.open("title").add_text(point.name).close("title");
  if (point.lead) {
    html.leaf("use", {{"href", "#" + map_.id + "-l"}, {"x", x}, {"y", y}, {"class", "gh-pt-ring"}});
  }
  const std::string shape =
      "#" + map_.id + (point.outside ? "o" : "") + std::to_string(static_cast<int>(point.phase));
  html.leaf("use", {{"href", shape}, {"x", x}, {"y", y}});
  html.close(point.href.empty() ? "g" : "a");
}

// The ends of strokes without length are round. One path for each hue in each square of the map: a
// browser draws whole paths, and passes over those that lie outside of what is looked at.
void Drawing::add_dots(Html& html) const {
  constexpr double square = 50;
  std::map<std::tuple<int, int, int>, std::string> paths;  // by hue, then by place
  for (std::size_t i = 0; i < map_.points.size(); ++i) {
    const int cluster = map_.points[i].cluster;
    const int hue = cluster < 0 ? 0 : cluster_hue(cluster);
    paths[{hue, static_cast<int>(spots_[i].y / square), static_cast<int>(spots_[i].x / square)}] +=
        "M" + tenths(spots_[i].x) + " " + tenths(spots_[i].y) + "h0";
  }
  int open_hue = -1;
  for (const auto& [key, path] : paths) {
    const int hue = std::get<0>(key);
    if (hue != open_hue) {
      if (open_hue >= 0) html.close("g");
      html.open("g", {{"class", "gh-dots gh-dots--k" + std::to_string(hue)}});
      open_hue = hue;
    }
    html.leaf("path", {{"d", path}});
  }
  if (open_hue >= 0) html.close("g");
}

// Colours stand once for each group of points that share them.
void Drawing::add_points(Html& html) const {
  using Key = std::tuple<int, int, bool, bool>;  // outside first, so that ours lie on top
  std::map<Key, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < map_.points.size(); ++i) {
    const MapPoint& point = map_.points[i];
    const int layer = point.outside ? 0 : 1;
    const int cluster = point.outside ? -1 : std::max(point.cluster, -1);
    groups[{layer, cluster, !point.filled, point.moved}].push_back(i);
  }
  for (const auto& [key, members] : groups) {
    const auto& [layer, cluster, hollow, moved] = key;
    std::string css_class = "gh-pts gh-pts--";
    if (layer == 0) {
      css_class += "outside";
    } else {
      css_class += cluster < 0 ? "none" : "k" + std::to_string(cluster_hue(cluster));
      if (hollow) css_class += " gh-pts--hollow";
      if (moved) css_class += " gh-pts--moved";
    }
    html.open("g", {{"class", css_class}, {"data-cluster", cluster, cluster >= 0}});
    for (std::size_t index : members) add_point(html, index);
    html.close("g");
  }
}

double Drawing::distance_to_nearest(Spot spot, std::size_t except) const {
  double nearest = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    if (i != except) nearest = std::min(nearest, squared_distance(spot, spots_[i]));
  }
  for (const Spot& badge : badges_) nearest = std::min(nearest, squared_distance(spot, badge));
  return std::sqrt(nearest);
}

// Right of the point unless another stands there.
void Drawing::add_label(Html& html, std::size_t index) const {
  const MapPoint& point = map_.points[index];
  if (point.number == 0) return;
  struct Side {
    std::string_view css_class;
    double x;
    double y;
  };
  constexpr std::array<Side, 4> kSides{
      {{"gh-lab--r", 17, 0}, {"gh-lab--l", -17, 0}, {"gh-lab--t", 0, -17}, {"gh-lab--b", 0, 17}}};
  const Side* best = &kSides[0];
  double best_room = -1;
  for (const Side& side : kSides) {
    const Spot spot{spots_[index].x + side.x, spots_[index].y + side.y};
    const double room = distance_to_nearest(spot, index);
    if (room > best_room + 0.01 && best_room < 16) {
      best = &side;
      best_room = room;
    }
  }
  std::string css_class = point.lead ? "gh-lab gh-lab--lead " : "gh-lab ";
  css_class += best->css_class;
  html.open("text",
            {{"class", css_class}, {"x", tenths(spots_[index].x)}, {"y", tenths(spots_[index].y)}});
  html.add(Html(point.number)).close("text");
}

// Near the middle of the area, but on no point and no other badge.
void Drawing::add_badge(Html& html, const MapArea& area) {
  if (area.positions.empty()) return;
  Spot middle;
  for (const Position& position : area.positions) {
    const Spot spot = fit_.at(position);
    middle.x += spot.x / static_cast<double>(area.positions.size());
    middle.y += spot.y / static_cast<double>(area.positions.size());
  }
  Spot best = middle;
  double best_room = -1;
  for (int ring = 0; ring <= 3 && best_room < 20; ++ring) {
    for (int turn = 0; turn < (ring == 0 ? 1 : 8); ++turn) {
      const double angle = turn * 0.7853981633974483;
      const Spot spot{middle.x + 13.0 * ring * std::cos(angle),
                      middle.y + 13.0 * ring * std::sin(angle)};
      const double room = std::min(distance_to_nearest(spot, spots_.size()), 30.0) - 3.0 * ring;
      if (room > best_room) {
        best = spot;
        best_room = room;
      }
    }
  }
  best.x = std::clamp(best.x, 12.0, map_.width - 12.0);
  best.y = std::clamp(best.y, 12.0, map_.height - 12.0);
  badges_.push_back(best);
  const int hue = cluster_hue(area.cluster);
  const bool dark = hue == 1 || hue == 3 || hue == 4;
  const int width = 12 + 8 * static_cast<int>(area.letter.size());
  html.open("g", {{"transform", "translate(" + whole(best.x) + " " + whole(best.y) + ")"}});
  html.open("g", {{"class", "gh-badge-g"}});
  if (!area.name.empty()) html.open("title").add_text(area.name).close("title");
  html.leaf("rect", {{"class", "gh-badge gh-badge--k" + std::to_string(hue)},
                     {"x", -width / 2},
                     {"y", -10},
                     {"width", width},
                     {"height", 20},
                     {"rx", 3}});
  html.open("text",
            {{"class", dark ? "gh-badge-t gh-on-dark" : "gh-badge-t gh-on-light"}, {"y", 4}});
  html.add_text(area.letter).close("text").close("g").close("g");
}

// In the lower corner that has fewer schools; the script keeps to the side.
double Drawing::scale_bar_x(double length) const {
  constexpr double kEdge = 18;
  constexpr double kWords = 48;
  constexpr double kHeight = 64;
  const double right = map_.width - kEdge - kWords - length;
  const auto crowd = [&](double x) {
    return std::count_if(spots_.begin(), spots_.end(), [&](const Spot& spot) {
      return spot.y > map_.height - kHeight && spot.x > x - kEdge && spot.x < x + length + kWords;
    });
  };
  return crowd(right) < crowd(kEdge) ? right : kEdge;
}

void Drawing::add_scale_bar(Html& html) const {
  constexpr std::array<int, 9> kLengthsM{500,   1000,  2000,   5000,  10000,
                                         20000, 50000, 100000, 200000};
  int length_m = kLengthsM[0];
  for (int candidate_m : kLengthsM) {
    if (candidate_m / fit_.m_per_unit() <= map_.width * 0.25) length_m = candidate_m;
  }
  const double length = length_m / fit_.m_per_unit();
  const std::string name =
      length_m < 1000 ? std::to_string(length_m) + " m" : std::to_string(length_m / 1000) + " km";
  const double x = scale_bar_x(length);
  html.open("g", {{"class", "gh-scalebar"}});
  html.leaf("path", {{"class", "gh-scale"},
                     {"d", "M" + whole(x) + " " + std::to_string(map_.height - 26) + "v6h" +
                               whole(length) + "v-6"}});
  html.open("text", {{"x", whole(x + length + 8)}, {"y", map_.height - 16}}).add_text(name);
  html.close("text").close("g");
}

Html Drawing::draw() {
  Html html;
  html.reserve(map_.points.size() * (map_.dots ? 20 : 170) + 8192);
  const std::string view = "0 0 " + std::to_string(map_.width) + " " + std::to_string(map_.height);
  html.open("div", {{"class", "gh-mapbox"}, {"data-map", map_.title}});
  html.open("svg", {{"class", size_class(map_.points.size())},
                    {"viewBox", view},
                    {"role", "group"},
                    {"aria-labelledby", map_.id + "-t"},
                    {"aria-describedby", map_.id + "-d"},
                    {"data-metres", tenths(fit_.m_per_unit())}});
  html.open("title", {{"id", map_.id + "-t"}}).add_text(map_.title).close("title");
  html.open("desc", {{"id", map_.id + "-d"}}).add_text(map_.description).close("desc");
  add_definitions(html);
  for (const MapOutline& outline : map_.outlines) add_outline(html, outline);
  for (const MapArea& area : map_.areas) add_area(html, area);
  for (const MapOutline& outline : map_.outlines) {
    const std::optional<Spot> spot = name_spot(fit_, outline);
    if (!spot) continue;
    html.open("text", {{"class", "gh-place"}, {"x", whole(spot->x)}, {"y", whole(spot->y)}});
    html.add_text(outline.name).close("text");
  }
  if (map_.dots) {
    add_dots(html);
  } else {
    add_points(html);
    for (std::size_t i = 0; i < map_.points.size(); ++i) add_label(html, i);
    for (const MapArea& area : map_.areas) add_badge(html, area);
  }
  add_scale_bar(html);
  html.close("svg").close("div");
  return html;
}

}  // namespace

Html map(const Map& map) {
  CHECK(map.width > 0 && map.height > 0);
  CHECK(!map.title.empty() && !map.description.empty());
  return Drawing(map).draw();
}

}  // namespace web

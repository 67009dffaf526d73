// The map of a plan as a picture that stands alone. Letters name clusters; hues only part
// neighbours.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "design/export.hpp"
#include "geo/hull.hpp"

namespace design {

namespace {

constexpr double width = 1200;
constexpr double margin = 40;
constexpr double head = 50;
constexpr std::string_view hues[] = {"#24408e", "#de7c12", "#0f7173", "#7d1d2f",
                                     "#58b4e5", "#f0dc5c", "#eea6b6"};

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string escaped(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (c == '<') {
      made += "&lt;";
    } else if (c == '&') {
      made += "&amp;";
    } else {
      made += c;
    }
  }
  return made;
}

std::string number(double value) { return base::with_decimals(value, 1); }

// From metres to the picture.
class Frame {
 public:
  explicit Frame(const Facts& facts) {
    for (const SchoolFacts& each : facts.schools) {
      west_ = std::min(west_, each.point.east_m);
      east_ = std::max(east_, each.point.east_m);
      south_ = std::min(south_, each.point.north_m);
      north_ = std::max(north_, each.point.north_m);
    }
    constexpr double least_m = 2000;
    const double wide = std::max({east_ - west_, (north_ - south_) / 1.4, least_m});
    scale_ = (width - 2 * margin) / wide;
  }
  double x(const geo::GridPoint& p) const { return margin + (p.east_m - west_) * scale_; }
  double y(const geo::GridPoint& p) const { return head + margin + (north_ - p.north_m) * scale_; }
  double height() const { return head + 2 * margin + (north_ - south_) * scale_ + head; }
  double scale() const { return scale_; }

 private:
  double west_ = 1e9, east_ = -1e9, south_ = 1e9, north_ = -1e9;
  double scale_ = 1;
};

std::string shape(const Frame& frame, const geo::Polygon& polygon, const std::string& look) {
  std::string points;
  for (const geo::GridPoint& each : polygon) {
    points += (points.empty() ? "" : " ") + number(frame.x(each)) + "," + number(frame.y(each));
  }
  return "<polygon points=\"" + points + "\"" + look + "/>\n";
}

const std::string land_look = " fill=\"#f6f4ee\" stroke=\"#b9b4a6\" stroke-width=\"1\"";

std::string area(const Frame& frame, const geo::Polygon& hull, std::string_view hue) {
  const std::string colour(hue);
  return shape(frame, hull,
               " fill=\"" + colour + "\" fill-opacity=\"0.16\" stroke=\"" + colour +
                   "\" stroke-width=\"1.5\"");
}

std::string mark(const Frame& frame, const SchoolFacts& school, std::string_view hue, double size) {
  const double x = frame.x(school.point);
  const double y = frame.y(school.point);
  const std::string look = " fill=\"" + std::string(hue) +
                           "\" stroke=\"#13212c\" stroke-width=\"0.7\"><title>" +
                           escaped(school.name) + "</title>";
  if (is_secondary(school)) {
    return "<rect x=\"" + number(x - size) + "\" y=\"" + number(y - size) + "\" width=\"" +
           number(2 * size) + "\" height=\"" + number(2 * size) + "\"" + look + "</rect>\n";
  }
  if (school.special) {
    return "<path d=\"M" + number(x) + " " + number(y - 1.4 * size) + "l" + number(1.4 * size) +
           " " + number(1.4 * size) + "l" + number(-1.4 * size) + " " + number(1.4 * size) + "l" +
           number(-1.4 * size) + " " + number(-1.4 * size) + "z\"" + look + "</path>\n";
  }
  return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(size) + "\"" +
         look + "</circle>\n";
}

std::string scale_bar(const Frame& frame) {
  double km = 1;
  constexpr double wanted = 120;
  for (const double each : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0}) {
    if (each * 1000 * frame.scale() <= wanted) km = each;
  }
  const double long_px = km * 1000 * frame.scale();
  const double y = frame.height() - head / 2;
  return "<path d=\"M" + number(margin) + " " + number(y) + "h" + number(long_px) +
         "\" stroke=\"#13212c\" stroke-width=\"2\"/>\n<text x=\"" + number(margin) + "\" y=\"" +
         number(y - 6) + "\" font-size=\"13\">" + number(km).substr(0, number(km).find('.')) +
         " km</text>\n<text x=\"" + number(margin + long_px + 30) + "\" y=\"" + number(y) +
         "\" font-size=\"13\">Square: secondary or all-through. Circle: primary or other. "
         "Diamond: special or alternative provision. Areas are drawn round schools; they are no "
         "boundaries.</text>\n";
}

// Clusters far down the list take up hues again; neighbours rarely have the same one, for the list
// follows the places from west to east.
std::vector<std::size_t> hues_of(const Plan& plan, const Facts& facts) {
  const auto members = members_of(plan);
  std::vector<std::pair<double, std::size_t>> places;
  for (std::size_t at = 0; at < members.size(); ++at) {
    double east = 0;
    for (const int each : members[at]) east += facts.schools[index(each)].point.east_m;
    places.emplace_back(members[at].empty() ? 0 : east / static_cast<double>(members[at].size()),
                        at);
  }
  std::sort(places.begin(), places.end());
  std::vector<std::size_t> made(members.size());
  for (std::size_t rank = 0; rank < places.size(); ++rank) {
    made[places[rank].second] = rank % std::size(hues);
  }
  return made;
}

}  // namespace

std::string plan_svg(const Facts& facts, const Plan& plan, const std::vector<geo::Polygon>& land,
                     const std::string& title) {
  const Frame frame(facts);
  std::string coast;
  for (const geo::Polygon& each : land) coast += shape(frame, each, land_look);
  const auto members = members_of(plan);
  const std::vector<std::size_t> hue_of = hues_of(plan, facts);
  constexpr std::size_t few = 800;
  const double size = facts.schools.size() < few ? 4 : 1.6;
  std::string areas;
  std::string marks;
  std::string letters;
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (members[at].empty()) continue;
    const std::string_view hue = hues[hue_of[at]];
    std::vector<geo::GridPoint> points;
    for (const int each : members[at]) {
      points.push_back(facts.schools[index(each)].point);
      marks += mark(frame, facts.schools[index(each)], hue, size);
    }
    const geo::Polygon hull = geo::padded_hull(points, 1.5 * size / frame.scale());
    areas += area(frame, hull, hue);
    const geo::GridPoint middle = geo::centroid(hull);
    const PlanCluster& cluster = plan.clusters[at];
    if (facts.schools.size() >= few) continue;
    letters += "<text x=\"" + number(frame.x(middle)) + "\" y=\"" + number(frame.y(middle)) +
               "\" font-size=\"15\" font-weight=\"700\" text-anchor=\"middle\" stroke=\"#fff\" "
               "stroke-width=\"3\" paint-order=\"stroke\">" +
               escaped(cluster.letter.empty() ? cluster.name : cluster.letter) + "<title>" +
               escaped(cluster.name) + "</title></text>\n";
  }
  for (std::size_t at = 0; at < plan.of.size(); ++at) {
    if (plan.of[at] == no_place) marks += mark(frame, facts.schools[at], "#fff", size);
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " +
         number(frame.height()) + "\" font-family=\"sans-serif\" fill=\"#13212c\">\n<title>" +
         escaped(title) + "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n" +
         coast + "<text x=\"" + number(margin) +
         "\" y=\"34\" font-size=\"22\" font-weight=\"600\">" + escaped(title) + "</text>\n" +
         areas + marks + letters + scale_bar(frame) + "</svg>\n";
}

}  // namespace design

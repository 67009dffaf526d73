// The curve of a frontier: across, schools that change cluster; up, the share of the gain.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "design/pages_run.hpp"

namespace design {

namespace {

using web::Html;

constexpr double left = 52, right = 446, top = 40, bottom = 290;
constexpr int steps_up = 4;
constexpr double percent = 100;

class Curve {
 public:
  explicit Curve(const Frontier& frontier) : frontier_(frontier) {
    for (const FrontierPoint& each : frontier.points) most_ = std::max(most_, each.moves);
  }

  Html draw() const {
    Html html;
    html.open("svg", {{"class", "gh-chart"},
                      {"viewBox", "0 0 460 344"},
                      {"role", "img"},
                      {"aria-labelledby", "fr-t fr-d"}});
    html.open("title", {{"id", "fr-t"}}).add_text("What each further move gains").close("title");
    html.open("desc", {{"id", "fr-d"}}).add_text(frontier_.sentence).close("desc");
    add_axes(html);
    std::string points;
    for (const FrontierPoint& each : frontier_.points) {
      points += (points.empty() ? "" : " ") + number(x(each.moves)) + "," + number(y(each.share));
    }
    html.leaf("polyline", {{"class", "gh-curve"}, {"points", points}});
    for (const FrontierPoint& each : frontier_.points) {
      html.leaf("circle", {{"class", "gh-dot"},
                           {"cx", number(x(each.moves))},
                           {"cy", number(y(each.share))},
                           {"r", "4.5"}});
    }
    return html.close("svg");
  }

 private:
  static std::string number(double value) { return std::to_string(std::lround(value)); }
  double x(double moves) const { return left + (right - left) * moves / most_; }
  static double y(double share) { return bottom - (bottom - top) * share; }

  static void text(Html& html, std::string_view css_class, double at_x, double at_y,
                   std::string_view anchor, std::string_view words) {
    html.open("text", {{"class", css_class},
                       {"x", number(at_x)},
                       {"y", number(at_y)},
                       {"text-anchor", anchor}})
        .add_text(words)
        .close("text");
  }

  void add_axes(Html& html) const {
    for (int step = 0; step <= steps_up; ++step) {
      const double share = static_cast<double>(step) / steps_up;
      html.leaf("line", {{"class", "gh-grid"},
                         {"x1", number(left)},
                         {"x2", number(right)},
                         {"y1", number(y(share))},
                         {"y2", number(y(share))}});
      text(html, "gh-t2", left - 6, y(share) + 5, "end", number(share * percent) + "%");
    }
    const int apart = most_ > 30 ? 10 : (most_ > 12 ? 5 : (most_ > 5 ? 2 : 1));
    for (int moves = 0; moves <= most_; moves += apart) {
      text(html, "gh-t2", x(moves), bottom + 21, "middle", std::to_string(moves));
    }
    html.leaf("path", {{"class", "gh-axis"},
                       {"d", "M" + number(left) + " " + number(bottom) + "H" + number(right)}});
    text(html, "gh-t2", (left + right) / 2, bottom + 47, "middle", "Schools that change cluster");
    text(html, "gh-t2", 2, 18, "start", "Share of the possible gain");
  }

  const Frontier& frontier_;
  int most_ = 1;
};

}  // namespace

Html frontier_chart(const Frontier& frontier) {
  return web::el("figure", {{"class", "gh-fig"}}, Curve(frontier).draw());
}

}  // namespace design

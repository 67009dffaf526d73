// Shapes, letters and hues that picture and table share.
#include "web/symbols.hpp"

#include <array>

#include "base/check.hpp"

namespace web {
namespace {

struct Shape {
  std::string_view name;
  Html::Literal markup;  // in a square from -8 to 8
};

constexpr int index_of(Phase phase) { return static_cast<int>(phase); }

const Shape& shape_of(Phase phase) {
  static const std::array<Shape, kPhaseCount> kShapes{{
      {"Nursery", "<polygon points=\"0,-6.2 6,4.7 -6,4.7\"/>"},
      {"Primary", "<circle r=\"4.7\"/>"},
      {"Secondary", "<rect x=\"-5.2\" y=\"-5.2\" width=\"10.4\" height=\"10.4\"/>"},
      {"All-through", "<polygon points=\"6.2,0 3.1,5.4 -3.1,5.4 -6.2,0 -3.1,-5.4 3.1,-5.4\"/>"},
      {"Special", "<polygon points=\"0,-7 7,0 0,7 -7,0\"/>"},
      {"Alternative provision", "<path d=\"M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z\"/>"},
      {"16 plus", "<polygon points=\"0,6.2 6,-4.7 -6,-4.7\"/>"},
      {"Other", "<rect x=\"-2.6\" y=\"-6\" width=\"5.2\" height=\"12\"/>"},
  }};
  return kShapes[static_cast<std::size_t>(index_of(phase))];
}

Html symbol(std::string_view css_class, Html::Literal shape) {
  Html html;
  html.open("svg", {{"class", css_class},
                    {"viewBox", "-8 -8 16 16"},
                    {"aria-hidden", "true"},
                    {"focusable", "false"}});
  html.add_raw(shape);
  html.close("svg");
  return html;
}

}  // namespace

std::string_view phase_name(Phase phase) { return shape_of(phase).name; }

Html::Literal phase_shape(Phase phase) { return shape_of(phase).markup; }

Html phase_symbol(Phase phase, bool filled) {
  return symbol(filled ? "gh-shape" : "gh-shape gh-shape--hollow", shape_of(phase).markup);
}

Html moved_symbol() {
  return symbol("gh-shape gh-shape--hollow gh-shape--moved", Html::Literal("<circle r=\"4.7\"/>"));
}

Html phase_label(Phase phase, bool filled, std::string_view text) {
  return el("span", {{"class", "gh-nowrap"}}, phase_symbol(phase, filled), text);
}

std::string cluster_letter(int index) {
  CHECK(index >= 0);
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  const int count = static_cast<int>(kLetters.size());
  std::string letters;
  for (int rest = index; rest >= 0; rest = rest / count - 1) {
    letters.insert(letters.begin(), kLetters[static_cast<std::size_t>(rest % count)]);
  }
  return letters;
}

int cluster_hue(int index) {
  CHECK(index >= 0);
  return index % 7 + 1;
}

bool cluster_hatched(int index) { return index >= 7; }

Html cluster_badge(int index, std::string_view letter, BadgeSize size) {
  std::string css_class = "gh-k gh-k--";
  css_class += index < 0 ? "none" : std::to_string(cluster_hue(index));
  if (size == BadgeSize::Title) css_class += " gh-k--l";
  return el("span", {{"class", css_class}}, letter);
}

Html legend(const std::vector<LegendItem>& items) {
  Html html;
  html.open("ul", {{"class", "gh-legend"}});
  for (const LegendItem& item : items) html.add(el("li", {}, item.sign, item.label));
  html.close("ul");
  return html;
}

Html map_key(const MapKey& key) {
  std::vector<LegendItem> items;
  for (Phase phase : key.phases) {
    items.push_back({phase_symbol(phase, true), std::string(phase_name(phase))});
  }
  if (key.hollow) items.push_back({phase_symbol(Phase::Primary, false), "Hollow: maintained"});
  if (key.lead) {
    items.push_back(
        {symbol("gh-shape", "<circle class=\"gh-pt-ring\" r=\"6.5\"/>"), "Lead school"});
  }
  if (!key.outside.empty()) {
    items.push_back({symbol("gh-shape gh-shape--outside", "<circle r=\"4\"/>"), key.outside});
  }
  return legend(items);
}

Html cluster_key(const std::vector<ClusterKeyItem>& items) {
  Html html;
  html.open("ul", {{"class", "gh-ckey"}});
  for (const ClusterKeyItem& item : items) {
    Html name = item.href.empty()
                    ? Html(item.name)
                    : el("a", {{"class", "govuk-link"}, {"href", item.href}}, item.name);
    Html note = item.note.empty() ? Html() : el("span", {{"class", "gh-sub"}}, item.note);
    html.add(el("li", {}, cluster_badge(item.index, item.letter), " ", el("span", {}, name, note)));
  }
  html.close("ul");
  return html;
}

}  // namespace web

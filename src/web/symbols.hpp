// The small signs that a picture and its table share: shape for phase, filled for academy, letter
// and hue for cluster.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/html.hpp"

namespace web {

enum class Phase { Nursery, Primary, Secondary, AllThrough, Special, Alternative, Sixteen, Other };
constexpr int kPhaseCount = 8;

// "Primary", "16 plus"
std::string_view phase_name(Phase phase);
// The bare shape, for pictures, in a square from -8 to 8.
Html::Literal phase_shape(Phase phase);
// The sign alone, 14 px, hidden from screen readers: words stand beside it. Filled is an academy,
// hollow a maintained school.
Html phase_symbol(Phase phase, bool filled);
// A school that moves: a thick outline, whatever its phase.
Html moved_symbol();
// Sign and word that stay on one line.
Html phase_label(Phase phase, bool filled, std::string_view text);

// Clusters of a group are counted from 0. The letter is the name: A to Z without I and O, then AA,
// AB; there are seven hues, and from the eighth cluster on areas are hatched.
std::string cluster_letter(int index);
int cluster_hue(int index);  // 1 to 7
bool cluster_hatched(int index);
enum class BadgeSize { Text, Title };
// A badge without hue (index below 0) has a dashed edge.
Html cluster_badge(int index, std::string_view letter, BadgeSize size = BadgeSize::Text);

struct LegendItem {
  Html sign;
  std::string label;
};
Html legend(const std::vector<LegendItem>& items);
// The key of a map: the phases that it shows in order, then lead school, maintained schools and
// schools outside as asked.
struct MapKey {
  std::vector<Phase> phases;
  bool lead = false;
  bool hollow = false;
  std::string outside = {};  // "Not in the trust"
};
Html map_key(const MapKey& key);

struct ClusterKeyItem {
  int index = 0;
  std::string letter;
  std::string name;
  std::string note = {};  // "6 schools, 2,050 pupils"
  std::string href = {};
};
Html cluster_key(const std::vector<ClusterKeyItem>& items);

}  // namespace web

// CSV, GeoJSON and plain text.
#include "design/export.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "design/middle.hpp"
#include "geo/hull.hpp"

namespace design {

namespace {

constexpr double pad_m = 600;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

// As RFC 4180 has it; a cell that a spreadsheet would take for a formula is left as it is only when
// it is a number.
std::string cell(std::string_view text) {
  std::string made(text);
  if (!made.empty() && std::string_view("=+-@").find(made[0]) != std::string_view::npos &&
      !base::parse_decimal(made)) {
    made.insert(made.begin(), '\'');
  }
  if (made.find_first_of(",\"\r\n") == made.npos) return made;
  std::string quoted = "\"";
  for (const char c : made) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t at = 0; at < cells.size(); ++at) row += (at == 0 ? "" : ",") + cell(cells[at]);
  return row + "\r\n";
}

std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    if (c >= 0 && c < ' ') continue;
    made += c;
  }
  return made + "\"";
}

std::string position(const geo::GridPoint& point) {
  constexpr int decimals = 6;  // a tenth of a metre
  const geo::LatLong place = geo::to_wgs84(point);
  return "[" + base::with_decimals(place.longitude_deg, decimals) + "," +
         base::with_decimals(place.latitude_deg, decimals) + "]";
}

std::set<int> schools_that_move(const Plan& baseline, const Plan& plan) {
  std::set<int> schools;
  for (const Moved& each : moved(baseline, plan)) schools.insert(each.school);
  return schools;
}

std::string padded(std::string text, std::size_t width, bool right) {
  std::size_t shown = 0;
  for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  const std::string gap(shown < width ? width - shown : 0, ' ');
  return right ? gap + text : text + gap;
}

}  // namespace

std::string plan_csv(const Scenario& scenario, const Facts& facts, const Plan& plan,
                     const Plan& baseline, const Measured& measured) {
  std::string csv =
      row_of({"cluster", "letter", "urn", "name", "phase", "pupils", "authority", "trust", "today",
              "moves", "minutes_to_middle", "able_to_lead", "pinned"});
  const std::set<int> moves = schools_that_move(baseline, plan);
  const auto members = members_of(plan);
  auto add = [&](int school, const std::string& cluster, const std::string& letter, int middle) {
    const SchoolFacts& each = facts.schools[index(school)];
    const std::optional<bool> able = is_able(each, scenario.rules.lead);
    csv += row_of(
        {cluster, letter, std::to_string(each.urn), each.name,
         std::string(registry::phase_name(each.phase)),
         each.pupils ? std::to_string(*each.pupils) : "", each.authority_name, each.trust_name,
         each.today == no_place ? "" : facts.today[index(each.today)].name,
         facts.today.empty()      ? ""
         : moves.contains(school) ? "yes"
                                  : "no",
         middle == no_place ? "" : base::with_decimals(minutes_between(facts, school, middle), 1),
         !able   ? "not known"
         : *able ? "yes"
                 : "no",
         plan.pinned[index(school)] ? "yes" : "no"});
  };
  for (std::size_t at = 0; at < members.size(); ++at) {
    for (const int school : members[at]) {
      add(school, plan.clusters[at].name, plan.clusters[at].letter, measured.clusters[at].middle);
    }
  }
  for (std::size_t at = 0; at < plan.of.size(); ++at) {
    if (plan.of[at] == no_place) add(static_cast<int>(at), "", "", no_place);
  }
  return csv;
}

std::string measures_csv(const Plan& plan, const Measured& measured) {
  std::vector<std::string> head = {"code", "measure", "unit", "whole"};
  for (const PlanCluster& each : plan.clusters) head.push_back(each.name);
  std::string csv = row_of(head);
  const auto kinds = measure_kinds();
  auto text = [](const Figure& figure) {
    return figure.value ? base::with_decimals(*figure.value, 3) : "not known: " + figure.missing;
  };
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    std::vector<std::string> cells = {std::string(kinds[kind].code), std::string(kinds[kind].name),
                                      std::string(kinds[kind].unit), text(measured.whole[kind])};
    for (const ClusterMeasures& each : measured.clusters) {
      cells.push_back(kinds[kind].of_cluster ? text(each.figures[kind]) : "");
    }
    csv += row_of(cells);
  }
  return csv;
}

std::string plan_geojson(const Facts& facts, const Plan& plan, const Plan& baseline) {
  const std::set<int> moves = schools_that_move(baseline, plan);
  std::string features;
  auto add = [&](const std::string& geometry, const std::string& properties) {
    features += std::string(features.empty() ? "\n" : ",\n") + R"({"type":"Feature","geometry":)" +
                geometry + R"(,"properties":{)" + properties + "}}";
  };
  const auto members = members_of(plan);
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (members[at].empty()) continue;
    std::vector<geo::GridPoint> points;
    for (const int each : members[at]) points.push_back(facts.schools[index(each)].point);
    const geo::Polygon hull = geo::padded_hull(points, pad_m);
    std::string ring;
    for (const geo::GridPoint& each : hull) ring += position(each) + ",";
    add(R"({"type":"Polygon","coordinates":[[)" + ring + position(hull.front()) + "]]}",
        R"("kind":"cluster","name":)" + quoted(plan.clusters[at].name) + R"(,"letter":)" +
            quoted(plan.clusters[at].letter) + R"(,"schools":)" +
            std::to_string(members[at].size()));
  }
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    const SchoolFacts& each = facts.schools[at];
    const std::string cluster =
        plan.of[at] == no_place ? "null" : quoted(plan.clusters[index(plan.of[at])].name);
    const std::string today =
        each.today == no_place ? "null" : quoted(facts.today[index(each.today)].name);
    add(R"({"type":"Point","coordinates":)" + position(each.point) + "}",
        R"("kind":"school","urn":)" + std::to_string(each.urn) + R"(,"name":)" + quoted(each.name) +
            R"(,"phase":)" + quoted(registry::phase_name(each.phase)) + R"(,"pupils":)" +
            (each.pupils ? std::to_string(*each.pupils) : "null") + R"(,"cluster":)" + cluster +
            R"(,"today":)" + today + R"(,"moves":)" +
            (moves.contains(static_cast<int>(at)) ? "true" : "false"));
  }
  return R"({"type":"FeatureCollection","features":[)" + features + "\n]}\n";
}

std::string measures_text(const std::vector<std::string>& names,
                          const std::vector<const Measured*>& plans) {
  constexpr std::size_t name_width = 44;
  constexpr std::size_t figure_width = 16;
  std::string text = padded("", name_width, false);
  for (const std::string& each : names) text += padded(each, figure_width, true);
  text += "\n";
  std::string_view part;
  std::string missing;
  for (const ComparedRow& row : compared(plans)) {
    const MeasureKind& kind = measure_kinds()[row.kind];
    const bool none = std::none_of(row.figures.begin(), row.figures.end(),
                                   [](const Figure& each) { return each.value.has_value(); });
    if (none) {
      missing += (missing.empty() ? "" : "; ") + std::string(kind.name) + " (" +
                 row.figures.front().missing + ")";
      continue;
    }
    if (kind.part != part) text += std::string(kind.part) + "\n";
    part = kind.part;
    const bool unit = !kind.unit.empty() && kind.unit != "%";
    text += padded("  " + std::string(kind.name) + (unit ? ", " + std::string(kind.unit) : ""),
                   name_width, false);
    for (std::size_t at = 0; at < row.figures.size(); ++at) {
      const Figure& figure = row.figures[at];
      text += padded(figure.value ? figure_text(kind, figure) : "not known", figure_width, true);
    }
    if (plans.size() > 1 && row.against_first.back() != Verdict::Other) {
      text += "  " + std::string(verdict_label(row.against_first.back()));
    }
    text += "\n";
  }
  if (!missing.empty()) text += "Not known: " + missing + ".\n";
  return text;
}

std::string clusters_text(const Facts& facts, const Plan& plan, const Measured& measured) {
  std::string text;
  const auto members = members_of(plan);
  for (std::size_t at = 0; at < members.size(); ++at) {
    const ClusterMeasures& made = measured.clusters[at];
    if (members[at].empty()) continue;
    const PlanCluster& cluster = plan.clusters[at];
    auto figure = [&](std::string_view code) {
      const std::size_t kind = measure_place(code);
      return made.figures[kind].value ? figure_text(measure_kinds()[kind], made.figures[kind])
                                      : std::string("?");
    };
    auto pupils = [&](const std::vector<int>& schools) {
      std::int64_t sum = 0;
      bool all = true;
      for (const int each : schools) {
        const auto known = facts.schools[index(each)].pupils;
        sum += known.value_or(0);
        all = all && known.has_value();
      }
      return (all ? "" : "at least ") + base::with_thousands(sum);
    };
    text += (cluster.letter.empty() ? "" : cluster.letter + "  ") + cluster.name + ": " +
            std::to_string(members[at].size()) +
            (members[at].size() == 1 ? " school, " : " schools, ") + pupils(members[at]) +
            " pupils, mean journey " + figure("travel.mean") + " minutes, longest " +
            figure("travel.worst") + "; middle school " + facts.schools[index(made.middle)].name +
            "\n";
    for (const std::string& each : made.broken) text += "     breaks a rule: " + each + "\n";
    for (const int school : members[at]) {
      const SchoolFacts& each = facts.schools[index(school)];
      text += "     " + std::to_string(each.urn) + "  " + each.name + "\n";
    }
  }
  return text;
}

}  // namespace design

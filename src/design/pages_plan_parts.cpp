// Parts of the pages of a plan: rules, schools that move, clusters.
#include "design/pages_plan_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "base/text.hpp"
#include "design/middle.hpp"
#include "registry/pages_lists.hpp"

namespace design {

namespace {

using registry::count_words;
using web::Html;

constexpr std::size_t moves_shown = 10;
constexpr std::size_t broken_shown = 12;
constexpr std::size_t left_out_shown = 20;
constexpr std::size_t clusters_offered_max = 30;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string band_words(const Band& band, const std::string& what) {
  if (band.least && band.most) {
    return base::with_thousands(*band.least) + " to " + base::with_thousands(*band.most) + " " +
           what;
  }
  if (band.least) return "at least " + base::with_thousands(*band.least) + " " + what;
  return "at most " + base::with_thousands(*band.most) + " " + what;
}

struct RuleLine {
  RuleKind kind;
  std::string text;
  Strength strength;
};

std::int64_t federations_of(const Facts& facts) {
  std::map<std::int64_t, int> sizes;
  for (const SchoolFacts& school : facts.schools) {
    if (school.federation != 0) ++sizes[school.federation];
  }
  return std::count_if(sizes.begin(), sizes.end(),
                       [](const auto& each) { return each.second > 1; });
}

std::string clusters_words(const Clusters& asked) {
  const std::string least = asked.least ? std::to_string(*asked.least) : "";
  const std::string most = asked.most ? std::to_string(*asked.most) : "";
  if (least == most) return least + " clusters";
  if (most.empty()) return "at least " + least + " clusters";
  return (least.empty() ? "at most " : least + " to ") + most + " clusters";
}

std::vector<RuleLine> rules_of(const Scenario& scenario, const Facts& facts) {
  const Rules& rules = scenario.rules;
  std::vector<RuleLine> lines;
  if (!rules.schools.none()) {
    lines.push_back({RuleKind::Schools, band_words(rules.schools, "schools in each cluster"),
                     rules.schools.strength});
  }
  if (!rules.pupils.none()) {
    lines.push_back({RuleKind::Pupils, band_words(rules.pupils, "pupils in each cluster"),
                     rules.pupils.strength});
  }
  if (rules.travel.minutes) {
    lines.push_back({RuleKind::Travel,
                     "at most " + base::with_decimals(*rules.travel.minutes, 0) +
                         " minutes to the middle school",
                     rules.travel.strength});
  }
  if (rules.secondary.on) {
    lines.push_back({RuleKind::Secondary, "a secondary or all-through school in each",
                     rules.secondary.strength});
  }
  if (rules.lead.rule.on) {
    lines.push_back({RuleKind::Lead, "a school able to supply the lead head in each",
                     rules.lead.rule.strength});
  }
  for (const AtMost& each : rules.at_most) {
    lines.push_back({RuleKind::AtMost, words_of(each) + " in each cluster", each.strength});
  }
  if (rules.contiguous.on) {
    lines.push_back({RuleKind::Contiguous, "clusters in one piece", rules.contiguous.strength});
  }
  if (rules.federations.on) {
    lines.push_back(
        {RuleKind::Federations,
         count_words(federations_of(facts), "federation", "federations") + " kept whole",
         rules.federations.strength});
  }
  if (!rules.apart.empty()) {
    lines.push_back({RuleKind::Apart,
                     count_words(std::ssize(rules.apart), "pair of schools", "pairs of schools") +
                         " kept apart",
                     {}});
  }
  if (!rules.pins.empty()) {
    lines.push_back(
        {RuleKind::Pins,
         count_words(std::ssize(rules.pins), "school", "schools") + " pinned by the scenario",
         {}});
  }
  for (const Barrier& each : rules.barriers) {
    lines.push_back({RuleKind::Barrier, "no cluster across " + each.name, {}});
  }
  if (!rules.locked.empty()) {
    lines.push_back({RuleKind::Locked, base::join(rules.locked, ", ") + " as today", {}});
  }
  const Clusters& asked = scenario.clusters;
  if (asked.least || asked.most) {
    lines.push_back({RuleKind::Clusters, clusters_words(asked), {}});
  }
  return lines;
}

std::string broken_words(const PlanShown& shown, const BrokenRule& each) {
  if (each.cluster == no_place) return each.text;
  return shown.plan().clusters[index(each.cluster)].name + ": " + each.text;
}

// What nobody else could have kept: said where it was done.
std::vector<Html> by_hand(const Plan& plan) {
  std::vector<Html> lines;
  const auto pins = std::count(plan.pinned.begin(), plan.pinned.end(), 1);
  const auto locks = std::count_if(plan.clusters.begin(), plan.clusters.end(),
                                   [](const PlanCluster& each) { return each.locked; });
  if (pins > 0) lines.emplace_back(count_words(pins, "school", "schools") + " pinned by hand");
  if (locks > 0) lines.emplace_back(count_words(locks, "cluster", "clusters") + " locked");
  return lines;
}

}  // namespace

web::Html figure_box(const std::string& heading, const std::string& note, const Html& picture) {
  return web::el("figure", {{"class", "gh-fig"}},
                 web::el("figcaption", {}, web::el("b", {}, heading), note), picture);
}

web::Html beside_today(const PlanShown& shown, PlanMap shape, const Html& plan_side) {
  shape.id = "t";
  shape.title = "Map of today’s clusters";
  shape.before = nullptr;
  const Html today = plan_map(shown.facts(), shown.visit.table.bench->today, shown.outlines, shape);
  return web::columns(web::Columns::OneOne,
                      figure_box("Today", ", " + shown.facts().on.long_form(), today), plan_side);
}

web::Html left_out_section(const PlanShown& shown) {
  std::vector<Html> lines;
  for (const LeftOut& each : shown.facts().left_out) {
    lines.emplace_back(each.name + " is left out: " + each.why);
  }
  for (const std::int64_t urn : shown.visit.table.read.unknown) {
    lines.emplace_back("URN " + std::to_string(urn) +
                       " is in the plan, but no longer among the scenario’s schools");
  }
  const std::size_t all = lines.size();
  if (all == 0) return {};
  lines.resize(std::min(all, left_out_shown));
  if (all > lines.size()) {
    lines.emplace_back(
        "and " + base::with_thousands(static_cast<std::int64_t>(all - lines.size())) + " more");
  }
  return web::section("h-left", "Schools that are left out", web::list(lines));
}

web::Html rules_part(const PlanShown& shown) {
  std::set<RuleKind> broken;
  std::vector<Html> breaks;
  for (const BrokenRule& each : shown.view->broken) {
    broken.insert(each.rule);
    if (breaks.size() < broken_shown) breaks.emplace_back(broken_words(shown, each));
  }
  const std::size_t more = shown.view->broken.size() - breaks.size();
  if (more > 0) {
    breaks.emplace_back("and " + base::with_thousands(static_cast<std::int64_t>(more)) +
                        " more: see the clusters");
  }
  const LeadRule& lead = shown.scenario().rules.lead;
  const bool inspected = any_inspection(shown.facts(), lead);
  std::vector<Html> keeps;
  for (const RuleLine& line : rules_of(shown.scenario(), shown.facts())) {
    if (broken.contains(line.kind)) continue;
    if (line.kind == RuleKind::Lead && !inspected) continue;
    keeps.emplace_back(
        line.text +
        (line.strength.hard
             ? ""
             : ", at a price of " + base::with_decimals(line.strength.price, 0) + " minutes"));
  }
  for (Html& line : by_hand(shown.plan())) keeps.push_back(std::move(line));
  Html content;
  if (!breaks.empty()) {
    content.add(web::el("h3", {{"class", "govuk-heading-s"}}, "Rules this plan breaks"));
    content.add(web::list(breaks));
  }
  if (!keeps.empty()) {
    content.add(web::el("h3", {{"class", "govuk-heading-s"}}, "Rules this plan keeps"));
    content.add(web::list(keeps));
  }
  if (content.empty()) content.add(web::paragraph("The scenario has no rules."));
  if (lead.rule.on && !inspected) {
    content.add(web::note("The rule of an able lead is left out: no inspection is known."));
  }
  return content;
}

// ---- clusters in words --------------------------------------------------------------------------

std::string plan_cluster_href(PlanId id, int cluster) {
  return plan_href(id) + "/clusters/" + std::to_string(cluster + 1);
}
std::string plan_school_href(PlanId id, std::int64_t urn) {
  return plan_href(id) + "/schools/" + std::to_string(urn);
}
std::string version_suffix(const PlanShown& shown) {
  return shown.newest() ? "" : "?version=" + std::to_string(shown.version());
}
std::string hand_href(PlanId id) { return plan_href(id) + "/hand"; }

web::Html cluster_cell(const PlanShown& shown, int cluster) {
  if (cluster == no_place) return Html("No cluster");
  const std::string href = plan_cluster_href(shown.row().id, cluster) + version_suffix(shown);
  return web::el("span", {{"class", "gh-clname"}}, cluster_badge(shown.looks[index(cluster)]),
                 web::link(href, Html(shown.plan().clusters[index(cluster)].name)));
}

web::Html cluster_of_today(const PlanShown& shown, int cluster) {
  if (cluster == no_place) return Html("No cluster");
  return web::el("span", {{"class", "gh-clname"}}, cluster_badge(shown.looks_today[index(cluster)]),
                 web::el("span", {}, shown.facts().today[index(cluster)].name));
}

web::Html minutes_cell(const PlanShown& shown, int school, int middle) {
  if (middle == no_place) return web::does_not_apply();
  const double minutes = minutes_between(shown.facts(), school, middle);
  if (minutes >= minutes_without_way) return Html("No way");
  return Html(base::with_decimals(minutes, 0));
}

web::Html moves_section(const web::Request& request, const PlanShown& shown) {
  const std::vector<Moved>& all = shown.view->moved;
  if (!shown.view->beside_today() || shown.row().kind == PlanKind::Today) return {};
  if (all.empty()) {
    return web::section("h-moves", "Schools that move", web::paragraph("No school moves."));
  }
  const bool every = request.query.get_or("moves", "") == "all";
  const std::size_t shown_count =
      every ? std::min(all.size(), schools_listed_max) : std::min(all.size(), moves_shown);
  web::Table table;
  table.caption = "Schools that move";
  table.columns = {{"School"},
                   {"Phase"},
                   {"Pupils", true},
                   {"From"},
                   {"To"},
                   {"Minutes now", true},
                   {"Minutes then", true},
                   {"Why", false, true}};
  const auto& today = shown.view->common->today.clusters;
  const auto& then = shown.view->measured.clusters;
  for (std::size_t at = 0; at < shown_count; ++at) {
    const Moved& each = all[at];
    const SchoolFacts& school = shown.facts().schools[index(each.school)];
    const std::string why = at < shown.view->reasons.size() ? shown.view->reasons[at] : "";
    table.rows.push_back(
        {web::cells(web::link(plan_school_href(shown.row().id, school.urn) + version_suffix(shown),
                              Html(school.name)),
                    phase_cell(school), registry::number(school.pupils),
                    cluster_of_today(shown, each.from), cluster_cell(shown, each.to),
                    minutes_cell(shown, each.school,
                                 each.from == no_place ? no_place : today[index(each.from)].middle),
                    minutes_cell(shown, each.school,
                                 each.to == no_place ? no_place : then[index(each.to)].middle),
                    why.empty() ? web::does_not_apply() : Html(why))});
  }
  Html content = web::table(table);
  if (shown_count < all.size()) {
    Html line("Showing " + std::to_string(shown_count) + " of " +
              base::with_thousands(std::ssize(all)) + ". ");
    line.add(web::link(request.query.set("moves", "all").text() + "#h-moves",
                       "Show all " + base::with_thousands(std::ssize(all)) + " schools"));
    content.add(web::paragraph(line));
  }
  return web::section("h-moves", "Schools that move", content);
}

namespace {

Html schools_cell(const PlanShown& shown, const std::vector<int>& members) {
  Html html;
  for (const int each : members) {
    const SchoolFacts& school = shown.facts().schools[index(each)];
    if (!html.empty()) html.add(", ");
    html.add(web::link(plan_school_href(shown.row().id, school.urn) + version_suffix(shown),
                       Html(school.name)));
    if (shown.plan().pinned[index(each)] != 0) html.add(" (pinned)");
  }
  return html.empty() ? web::none() : html;
}

Html name_cell(const PlanShown& shown, int cluster) {
  Html html = cluster_cell(shown, cluster);
  if (shown.plan().clusters[index(cluster)].locked) {
    html.add(" ").add(web::tag(web::Tone::Info, "Locked"));
  }
  for (const std::string& each : shown.view->measured.clusters[index(cluster)].broken) {
    html.add(web::sub(Html("Breaks a rule: " + each)));
  }
  return html;
}

web::Row cluster_row(const PlanShown& shown, int cluster, const std::vector<int>& members) {
  const ClusterMeasures& found = shown.view->measured.clusters[index(cluster)];
  const auto figure = [&](std::string_view code) {
    const std::size_t place = measure_place(code);
    const Figure& value = found.figures[place];
    return value.value ? Html(figure_text(measure_kinds()[place], value)) : web::not_known();
  };
  const Html last = shown.large() ? (found.middle == no_place
                                         ? web::none()
                                         : Html(shown.facts().schools[index(found.middle)].name))
                                  : schools_cell(shown, members);
  web::Row row{web::cells(name_cell(shown, cluster), Html(found.schools), figure("size.pupils"),
                          figure("travel.mean"), figure("travel.worst"), last)};
  row.bad = !found.broken.empty();
  return row;
}

}  // namespace

web::Html clusters_section(const web::Request& request, const PlanShown& shown) {
  const auto members = members_of(shown.plan());
  const registry::Slice slice = registry::slice_of(request, members.size());
  web::Table table;
  table.caption = "Clusters of this plan";
  table.columns = {{"Cluster"},
                   {"Schools", true},
                   {"Pupils", true},
                   {"Mean journey, minutes", true},
                   {"Longest, minutes", true},
                   {shown.large() ? "Middle school" : "Which schools", false, true}};
  const std::vector<int> order = clusters_by_letter(shown);
  for (std::size_t at = slice.first; at < slice.last; ++at) {
    table.rows.push_back(cluster_row(shown, order[at], members[index(order[at])]));
  }
  Html content = web::table(table).add(registry::slice_links(request, slice));
  std::vector<int> outside;
  for (std::size_t at = 0; at < shown.plan().of.size(); ++at) {
    if (shown.plan().of[at] == no_place) outside.push_back(static_cast<int>(at));
  }
  if (!outside.empty() && !shown.large()) {
    content.add(web::paragraph(Html("In no cluster: ").add(schools_cell(shown, outside)).add(".")));
  }
  return web::section("h-clusters", "Clusters", content);
}

std::vector<int> clusters_by_letter(const PlanShown& shown) {
  std::vector<int> places(shown.plan().clusters.size());
  std::iota(places.begin(), places.end(), 0);
  if (shown.large()) return places;
  const auto letter = [&](int place) -> const std::string& {
    return shown.looks[index(place)].letter;
  };
  std::stable_sort(places.begin(), places.end(), [&](int one, int other) {
    return std::pair(letter(one).size(), letter(one)) <
           std::pair(letter(other).size(), letter(other));
  });
  return places;
}

std::vector<web::Choice> cluster_choices(const PlanShown& shown, int except) {
  const auto& found = shown.view->measured.clusters;
  std::vector<int> places = clusters_by_letter(shown);
  std::erase(places, except);
  const int here = except == no_place ? no_place : found[index(except)].middle;
  if (shown.large() && here != no_place) {
    const auto way_m = [&](int cluster) {
      const int middle = found[index(cluster)].middle;
      return middle == no_place ? std::numeric_limits<double>::infinity()
                                : geo::distance_m(shown.facts().schools[index(here)].point,
                                                  shown.facts().schools[index(middle)].point);
    };
    std::stable_sort(places.begin(), places.end(),
                     [&](int one, int other) { return way_m(one) < way_m(other); });
    places.resize(std::min(places.size(), clusters_offered_max));
  }
  std::vector<web::Choice> choices = {{"", "Choose a cluster"}};
  for (const int at : places) {
    const PlanCluster& each = shown.plan().clusters[index(at)];
    choices.push_back({each.name, shown.looks[index(at)].letter + " " + each.name +
                                      (each.locked ? " (locked)" : "")});
  }
  return choices;
}

std::string choices_hint(const PlanShown& shown, int except) {
  if (!shown.large() || except == no_place) return "";
  return "The " + std::to_string(clusters_offered_max) + " nearest, the nearest first";
}

std::vector<web::Hidden> hand_fields(const PlanShown& shown, std::string_view at) {
  return {{"version", std::to_string(shown.row().version)}, {"at", std::string(at)}};
}

}  // namespace design

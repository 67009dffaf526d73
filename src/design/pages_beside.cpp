// What readers are told of a plan beside today's clusters: how it was found, maps, its clusters,
// measures then and now, and what changes for every school.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "design/explain.hpp"
#include "design/pages_publish.hpp"

namespace design {

namespace {

using registry::count_words;
using web::Html;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

Html school_link(const SchoolFacts& school) {
  return web::link("/schools/" + std::to_string(school.urn), Html(school.name));
}

// Badge and name, without a link: readers have no page of a draft's cluster.
Html named_cluster(const std::vector<ClusterLook>& looks, const Plan& plan, int cluster) {
  if (cluster == no_place) return Html("No cluster");
  return web::el("span", {{"class", "gh-clname"}}, cluster_badge(looks[index(cluster)]),
                 web::el("span", {}, plan.clusters[index(cluster)].name));
}
Html cluster_now(const PlanShown& shown, int school) {
  return cluster_of_today(shown, shown.visit.table.bench->today.of[index(school)]);
}
Html cluster_then(const PlanShown& shown, int school) {
  return named_cluster(shown.looks, shown.plan(), shown.plan().of[index(school)]);
}

Html minutes_in(const PlanShown& shown, const Measured& measured, const Plan& plan, int school) {
  const int cluster = plan.of[index(school)];
  return minutes_cell(shown, school,
                      cluster == no_place ? no_place : measured.clusters[index(cluster)].middle);
}
Html minutes_now(const PlanShown& shown, int school) {
  return minutes_in(shown, shown.view->common->today, shown.visit.table.bench->today, school);
}
Html minutes_then(const PlanShown& shown, int school) {
  return minutes_in(shown, shown.view->measured, shown.plan(), school);
}

Html found_section(const PlanShown& shown) {
  Html content = proof_box(shown);
  content.add(web::paragraph(Html(
      shown.row().proof.solved
          ? "Guildhall tried very many groupings by itself, and kept the best that it found. Best "
            "means the shortest journeys, and as little as can be of all else that was given a "
            "price. People decide whether it is also right."
      : shown.row().kind == PlanKind::Solver
          ? "Guildhall made this plan to see what a few moves gain. Its measures hold all the same."
          : "People made or changed this plan by hand. Its measures hold all the same.")));
  content.add(rules_part(shown));
  return web::section("h-found", "How this plan was found", content);
}

Html maps_section(const PlanShown& shown) {
  const Facts& facts = shown.facts();
  PlanMap shape{"p", "Map of the clusters of this plan", "/schools/", nullptr};
  const bool beside = shown.view->beside_today();
  if (beside) shape.before = &shown.visit.table.bench->today;
  Html maps = figure_box("Then", "", plan_map(facts, shown.plan(), shown.outlines, shape));
  if (beside) maps = beside_today(shown, shape, maps);
  if (!shown.large()) maps.add(plan_map_key(facts, beside && !shown.view->moved.empty()));
  return web::section("h-maps", beside ? "Today and then" : "The clusters on a map", maps);
}

// The schools of a cluster, those that come to it told apart.
Html schools_in(const PlanShown& shown, const std::vector<int>& members,
                const std::set<int>& moving) {
  Html names;
  for (const int each : members) {
    if (!names.empty()) names.add(", ");
    names.add(Html(shown.facts().schools[index(each)].name));
    if (moving.contains(each)) names.add(" (comes)");
  }
  return names;
}

std::set<int> moving_schools(const PlanShown& shown) {
  std::set<int> moving;
  for (const Moved& each : shown.view->moved) moving.insert(each.school);
  return moving;
}

Html told_clusters(const PlanShown& shown) {
  web::Table table;
  table.caption = "Clusters of the plan and their schools";
  table.columns = {
      {"Cluster"}, {"Schools", true}, {"Pupils", true}, {"Mean journey, minutes", true}};
  if (!shown.large()) table.columns.push_back({"Which schools", false, true});
  const auto members = members_of(shown.plan());
  const std::set<int> moving = moving_schools(shown);
  const auto figure = [&](std::size_t cluster, std::string_view code) {
    const std::size_t kind = measure_place(code);
    const Figure& found = shown.view->measured.clusters[cluster].figures[kind];
    return found.value ? Html(figure_text(measure_kinds()[kind], found)) : web::not_known();
  };
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (members[at].empty()) continue;
    web::Row row{web::cells(named_cluster(shown.looks, shown.plan(), static_cast<int>(at)),
                            Html(base::with_thousands(std::ssize(members[at]))),
                            figure(at, "size.pupils"), figure(at, "travel.mean"))};
    if (!shown.large()) row.cells.push_back(schools_in(shown, members[at], moving));
    table.rows.push_back(std::move(row));
  }
  return web::section("h-clusters", "Clusters and their schools", web::table(table));
}

// Of all measures, not only of those in the table: what gets worse must not be passed over.
Html balance_of(const PlanShown& shown) {
  if (!shown.view->beside_today()) return {};
  std::size_t better = 0;
  std::vector<Html> worse;
  for (const ComparedRow& row : shown.view->compared) {
    const MeasureKind& kind = measure_kinds()[row.kind];
    better += row.against_first.back() == Verdict::Better ? 1 : 0;
    if (row.against_first.back() != Verdict::Worse) continue;
    const bool unit = !kind.unit.empty() && kind.unit != "%";
    worse.push_back(Html(std::string(kind.name) + (unit ? ", " + std::string(kind.unit) : "") +
                         ": " + figure_text(kind, row.figures.front()) + " today, " +
                         figure_text(kind, row.figures.back()) + " then"));
  }
  Html content = web::paragraph(Html("Of all measures, " + std::to_string(better) +
                                     " get better and " + std::to_string(worse.size()) +
                                     " get worse" + (worse.empty() ? "." : ":")));
  if (!worse.empty()) content.add(web::list(worse));
  return web::section("h-balance", "What gets worse", content);
}

Html moves_table(const PlanShown& shown) {
  web::Table table;
  table.caption = "Schools that would change cluster";
  table.columns = {{"School"},
                   {"Phase"},
                   {"Today"},
                   {"Then"},
                   {"Minutes today", true},
                   {"Minutes then", true},
                   {"Why", false, true}};
  const std::vector<Moved>& moves = shown.view->moved;
  for (std::size_t at = 0; at < moves.size() && at < schools_listed_max; ++at) {
    const int school = moves[at].school;
    const std::string why = at < shown.view->reasons.size() ? shown.view->reasons[at] : "";
    table.rows.push_back(
        {web::cells(school_link(shown.facts().schools[index(school)]),
                    phase_cell(shown.facts().schools[index(school)]), cluster_now(shown, school),
                    cluster_then(shown, school), minutes_now(shown, school),
                    minutes_then(shown, school), why.empty() ? web::does_not_apply() : Html(why))});
  }
  return web::table(table);
}

Html stays_table(const PlanShown& shown) {
  const std::set<int> moving = moving_schools(shown);
  const bool beside = shown.view->beside_today();
  web::Table table;
  table.caption = beside ? "Schools that stay" : "All schools";
  table.stack = web::Stack::Three;
  table.columns = {{"School"}, {"Phase"}, {"Cluster"}};
  if (beside) table.columns.push_back({"Minutes today", true});
  table.columns.push_back({"Minutes then", true});
  for (std::size_t at = 0; at < shown.facts().schools.size(); ++at) {
    const int school = static_cast<int>(at);
    if (moving.contains(school)) continue;
    web::Row row{web::cells(school_link(shown.facts().schools[at]),
                            phase_cell(shown.facts().schools[at]), cluster_then(shown, school))};
    if (beside) row.cells.push_back(minutes_now(shown, school));
    row.cells.push_back(minutes_then(shown, school));
    table.rows.push_back(std::move(row));
  }
  return web::table(table);
}

Html told_schools(const PlanShown& shown) {
  Html made;
  const bool beside = shown.view->beside_today();
  if (beside) {
    Html content = shown.view->moved.empty() ? web::paragraph("No school would change its cluster.")
                                             : moves_table(shown);
    content.add(
        web::note("Minutes are a school’s journey to the middle school of its cluster, the one to "
                  "which the others have the least travel."));
    made.add(web::section("h-moves", "Schools that would change cluster", content));
  }
  if (shown.large()) {
    return made.add(web::note("So many schools are not all listed here: the CSV has them."));
  }
  if (shown.view->moved.size() < shown.facts().schools.size()) {
    made.add(
        web::section("h-stays", beside ? "Schools that stay" : "All schools", stays_table(shown)));
  }
  return made;
}

std::string why_words(const PlanShown& shown, int school) {
  const Bench& bench = *shown.visit.table.bench;
  const base::Result<Built> built = problem_of(bench.scenario, bench.facts, &shown.plan());
  if (!built.ok()) return {};
  const base::Result<WhyHere> why =
      why_here(bench.scenario, bench.facts, built.value(), shown.plan(), school);
  return why.ok() ? why.value().sentence : "";
}

}  // namespace

std::string moves_in_words(const PlanShown& shown) {
  const std::string all = count_words(std::ssize(shown.facts().schools), "school", "schools");
  if (!shown.view->beside_today()) {
    return all + " would be in clusters, of which there are none today";
  }
  return base::with_thousands(std::ssize(shown.view->moved)) + " of " + all +
         " would change cluster";
}

web::Html told_of(const PlanShown& shown) {
  Html content = maps_section(shown);
  content.add(found_section(shown));
  content.add(told_clusters(shown));
  content.add(measures_section(shown));
  content.add(balance_of(shown));
  content.add(told_schools(shown));
  content.add(left_out_section(shown));
  content.add(cost_section(shown));
  content.add(proof_section(shown));
  return content;
}

web::Html told_of_school(const PlanShown& shown, int school) {
  const std::string& name = shown.facts().schools[index(school)].name;
  const bool moves = moving_schools(shown).contains(school);
  std::vector<web::Fact> rows = {
      {"Cluster today", cluster_now(shown, school)},
      {"Cluster then", cluster_then(shown, school)},
      {"Minutes to its middle school, today", minutes_now(shown, school)},
      {"Minutes to its middle school, then", minutes_then(shown, school)}};
  if (const int cluster = shown.plan().of[index(school)]; cluster != no_place) {
    std::vector<int> others = members_of(shown.plan())[index(cluster)];
    std::erase(others, school);
    rows.push_back({"With it, then", others.empty()
                                         ? web::none()
                                         : schools_in(shown, others, moving_schools(shown))});
    const std::string why = why_words(shown, school);
    if (!why.empty()) rows.push_back({"Why there", Html(why)});
  }
  Html content =
      web::lead(Html(name + (moves ? " would change its cluster." : " stays in its cluster.")));
  return web::section("h-school", "What changes for " + name, content.add(web::facts(rows)));
}

}  // namespace design

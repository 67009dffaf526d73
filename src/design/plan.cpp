// Plans as text, against today, and what the facts say of schools.
#include "design/plan.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.hpp"
#include "design/matching.hpp"

namespace design {

namespace {

base::Error bad(std::string message) { return base::make_error("bad_plan", std::move(message)); }

std::vector<std::vector<int>> shared_schools(const Plan& plan, const Plan& before) {
  std::vector<std::vector<int>> shared(plan.clusters.size(),
                                       std::vector<int>(before.clusters.size(), 0));
  for (std::size_t at = 0; at < plan.of.size(); ++at) {
    if (plan.of[at] == no_place || before.of[at] == no_place) continue;
    ++shared[static_cast<std::size_t>(plan.of[at])][static_cast<std::size_t>(before.of[at])];
  }
  return shared;
}

// "12 A Saltmere" after "cluster" or "locked", "Q Moor" after "new"; "-" is no letter.
base::Result<PlanCluster> read_cluster(std::string_view head) {
  PlanCluster cluster;
  const std::size_t word_end = head.find(' ');
  const std::string_view word = head.substr(0, word_end);
  if (word_end == head.npos || (word != "cluster" && word != "locked")) {
    return bad("A line of a plan begins with \"cluster\" or \"locked\".");
  }
  cluster.locked = word == "locked";
  std::string_view rest = head.substr(word_end + 1);
  for (int part = 0; part < 2; ++part) {
    const std::size_t end = rest.find(' ');
    if (end == rest.npos) return bad("A cluster has a number, a letter and a name.");
    const std::string_view text = rest.substr(0, end);
    if (part == 1 && text != "-") cluster.letter = text;
    if (part == 0) {
      const auto number = base::parse_integer(text);
      if (!number) return bad("\"" + std::string(text) + "\" is not the number of a cluster.");
      cluster.id = registry::ClusterId{*number};
    }
    rest.remove_prefix(end + 1);
  }
  cluster.name = rest;
  return cluster;
}

}  // namespace

bool is_secondary(const SchoolFacts& school) {
  using enum registry::Phase;
  return school.phase == Secondary || school.phase == AllThrough || school.phase == MiddleSecondary;
}

bool is_primary(const SchoolFacts& school) {
  using enum registry::Phase;
  return school.phase == Primary || school.phase == MiddlePrimary;
}

bool is_of(const SchoolFacts& school, SchoolClass of) {
  switch (of) {
    case SchoolClass::Secondary: return is_secondary(school);
    case SchoolClass::Primary: return is_primary(school);
    case SchoolClass::Nursery: return school.phase == registry::Phase::Nursery;
    case SchoolClass::Special: return school.special;
  }
  return false;
}

std::optional<bool> is_able(const SchoolFacts& school, const LeadRule& rule) {
  if (!school.ofsted_grade.empty()) {
    return std::any_of(rule.grades.begin(), rule.grades.end(), [&](const std::string& each) {
      return base::equal_ignoring_case(each, school.ofsted_grade);
    });
  }
  if (school.report_card_on && rule.report_cards_count) return true;
  return std::nullopt;
}

bool any_inspection(const Facts& facts, const LeadRule& rule) {
  return std::any_of(facts.schools.begin(), facts.schools.end(),
                     [&](const SchoolFacts& each) { return is_able(each, rule).has_value(); });
}

bool is_kept_out(const Plan& plan, std::size_t school) {
  return plan.of[school] == no_place && plan.pinned[school] != 0;
}

std::vector<std::vector<int>> members_of(const Plan& plan) {
  std::vector<std::vector<int>> members(plan.clusters.size());
  for (std::size_t at = 0; at < plan.of.size(); ++at) {
    if (plan.of[at] == no_place) continue;
    members[static_cast<std::size_t>(plan.of[at])].push_back(static_cast<int>(at));
  }
  return members;
}

int cluster_of_id(const Plan& plan, registry::ClusterId id) {
  for (std::size_t at = 0; at < plan.clusters.size(); ++at) {
    if (plan.clusters[at].id == id) return static_cast<int>(at);
  }
  return no_place;
}

namespace {

registry::ClusterId id_of(const Plan& plan, std::size_t at) {
  const int place = plan.of[at];
  return place == no_place ? registry::ClusterId{}
                           : plan.clusters[static_cast<std::size_t>(place)].id;
}

}  // namespace

std::set<registry::ClusterId> redrawn_clusters(const Plan& today, const Plan& plan) {
  std::set<registry::ClusterId> found;
  for (std::size_t at = 0; at < plan.of.size(); ++at) {
    const registry::ClusterId before = id_of(today, at);
    const registry::ClusterId after = id_of(plan, at);
    if (before == after) continue;
    for (const registry::ClusterId each : {before, after}) {
      if (each.known()) found.insert(each);
    }
  }
  return found;
}

bool leaves_beside(const Plan& today, const Plan& plan,
                   const std::set<registry::ClusterId>& redrawn, std::size_t at,
                   registry::ClusterId cluster) {
  if (!redrawn.contains(cluster)) return false;
  const registry::ClusterId before = id_of(today, at);
  const bool moves = before != id_of(plan, at) || (!before.known() && plan.of[at] != no_place);
  const int place = cluster_of_id(plan, cluster);
  return moves || place == no_place ||
         std::find(plan.of.begin(), plan.of.end(), place) == plan.of.end();
}

Plan plan_of_today(const Facts& facts) {
  Plan plan;
  for (const TodayCluster& each : facts.today) {
    plan.clusters.push_back({each.id, each.name, each.letter, false});
  }
  for (const SchoolFacts& each : facts.schools) plan.of.push_back(each.today);
  plan.pinned.assign(facts.schools.size(), 0);
  return plan;
}

std::string plan_text(const Plan& plan, const Facts& facts) {
  std::string text;
  const auto members = members_of(plan);
  for (std::size_t at = 0; at < plan.clusters.size(); ++at) {
    const PlanCluster& cluster = plan.clusters[at];
    text += (cluster.locked ? "locked " : "cluster ") + std::to_string(cluster.id.value) + " " +
            (cluster.letter.empty() ? "-" : cluster.letter) + " " + cluster.name + "\t";
    bool first = true;
    for (const int school : members[at]) {
      const auto place = static_cast<std::size_t>(school);
      text += (first ? "" : " ") + std::to_string(facts.schools[place].urn);
      if (plan.pinned[place] != 0) text += "!";
      first = false;
    }
    text += "\n";
  }
  std::string outside;
  for (std::size_t at = 0; at < plan.of.size(); ++at) {
    if (!is_kept_out(plan, at)) continue;
    outside += (outside.empty() ? "" : " ") + std::to_string(facts.schools[at].urn);
  }
  return outside.empty() ? text : text + "outside\t" + outside + "\n";
}

base::Result<std::vector<PlanLine>> read_plan_lines(std::string_view text) {
  std::vector<PlanLine> lines;
  for (const std::string_view line : base::split(text, '\n')) {
    if (line.empty()) continue;
    const std::size_t tab = line.find('\t');
    if (tab == line.npos) return bad("A cluster and its schools are parted by a tab.");
    PlanLine made;
    made.outside = line.substr(0, tab) == "outside";
    if (!made.outside) made.cluster = TRY(read_cluster(line.substr(0, tab)));
    for (std::string_view word : base::split(line.substr(tab + 1), ' ')) {
      if (word.empty()) continue;
      const bool pinned = word.ends_with('!');
      if (pinned) word.remove_suffix(1);
      const auto urn = base::parse_integer(word);
      if (!urn) return bad("\"" + std::string(word) + "\" is not a URN.");
      made.schools.push_back({*urn, pinned});
    }
    lines.push_back(std::move(made));
  }
  return lines;
}

base::Result<ReadPlan> read_plan(std::string_view text, const Facts& facts) {
  std::unordered_map<std::int64_t, std::size_t> places;
  for (std::size_t at = 0; at < facts.schools.size(); ++at) {
    places.emplace(facts.schools[at].urn, at);
  }
  ReadPlan made;
  made.plan.of.assign(facts.schools.size(), no_place);
  made.plan.pinned.assign(facts.schools.size(), 0);
  for (const PlanLine& line : TRY(read_plan_lines(text))) {
    if (!line.outside) made.plan.clusters.push_back(line.cluster);
    for (const PlanLine::School& each : line.schools) {
      const auto found = places.find(each.urn);
      if (found == places.end()) {
        made.unknown.push_back(each.urn);
        continue;
      }
      int& place = made.plan.of[found->second];
      if (place != no_place || is_kept_out(made.plan, found->second))
        return bad("School " + std::to_string(each.urn) + " stands in two clusters.");
      place = line.outside ? no_place : static_cast<int>(made.plan.clusters.size()) - 1;
      made.plan.pinned[found->second] = each.pinned || line.outside ? 1 : 0;
    }
  }
  for (std::size_t at = 0; at < made.plan.of.size(); ++at) {
    if (made.plan.of[at] == no_place && !is_kept_out(made.plan, at))
      made.unplaced.push_back(static_cast<int>(at));
  }
  return made;
}

std::vector<Moved> moved(const Plan& before, const Plan& plan) {
  const std::vector<int> old_of = best_matching(shared_schools(plan, before));
  std::vector<Moved> found;
  for (std::size_t at = 0; at < plan.of.size(); ++at) {
    const int to = plan.of[at];
    const int from = before.of[at];
    const int same = to == no_place ? no_place : old_of[static_cast<std::size_t>(to)];
    if (from != same || (to == no_place) != (from == no_place)) {
      found.push_back({static_cast<int>(at), from, to});
    }
  }
  return found;
}

}  // namespace design

// What the registry knows of and a plan changes.
#include "design/effects.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace design {

namespace {

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string name_of(const Plan& plan, int cluster) {
  return cluster == no_place ? "no cluster" : plan.clusters[index(cluster)].name;
}

// Which of its further clusters a school leaves, and which it keeps.
struct Beside {
  std::string before;  // " and Fen"
  std::string note;    // "It stays in Fen too."
  bool leaves = false;
};
Beside beside(const PlanChange& change, const std::set<registry::ClusterId>& redrawn,
              std::size_t at) {
  Beside found;
  const int is = change.plan.of[at];
  for (const int each : change.facts.schools[at].also_in) {
    const TodayCluster& cluster = change.facts.today[index(each)];
    found.before += " and " + cluster.name;
    if (is != no_place && change.plan.clusters[index(is)].id == cluster.id) continue;
    const bool leaves = leaves_beside(change.today, change.plan, redrawn, at, cluster.id);
    found.leaves = found.leaves || leaves;
    found.note += (found.note.empty() ? "It " : " It ") +
                  std::string(leaves ? "leaves " : "stays in ") + cluster.name + " too.";
  }
  return found;
}

std::string able_words(const SchoolFacts& school, const LeadRule& rule) {
  const std::optional<bool> able = is_able(school, rule);
  const std::string grade = !school.ofsted_grade.empty() ? school.ofsted_grade
                            : school.report_card_on      ? "a report card"
                                                         : "no inspection known";
  return school.name + " (" + grade + (!able ? ")" : *able ? ", may lead)" : ", may not lead)");
}

}  // namespace

std::vector<Effect> membership_effects(const PlanChange& change) {
  std::vector<Effect> effects;
  const std::string part = "Memberships";
  for (std::size_t at = 0; at < change.plan.clusters.size(); ++at) {
    if (change.plan.clusters[at].id.known()) continue;
    effects.push_back({part, EffectKind::Changes, change.plan.clusters[at].name, 0, "not there",
                       "a new cluster", "It needs a lead school, a board and an agreement."});
  }
  for (const PlanCluster& each : change.today.clusters) {
    if (cluster_of_id(change.plan, each.id) != no_place) continue;
    effects.push_back({part, EffectKind::Changes, each.name, 0, "a cluster", "ends",
                       "What it still has to settle ends with it."});
  }
  const std::set<registry::ClusterId> redrawn = redrawn_clusters(change.today, change.plan);
  for (std::size_t at = 0; at < change.plan.of.size(); ++at) {
    const SchoolFacts& school = change.facts.schools[at];
    const int was = change.today.of[at];
    const int is = change.plan.of[at];
    const Beside further = beside(change, redrawn, at);
    const registry::ClusterId before =
        was == no_place ? registry::ClusterId{} : change.today.clusters[index(was)].id;
    const registry::ClusterId after =
        is == no_place ? registry::ClusterId{} : change.plan.clusters[index(is)].id;
    const bool same = (was == no_place && is == no_place) || (before.known() && before == after);
    if (same && !further.leaves) continue;
    std::string note = school.joining ? "It joins." : "";
    if (!note.empty() && !further.note.empty()) note += " ";
    note += further.note;
    effects.push_back({part, EffectKind::Changes, school.name, school.urn,
                       name_of(change.today, was) + further.before, name_of(change.plan, is),
                       std::move(note)});
  }
  return effects;
}

std::vector<Effect> lead_effects(const PlanChange& change) {
  std::vector<Effect> effects;
  const LeadRule& rule = change.scenario.rules.lead;
  const auto members = members_of(change.plan);
  const bool inspected = any_inspection(change.facts, rule);
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (members[at].empty()) continue;  // it has only members of whom the plan does not decide
    const PlanCluster& cluster = change.plan.clusters[at];
    const SchoolFacts* lead = nullptr;  // of today's cluster that this one continues
    std::string candidates;
    int able = 0;
    for (std::size_t school = 0; school < change.facts.schools.size(); ++school) {
      const SchoolFacts& each = change.facts.schools[school];
      const bool of_cluster = each.today != no_place && cluster.id.known() &&
                              change.facts.today[index(each.today)].id == cluster.id;
      if (each.leads_today && of_cluster) lead = &each;
    }
    for (const int each : members[at]) {
      const SchoolFacts& school = change.facts.schools[index(each)];
      if (!is_able(school, rule).value_or(false)) continue;
      ++able;
      if (able <= 3) candidates += (candidates.empty() ? "" : ", ") + school.name;
    }
    const bool stays =
        lead != nullptr && std::any_of(members[at].begin(), members[at].end(), [&](int each) {
          return &change.facts.schools[index(each)] == lead;
        });
    const bool may = stays && is_able(*lead, rule).value_or(false);
    Effect effect{"Lead schools",
                  may ? EffectKind::Same : EffectKind::Changes,
                  cluster.name,
                  lead == nullptr ? 0 : lead->urn,
                  lead == nullptr ? "none" : able_words(*lead, rule),
                  stays ? able_words(*lead, rule) : "to be appointed",
                  ""};
    if (!inspected) {
      effect.note = "Which schools are able to lead is not known: no inspection is.";
    } else if (!may && able == 0) {
      effect.kind = EffectKind::Trouble;
      effect.note = "No school of the cluster is able to supply the lead head.";
    } else if (!may) {
      effect.note =
          std::to_string(able) + " could lead: " + candidates + (able > 3 ? " and others." : ".");
    }
    effects.push_back(std::move(effect));
  }
  return effects;
}

std::vector<Effect> trust_effects(const PlanChange& change) {
  std::map<std::int64_t, std::pair<std::set<int>, std::set<int>>> clusters;
  std::map<std::int64_t, std::string> names;
  for (std::size_t at = 0; at < change.facts.schools.size(); ++at) {
    const SchoolFacts& school = change.facts.schools[at];
    if (school.trust == 0) continue;
    names[school.trust] = school.trust_name;
    auto& [before, after] = clusters[school.trust];
    if (change.today.of[at] != no_place) before.insert(change.today.of[at]);
    if (change.plan.of[at] != no_place) after.insert(change.plan.of[at]);
  }
  std::vector<Effect> effects;
  for (const auto& [trust, each] : clusters) {
    const auto& [before, after] = each;
    if (before.empty() || before.size() == after.size()) continue;
    const auto words = [](std::size_t count) {
      return "in " + std::to_string(count) + (count == 1 ? " cluster" : " clusters");
    };
    effects.push_back({"Trusts", EffectKind::Changes, names[trust], 0, words(before.size()),
                       words(after.size()), ""});
  }
  return effects;
}

}  // namespace design

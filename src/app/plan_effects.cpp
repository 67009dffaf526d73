// Words of rooms governance and delegation in the shape of the designer's effects.
#include "app/plan_effects.hpp"

#include <set>

#include "base/text.hpp"

namespace app {

namespace {

using design::Effect;
using design::EffectKind;
using governance::Regrouping;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

// The number of a plan's cluster in a regrouping; 0: of none.
std::int64_t number_of(const design::Plan& plan, int cluster) {
  if (cluster == design::no_place) return 0;
  const registry::ClusterId id = plan.clusters[index(cluster)].id;
  return id.known() ? id.value : -1 - cluster;
}

std::string named(const std::string& cluster) { return cluster.empty() ? "no cluster" : cluster; }

std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

// The first lines, and how many more there are.
std::string first_of(const std::vector<std::string>& lines) {
  constexpr std::size_t told_max = 3;
  std::string words;
  for (std::size_t at = 0; at < lines.size() && at < told_max; ++at) {
    words += (at == 0 ? "" : " ") + lines[at];
  }
  if (lines.size() > told_max) {
    words += " And " + std::to_string(lines.size() - told_max) + " more.";
  }
  return words;
}

std::string schools_words(const std::vector<std::string>& schools) {
  constexpr std::size_t told_max = 4;
  if (schools.size() <= told_max) return base::join(schools, ", ");
  const std::vector<std::string> first(schools.begin(), schools.begin() + told_max - 1);
  return base::join(first, ", ") + " and " + std::to_string(schools.size() - first.size()) +
         " more";
}

std::string with_board(const std::string& cluster, const std::string& board) {
  return named(cluster) + (cluster.empty() ? ""
                           : board.empty() ? ", without a board"
                                           : ", " + board);
}

Effect decider_effect(const delegation::DeciderChange& change) {
  Effect effect{"Who decides",
                EffectKind::Changes,
                schools_words(change.schools),
                0,
                with_board(change.before, change.board_before),
                with_board(change.after, change.board_after),
                ""};
  if (change.waits) {
    effect.note = "Who decides is not known: a scheme waits for the rating of the school.";
  } else if (change.lines.empty()) {
    effect.note = "The same levels decide; what is for a cluster, in the new one.";
  } else if (change.decisions == 0) {
    effect.note = "The same levels decide; others have a part. " + first_of(change.lines);
  } else {
    effect.note =
        count_of(static_cast<std::size_t>(change.decisions), "decision is", "decisions are") +
        " taken by somebody else. " + first_of(change.lines);
  }
  if (!change.after.empty() && change.board_after.empty() && !change.board_before.empty()) {
    effect.kind = EffectKind::Trouble;
    effect.note += " There is no board yet for what the cluster decides.";
  }
  return effect;
}

Effect route_effect(const delegation::RouteChange& change) {
  const std::string subject =
      "Request " + std::to_string(change.request.value) + ", " + change.title;
  if (change.ended) {
    return {"Requests on their way",
            EffectKind::Trouble,
            subject,
            0,
            change.before,
            "its cluster ends",
            "Have it decided before, or ask for it elsewhere."};
  }
  return {"Requests on their way",
          change.after == "nobody" ? EffectKind::Trouble : EffectKind::Changes,
          subject,
          0,
          change.before,
          change.after,
          "If it is not decided by then. " + first_of(change.lines)};
}

}  // namespace

Regrouping regrouping_of(const design::PlanChange& change) {
  Regrouping made;
  made.owner = change.facts.owner.value;
  made.from = change.from;
  const std::set<registry::ClusterId> redrawn = design::redrawn_clusters(change.today, change.plan);
  std::set<int> used;
  for (std::size_t at = 0; at < change.plan.of.size(); ++at) {
    const std::int64_t school = change.facts.schools[at].id.value;
    const std::int64_t was = number_of(change.today, change.today.of[at]);
    const std::int64_t is = number_of(change.plan, change.plan.of[at]);
    if (change.plan.of[at] != design::no_place) used.insert(change.plan.of[at]);
    bool has_it = was == is;
    for (const int each : change.facts.schools[at].also_in) {
      const registry::ClusterId beside = change.facts.today[index(each)].id;
      has_it = has_it || beside.value == is;
      if (beside.value != is &&
          design::leaves_beside(change.today, change.plan, redrawn, at, beside)) {
        made.ends.push_back({beside.value, school});
      }
    }
    if (was == is) continue;
    if (was != 0) made.ends.push_back({was, school});
    if (is != 0 && !has_it) made.begins.push_back({is, school});
  }
  for (const int each : used) {
    const design::PlanCluster& cluster = change.plan.clusters[index(each)];
    if (cluster.id.known()) continue;
    made.made.push_back(
        {{governance::PlaceKind::Cluster, number_of(change.plan, each)}, cluster.name});
  }
  for (const design::PlanCluster& each : change.today.clusters) {
    if (design::cluster_of_id(change.plan, each.id) == design::no_place) {
      made.ended.push_back(each.id.value);
    }
  }
  return made;
}

std::vector<registry::SchoolId> schools_concerned(const design::PlanChange& change) {
  const std::set<registry::ClusterId> redrawn = design::redrawn_clusters(change.today, change.plan);
  const auto touched = [&](const design::Plan& plan, std::size_t at) {
    if (plan.of[at] == design::no_place) return false;
    const registry::ClusterId id = plan.clusters[index(plan.of[at])].id;
    return !id.known() || redrawn.contains(id);
  };
  std::vector<registry::SchoolId> found;
  for (std::size_t at = 0; at < change.plan.of.size(); ++at) {
    if (touched(change.today, at) || touched(change.plan, at)) {
      found.push_back(change.facts.schools[at].id);
    }
  }
  return found;
}

std::vector<Effect> board_effects(const std::vector<governance::BoardChange>& changes) {
  using Kind = governance::BoardChange::Kind;
  std::vector<Effect> effects;
  for (const governance::BoardChange& each : changes) {
    const EffectKind kind = each.kind == Kind::Stays     ? EffectKind::Same
                            : each.kind == Kind::Changes ? EffectKind::Changes
                                                         : EffectKind::Trouble;
    effects.push_back({"Boards", kind, each.what, 0, each.before, each.after, each.note});
  }
  return effects;
}

std::vector<Effect> decider_effects(const delegation::RegroupedDecisions& decisions) {
  std::vector<Effect> effects;
  for (const auto& each : decisions.deciders) effects.push_back(decider_effect(each));
  for (const std::string& each : decisions.lost) {
    effects.push_back({"Who decides", EffectKind::Changes, "Overlay of " + each, 0, "in force",
                       "of no school",
                       "The cluster ends. Begin one for its heirs if it is wanted."});
  }
  for (const auto& each : decisions.routes) effects.push_back(route_effect(each));
  return effects;
}

}  // namespace app

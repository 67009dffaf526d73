// Rule by rule, cluster by cluster.
#include "design/broken.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "design/middle.hpp"
#include "design/neighbours.hpp"

namespace design {

namespace {

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string counted(std::int64_t count, std::string_view what) {
  return base::with_thousands(count) + " " + std::string(what);
}

class Judge {
 public:
  Judge(const Scenario& scenario, const Facts& facts, const Plan& plan,
        const std::vector<std::vector<int>>& neighbours)
      : rules_(scenario.rules),
        asked_(scenario.clusters),
        facts_(facts),
        plan_(plan),
        neighbours_(neighbours),
        by_pupils_(scenario.weights.by_pupils),
        leads_(scenario.rules.lead.rule.on && any_inspection(facts, scenario.rules.lead)) {}

  std::vector<BrokenRule> judge() {
    const auto members = members_of(plan_);
    for (std::size_t at = 0; at < members.size(); ++at) {
      if (!members[at].empty()) cluster(static_cast<int>(at), members[at]);
    }
    federations();
    apart();
    pins();
    locked();
    number_of(members);
    return std::move(broken_);
  }

 private:
  void add(RuleKind rule, int cluster, std::string text) {
    broken_.push_back({rule, cluster, std::move(text)});
  }

  void band(RuleKind rule, int cluster, const Band& band, std::int64_t count,
            std::string_view what) {
    if (band.least && count < *band.least) {
      add(rule, cluster, counted(count, what) + ", at least " + base::with_thousands(*band.least));
    }
    if (band.most && count > *band.most) {
      add(rule, cluster, counted(count, what) + ", at most " + base::with_thousands(*band.most));
    }
  }

  const SchoolFacts& school(int place) const { return facts_.schools[index(place)]; }

  void cluster(int at, const std::vector<int>& members) {
    band(RuleKind::Schools, at, rules_.schools, static_cast<std::int64_t>(members.size()),
         members.size() == 1 ? "school" : "schools");
    std::int64_t pupils = 0;
    bool secondary = false;
    bool able = false;
    for (const int each : members) {
      pupils += school(each).pupils.value_or(0);
      secondary = secondary || is_secondary(school(each));
      able = able || is_able(school(each), rules_.lead).value_or(false);
    }
    band(RuleKind::Pupils, at, rules_.pupils, pupils, "pupils");
    if (rules_.secondary.on && !secondary)
      add(RuleKind::Secondary, at, "no secondary or all-through school");
    if (leads_ && !able) add(RuleKind::Lead, at, "no school able to supply the lead head");
    at_most(at, members);
    if (rules_.travel.minutes) far(at, members);
    if (rules_.contiguous.on) {
      const int pieces = pieces_of(members, neighbours_);
      if (pieces > 1) add(RuleKind::Contiguous, at, "in " + std::to_string(pieces) + " pieces");
    }
    if (!rules_.barriers.empty()) barriers(at, members);
  }

  void at_most(int at, const std::vector<int>& members) {
    for (const AtMost& rule : rules_.at_most) {
      const auto count = std::count_if(members.begin(), members.end(),
                                       [&](int each) { return is_of(school(each), rule.of); });
      if (count > rule.most) {
        add(RuleKind::AtMost, at, std::to_string(count) + ", " + words_of(rule));
      }
    }
  }

  void barriers(int at, const std::vector<int>& members) {
    const int middle = middle_of(facts_, members, by_pupils_);
    for (const Barrier& each : rules_.barriers) {
      const geo::Barriers line({line_of(each)});
      for (const int member : members) {
        if (!line.crosses(school(member).point, school(middle).point)) continue;
        add(RuleKind::Barrier, at,
            school(member).name + " and " + school(middle).name + " lie on two sides of " +
                each.name);
      }
    }
  }

  void far(int at, const std::vector<int>& members) {
    const int middle = middle_of(facts_, members, by_pupils_);
    for (const int each : members) {
      const double minutes = minutes_between(facts_, each, middle);
      if (minutes <= *rules_.travel.minutes) continue;
      add(RuleKind::Travel, at,
          school(each).name + " is " + base::with_decimals(minutes, 0) + " minutes from " +
              school(middle).name + ", at most " + base::with_decimals(*rules_.travel.minutes, 0));
    }
  }

  void federations() {
    if (!rules_.federations.on) return;
    std::map<std::int64_t, std::pair<std::string, std::set<int>>> clusters;
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      const SchoolFacts& each = facts_.schools[at];
      if (each.federation == 0) continue;
      auto& [name, places] = clusters[each.federation];
      name = each.federation_name;
      if (plan_.of[at] != no_place) places.insert(plan_.of[at]);
    }
    for (const auto& [ignored, each] : clusters) {
      if (each.second.size() > 1) {
        add(RuleKind::Federations, no_place,
            each.first + " is spread over " + std::to_string(each.second.size()) + " clusters");
      }
    }
  }

  std::optional<std::size_t> place_of(std::int64_t urn) const {
    const auto found = std::find_if(facts_.schools.begin(), facts_.schools.end(),
                                    [&](const SchoolFacts& each) { return each.urn == urn; });
    if (found == facts_.schools.end()) return std::nullopt;
    return static_cast<std::size_t>(found - facts_.schools.begin());
  }

  void apart() {
    for (const KeptApart& each : rules_.apart) {
      const auto a = place_of(each.a);
      const auto b = place_of(each.b);
      if (!a || !b || plan_.of[*a] != plan_.of[*b] || plan_.of[*a] == no_place) continue;
      add(RuleKind::Apart, plan_.of[*a],
          facts_.schools[*a].name + " and " + facts_.schools[*b].name + " are to be kept apart");
    }
  }

  void pins() {
    for (const Pin& each : rules_.pins) {
      const auto school_place = place_of(each.urn);
      if (!school_place) continue;
      const int at = plan_.of[*school_place];
      const bool there = at != no_place && (plan_.clusters[index(at)].name == each.cluster ||
                                            plan_.clusters[index(at)].letter == each.cluster);
      if (!there)
        add(RuleKind::Pins, at,
            facts_.schools[*school_place].name + " is pinned to " + each.cluster);
    }
  }

  void locked() {
    for (const std::string& name : rules_.locked) {
      for (std::size_t at = 0; at < facts_.today.size(); ++at) {
        const TodayCluster& cluster = facts_.today[at];
        if (cluster.name == name || (!name.empty() && cluster.letter == name)) {
          locked(static_cast<int>(at), cluster);
        }
      }
    }
  }
  void locked(int today, const TodayCluster& cluster) {
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      const int place = plan_.of[at];
      const bool was = facts_.schools[at].today == today;
      const bool is = place != no_place && plan_.clusters[index(place)].id == cluster.id;
      if (was == is) continue;
      add(RuleKind::Locked, place,
          facts_.schools[at].name + (was ? " has left " : " has joined ") + cluster.name +
              ", which is locked");
    }
  }

  void number_of(const std::vector<std::vector<int>>& members) {
    const auto count = std::count_if(members.begin(), members.end(),
                                     [](const auto& each) { return !each.empty(); });
    const std::string_view what = count == 1 ? "cluster" : "clusters";
    if (asked_.least && count < *asked_.least) {
      add(RuleKind::Clusters, no_place,
          counted(count, what) + ", at least " + std::to_string(*asked_.least));
    }
    if (asked_.most && count > *asked_.most) {
      add(RuleKind::Clusters, no_place,
          counted(count, what) + ", at most " + std::to_string(*asked_.most));
    }
  }

  const Rules& rules_;
  const Clusters& asked_;
  const Facts& facts_;
  const Plan& plan_;
  const std::vector<std::vector<int>>& neighbours_;
  bool by_pupils_;
  bool leads_;
  std::vector<BrokenRule> broken_;
};

}  // namespace

std::vector<BrokenRule> broken_rules(const Scenario& scenario, const Facts& facts, const Plan& plan,
                                     const std::vector<std::vector<int>>& neighbours) {
  return Judge(scenario, facts, plan, neighbours).judge();
}

int pieces_of(const std::vector<int>& members, const std::vector<std::vector<int>>& neighbours) {
  std::set<int> left(members.begin(), members.end());
  int pieces = 0;
  while (!left.empty()) {
    ++pieces;
    std::vector<int> waiting = {*left.begin()};
    left.erase(left.begin());
    while (!waiting.empty()) {
      const int now = waiting.back();
      waiting.pop_back();
      for (const int next : neighbours[index(now)]) {
        if (left.erase(next) != 0) waiting.push_back(next);
      }
    }
  }
  return pieces;
}

}  // namespace design

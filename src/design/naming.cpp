// A cluster goes by the name of today's cluster that it continues, else by the town of its middle
// school.
#include "design/naming.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "design/matching.hpp"
#include "design/middle.hpp"
#include "design/plan.hpp"

namespace design {

namespace {

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t letter_bytes_max = 10;

// Letters without I and O, which look like figures; then AA, AB, ...
std::string letter_of(std::size_t number) {
  constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  std::string made;
  for (std::size_t left = number + 1; left > 0; left = (left - 1) / letters.size()) {
    made.insert(made.begin(), letters[(left - 1) % letters.size()]);
  }
  return made;
}

class Namer {
 public:
  Namer(Plan& plan, const Facts& facts) : plan_(plan), facts_(facts), members_(members_of(plan)) {
    for (const PlanCluster& each : plan.clusters) {
      if (!each.name.empty()) names_.insert(each.name);
      if (!each.letter.empty()) letters_.insert(each.letter);
    }
    // A name of today's clusters is not given to another one: that would be taken for the same.
    for (const TodayCluster& each : facts.today) {
      kept_.insert(each.name);
      letters_.insert(each.letter);
    }
  }

  void name_all() {
    continue_today();
    const bool lettered =
        facts_.today.empty() ||
        std::any_of(facts_.today.begin(), facts_.today.end(),
                    [](const TodayCluster& each) { return !each.letter.empty(); });
    std::size_t next = 0;
    for (std::size_t at = 0; at < plan_.clusters.size(); ++at) {
      PlanCluster& cluster = plan_.clusters[at];
      if (cluster.name.empty()) cluster.name = new_name(at);
      if (!cluster.letter.empty() || !lettered || cluster.id.known()) continue;
      std::string letter = letter_of(next++);
      while (letters_.contains(letter)) letter = letter_of(next++);
      cluster.letter = letter;
      letters_.insert(letter);
    }
  }

 private:
  // Clusters without a name take over what is left of today's.
  void continue_today() {
    std::set<std::int64_t> taken;
    for (const PlanCluster& each : plan_.clusters) taken.insert(each.id.value);
    std::vector<std::vector<int>> shared(plan_.clusters.size(),
                                         std::vector<int>(facts_.today.size(), 0));
    for (std::size_t at = 0; at < plan_.of.size(); ++at) {
      const int now = plan_.of[at];
      const int was = facts_.schools[at].today;
      if (now == no_place || was == no_place) continue;
      const auto cluster = static_cast<std::size_t>(now);
      const auto old = static_cast<std::size_t>(was);
      if (!plan_.clusters[cluster].name.empty()) continue;
      if (taken.contains(facts_.today[old].id.value)) continue;
      ++shared[cluster][old];
    }
    const std::vector<int> old_of = best_matching(shared);
    for (std::size_t at = 0; at < plan_.clusters.size(); ++at) {
      if (!plan_.clusters[at].name.empty() || old_of[at] < 0) continue;
      const TodayCluster& old = facts_.today[static_cast<std::size_t>(old_of[at])];
      plan_.clusters[at].id = old.id;
      plan_.clusters[at].name = old.name;
      plan_.clusters[at].letter = old.letter;
      names_.insert(old.name);
    }
  }

  std::string new_name(std::size_t at) {
    std::string base = "Cluster";
    if (!members_[at].empty()) {
      const int middle = middle_of(facts_, members_[at]);
      const SchoolFacts& school = facts_.schools[static_cast<std::size_t>(middle)];
      base = school.town.empty() ? school.name : school.town;
    }
    std::string name = base;
    for (int number = 2; names_.contains(name) || kept_.contains(name); ++number) {
      name = base + " " + std::to_string(number);
    }
    names_.insert(name);
    return name;
  }

  Plan& plan_;
  const Facts& facts_;
  const std::vector<std::vector<int>> members_;
  std::set<std::string> names_;
  std::set<std::string> kept_;
  std::set<std::string> letters_;
};

}  // namespace

bool is_cluster_name(std::string_view name) {
  return !name.empty() && name.size() <= name_bytes_max &&
         std::none_of(name.begin(), name.end(), [](char c) { return c >= 0 && c < ' '; });
}

bool is_cluster_letter(std::string_view letter) {
  return letter.size() <= letter_bytes_max && letter != "-" &&
         std::none_of(letter.begin(), letter.end(), [](char c) { return c >= 0 && c <= ' '; });
}

void name_clusters(Plan& plan, const Facts& facts) { Namer(plan, facts).name_all(); }

}  // namespace design

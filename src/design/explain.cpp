// Why a school is where it is. Costs are minutes of one school's travel, so they can be said.
#include "design/explain.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "design/middle.hpp"

namespace design {

namespace {

constexpr std::size_t shown_max = 2;
constexpr double little = 0.05;  // minutes: less is no difference for people

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string minutes_text(double minutes) {
  const double whole = std::round(minutes);
  if (whole < 1) return "less than a minute";
  return base::with_thousands(static_cast<std::int64_t>(whole)) +
         (whole == 1 ? " minute" : " minutes");
}

class Explainer {
 public:
  Explainer(const Scenario& scenario, const Facts& facts, const Built& built, const Plan& plan,
            int school)
      : scenario_(scenario),
        facts_(facts),
        built_(built),
        plan_(plan),
        school_(school),
        members_(members_of(plan)),
        assignment_(assignment_of(built, facts, plan)) {}

  WhyHere explain() {
    why_.school = school_;
    why_.cluster = plan_.of[index(school_)];
    why_.minutes = minutes_to(why_.cluster);
    find_places();
    find_elsewhere();
    find_binding();
    why_.short_reason = short_reason();
    why_.sentence = sentence();
    return std::move(why_);
  }

 private:
  const SchoolFacts& school(int place) const { return facts_.schools[index(place)]; }
  const std::string& name_of(int cluster) const { return plan_.clusters[index(cluster)].name; }

  // To the middle school of the cluster as it would be with this school in it.
  double minutes_to(int cluster) const {
    std::vector<int> members = members_[index(cluster)];
    if (std::find(members.begin(), members.end(), school_) == members.end()) {
      members.push_back(school_);
    }
    return minutes_between(facts_, school_,
                           middle_of(facts_, members, scenario_.weights.by_pupils));
  }

  // The plan's cluster of each number of the problem.
  void find_places() {
    place_of_.assign(built_.labels.size(), no_place);
    for (std::size_t at = 0; at < plan_.of.size(); ++at) {
      if (plan_.of[at] != no_place) place_of_[index(assignment_[at])] = plan_.of[at];
    }
  }

  void find_elsewhere() {
    for (const solve::Alternative& each :
         solve::alternatives(built_.problem, assignment_, school_)) {
      const int cluster = place_of_[index(each.cluster)];
      if (cluster == no_place || cluster == why_.cluster) continue;
      Elsewhere made{cluster, each.extra_cost, minutes_to(cluster), {}};
      for (const solve::Violation& broken : each.breaks) {
        made.breaks.push_back(words_of(broken));
        // Of sizes find_binding() speaks; what has a price is in the costs.
        const bool said = broken.rule == "schools" || !broken.hard;
        if (!said && all_.size() < shown_max) {
          elsewhere_.push_back("In " + name_of(cluster) +
                               " it would break a rule: " + made.breaks.back() + ".");
        }
      }
      all_.push_back(std::move(made));
    }
    why_.next_best.assign(
        all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(std::min(shown_max, all_.size())));
  }

  // The solver numbers clusters; people know them by name.
  std::string words_of(const solve::Violation& broken) const {
    const int cluster = broken.cluster >= 0 && index(broken.cluster) < place_of_.size()
                            ? place_of_[index(broken.cluster)]
                            : no_place;
    const std::size_t colon = broken.text.find(": ");
    const std::string what =
        colon == std::string::npos ? broken.rule : broken.text.substr(colon + 2);
    return cluster == no_place ? what : name_of(cluster) + ": " + what;
  }

  void find_binding() {
    const SchoolFacts& one = school(school_);
    if (plan_.pinned[index(school_)] != 0) why_.binding.push_back("It is pinned there.");
    if (plan_.clusters[index(why_.cluster)].locked) {
      why_.binding.push_back(name_of(why_.cluster) + " is locked.");
    }
    for (const solve::Together& each : built_.problem.together) {
      if (std::find(each.points.begin(), each.points.end(), school_) == each.points.end()) continue;
      why_.binding.push_back("It is federated with schools of " + name_of(why_.cluster) + " (" +
                             one.federation_name + ").");
    }
    const auto here = static_cast<std::int64_t>(members_[index(why_.cluster)].size());
    const Band& band = scenario_.rules.schools;
    if (band.least && here <= *band.least) {
      why_.binding.push_back(name_of(why_.cluster) + " has " + std::to_string(here) +
                             " schools and may not have fewer.");
    }
    for (const Elsewhere& each : why_.next_best) {
      const auto there = static_cast<std::int64_t>(members_[index(each.cluster)].size());
      if (band.most && there >= *band.most) {
        why_.binding.push_back(name_of(each.cluster) + " has " + std::to_string(there) +
                               " schools and may not have more.");
      }
    }
    why_.binding.insert(why_.binding.end(), elsewhere_.begin(), elsewhere_.end());
  }

  int nearest_secondary() const {
    int found = no_place;
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      if (!is_secondary(facts_.schools[at])) continue;
      const int place = static_cast<int>(at);
      if (found == no_place ||
          minutes_between(facts_, school_, place) < minutes_between(facts_, school_, found)) {
        found = place;
      }
    }
    return found;
  }

  std::string short_reason() const {
    const SchoolFacts& one = school(school_);
    const std::string here = name_of(why_.cluster);
    if (plan_.pinned[index(school_)] != 0) return "Pinned by hand";
    for (const solve::Together& each : built_.problem.together) {
      if (std::find(each.points.begin(), each.points.end(), school_) != each.points.end()) {
        return "Federated with a school in " + here;
      }
    }
    const std::string were = too_many_before();
    if (!were.empty()) return were;
    const int secondary = is_primary(one) ? nearest_secondary() : no_place;
    if (secondary != no_place && plan_.of[index(secondary)] == why_.cluster) {
      return "Its nearest secondary, " + school(secondary).name + ", is in " + here;
    }
    if (one.today != no_place && !why_.next_best.empty()) {
      return "The journey is " + minutes_text(why_.minutes) + " here";
    }
    return "Nearest to the schools of " + here;
  }

  // "Wenbridge South has 15 schools; the limit is 11": of the cluster that it leaves.
  std::string too_many_before() const {
    const int today = school(school_).today;
    const Band& band = scenario_.rules.schools;
    if (today == no_place || !band.most) return {};
    if (plan_.clusters[index(why_.cluster)].id == facts_.today[index(today)].id) return {};
    const auto count = std::count_if(facts_.schools.begin(), facts_.schools.end(),
                                     [&](const SchoolFacts& each) { return each.today == today; });
    if (count <= *band.most) return {};
    return facts_.today[index(today)].name + " has " + std::to_string(count) +
           " schools; the limit is " + std::to_string(*band.most);
  }

  std::string sentence() const {
    const std::string& name = school(school_).name;
    std::string text = name + " is in " + name_of(why_.cluster) + ", " +
                       minutes_text(why_.minutes) + " from its middle school.";
    if (why_.next_best.empty()) return text + " There is no other cluster.";
    const Elsewhere& next = why_.next_best.front();
    text += " The next best is " + name_of(next.cluster) + ": ";
    if (!next.breaks.empty()) {
      text += "that would break a rule (" + base::join(next.breaks, "; ") + ")";
      if (next.extra_cost > little) {
        text += " and cost as much as " + minutes_text(next.extra_cost) + " more travel";
      }
    } else if (next.extra_cost > little) {
      text += "that would cost as much as " + minutes_text(next.extra_cost) +
              " more travel of one "
              "school, all things counted";
    } else if (next.extra_cost < -little) {
      text += "that alone would be better, by " + minutes_text(-next.extra_cost) +
              " of travel; nobody has moved it yet";
    } else {
      text += "that would be just as good";
    }
    return text + ".";
  }

  const Scenario& scenario_;
  const Facts& facts_;
  const Built& built_;
  const Plan& plan_;
  int school_;
  std::vector<std::vector<int>> members_;
  solve::Assignment assignment_;
  std::vector<int> place_of_;
  std::vector<Elsewhere> all_;
  std::vector<std::string> elsewhere_;  // rules that keep it from the next best
  WhyHere why_;
};

}  // namespace

base::Result<WhyHere> why_here(const Scenario& scenario, const Facts& facts, const Built& built,
                               const Plan& plan, int school) {
  if (school < 0 || index(school) >= facts.schools.size()) {
    return base::make_error("bad_plan", "There is no such school in the scenario.", "school");
  }
  if (plan.of[index(school)] == no_place) {
    return base::make_error("bad_plan",
                            facts.schools[index(school)].name + " is in no cluster of this plan.",
                            "school");
  }
  return Explainer(scenario, facts, built, plan, school).explain();
}

}  // namespace design

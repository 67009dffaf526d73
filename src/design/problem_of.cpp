// The rules of a scenario, one after the other, as the solver understands them.
#include "design/problem_of.hpp"

#include "design/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/text.hpp"
#include "design/middle.hpp"

namespace design {

namespace {

// Above this, all pairs would take more memory than a server has to spare (4 bytes a pair).
constexpr std::size_t given_points_max = 4000;
// A limit that is to be kept at any price costs so much for each school beyond it.
constexpr double far_price_hard = 1000;
constexpr double m_per_km = 1000;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

std::string schools_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " school" : " schools");
}

class Builder {
 public:
  Builder(const Scenario& scenario, const Facts& facts, const Plan* hand)
      : scenario_(scenario),
        rules_(scenario.rules),
        facts_(facts),
        hand_(hand),
        problem_(built_.problem) {}

  base::Result<Built> build() {
    if (facts_.schools.empty()) {
      return base::make_error("nothing_to_group",
                              "No school fits this scenario on " + facts_.on.long_form() +
                                  ". Look at its authority, group, districts, phases and day.");
    }
    const FilledPupils filled = filled_pupils(facts_);
    pupils_ = filled.pupils;
    const bool pupils_matter =
        !rules_.pupils.none() || scenario_.weights.by_pupils || scenario_.weights.pupils > 0;
    if (filled.filled > 0 && pupils_matter) {
      remark(schools_text(static_cast<std::size_t>(filled.filled)) +
             " without a number of pupils count as the middle school of their phase.");
    }
    add_clusters();
    add_travel();
    add_sizes();
    add_classes();
    add_federations();
    add_contiguity();
    add_labels();
    add_spreads();
    TRY(add_pins());
    leave_out();
    for (const KeptApart& each : rules_.apart) {
      const auto a = place_of_urn(each.a);
      const auto b = place_of_urn(each.b);
      if (a && b) problem_.apart.push_back({*a, *b});
    }
    return std::move(built_);
  }

 private:
  void remark(std::string text) { built_.remarks.push_back(std::move(text)); }

  std::optional<int> place_of_urn(std::int64_t urn) const {
    const auto found = std::find_if(facts_.schools.begin(), facts_.schools.end(),
                                    [&](const SchoolFacts& each) { return each.urn == urn; });
    if (found == facts_.schools.end()) return std::nullopt;
    return static_cast<int>(found - facts_.schools.begin());
  }

  std::optional<int> label_named(std::string_view text) const {
    for (std::size_t at = 0; at < built_.labels.size(); ++at) {
      const PlanCluster& each = built_.labels[at];
      if (each.name == text || (!each.letter.empty() && each.letter == text)) {
        return static_cast<int>(at);
      }
    }
    return std::nullopt;
  }

  // ---- clusters ----

  void add_clusters() {
    const std::int64_t pupils = std::accumulate(pupils_.begin(), pupils_.end(), std::int64_t{0});
    auto [least, most] =
        clusters_allowed(scenario_, static_cast<int>(facts_.schools.size()), pupils);
    const bool free = scenario_.clusters.least || scenario_.clusters.most;
    if (!free) {
      const int now = static_cast<int>(hand_ ? hand_->clusters.size() : facts_.today.size());
      least = most = now > 0 && (hand_ || (now >= least && now <= most)) ? now : usual(least, most);
    }
    problem_.clusters_min = least;
    problem_.clusters_max = most;
    label_clusters(static_cast<std::size_t>(most));
  }

  int usual(int least, int most) const {
    const Band& band = rules_.schools;
    if (!band.least || !band.most) return std::max(1, (least + most) / 2);
    const double middle = static_cast<double>(*band.least + *band.most) / 2;
    const double count = std::ceil(static_cast<double>(facts_.schools.size()) / middle);
    return std::clamp(static_cast<int>(count), least, most);
  }

  void label_clusters(std::size_t most) {
    std::vector<int> number_of;  // of today's clusters, by place
    if (hand_ != nullptr) {
      built_.labels = hand_->clusters;
      for (const TodayCluster& each : facts_.today) {
        const auto same =
            std::find_if(built_.labels.begin(), built_.labels.end(),
                         [&](const PlanCluster& label) { return label.id == each.id; });
        number_of.push_back(same == built_.labels.end()
                                ? no_place
                                : static_cast<int>(same - built_.labels.begin()));
      }
    } else {
      number_of = label_today(most);
    }
    if (built_.labels.size() > most) built_.labels.resize(most);
    built_.labels.resize(most);
    for (const SchoolFacts& each : facts_.schools) {
      const int number = each.today == no_place ? no_place : number_of[index(each.today)];
      problem_.today.push_back(number < static_cast<int>(most) ? number : solve::no_cluster);
    }
  }

  // Today's clusters in their order; when there are too many, the smallest go.
  std::vector<int> label_today(std::size_t most) {
    std::vector<int> schools(facts_.today.size(), 0);
    for (const SchoolFacts& each : facts_.schools) {
      if (each.today != no_place) ++schools[index(each.today)];
    }
    std::vector<int> by_size(facts_.today.size());
    std::iota(by_size.begin(), by_size.end(), 0);
    std::stable_sort(by_size.begin(), by_size.end(),
                     [&](int a, int b) { return schools[index(a)] > schools[index(b)]; });
    if (by_size.size() > most) {
      remark(std::to_string(by_size.size() - most) + " of today's clusters must go.");
      by_size.resize(most);
    }
    std::vector<int> number_of(facts_.today.size(), no_place);
    std::sort(by_size.begin(), by_size.end());
    for (const int each : by_size) {
      const TodayCluster& cluster = facts_.today[index(each)];
      const auto locked =
          std::find_if(rules_.locked.begin(), rules_.locked.end(), [&](const std::string& name) {
            return name == cluster.name || (!cluster.letter.empty() && name == cluster.letter);
          });
      number_of[index(each)] = static_cast<int>(built_.labels.size());
      built_.labels.push_back(
          {cluster.id, cluster.name, cluster.letter, locked != rules_.locked.end()});
    }
    return number_of;
  }

  // ---- travel ----

  void add_travel() {
    const std::size_t count = facts_.schools.size();
    const bool straight = scenario_.travel == TravelBy::Straight && rules_.barriers.empty();
    double scale = 1;
    if (!straight && count <= given_points_max) {
      give_distances(count);
    } else if (!straight) {
      scale = minutes_per_km();
      remark("With more than 4,000 schools the solver reckons with straight lines, at " +
             base::with_decimals(scale, 1) + " minutes a kilometre; the measures do not.");
    }
    for (const SchoolFacts& each : facts_.schools) {
      problem_.points.push_back(
          {each.point.east_m / m_per_km * scale, each.point.north_m / m_per_km * scale});
    }
    if (scenario_.weights.by_pupils) problem_.importance = importance_of(facts_);
    const Weights& weights = scenario_.weights;
    solve::Prices& prices = problem_.prices;
    prices.travel = weights.travel;
    prices.compactness = weights.compactness;
    prices.move = weights.moves;
    if (rules_.travel.minutes) {
      const Strength& strength = rules_.travel.strength;
      prices.far_limit = *rules_.travel.minutes;
      prices.far = weights.far + (strength.hard ? far_price_hard : strength.price);
    }
  }

  void give_distances(std::size_t count) {
    problem_.metric = solve::Metric::Given;
    problem_.distances.assign(count * count, 0);
    for (std::size_t one = 0; one < count; ++one) {
      for (std::size_t other = one + 1; other < count; ++other) {
        const auto minutes = static_cast<float>(
            minutes_between(facts_, static_cast<int>(one), static_cast<int>(other)));
        problem_.distances[one * count + other] = minutes;
        problem_.distances[other * count + one] = minutes;
      }
    }
  }

  // In the mean over the nearest pairs that the travel knows.
  double minutes_per_km() const {
    double minutes = 0;
    double km = 0;
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      for (const geo::Neighbour& each : facts_.travel->neighbours(at)) {
        km +=
            geo::distance_m(facts_.schools[at].point, facts_.schools[each.place].point) / m_per_km;
        minutes += each.minutes;
      }
    }
    return km > 0 ? minutes / km : 1;
  }

  // ---- rules ----

  void add_size(const std::string& name, const Band& band, std::vector<std::int64_t> weights) {
    if (band.none()) return;
    solve::Measure measure;
    measure.name = name;
    measure.weights = std::move(weights);
    measure.lower = band.least.value_or(0);
    if (band.most) measure.upper = *band.most;
    measure.strength = band.strength;
    problem_.measures.push_back(std::move(measure));
  }

  void add_sizes() {
    add_size("schools", rules_.schools, {});
    add_size("pupils", rules_.pupils, pupils_);
  }

  template <typename Is>
  void add_class(const std::string& name, const Strength& strength, const Is& is) {
    solve::ClassRule rule;
    rule.name = name;
    rule.at_least = 1;
    add_class(std::move(rule), strength, is);
  }

  template <typename Is>
  void add_class(solve::ClassRule rule, const Strength& strength, const Is& is) {
    rule.strength = strength;
    for (const SchoolFacts& each : facts_.schools) rule.members.push_back(is(each) ? 1 : 0);
    problem_.classes.push_back(std::move(rule));
  }

  void add_classes() {
    if (rules_.secondary.on) add_class("secondary", rules_.secondary.strength, is_secondary);
    for (const AtMost& each : rules_.at_most) {
      solve::ClassRule rule;
      rule.name = words_of(each);
      rule.at_most = static_cast<int>(each.most);
      add_class(std::move(rule), each.strength,
                [&](const SchoolFacts& school) { return is_of(school, each.of); });
    }
    if (!rules_.lead.rule.on) return;
    if (!any_inspection(facts_, rules_.lead)) {
      return remark("The rule of an able lead is left out: no inspection is known of any school.");
    }
    std::size_t unknown = 0;
    add_class("able lead", rules_.lead.rule.strength, [&](const SchoolFacts& each) {
      const std::optional<bool> able = is_able(each, rules_.lead);
      unknown += able ? 0 : 1;
      return able.value_or(false);
    });
    if (unknown > 0) {
      remark(schools_text(unknown) +
             " without an inspection do not count as able to supply the lead head.");
    }
  }

  template <typename Number>
  std::map<std::int64_t, std::vector<int>> schools_by(const Number& number) const {
    std::map<std::int64_t, std::vector<int>> made;
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      const std::int64_t each = number(facts_.schools[at]);
      if (each != 0) made[each].push_back(static_cast<int>(at));
    }
    return made;
  }

  void add_federations() {
    if (!rules_.federations.on) return;
    const auto federations = schools_by([](const SchoolFacts& each) { return each.federation; });
    if (!rules_.federations.strength.hard) {
      return add_label("federations", federations, rules_.federations.strength.price);
    }
    for (const auto& [ignored, schools] : federations) {
      if (schools.size() < 2) continue;
      problem_.together.push_back(
          {facts_.schools[index(schools.front())].federation_name, schools});
    }
  }

  void add_contiguity() {
    if (!rules_.contiguous.on) return;
    problem_.contiguity.neighbours = neighbours_of(rules_, facts_);
    problem_.contiguity.strength = rules_.contiguous.strength;
  }

  void add_label(std::string name, const std::map<std::int64_t, std::vector<int>>& groups,
                 double price) {
    solve::Label label{std::move(name), std::vector<int>(facts_.schools.size(), -1), price};
    int next = 0;
    for (const auto& [ignored, schools] : groups) {
      if (schools.size() < 2) continue;
      for (const int each : schools) label.of[index(each)] = next;
      ++next;
    }
    if (next > 0 && price > 0) problem_.labels.push_back(std::move(label));
  }

  void add_labels() {
    const Weights& weights = scenario_.weights;
    add_label("trusts together", schools_by([](const SchoolFacts& each) { return each.trust; }),
              weights.trusts);
    std::map<std::string, std::int64_t> numbers;
    for (const SchoolFacts& each : facts_.schools) {
      if (!each.district.empty()) {
        numbers.emplace(each.district, static_cast<std::int64_t>(numbers.size()) + 1);
      }
    }
    add_label("districts together", schools_by([&](const SchoolFacts& each) {
                const auto found = numbers.find(each.district);
                return found == numbers.end() ? std::int64_t{0} : found->second;
              }),
              weights.districts);
  }

  void add_spreads() {
    const Weights& weights = scenario_.weights;
    std::vector<double> pupils(pupils_.begin(), pupils_.end());
    const double all = std::accumulate(pupils.begin(), pupils.end(), 0.0);
    if (weights.pupils > 0 && all > 0) {
      problem_.spreads.push_back(
          {"pupils", pupils, {}, all / problem_.clusters_max, weights.pupils});
    }
    add_share("deprivation", &SchoolFacts::fsm, pupils, weights.deprivation);
    add_share("SEND", &SchoolFacts::send, pupils, weights.send);
  }

  // A school whose share is not known counts neither above nor below the line.
  void add_share(std::string name, std::optional<double> SchoolFacts::*share,
                 std::vector<double> whole, double price) {
    if (price <= 0) return;
    std::vector<double> part;
    std::size_t unknown = 0;
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      const std::optional<double>& known = facts_.schools[at].*share;
      if (!known) {
        whole[at] = 0;
        ++unknown;
      }
      part.push_back(known.value_or(0) * whole[at]);
    }
    if (unknown > 0) {
      remark("The share of " + name + " is not known of " + schools_text(unknown) + ".");
    }
    const double all = std::accumulate(part.begin(), part.end(), 0.0);
    if (all <= 0) return;
    const double even = all / std::accumulate(whole.begin(), whole.end(), 0.0);
    problem_.spreads.push_back({std::move(name), std::move(part), std::move(whole), even, price});
  }

  // ---- pins and locks ----

  base::Status add_pins() {
    problem_.pinned.assign(facts_.schools.size(), solve::no_cluster);
    for (const Pin& each : rules_.pins) {
      const std::optional<int> school = place_of_urn(each.urn);
      const std::optional<int> cluster = label_named(each.cluster);
      if (!school || !cluster) {
        return base::make_error("bad_scenario",
                                "The pin \"" + std::to_string(each.urn) + " in " + each.cluster +
                                    "\" names no " + (school ? "cluster" : "school") +
                                    " of this scenario.",
                                "pin");
      }
      problem_.pinned[index(*school)] = *cluster;
    }
    for (std::size_t at = 0; hand_ != nullptr && at < hand_->of.size(); ++at) {
      const int cluster = hand_->of[at];
      if (hand_->pinned[at] != 0 && cluster != no_place && cluster < problem_.clusters_max) {
        problem_.pinned[at] = cluster;
      }
    }
    for (std::size_t at = 0; at < built_.labels.size(); ++at) {
      if (built_.labels[at].locked) lock(static_cast<int>(at));
    }
    return {};
  }

  // The solver places every point; those that are kept out weigh nothing there, and plan_of() takes
  // them out again.
  void leave_out() {
    built_.outside.assign(facts_.schools.size(), 0);
    for (std::size_t at = 0; hand_ != nullptr && at < hand_->of.size(); ++at) {
      if (!is_kept_out(*hand_, at)) continue;
      built_.outside[at] = 1;
      for (solve::Measure& each : problem_.measures) {
        if (each.weights.empty()) each.weights.assign(facts_.schools.size(), 1);
        each.weights[at] = 0;
      }
      if (problem_.importance.empty()) problem_.importance.assign(facts_.schools.size(), 1);
      problem_.importance[at] = 0;
    }
  }

  // The solver keeps in a locked cluster whom `today` has there: with a plan by hand, that is whom
  // the plan has there. The price of moves changes by the same for every plan.
  void lock(int cluster) {
    problem_.locked.push_back(cluster);
    if (hand_ == nullptr) return;
    for (std::size_t at = 0; at < hand_->of.size(); ++at) {
      if (hand_->of[at] == cluster) {
        problem_.today[at] = cluster;
      } else if (problem_.today[at] == cluster) {
        problem_.today[at] = solve::no_cluster;
      }
    }
  }

  const Scenario& scenario_;
  const Rules& rules_;
  const Facts& facts_;
  const Plan* hand_;
  Built built_;
  solve::Problem& problem_;
  std::vector<std::int64_t> pupils_;
};

}  // namespace

base::Result<Built> problem_of(const Scenario& scenario, const Facts& facts, const Plan* hand) {
  return Builder(scenario, facts, hand).build();
}

std::pair<int, int> clusters_allowed(const Scenario& scenario, int schools, std::int64_t pupils) {
  std::int64_t least = 1;
  std::int64_t most = schools;
  auto bound = [&](const Band& band, std::int64_t all) {
    if (band.most && *band.most > 0) least = std::max(least, (all + *band.most - 1) / *band.most);
    if (band.least && *band.least > 0) most = std::min(most, all / *band.least);
  };
  bound(scenario.rules.schools, schools);
  bound(scenario.rules.pupils, pupils);
  if (scenario.clusters.least) least = *scenario.clusters.least;
  if (scenario.clusters.most) most = *scenario.clusters.most;
  least = std::clamp<std::int64_t>(least, 1, schools);
  most = std::clamp<std::int64_t>(most, least, std::max(least, std::int64_t{schools}));
  return {static_cast<int>(least), static_cast<int>(most)};
}

}  // namespace design

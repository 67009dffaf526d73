// The figures of every measure. A sum knows of how many schools a fact was missing.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "base/text.hpp"
#include "design/broken.hpp"
#include "design/matching.hpp"
#include "design/measures.hpp"
#include "design/middle.hpp"
#include "design/overlap.hpp"
#include "geo/point_index.hpp"

namespace design {

namespace {

constexpr double near_minutes = 20;
constexpr double far_minutes = 30;
constexpr double hundred = 100;
constexpr double m_per_km = 1000;
constexpr double most_of = 0.95;

std::size_t index(int place) { return static_cast<std::size_t>(place); }

Figure known(double value) { return {value, {}}; }
Figure missing(std::string what) { return {std::nullopt, std::move(what)}; }

std::string of_schools(std::string_view fact, int schools) {
  return std::string(fact) + " of " + std::to_string(schools) +
         (schools == 1 ? " school" : " schools");
}

// What is added up of some schools, a cluster or all of them.
struct Sums {
  std::vector<double> journeys;
  double minutes = 0;
  double pupil_minutes = 0;
  double km = 0;
  double pupils = 0;
  double pupils_near = 0;
  double pupils_far = 0;
  int near = 0;
  int within = 0;
  int without_pupils = 0;
  double fsm_pupils = 0;
  double fsm_of = 0;
  int without_fsm = 0;
  double send_pupils = 0;
  double send_of = 0;
  int without_send = 0;
  int able = 0;
  int not_able = 0;
  int without_inspection = 0;
  int primaries = 0;
  int with_secondary = 0;
  double nearest_minutes = 0;
  int no_way = 0;   // to the middle school
  int cut_off = 0;  // from all colleagues
  int with_colleague = 0;
  int alone = 0;
  int of_trusts = 0;
  int with_trust = 0;

  void add(const Sums& other) {
    journeys.insert(journeys.end(), other.journeys.begin(), other.journeys.end());
    for (const auto field :
         {&Sums::minutes, &Sums::pupil_minutes, &Sums::km, &Sums::pupils, &Sums::pupils_near,
          &Sums::pupils_far, &Sums::fsm_pupils, &Sums::fsm_of, &Sums::send_pupils, &Sums::send_of,
          &Sums::nearest_minutes}) {
      this->*field += other.*field;
    }
    for (const auto field :
         {&Sums::near, &Sums::within, &Sums::without_pupils, &Sums::without_fsm,
          &Sums::without_send, &Sums::able, &Sums::not_able, &Sums::without_inspection,
          &Sums::primaries, &Sums::with_secondary, &Sums::with_colleague, &Sums::alone,
          &Sums::of_trusts, &Sums::with_trust, &Sums::no_way, &Sums::cut_off}) {
      this->*field += other.*field;
    }
  }
};

class Meter {
 public:
  Meter(const Scenario& scenario, const Facts& facts, const Plan& plan, const Plan& baseline,
        const std::vector<std::vector<int>>& neighbours)
      : scenario_(scenario),
        facts_(facts),
        plan_(plan),
        baseline_(baseline),
        neighbours_(neighbours),
        members_(members_of(plan)) {}

  Measured measure() {
    made_.whole.resize(measure_kinds().size());
    made_.clusters.resize(plan_.clusters.size());
    made_.travel_label = facts_.travel->sources().front().label();
    find_feeders();
    count_trusts();
    for (std::size_t at = 0; at < members_.size(); ++at) cluster(at);
    whole();
    change();
    overlaps();
    broken();
    return std::move(made_);
  }

 private:
  const SchoolFacts& school(int place) const { return facts_.schools[index(place)]; }
  static void set(std::vector<Figure>& figures, std::string_view code, Figure figure) {
    figures[measure_place(code)] = std::move(figure);
  }

  // The nearest secondary of each primary: its feeder relation, as far as places tell.
  void find_feeders() {
    std::vector<std::size_t> secondaries;
    std::vector<geo::GridPoint> points;
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      if (!is_secondary(facts_.schools[at])) continue;
      secondaries.push_back(at);
      points.push_back(facts_.schools[at].point);
    }
    // Straight lines pick the candidates: minutes of all pairs would take too long.
    const geo::PointIndex places(points);
    feeds_.assign(facts_.schools.size(), no_place);
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      if (!is_primary(facts_.schools[at])) continue;
      for (const auto& nearest : places.nearest(facts_.schools[at].point, 1)) {
        feeds_[at] = static_cast<int>(secondaries[nearest.point]);
      }
    }
    feeders_.assign(facts_.schools.size(), {0, 0});
    for (std::size_t at = 0; at < feeds_.size(); ++at) {
      if (feeds_[at] == no_place) continue;
      auto& [all, here] = feeders_[index(feeds_[at])];
      ++all;
      if (plan_.of[at] != no_place && plan_.of[at] == plan_.of[index(feeds_[at])]) ++here;
    }
  }

  void count_trusts() {
    for (const SchoolFacts& each : facts_.schools) {
      if (each.trust != 0) ++trust_schools_[each.trust];
    }
  }

  // ---- one cluster ----

  void journey(Sums& sums, int at, int middle) const {
    const double minutes = minutes_between(facts_, at, middle);
    sums.journeys.push_back(minutes);
    sums.minutes += minutes;
    sums.no_way += minutes >= minutes_without_way ? 1 : 0;
    sums.km += geo::distance_m(school(at).point, school(middle).point) / m_per_km;
    sums.near += minutes <= near_minutes ? 1 : 0;
    sums.within += minutes <= far_minutes ? 1 : 0;
    if (!school(at).pupils) {
      ++sums.without_pupils;
      return;
    }
    const auto pupils = static_cast<double>(*school(at).pupils);
    sums.pupils += pupils;
    sums.pupil_minutes += pupils * minutes;
    sums.pupils_near += minutes <= near_minutes ? pupils : 0;
    sums.pupils_far += minutes <= far_minutes ? pupils : 0;
  }

  void facts_of(Sums& sums, int at, const std::vector<int>& members) const {
    const SchoolFacts& one = school(at);
    const auto pupils = static_cast<double>(one.pupils.value_or(0));
    if (one.fsm && one.pupils) {
      sums.fsm_pupils += *one.fsm * pupils;
      sums.fsm_of += pupils;
    } else {
      ++sums.without_fsm;
    }
    if (one.send && one.pupils) {
      sums.send_pupils += *one.send * pupils;
      sums.send_of += pupils;
    } else {
      ++sums.without_send;
    }
    const std::optional<bool> able = is_able(one, scenario_.rules.lead);
    ++(!able ? sums.without_inspection : *able ? sums.able : sums.not_able);
    if (feeds_[index(at)] != no_place) {
      ++sums.primaries;
      sums.with_secondary += plan_.of[index(feeds_[index(at)])] == plan_.of[index(at)] ? 1 : 0;
    }
    double nearest = minutes_without_way;
    bool with_trust = false;
    for (const int other : members) {
      if (other == at) continue;
      nearest = std::min(nearest, minutes_between(facts_, at, other));
      with_trust = with_trust || (one.trust != 0 && school(other).trust == one.trust);
    }
    if (members.size() > 1) {
      sums.nearest_minutes += nearest;
      sums.cut_off += nearest >= minutes_without_way ? 1 : 0;
      ++sums.with_colleague;
    }
    sums.alone += nearest > near_minutes ? 1 : 0;
    const auto trust = trust_schools_.find(one.trust);
    if (trust == trust_schools_.end() || trust->second < 2) return;
    ++sums.of_trusts;
    sums.with_trust += with_trust ? 1 : 0;
  }

  // All but one of the cluster's schools in one trust.
  int outsiders(const std::vector<int>& members) const {
    std::map<std::int64_t, int> trusts;
    for (const int each : members) ++trusts[school(each).trust];
    for (const auto& [trust, count] : trusts) {
      if (trust != 0 && members.size() > 2 && count == static_cast<int>(members.size()) - 1) {
        return 1;
      }
    }
    return 0;
  }

  void cluster(std::size_t at) {
    ClusterMeasures& made = made_.clusters[at];
    made.figures.resize(measure_kinds().size());
    const std::vector<int>& members = members_[at];
    made.schools = static_cast<int>(members.size());
    Sums sums;
    bool secondary = false;
    int split = 0;
    if (!members.empty()) {
      made.middle = middle_of(facts_, members, scenario_.weights.by_pupils);
      made.meeting = meeting_of(facts_, members);
    }
    for (const int each : members) {
      journey(sums, each, made.middle);
      facts_of(sums, each, members);
      secondary = secondary || is_secondary(school(each));
      const auto& [all, here] = feeders_[index(each)];
      split += all > 0 && 2 * here <= all ? 1 : 0;
    }
    fill(made.figures, sums);
    double meeting = 0;
    for (const int each : members) {
      meeting = std::max(meeting, minutes_between(facts_, each, made.meeting));
    }
    set(made.figures, "travel.meeting",
        meeting < minutes_without_way ? known(meeting) : missing("a way between all schools"));
    set(made.figures, "size.schools", known(made.schools));
    set(made.figures, "feeders.without", known(secondary ? 0 : 1));
    set(made.figures, "feeders.split", known(split));
    lead(made.figures, sums);
    set(made.figures, "contiguity.pieces", known(std::max(0, pieces_of(members, neighbours_) - 1)));
    set(made.figures, "trusts.outsiders", known(outsiders(members)));
    set(made.figures, "money.send", missing("the sums devolved to clusters"));
    all_.add(sums);
    sums_.push_back(std::move(sums));
  }

  void lead(std::vector<Figure>& figures, const Sums& sums) const {
    const bool guess = sums.able == 0 && sums.not_able == 0 && sums.without_inspection > 0;
    const std::string what = of_schools("inspections", sums.without_inspection);
    set(figures, "lead.none", guess ? missing(what) : known(sums.able == 0 ? 1 : 0));
    set(figures, "lead.few", guess ? missing(what) : known(sums.able < 2 ? 1 : 0));
  }

  // What is a mean or a share of the sums, of a cluster as of the whole.
  void fill(std::vector<Figure>& figures, const Sums& sums) const {
    const auto schools = static_cast<double>(sums.journeys.size());
    auto share = [](double part, double of, const std::string& what) {
      return of > 0 ? known(part / of * hundred) : missing(what);
    };
    const std::string none = "schools";
    const std::string pupils = of_schools("pupils", sums.without_pupils);
    set(figures, "travel.mean", schools > 0 ? known(sums.minutes / schools) : missing(none));
    set(figures, "travel.mean_pupils",
        sums.pupils > 0 ? known(sums.pupil_minutes / sums.pupils) : missing(pupils));
    std::vector<double> sorted = sums.journeys;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) {
      for (const auto* code : {"travel.worst", "travel.p95"}) set(figures, code, missing(none));
    } else {
      set(figures, "travel.worst", known(sorted.back()));
      const auto rank = static_cast<std::size_t>(std::ceil(most_of * schools)) - 1;
      set(figures, "travel.p95", known(sorted[rank]));
    }
    if (sums.no_way > 0) {
      const std::string way = of_schools("a way to the middle school", sums.no_way);
      for (const auto* code : {"travel.mean", "travel.mean_pupils", "travel.worst", "travel.p95"}) {
        set(figures, code, missing(way));
      }
    }
    set(figures, "travel.within20", share(sums.near, schools, none));
    set(figures, "travel.within30", share(sums.within, schools, none));
    set(figures, "travel.within20_pupils", share(sums.pupils_near, sums.pupils, pupils));
    set(figures, "travel.within30_pupils", share(sums.pupils_far, sums.pupils, pupils));
    set(figures, "travel.km", known(sums.km));
    set(figures, "size.pupils",
        sums.without_pupils == 0
            ? known(sums.pupils)
            : Figure{std::nullopt, pupils + ", of the others " +
                                       base::with_thousands(std::llround(sums.pupils))});
    set(figures, "feeders.share",
        share(sums.with_secondary, sums.primaries, "primaries with a secondary near them"));
    set(figures, "lead.share",
        share(sums.able, sums.able + sums.not_able,
              of_schools("inspections", sums.without_inspection)));
    set(figures, "trusts.single",
        share(sums.with_trust, sums.of_trusts, "schools of a trust with others here"));
    set(figures, "need.fsm",
        share(sums.fsm_pupils, sums.fsm_of, of_schools("free school meals", sums.without_fsm)));
    set(figures, "need.send",
        share(sums.send_pupils, sums.send_of, of_schools("pupils with SEND", sums.without_send)));
    set(figures, "isolation.nearest",
        sums.cut_off > 0          ? missing(of_schools("a way to a colleague", sums.cut_off))
        : sums.with_colleague > 0 ? known(sums.nearest_minutes / sums.with_colleague)
                                  : missing("a second school"));
    set(figures, "isolation.alone", known(sums.alone));
  }

  // ---- the whole ----

  double sum_of(std::string_view code) const {
    double sum = 0;
    for (const ClusterMeasures& each : made_.clusters) {
      sum += each.figures[measure_place(code)].value.value_or(0);
    }
    return sum;
  }

  // Least, most and coefficient of variation of the clusters that have schools.
  void spread(std::string_view code, const std::vector<double>& values) {
    const std::string base(code);
    if (values.empty()) {
      for (const char* each : {"_min", "_max", "_cv"}) {
        set(made_.whole, base + each, missing("clusters"));
      }
      return;
    }
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0;
    for (const double each : values) squares += (each - mean) * (each - mean);
    set(made_.whole, base + "_min", known(*least));
    set(made_.whole, base + "_max", known(*most));
    set(made_.whole, base + "_cv",
        mean > 0 ? known(std::sqrt(squares / count) / mean * hundred) : missing(base));
  }

  void whole() {
    fill(made_.whole, all_);
    std::vector<double> schools;
    std::vector<double> pupils;
    std::vector<double> fsm;
    for (std::size_t at = 0; at < sums_.size(); ++at) {
      if (members_[at].empty()) continue;
      schools.push_back(static_cast<double>(members_[at].size()));
      pupils.push_back(sums_[at].pupils);
      const Figure& share = made_.clusters[at].figures[measure_place("need.fsm")];
      if (share.value) fsm.push_back(*share.value);
    }
    spread("size.schools", schools);
    spread("size.pupils", pupils);
    if (all_.without_pupils > 0) {
      for (const char* each : {"size.pupils_min", "size.pupils_max", "size.pupils_cv"}) {
        set(made_.whole, each, missing(of_schools("pupils", all_.without_pupils)));
      }
    }
    const auto count = static_cast<double>(schools.size());
    set(made_.whole, "size.clusters", known(count));
    if (count > 0) {
      set(made_.whole, "size.schools",
          known(std::accumulate(schools.begin(), schools.end(), 0.0) / count));
      if (all_.without_pupils == 0) set(made_.whole, "size.pupils", known(all_.pupils / count));
    } else {
      set(made_.whole, "size.schools", missing("clusters"));
    }
    Figure meeting = known(0);
    for (const ClusterMeasures& each : made_.clusters) {
      const Figure& there = each.figures[measure_place("travel.meeting")];
      if (meeting.value && (!there.value || *there.value > *meeting.value)) meeting = there;
    }
    set(made_.whole, "travel.meeting", meeting);
    const auto unplaced = std::count(plan_.of.begin(), plan_.of.end(), no_place);
    set(made_.whole, "size.unplaced", known(static_cast<double>(unplaced)));
    for (const char* each : {"feeders.without", "feeders.split", "contiguity.pieces",
                             "trusts.outsiders", "lead.none", "lead.few"}) {
      set(made_.whole, each, known(sum_of(each)));
    }
    if (all_.able + all_.not_able == 0 && all_.without_inspection > 0) {
      for (const char* each : {"lead.none", "lead.few"}) {
        set(made_.whole, each, missing(of_schools("inspections", all_.without_inspection)));
      }
    }
    set(made_.whole, "trusts.spread", known(trust_spread()));
    if (trust_schools_.empty()) {
      for (const char* each : {"trusts.spread", "trusts.outsiders"}) {
        set(made_.whole, each, missing("trusts of schools"));
      }
    }
    set(made_.whole, "need.fsm_spread",
        fsm.empty() ? missing(of_schools("free school meals", all_.without_fsm))
                    : known(*std::max_element(fsm.begin(), fsm.end()) -
                            *std::min_element(fsm.begin(), fsm.end())));
    set(made_.whole, "money.send", missing("the sums devolved to clusters"));
  }

  double trust_spread() const {
    std::map<std::int64_t, std::set<int>> clusters;
    for (std::size_t at = 0; at < facts_.schools.size(); ++at) {
      const std::int64_t trust = facts_.schools[at].trust;
      if (trust != 0 && plan_.of[at] != no_place) clusters[trust].insert(plan_.of[at]);
    }
    double further = 0;
    for (const auto& [ignored, each] : clusters) further += static_cast<double>(each.size() - 1);
    return further;
  }

  void change() {
    const bool none = std::all_of(baseline_.of.begin(), baseline_.of.end(),
                                  [](int each) { return each == no_place; });
    for (ClusterMeasures& each : made_.clusters) {
      set(each.figures, "change.moved", none ? missing("clusters of today") : known(0));
    }
    if (none) {
      for (const char* each : {"change.moved", "change.parted", "change.joined", "change.rand"}) {
        set(made_.whole, each, missing("clusters of today"));
      }
      return;
    }
    const std::vector<Moved> moves = moved(baseline_, plan_);
    for (const Moved& each : moves) {
      if (each.to == no_place) continue;
      ++*made_.clusters[index(each.to)].figures[measure_place("change.moved")].value;
    }
    set(made_.whole, "change.moved", known(static_cast<double>(moves.size())));
    std::map<int, double> before;
    std::map<int, double> after;
    std::map<std::pair<int, int>, double> both;
    for (std::size_t at = 0; at < plan_.of.size(); ++at) {
      const int was = baseline_.of[at];
      const int is = plan_.of[at];
      if (was != no_place) ++before[was];
      if (is != no_place) ++after[is];
      if (was != no_place && is != no_place) ++both[{was, is}];
    }
    auto pairs = [](const auto& counts) {
      double sum = 0;
      for (const auto& [ignored, count] : counts) sum += count * (count - 1) / 2;
      return sum;
    };
    const double kept = pairs(both);
    auto lost = [&](double all) { return all > 0 ? (all - kept) / all * hundred : 0; };
    set(made_.whole, "change.parted", known(lost(pairs(before))));
    set(made_.whole, "change.joined", known(lost(pairs(after))));
    set(made_.whole, "change.rand", known(adjusted_rand(baseline_.of, plan_.of)));
  }

  void overlaps() {
    std::vector<std::vector<geo::GridPoint>> points(members_.size());
    for (std::size_t at = 0; at < members_.size(); ++at) {
      for (const int each : members_[at]) points[at].push_back(school(each).point);
    }
    const std::vector<int> found = overlaps_of(points);
    for (std::size_t at = 0; at < found.size(); ++at) {
      set(made_.clusters[at].figures, "contiguity.overlaps", known(found[at]));
    }
    set(made_.whole, "contiguity.overlaps",
        known(std::accumulate(found.begin(), found.end(), 0.0) / 2));
  }

  void broken() {
    std::set<int> outside;
    for (const BrokenRule& each : broken_rules(scenario_, facts_, plan_, neighbours_)) {
      const std::string name =
          each.cluster == no_place ? "" : plan_.clusters[index(each.cluster)].name + ": ";
      made_.broken.push_back(name + each.text);
      if (each.cluster == no_place) continue;
      made_.clusters[index(each.cluster)].broken.push_back(each.text);
    }
    double count = 0;
    for (std::size_t at = 0; at < members_.size(); ++at) {
      const bool out =
          is_outside(scenario_.rules.schools, static_cast<double>(members_[at].size())) ||
          is_outside(scenario_.rules.pupils, sums_[at].pupils);
      const bool counted = out && !members_[at].empty();
      set(made_.clusters[at].figures, "size.outside", known(counted ? 1 : 0));
      count += counted ? 1 : 0;
    }
    set(made_.whole, "size.outside", known(count));
  }

  static bool is_outside(const Band& band, double value) {
    return (band.least && value < static_cast<double>(*band.least)) ||
           (band.most && value > static_cast<double>(*band.most));
  }

  const Scenario& scenario_;
  const Facts& facts_;
  const Plan& plan_;
  const Plan& baseline_;
  const std::vector<std::vector<int>>& neighbours_;
  const std::vector<std::vector<int>> members_;
  std::vector<int> feeds_;                    // of each primary, its nearest secondary
  std::vector<std::pair<int, int>> feeders_;  // of each secondary: all, and those in its cluster
  std::map<std::int64_t, int> trust_schools_;
  std::vector<Sums> sums_;
  Sums all_;
  Measured made_;
};

}  // namespace

Measured measured(const Scenario& scenario, const Facts& facts, const Plan& plan,
                  const Plan& baseline, const std::vector<std::vector<int>>& neighbours) {
  return Meter(scenario, facts, plan, baseline, neighbours).measure();
}

}  // namespace design

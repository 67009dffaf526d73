// From the registry's rows to facts; travel as the scenario wants it.
#include "design/store_facts.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <unordered_map>

#include "base/text.hpp"
#include "design/neighbours.hpp"
#include "design/problem_of.hpp"
#include "design/store_named.hpp"
#include "geo/matrix.hpp"
#include "geo/roads.hpp"
#include "registry/store_reference.hpp"
#include "registry/store_units.hpp"

namespace design {

namespace {

constexpr std::size_t nearest_max = 60;
constexpr std::size_t benches_max = 6;
constexpr double fsm_whole = 10'000;  // the registry keeps hundredths of a per cent

using registry::SchoolRow;

class Loader {
 public:
  Loader(sql::Connection& connection, const Scenario& scenario, const TravelPlaces& places)
      : connection_(connection), store_(connection), scenario_(scenario), places_(places) {}

  base::Result<Facts> load() {
    facts_.on = scenario_.on;
    facts_.registry_version = TRY(store_.version());
    facts_.owner = TRY(owner_of(connection_, scenario_));
    if (facts_.owner.known()) {
      const auto owner = TRY(store_.organisation(facts_.owner, scenario_.on));
      if (owner) facts_.owner_name = owner->name;
      facts_.owner_is_authority = owner && owner->kind == registry::OrganisationKind::Authority;
    }
    reference_ = TRY(registry::Reference::read(connection_));
    TRY(add_schools());
    TRY(add_federations());
    TRY(add_today());
    facts_.travel = TRY(travel());
    return std::move(facts_);
  }

 private:
  base::Result<std::vector<SchoolRow>> listed(const registry::Filter& filter) {
    return store_.schools(*reference_, filter, scenario_.on);
  }

  // All of the authorities and of the groups, where both are given those of both.
  base::Result<std::vector<SchoolRow>> chosen() {
    const Which& which = scenario_.which;
    std::vector<SchoolRow> rows;
    std::set<std::int64_t> seen;
    auto add = [&](std::vector<SchoolRow> more) {
      for (SchoolRow& each : more) {
        if (seen.insert(each.id.value).second) rows.push_back(std::move(each));
      }
    };
    if (which.authorities.empty() && which.groups.empty()) return listed({});
    std::set<std::int64_t> authorities;
    for (const std::string& each : which.authorities) {
      registry::Filter filter;
      filter.authority = TRY(store_.authority(each));
      authorities.insert(filter.authority->value);
      if (which.groups.empty()) add(TRY(listed(filter)));
    }
    for (const std::int64_t each : which.groups) {
      registry::Filter filter;
      filter.organisation = TRY(store_.group(std::to_string(each)));
      add(TRY(listed(filter)));
    }
    if (!which.groups.empty() && !authorities.empty()) {
      std::erase_if(rows, [&](const SchoolRow& row) {
        return !row.state.authority_id || !authorities.contains(*row.state.authority_id);
      });
    }
    return rows;
  }

  bool fits(const SchoolRow& row) const {
    const Which& which = scenario_.which;
    if (which.state_funded_only && !row.state_funded) return false;
    if (which.mainstream_only && row.state.phase == registry::Phase::None) return false;
    const auto here = [&](const std::string& name) {
      return base::fold(name) == base::fold(row.state.district);
    };
    if (!which.districts.empty() &&
        std::none_of(which.districts.begin(), which.districts.end(), here))
      return false;
    return which.phases.empty() || std::find(which.phases.begin(), which.phases.end(),
                                             row.state.phase) != which.phases.end();
  }

  base::Status add_schools() {
    const Which& which = scenario_.which;
    std::set<std::int64_t> leaving;
    for (const std::int64_t each : which.leaving) {
      leaving.insert(TRY(store_.school_of_urn(each)).value);
    }
    for (const SchoolRow& row : TRY(chosen())) {
      if (!fits(row) || leaving.contains(row.id.value)) continue;
      add(row, false);
    }
    for (const std::int64_t each : which.joining) {
      const registry::SchoolId id = TRY(store_.school_of_urn(each));
      if (places_of_.contains(id.value)) continue;
      const auto row = TRY(store_.school(id, scenario_.on));
      if (row) {
        add(*row, true);
      } else {
        facts_.left_out.push_back(
            {each, "URN " + std::to_string(each), "it is not open on " + scenario_.on.long_form()});
      }
    }
    return {};
  }

  void add(const SchoolRow& row, bool joining) {
    const registry::SchoolState& state = row.state;
    if (!state.easting || !state.northing) {
      facts_.left_out.push_back({state.urn, state.name, "its place is not known"});
      return;
    }
    SchoolFacts made;
    made.id = row.id;
    made.urn = state.urn;
    made.name = state.name;
    made.phase = state.phase;
    made.special = state.phase == registry::Phase::None;
    made.academy = row.academy;
    made.point = {static_cast<double>(*state.easting), static_cast<double>(*state.northing)};
    made.pupils = state.pupils;
    if (state.fsm) made.fsm = static_cast<double>(*state.fsm) / fsm_whole;
    made.trust = row.trust.value;
    made.trust_name = row.trust_name;
    made.authority_name = row.authority_name;
    made.district = state.district;
    made.town = state.town;
    made.ofsted_grade = state.ofsted_grade;
    if (state.ofsted_on) made.ofsted_on = base::Date::from_number(*state.ofsted_on);
    if (state.report_card_on) made.report_card_on = base::Date::from_number(*state.report_card_on);
    made.joining = joining;
    places_of_.emplace(row.id.value, facts_.schools.size());
    facts_.schools.push_back(std::move(made));
  }

  base::Status add_federations() {
    const auto federations =
        TRY(store_.organisations_of_schools(registry::OrganisationKind::Federation, scenario_.on));
    for (SchoolFacts& each : facts_.schools) {
      const auto found = federations.find(each.id.value);
      if (found == federations.end()) continue;
      each.federation = found->second;
      each.federation_name =
          reference_->name_of(registry::OrganisationId{found->second}, scenario_.on);
    }
    return {};
  }

  base::Status add_today() {
    if (!facts_.owner.known()) return {};
    for (const registry::ClusterRow& row : reference_->clusters(facts_.owner)) {
      if (!row.life.contains(scenario_.on)) continue;
      const auto members = TRY(store_.members(*reference_, row.id, scenario_.on));
      const int place = static_cast<int>(facts_.today.size());
      facts_.today.push_back({row.id, row.name, row.letter, row.kind});
      for (const registry::MemberRow& each : members) {
        const auto found = places_of_.find(each.school.id.value);
        if (found == places_of_.end() || !each.period.contains(scenario_.on)) continue;
        SchoolFacts& school = facts_.schools[found->second];
        // Of two clusters a school belongs to the one that funds it; the other stays beside.
        const bool first = school.today == no_place;
        if (!first && !each.funding) {
          school.also_in.push_back(place);
          continue;
        }
        if (!first) school.also_in.push_back(school.today);
        school.today = place;
        school.leads_today = each.lead;
        school.funded_today = each.funding;
      }
    }
    return {};
  }

  // ---- travel ----

  std::string path() const {
    return (std::filesystem::path(places_.folder) / scenario_.travel_file).string();
  }

  static base::Error unreadable(const std::string& path) {
    return base::make_error("file_unreadable", "The file of travel times " + path +
                                                   " cannot be read. Put it into the folder of "
                                                   "the setting design.travel_folder.");
  }

  base::Result<geo::TravelPtr> travel() {
    std::vector<geo::GridPoint> points;
    for (const SchoolFacts& each : facts_.schools) points.push_back(each.point);
    const geo::Barriers barriers = barriers_of(scenario_.rules);
    const geo::Estimate& estimate = geo::default_estimate();
    switch (scenario_.travel) {
      case TravelBy::Straight: return geo::travel_straight(points, barriers, nearest_max);
      case TravelBy::Estimated:
        return geo::travel_estimated(points, estimate, barriers, nearest_max);
      case TravelBy::Matrix: return by_matrix(std::move(points), {estimate, barriers});
      case TravelBy::Roads: break;
    }
    if (!std::filesystem::is_regular_file(path())) return unreadable(path());
    const geo::OpenedRoads opened =
        TRY(geo::open_roads(path(), geo::default_road_speeds(), path() + ".cache"));
    return geo::travel_by_roads(points, *opened.roads, {estimate, barriers}, nearest_max);
  }

  base::Result<geo::TravelPtr> by_matrix(std::vector<geo::GridPoint> points, geo::Gaps gaps) {
    std::ifstream file(path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return unreadable(path());
    const geo::TravelMatrix matrix =
        TRY(geo::read_matrix(std::move(text).str(), scenario_.travel_file));
    std::vector<std::string> urns;
    for (const SchoolFacts& each : facts_.schools) urns.push_back(std::to_string(each.urn));
    return geo::travel_by_matrix(std::move(points), urns, matrix, gaps, nearest_max);
  }

  sql::Connection& connection_;
  registry::Store store_;
  const Scenario& scenario_;
  const TravelPlaces& places_;
  std::optional<registry::Reference> reference_;
  Facts facts_;
  std::unordered_map<std::int64_t, std::size_t> places_of_;  // of schools, by number
};

}  // namespace

base::Result<registry::OrganisationId> owner_of(sql::Connection& connection,
                                                const Scenario& scenario) {
  registry::Store store(connection);
  const Which& which = scenario.which;
  if (which.groups.size() == 1) return store.group(std::to_string(which.groups.front()));
  if (which.groups.empty() && which.authorities.size() == 1) {
    return store.authority(which.authorities.front());
  }
  return registry::OrganisationId{};
}

base::Result<guard::UnitPath> path_of(sql::Connection& connection, const Scenario& scenario) {
  const registry::OrganisationId owner = TRY(owner_of(connection, scenario));
  if (!owner.known()) return guard::UnitPath{guard::Unit{}};
  return registry::unit_path_of_group(connection, owner);
}

base::Result<Facts> load_facts(sql::Connection& connection, const Scenario& scenario,
                               const TravelPlaces& places) {
  Facts facts = TRY(Loader(connection, scenario, places).load());
  if (!facts.schools.empty()) return facts;
  return base::make_error("nothing_to_group",
                          "No school fits this scenario on " + scenario.on.long_form() +
                              ". Look at its authority, group, districts, phases and day.");
}

base::Result<Begun> begin_scenario(sql::Connection& connection, const Scenario& scenario,
                                   const TravelPlaces& places, const Writing& writing) {
  TRY(check_districts(connection, scenario));
  const Facts facts = TRY(load_facts(connection, scenario, places));
  Begun made;
  made.schools = facts.schools.size();
  made.scenario = TRY(make_scenario(connection, scenario, writing));
  if (facts.today.empty()) return made;
  const NewPlan today{"Today, " + scenario.on.long_form(), PlanKind::Today, "Today's clusters",
                      plan_text(plan_of_today(facts), facts)};
  made.today = TRY(make_plan(connection, made.scenario, today, writing));
  return made;
}

base::Result<BenchPtr> Benches::of(sql::Connection& connection, const Scenario& scenario) {
  const std::int64_t version = TRY(registry::Store(connection).version());
  const std::string key = std::to_string(version) + "\n" + scenario_text(scenario);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = std::find_if(kept_.begin(), kept_.end(),
                                    [&](const BenchPtr& each) { return each->facts_key == key; });
    if (found != kept_.end()) {
      std::rotate(kept_.begin(), found, found + 1);
      return kept_.front();
    }
  }
  auto made = std::make_shared<Bench>();
  made->scenario = scenario;
  made->facts = TRY(load_facts(connection, scenario, places_));
  made->neighbours = neighbours_of(scenario.rules, made->facts);
  made->today = plan_of_today(made->facts);
  made->facts_key = key;
  const std::lock_guard<std::mutex> lock(mutex_);
  kept_.insert(kept_.begin(), made);
  if (kept_.size() > benches_max) kept_.pop_back();
  return BenchPtr(made);
}

base::Result<ReadPlan> plan_on(const Bench& bench, const StoredPlan& stored) {
  return read_plan(stored.text, bench.facts);
}

base::Result<OnTable> on_table(sql::Connection& connection, Benches& benches, PlanId id,
                               std::int64_t version) {
  OnTable made;
  made.stored = TRY(plan(connection, id, version));
  const PlanRow& row = made.stored.row;
  const StoredScenario stored = TRY(scenario(connection, row.scenario, row.scenario_version));
  made.bench = TRY(benches.of(connection, stored.scenario));
  made.read = TRY(plan_on(*made.bench, made.stored));
  return made;
}

}  // namespace design

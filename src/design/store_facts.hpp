// The facts of a scenario's schools, from the registry, and what a plan is looked at with.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "access/principal.hpp"
#include "design/measures.hpp"
#include "design/plan.hpp"
#include "design/store.hpp"
#include "registry/store.hpp"

namespace design {

// Where tables of travel and extracts of roads lie: the setting design.travel_folder; "" has none.
struct TravelPlaces {
  std::string folder;
};

// Errors: authority_not_found, group_not_found, school_not_found (a school that joins),
// nothing_to_group, those of travel files.
base::Result<Facts> load_facts(sql::Connection& connection, const Scenario& scenario,
                               const TravelPlaces& places);

// Keeps a new scenario, with today's clusters as its first plan where there are any. What was made:
struct Begun {
  ScenarioId scenario;
  PlanId today;  // not known(): there are no clusters yet
  std::size_t schools = 0;
};
// Errors: those of load_facts() and make_scenario().
base::Result<Begun> begin_scenario(sql::Connection& connection, const Scenario& scenario,
                                   const TravelPlaces& places, const Writing& writing);

// Whose clusters a scenario is about: who may edit them may work on it. Everything where there is
// not one owner.
base::Result<guard::UnitPath> path_of(sql::Connection& connection, const Scenario& scenario);
base::Result<registry::OrganisationId> owner_of(sql::Connection& connection,
                                                const Scenario& scenario);

// Everything for looking at plans of one scenario.
struct Bench {
  Scenario scenario;
  Facts facts;
  std::vector<std::vector<int>> neighbours;
  Plan today;
  std::string facts_key;  // scenario text and registry version
};
using BenchPtr = std::shared_ptr<const Bench>;

// Kept for the scenarios last looked at, until the registry or the scenario changes; for servers.
class Benches {
 public:
  explicit Benches(TravelPlaces places) : places_(std::move(places)) {}
  base::Result<BenchPtr> of(sql::Connection& connection, const Scenario& scenario);
  const TravelPlaces& places() const { return places_; }

 private:
  TravelPlaces places_;
  std::mutex mutex_;
  std::vector<BenchPtr> kept_;  // the last used first
};

// A stored plan against the bench of its scenario.
base::Result<ReadPlan> plan_on(const Bench& bench, const StoredPlan& stored);

// A plan on the table: its scenario's facts, and the plan against them. Version 0 is the newest.
struct OnTable {
  StoredPlan stored;
  BenchPtr bench;
  ReadPlan read;
};
// Errors: plan_not_found, those of load_facts().
base::Result<OnTable> on_table(sql::Connection& connection, Benches& benches, PlanId id,
                               std::int64_t version);

}  // namespace design

// Each school has two settings, without the regrouping and with it. Schools for which both have the
// same layers, levels and facts are compared once.
#include "delegation/store_regrouping.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "delegation/difference.hpp"
#include "delegation/store_request_parts.hpp"

namespace delegation {

namespace {

using governance::Place;
using governance::PlaceKind;
using registry::SchoolId;
using Settings = std::vector<std::unique_ptr<Setting>>;

const DifferenceWords words = {"then", "today", "today it is"};

std::string cluster_name(const Setting& setting) {
  return setting.asked.cluster == 0 ? "" : setting.standing.names.cluster;
}

std::string board_name(const Setting& setting) {
  for (std::size_t at = 0; at < setting.catalogue.levels.size(); ++at) {
    const governance::BodyId body = setting.standing.behind[at].body;
    if (setting.catalogue.levels[at].unit == "cluster" && body.known()) {
      return setting.standing.behind[at].name;
    }
  }
  return "";
}

// On what the answers of a setting hang.
auto fingerprint(const Setting& setting) {
  std::vector<std::tuple<std::string, std::string, std::string>> layers;
  for (std::size_t at = 0; at < setting.layers.size(); ++at) {
    const VersionRow& row = setting.versions[at];
    layers.emplace_back(row.layer.code, row.version, row.from.iso());
  }
  return std::tuple(std::move(layers), setting.standing.filled, setting.known.of);
}

class Comparing {
 public:
  base::Result<DeciderChange> compared(const Setting& before, const Setting& after) {
    DeciderChange change;
    change.schools = {before.name};
    change.before = cluster_name(before);
    change.after = cluster_name(after);
    change.board_before = board_name(before);
    change.board_after = board_name(after);
    const auto key = std::pair(fingerprint(before), fingerprint(after));
    auto known = known_.find(key);
    if (known == known_.end()) known = known_.emplace(key, TRY(lines(before, after))).first;
    change.lines = known->second.told;
    change.decisions = known->second.decisions;
    change.waits = known->second.waits;
    return change;
  }

 private:
  struct Lines {
    std::vector<std::string> told;
    int decisions = 0;  // that somebody else decides
    bool waits = false;
  };

  static base::Result<Lines> lines(const Setting& before, const Setting& after) {
    const Held now = TRY(held(before, FactValues()));
    const Held then = TRY(held(after, FactValues()));
    if (!now.ready || !then.ready) {
      return Lines{{}, 0, now.in_force.wanting != 0 || then.in_force.wanting != 0};
    }
    std::vector<Difference> all = differences(before.catalogue, now.unit, then.unit, words);
    std::set<int> decisions;
    for (const Difference& each : all) {
      if (each.of_decider) decisions.insert(each.decision);
    }
    std::ranges::stable_partition(all, &Difference::of_decider);
    return Lines{lines_of(all), static_cast<int>(decisions.size()), false};
  }

  using Print = decltype(fingerprint(std::declval<const Setting&>()));
  std::map<std::pair<Print, Print>, Lines> known_;
};

base::Result<std::vector<DeciderChange>> deciders(const Settings& before, const Settings& after) {
  Comparing comparing;
  std::map<std::tuple<std::string, std::string, std::vector<std::string>, bool>, DeciderChange> all;
  for (std::size_t at = 0; at < before.size(); ++at) {
    if (!before[at] || !after[at]) continue;
    DeciderChange change = TRY(comparing.compared(*before[at], *after[at]));
    const bool stays = before[at]->asked.cluster == after[at]->asked.cluster;
    if (stays && change.lines.empty()) continue;
    const std::tuple key(change.before, change.after, change.lines, change.waits);
    const auto known = all.find(key);
    if (known == all.end()) {
      all.emplace(key, std::move(change));
    } else {
      known->second.schools.push_back(std::move(change.schools.front()));
    }
  }
  std::vector<DeciderChange> found;
  for (auto& [_, change] : all) {
    std::ranges::sort(change.schools);
    found.push_back(std::move(change));
  }
  std::ranges::stable_sort(found, std::ranges::greater(), &DeciderChange::decisions);
  return found;
}

std::string decider_name(const Route& route) {
  return route.decider() ? route.decider()->name : "nobody";
}

// Keeps settings for the route of a request on the day.
void keep_all(RequestSettings& kept, Settings& settings) {
  for (std::unique_ptr<Setting>& each : settings) {
    if (each) kept.keep(std::move(each));
  }
}

base::Result<std::vector<RouteChange>> routes(sql::Connection& connection,
                                              const governance::Regrouping& regrouping,
                                              Settings before, Settings after) {
  std::vector<Place> places;
  for (const std::unique_ptr<Setting>& each : before) {
    if (each) places.push_back(each->place);
  }
  for (const std::int64_t each : regrouping.ended) places.push_back({PlaceKind::Cluster, each});
  RequestSettings now(connection);
  RequestSettings then(connection);
  keep_all(now, before);
  keep_all(then, after);
  std::vector<RouteChange> found;
  for (DecisionRequest& noted : TRY(undecided_at(connection, places))) {
    const DecisionRequest request = TRY(with_outcome_of(now, std::move(noted), regrouping.from));
    if (!request.open()) continue;
    const Route is = TRY(route_at(now, request, regrouping.from));
    RouteChange change{
        request.id, request.decision + " for " + request.place_name, decider_name(is), "",
        {},         request.place.kind == PlaceKind::Cluster};
    if (!change.ended) {
      const Route next = TRY(route_at(then, request, regrouping.from));
      change.after = decider_name(next);
      change.lines = route_changes(is, next);
    }
    if (change.ended || !change.lines.empty()) found.push_back(std::move(change));
  }
  return found;
}

}  // namespace

base::Result<RegroupedDecisions> decisions_regrouped(sql::Connection& connection,
                                                     const governance::Regrouping& regrouping,
                                                     const std::vector<SchoolId>& schools) {
  RegroupedDecisions made;
  const std::vector<VersionRow> versions =
      TRY(versions_of(connection, registry::OrganisationId{regrouping.owner}));
  for (const VersionRow& row : versions) {
    if (row.state != VersionState::Adopted || row.from > regrouping.from) continue;
    made.scheme = true;
    const bool lost = row.layer.kind == LayerKind::Cluster && regrouping.is_ended(row.layer.unit);
    const std::string title = row.layer.unit_name;
    if (lost && std::ranges::find(made.lost, title) == made.lost.end()) made.lost.push_back(title);
  }
  if (!made.scheme) return made;
  governance::Regrouping none;
  none.owner = regrouping.owner;
  none.from = regrouping.from;
  Settings before = TRY(settings_regrouped(connection, schools, none));
  Settings after = TRY(settings_regrouped(connection, schools, regrouping));
  made.deciders = TRY(deciders(before, after));
  made.routes = TRY(routes(connection, regrouping, std::move(before), std::move(after)));
  return made;
}

}  // namespace delegation

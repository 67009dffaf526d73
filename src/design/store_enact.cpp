// Enacting: the plan against the clusters as they will be on the day, as edits of the registry.
#include "design/store_enact.hpp"

#include <algorithm>
#include <map>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "design/store_enact_steps.hpp"
#include "registry/store_reference.hpp"

namespace design {

namespace {

using registry::EditRequest;
using registry::MakeRequest;

// `what`: of each edit, what it was to do.
base::Error failed(const registry::SavedEdits& saved, const std::vector<std::string>& what) {
  if (saved.failures.front().error.code == "not_allowed") return saved.failures.front().error;
  std::string text = "Nothing was changed.";
  constexpr std::size_t shown_max = 3;
  for (std::size_t at = 0; at < saved.failures.size() && at < shown_max; ++at) {
    const registry::EditFailure& each = saved.failures[at];
    text += " " + what[each.at] + ": " + each.error.message;
  }
  if (saved.failures.size() > shown_max) {
    text += " And " + std::to_string(saved.failures.size() - shown_max) + " more.";
  }
  return base::make_error("enact_failed", text);
}

registry::SaveOptions save_options(const EnactOptions& options) {
  registry::SaveOptions save;
  save.authorise = options.authorise;
  save.today = options.today;
  save.now_s = options.now_s;
  save.dry_run = options.dry_run;
  return save;
}

// Whoever saves has read these words: when they are others by then, somebody changed the plan or
// the registry. Numbers of rows are left out, for those of a preview are not those of a save.
std::string version_of(std::int64_t plan_version, const registry::SavedEdits& saved,
                       const std::vector<std::string>& remarks) {
  std::string all = std::to_string(plan_version);
  for (const std::string& each : remarks) all += "\n" + each;
  for (const registry::SavedEdit& each : saved.saved) {
    all += "\n\n" + each.preview.sentence;
    for (const registry::ChangedRow& row : each.preview.rows) {
      all += "\n" + row.label + "\t" + row.before + "\t" + row.after;
    }
  }
  return guard::sha256(all);
}

base::Status check_seen(const EnactOptions& options, const std::string& now) {
  if (options.seen_preview.empty() || options.seen_preview == now) return {};
  return base::make_error("enact_conflict",
                          "Somebody else changed clusters, schools or the plan after you looked, "
                          "so other edits would be made than you saw. Nothing was changed.");
}

Enactment enactment_of(const registry::SavedEdits& saved) {
  Enactment made;
  for (const registry::SavedEdit& each : saved.saved) {
    if (each.id != 0) made.edits.push_back(each.id);
    made.sentences.push_back(each.preview.sentence);
    made.previews.push_back(each.preview);
  }
  return made;
}

// Inside the transaction of the edits: the plan has the state that was seen, and gets the new one.
base::Status settle(sql::Connection& connection, const PlanRow& row, const EnactOptions& options,
                    const registry::SavedEdits& saved) {
  const std::int64_t changed = TRY(connection.run(
      "UPDATE plan SET state = 'enacted', enacted_from_on = $3, enacted_at = $4 WHERE id = $1 AND "
      "version = $2 AND state <> 'enacted'",
      {row.id, row.version, options.from, options.now_s}));
  if (changed == 0) {
    return base::make_error("plan_conflict", "Somebody else changed or enacted " + row.name +
                                                 " meanwhile, so nothing was changed.");
  }
  for (const registry::SavedEdit& each : saved.saved) {
    TRY(connection.run("INSERT INTO plan_edit (plan_id, edit_id, withdrawn) VALUES ($1, $2, 0)",
                       {row.id, each.id}));
  }
  const guard::Doer doer = TRY(options.authorise(saved.saved.front().preview));
  guard::Values was;
  guard::Values is;
  was.add("state", plan_state_code(row.state));
  is.add("state", "enacted").add("from", options.from.iso());
  is.add("edits", static_cast<std::int64_t>(saved.saved.size()));
  guard::Act act{doer,       "plan.enact", {"plan", row.id.value, row.name},
                 was.json(), is.json(),    options.now_s};
  act.by.reason = options.reason;
  TRY(guard::record(connection, act));
  return {};
}

base::Status settle_undone(sql::Connection& connection, const PlanRow& row,
                           const EnactOptions& options, const registry::SavedEdits& saved) {
  const std::int64_t changed = TRY(connection.run(
      "UPDATE plan SET state = 'undone' WHERE id = $1 AND state = 'enacted'", {row.id}));
  if (changed == 0) {
    return base::make_error("plan_not_enacted", row.name + " is not enacted any more.");
  }
  TRY(connection.run("UPDATE plan_edit SET withdrawn = 1 WHERE plan_id = $1", {row.id}));
  const guard::Doer doer = TRY(options.authorise(saved.saved.front().preview));
  guard::Values was;
  guard::Values is;
  was.add("state", "enacted");
  is.add("state", "undone");
  guard::Act act{doer,       "plan.undo", {"plan", row.id.value, row.name},
                 was.json(), is.json(),   options.now_s};
  act.by.reason = options.reason;
  TRY(guard::record(connection, act));
  return {};
}

}  // namespace

base::Result<std::vector<Effect>> Contributors::effects(sql::Connection& connection,
                                                        const PlanChange& change) const {
  std::vector<Effect> all;
  for (const Contributor& each : all_) {
    std::vector<Effect> more = TRY(each(connection, change));
    std::move(more.begin(), more.end(), std::back_inserter(all));
  }
  return all;
}

Contributors registry_contributors() {
  Contributors made;
  for (auto* each : {membership_effects, lead_effects, trust_effects}) {
    made.add([each](sql::Connection&, const PlanChange& change) {
      return base::Result<std::vector<Effect>>(each(change));
    });
  }
  return made;
}

namespace {

base::Status check_state(const PlanRow& row, const EnactOptions& options) {
  if (row.state == PlanState::Enacted) {
    return base::make_error("plan_settled", row.name + " is enacted already.");
  }
  if (options.seen_version == 0 || options.seen_version == row.version) return {};
  return base::make_error("plan_conflict", row.changed_by + " saved version " +
                                               std::to_string(row.version) +
                                               " meanwhile, so nothing was changed.");
}

void add_remarks(PlanOnDay& made, const Facts& then, base::Date from) {
  std::set<registry::SchoolId> open;
  for (const SchoolFacts& each : made.facts.schools) {
    open.insert(each.id);
    if (made.known.contains(each.id) || each.today == no_place) continue;
    made.remarks.push_back(each.name + " is not known to the plan, and stays where it is.");
  }
  for (const SchoolFacts& each : then.schools) {
    if (open.contains(each.id)) continue;
    made.remarks.push_back(each.name + " is not open on " + from.long_form() +
                           ", and is left as it is.");
  }
}

// Who belongs where from the day on, and which clusters do not end with the plan: those with
// members of whom it does not decide.
class OwnersMembers {
 public:
  OwnersMembers(sql::Connection& connection, base::Date day, PlanOnDay& made)
      : connection_(connection), day_(day), made_(made) {
    for (const SchoolFacts& each : made.facts.schools) ours_.insert(each.id);
  }

  base::Status read() {
    if (!made_.facts.owner.known()) return {};
    registry::Store store(connection_);
    const registry::Reference reference = TRY(registry::Reference::read(connection_));
    for (const registry::ClusterRow& cluster : reference.clusters(made_.facts.owner)) {
      if (cluster.life.until() <= day_) continue;
      for (const registry::MemberRow& each : TRY(store.members(reference, cluster.id, day_))) {
        if (each.period.until() > day_) see(cluster, each);
      }
    }
    return {};
  }

 private:
  void see(const registry::ClusterRow& cluster, const registry::MemberRow& member) {
    const registry::SchoolId school = member.school.id;
    const bool now = member.period.contains(day_);
    if (!ours_.contains(school)) {
      if (!now) return;
      made_.kept.insert(cluster.id);
      made_.remarks.push_back(member.school.state.name + " is not of the scenario, and stays in " +
                              cluster.name + ".");
      return;
    }
    if (!made_.known.contains(school)) {
      if (now) made_.kept.insert(cluster.id);
      return;
    }
    made_.belongings[school].push_back(
        {cluster.id, cluster.name, member.period, cluster.life.until(), member.funding});
    if (now && !is_first_of_any(cluster.id)) made_.kept.insert(cluster.id);
  }

  // Whether today any school belongs to the cluster first of all, and not beside another.
  bool is_first_of_any(registry::ClusterId id) const {
    const Facts& facts = made_.facts;
    return std::any_of(facts.schools.begin(), facts.schools.end(), [&](const SchoolFacts& each) {
      return each.today != no_place && facts.today[static_cast<std::size_t>(each.today)].id == id;
    });
  }

  sql::Connection& connection_;
  base::Date day_;
  PlanOnDay& made_;
  std::set<registry::SchoolId> ours_;
};

// Clusters that do not end are of the plan.
void add_kept(PlanOnDay& made) {
  for (const TodayCluster& each : made.facts.today) {
    if (!made.kept.contains(each.id) || cluster_of_id(made.plan, each.id) != no_place) continue;
    made.plan.clusters.push_back({each.id, each.name, each.letter, false});
  }
}

// Where schools stand that the plan does not know: in the cluster of the plan that goes on from
// theirs.
void place_unknown(PlanOnDay& made) {
  for (std::size_t at = 0; at < made.facts.schools.size(); ++at) {
    const SchoolFacts& school = made.facts.schools[at];
    if (made.known.contains(school.id) || school.today == no_place) continue;
    made.plan.of[at] =
        cluster_of_id(made.plan, made.facts.today[static_cast<std::size_t>(school.today)].id);
  }
}

void add_beside_remarks(PlanOnDay& made) {
  const std::set<registry::ClusterId> redrawn = redrawn_clusters(made.today, made.plan);
  for (std::size_t at = 0; at < made.facts.schools.size(); ++at) {
    const SchoolFacts& school = made.facts.schools[at];
    if (!made.known.contains(school.id)) continue;
    for (const int each : school.also_in) {
      const TodayCluster& beside = made.facts.today[static_cast<std::size_t>(each)];
      const int to = made.plan.of[at];
      if (to != no_place && made.plan.clusters[static_cast<std::size_t>(to)].id == beside.id)
        continue;
      if (leaves_beside(made.today, made.plan, redrawn, at, beside.id)) continue;
      made.remarks.push_back(school.name + " stays in " + beside.name + " too.");
    }
  }
}

}  // namespace

base::Result<PlanOnDay> plan_on_day(sql::Connection& connection, const StoredPlan& stored,
                                    const TravelPlaces& places, base::Date day) {
  PlanOnDay made;
  Scenario scenario =
      TRY(design::scenario(connection, stored.row.scenario, stored.row.scenario_version)).scenario;
  // Travel does not matter for who belongs where.
  scenario.travel = TravelBy::Straight;
  scenario.rules.barriers.clear();
  const Facts then = TRY(load_facts(connection, scenario, places));
  scenario.on = day;
  made.facts = TRY(load_facts(connection, scenario, places));
  made.today = plan_of_today(made.facts);
  // A school may have another URN by then, if it converts.
  std::map<registry::SchoolId, int> cluster_of;
  Plan planned = TRY(read_plan(stored.text, then)).plan;
  for (std::size_t at = 0; at < then.schools.size(); ++at) {
    if (planned.of[at] == no_place && !is_kept_out(planned, at)) continue;
    cluster_of[then.schools[at].id] = planned.of[at];
    made.known.insert(then.schools[at].id);
  }
  made.plan.clusters = std::move(planned.clusters);
  for (const SchoolFacts& each : made.facts.schools) {
    const auto found = cluster_of.find(each.id);
    made.plan.of.push_back(found == cluster_of.end() ? no_place : found->second);
  }
  made.plan.pinned.assign(made.plan.of.size(), 0);
  add_remarks(made, then, day);
  TRY(OwnersMembers(connection, day, made).read());
  add_kept(made);
  place_unknown(made);
  add_beside_remarks(made);
  return made;
}

base::Result<std::vector<Effect>> effects_of(sql::Connection& connection,
                                             const Contributors& contributors,
                                             const StoredPlan& stored, const TravelPlaces& places,
                                             base::Date from) {
  const Scenario scenario =
      TRY(design::scenario(connection, stored.row.scenario, stored.row.scenario_version)).scenario;
  const PlanOnDay day = TRY(plan_on_day(connection, stored, places, from));
  return contributors.effects(connection, {scenario, day.facts, day.today, day.plan, from});
}

base::Result<Enactment> enact_plan(sql::Database& database, PlanId id, const TravelPlaces& places,
                                   const EnactOptions& options) {
  PlanOnDay day;
  PlanRow row;
  {
    const sql::Lease lease = TRY(database.read());
    const StoredPlan stored = TRY(plan(*lease, id));
    row = stored.row;
    TRY(check_state(row, options));
    day = TRY(plan_on_day(*lease, stored, places, options.from));
  }
  if (!day.facts.owner.known()) {
    return base::make_error("plan_without_owner",
                            "The scenario is of several authorities or groups, so nobody owns its "
                            "clusters. Make a scenario of one of them.");
  }
  std::vector<MakeRequest> requests;
  std::vector<std::string> what;
  for (EnactStep& each : enact_steps(day, options)) {
    requests.push_back(std::move(each.request));
    what.push_back(std::move(each.what));
  }
  if (requests.empty()) {
    return base::make_error(
        "nothing_to_enact",
        "The clusters are as the plan has them already on " + options.from.long_form() + ".");
  }
  registry::SaveOptions save = save_options(options);
  save.beside = [&](sql::Connection& connection,
                    const registry::SavedEdits& saved) -> base::Status {
    TRY(check_seen(options, version_of(row.version, saved, day.remarks)));
    return settle(connection, row, options, saved);
  };
  const registry::SavedEdits saved = TRY(registry::save_edits(database, requests, save));
  if (!saved.failures.empty()) return failed(saved, what);
  Enactment made = enactment_of(saved);
  made.version = version_of(row.version, saved, day.remarks);
  made.remarks = std::move(day.remarks);
  return made;
}

base::Result<Enactment> undo_enactment(sql::Database& database, PlanId id,
                                       const EnactOptions& options) {
  PlanRow row;
  std::vector<MakeRequest> requests;
  std::vector<std::string> what;
  {
    const sql::Lease lease = TRY(database.read());
    row = TRY(plan(*lease, id)).row;
    if (row.state != PlanState::Enacted) {
      return base::make_error("plan_not_enacted", row.name + " is not enacted.");
    }
    sql::Rows rows =
        TRY(lease->query("SELECT edit_id FROM plan_edit WHERE plan_id = $1 AND "
                         "withdrawn = 0 ORDER BY edit_id DESC",
                         {id}));
    while (TRY(rows.next())) {
      const EditRequest request = registry::withdrawal(rows.integer(0), options.reason);
      what.push_back("Undo edit " + std::to_string(rows.integer(0)));
      requests.push_back(
          [request](sql::Connection&) { return base::Result<EditRequest>(request); });
    }
  }
  registry::SaveOptions save = save_options(options);
  save.beside = [&](sql::Connection& connection,
                    const registry::SavedEdits& saved) -> base::Status {
    TRY(check_seen(options, version_of(row.version, saved, {})));
    return settle_undone(connection, row, options, saved);
  };
  const registry::SavedEdits saved = TRY(registry::save_edits(database, requests, save));
  if (!saved.failures.empty()) return failed(saved, what);
  Enactment made = enactment_of(saved);
  made.version = version_of(row.version, saved, {});
  return made;
}

}  // namespace design

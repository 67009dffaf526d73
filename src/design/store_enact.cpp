// Enacting: the plan against the clusters as they will be on the day, as edits of the registry.
#include "design/store_enact.hpp"

#include <algorithm>
#include <map>

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "registry/store_reference.hpp"

namespace design {

namespace {

using registry::ClusterId;
using registry::EditKind;
using registry::EditRequest;
using registry::MakeRequest;

// What is to be done, in order: clusters are made, schools move, clusters end.
// An edit, and what it is to do, in words for when it cannot be made.
struct Step {
  std::string what;
  MakeRequest request;
};

class Steps {
 public:
  Steps(const PlanOnDay& day, const EnactOptions& options)
      : facts_(day.facts), plan_(day.plan), known_(day.known), kept_(day.kept), options_(options) {}

  std::vector<Step> make() {
    rename_clusters();
    for (std::size_t at = 0; at < plan_.clusters.size(); ++at) make_cluster(at);
    for (std::size_t at = 0; at < plan_.of.size(); ++at) {
      if (known_.contains(facts_.schools[at].id)) place(at);
    }
    for (std::size_t at = 0; at < facts_.today.size(); ++at) end_cluster(at);
    return std::move(steps_);
  }

 private:
  registry::Edit edit(EditKind kind) const {
    registry::Edit made;
    made.kind = kind;
    made.from = options_.from;
    made.reason = options_.reason;
    return made;
  }
  void add(std::string what, MakeRequest request) {
    steps_.push_back({std::move(what), std::move(request)});
  }
  void add(std::string what, const EditRequest& request) {
    add(std::move(what),
        [request](sql::Connection&) -> base::Result<EditRequest> { return request; });
  }

  bool is_used(ClusterId id) const {
    if (kept_.contains(id)) return true;
    for (std::size_t at = 0; at < plan_.of.size(); ++at) {
      const int cluster = plan_.of[at];
      if (cluster != no_place && plan_.clusters[static_cast<std::size_t>(cluster)].id == id) {
        return true;
      }
      const SchoolFacts& school = facts_.schools[at];
      if (known_.contains(school.id) || school.today == no_place) continue;
      if (facts_.today[static_cast<std::size_t>(school.today)].id == id) return true;
    }
    return false;
  }

  void make_cluster(std::size_t at) {
    const PlanCluster& cluster = plan_.clusters[at];
    if (cluster.id.known()) return change_letter(cluster);
    const bool used =
        std::find(plan_.of.begin(), plan_.of.end(), static_cast<int>(at)) != plan_.of.end();
    if (!used) return;
    EditRequest request;
    request.organisation = facts_.owner;
    request.edit = edit(EditKind::ClusterMake);
    request.edit.name = cluster.name;
    request.edit.letter = cluster.letter;
    request.edit.cluster_kind = "cluster";
    add("Make " + cluster.name, request);
  }

  const TodayCluster* today_of(const PlanCluster& cluster) const {
    const auto old = std::find_if(facts_.today.begin(), facts_.today.end(),
                                  [&](const TodayCluster& each) { return each.id == cluster.id; });
    return old == facts_.today.end() ? nullptr : &*old;
  }

  void change_letter(const PlanCluster& cluster) {
    const TodayCluster* old = today_of(cluster);
    if (old == nullptr || cluster.letter.empty() || cluster.letter == old->letter) return;
    EditRequest request;
    request.cluster = cluster.id;
    request.edit = edit(EditKind::ClusterChange);
    request.edit.letter = cluster.letter;
    request.edit.cluster_kind = old->kind;
    add("Give " + cluster.name + " the letter " + cluster.letter, request);
  }

  struct Renaming {
    ClusterId id;
    std::string from;
    std::string to;
  };
  void rename(const Renaming& wanted, const std::string& to) {
    EditRequest request;
    request.cluster = wanted.id;
    request.edit = edit(EditKind::ClusterRename);
    request.edit.name = to;
    add("Call " + wanted.from + " " + to, request);
  }

  // No two clusters have one name, also not for a moment: who wants another's name waits until that
  // one has a new name. Where all wait for each other, one takes a name in between.
  void rename_clusters() {
    std::vector<Renaming> left;
    for (const PlanCluster& cluster : plan_.clusters) {
      const TodayCluster* old = today_of(cluster);
      if (old == nullptr || old->name == cluster.name) continue;
      left.push_back({cluster.id, old->name, cluster.name});
    }
    while (!left.empty()) {
      const auto next = std::find_if(left.begin(), left.end(), [&](const Renaming& each) {
        return std::none_of(left.begin(), left.end(), [&](const Renaming& other) {
          return other.id != each.id && base::fold(other.from) == base::fold(each.to);
        });
      });
      if (next == left.end()) {
        const std::string between = left.front().to + " (new)";
        rename(left.front(), between);
        left.front().from = between;
        continue;
      }
      rename(*next, next->to);
      left.erase(next);
    }
  }

  // A cluster that the plan makes has its number only once it is made.
  static base::Result<ClusterId> find(sql::Connection& connection, registry::OrganisationId owner,
                                      const PlanCluster& cluster) {
    if (cluster.id.known()) return cluster.id;
    for (const registry::ClusterRow& each : TRY(registry::Store(connection).clusters(owner))) {
      if (base::fold(each.name) == base::fold(cluster.name)) return each.id;
    }
    return base::make_error("cluster_not_found", "There is no cluster " + cluster.name + ".");
  }

  void place(std::size_t at) {
    const SchoolFacts& school = facts_.schools[at];
    const int place = plan_.of[at];
    const ClusterId before = school.today == no_place
                                 ? ClusterId{}
                                 : facts_.today[static_cast<std::size_t>(school.today)].id;
    EditRequest request;
    if (place == no_place) {
      if (!before.known()) return;
      request.edit = edit(EditKind::MembershipEnd);
      request.edit.urn = school.urn;
      request.cluster = before;
      return add("Take " + school.name + " out of its cluster", request);
    }
    const PlanCluster& cluster = plan_.clusters[static_cast<std::size_t>(place)];
    if (before.known() && before == cluster.id) return;
    request.edit = edit(before.known() ? EditKind::MembershipMove : EditKind::MembershipAdd);
    request.edit.urn = school.urn;
    // Who comes from no cluster is funded by the county's, not by a trust's beside it.
    request.edit.funding = before.known() ? school.funded_today : facts_.owner_is_authority;
    add("Move " + school.name + " to " + cluster.name,
        [request, before, cluster,
         owner = facts_.owner](sql::Connection& connection) -> base::Result<EditRequest> {
          EditRequest made = request;
          const ClusterId to = TRY(find(connection, owner, cluster));
          made.cluster = before.known() ? before : to;
          if (before.known()) made.to_cluster = to;
          return made;
        });
  }

  void end_cluster(std::size_t at) {
    const ClusterId id = facts_.today[at].id;
    if (is_used(id)) return;
    EditRequest request;
    request.edit = edit(EditKind::ClusterEnd);
    request.cluster = id;
    add("End " + facts_.today[at].name, request);
  }

  const Facts& facts_;
  const Plan& plan_;
  const std::set<registry::SchoolId>& known_;
  const std::set<registry::ClusterId>& kept_;
  const EnactOptions& options_;
  std::vector<Step> steps_;
};

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

// Members of today's clusters that the scenario leaves out stay, and so do their clusters.
base::Status add_others(sql::Connection& connection, base::Date day, PlanOnDay& made) {
  std::set<registry::SchoolId> ours;
  for (const SchoolFacts& each : made.facts.schools) ours.insert(each.id);
  registry::Store store(connection);
  const registry::Reference reference = TRY(registry::Reference::read(connection));
  for (const TodayCluster& cluster : made.facts.today) {
    for (const registry::MemberRow& member : TRY(store.members(reference, cluster.id, day))) {
      if (!member.period.contains(day) || ours.contains(member.school.id)) continue;
      made.kept.insert(cluster.id);
      made.remarks.push_back(member.school.state.name + " is not of the scenario, and stays in " +
                             cluster.name + ".");
    }
  }
  return {};
}

// Where schools stand that the plan does not know: in the cluster of the plan that goes on from
// theirs.
void place_unknown(PlanOnDay& made) {
  for (std::size_t at = 0; at < made.facts.schools.size(); ++at) {
    const SchoolFacts& school = made.facts.schools[at];
    if (made.known.contains(school.id) || school.today == no_place) continue;
    const ClusterId id = made.facts.today[static_cast<std::size_t>(school.today)].id;
    for (std::size_t cluster = 0; cluster < made.plan.clusters.size(); ++cluster) {
      if (made.plan.clusters[cluster].id == id) made.plan.of[at] = static_cast<int>(cluster);
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
  place_unknown(made);
  add_remarks(made, then, day);
  TRY(add_others(connection, day, made));
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
  for (Step& each : Steps(day, options).make()) {
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

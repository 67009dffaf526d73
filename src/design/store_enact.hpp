// A plan becomes dated memberships: edits of the registry, all in one transaction, so that preview,
// audit trail and undo are those of every other edit. And what a plan would change, as each room
// tells it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "design/effects.hpp"
#include "design/store.hpp"
#include "design/store_facts.hpp"
#include "registry/store_edit.hpp"

namespace design {

// ---- effects ------------------------------------------------------------------------------------

// Told in the order in which they were added. A later room adds its own from its room.cpp.
using Contributor =
    std::function<base::Result<std::vector<Effect>>(sql::Connection&, const PlanChange&)>;
class Contributors {
 public:
  void add(Contributor contributor) { all_.push_back(std::move(contributor)); }
  base::Result<std::vector<Effect>> effects(sql::Connection& connection,
                                            const PlanChange& change) const;

 private:
  std::vector<Contributor> all_;
};
// With what the registry knows: memberships, leads, trusts.
Contributors registry_contributors();

// What a school has of a cluster of the owner, on or after a day.
struct Belonging {
  registry::ClusterId cluster;
  std::string name;  // of the cluster
  base::Period period;
  base::Date cluster_until;  // when the cluster ends
  bool funding = false;
};

// A plan against the facts of a day: schools that it does not know, or that it has in no cluster
// without that somebody took them out, are where they are.
struct PlanOnDay {
  Facts facts;
  Plan today;
  Plan plan;
  std::set<registry::SchoolId> known;  // of the plan
  // Of schools that the plan knows, by cluster and date.
  std::map<registry::SchoolId, std::vector<Belonging>> belongings;
  // Clusters of today that have members of whom the plan does not decide: they do not end.
  std::set<registry::ClusterId> kept;
  std::vector<std::string> remarks;  // schools that are left as they are, and why
};
base::Result<PlanOnDay> plan_on_day(sql::Connection& connection, const StoredPlan& stored,
                                    const TravelPlaces& places, base::Date day);
// What a plan would change if it held from that day.
base::Result<std::vector<Effect>> effects_of(sql::Connection& connection,
                                             const Contributors& contributors,
                                             const StoredPlan& stored, const TravelPlaces& places,
                                             base::Date from);

// ---- enacting -----------------------------------------------------------------------------------

struct EnactOptions {
  base::Date from;  // the first day on which the plan holds
  std::int64_t seen_version = 0;
  // Enactment::version of the preview that was shown; "" minds none.
  std::string seen_preview = {};
  registry::Authorise authorise;  // asked for every edit, inside the transaction
  base::Date today;
  std::int64_t now_s = 0;
  std::string reason;
  bool dry_run = false;  // the preview: the same transaction, rolled back
};
struct Enactment {
  std::vector<std::int64_t> edits;              // their numbers; none for a dry run
  std::vector<registry::EditPreview> previews;  // what each changes, in their order
  std::vector<std::string> sentences;  // "Move Oak Primary School from Harbour to Moor ..."
  std::vector<std::string> remarks;    // schools that are left as they are, and why
  std::string version;                 // of all that is said here, to be handed back
};
// Clusters that the plan makes begin on the day, empty ones end, schools move. Today is what the
// registry says on the day `from`, not what it said when the plan was made; schools that the plan
// does not know, or that are not open any more, are left as they are. Of the owner's clusters that
// the plan redraws a school keeps the one that the plan gives it: others end or, where they have
// not begun, are withdrawn. Beside it stays what it has in clusters that gain and lose nobody.
// Errors: plan_not_found, plan_conflict, plan_settled (enacted already), plan_without_owner,
// nothing_to_enact, enact_conflict (other edits than those of the preview that was seen),
// enact_failed (an edit cannot be made: which and why), not_allowed.
base::Result<Enactment> enact_plan(sql::Database& database, PlanId id, const TravelPlaces& places,
                                   const EnactOptions& options);
// Withdraws the edits of an enactment, the last first, by further edits; the plan may be enacted
// again. Errors: plan_not_found, plan_not_enacted, enact_conflict, enact_failed, not_allowed.
base::Result<Enactment> undo_enactment(sql::Database& database, PlanId id,
                                       const EnactOptions& options);

}  // namespace design

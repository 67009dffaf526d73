// Scenarios and plans in the database: version by version, none is lost. Who saves says which
// version they saw; when somebody saved meanwhile, it is a conflict and nothing is written. Every
// write is a transaction of its own, with its record in the audit trail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "base/id.hpp"
#include "design/measures.hpp"
#include "design/plan.hpp"
#include "sql/database.hpp"

namespace design {

struct ScenarioTag;
struct PlanTag;
using ScenarioId = base::Id<ScenarioTag>;
using PlanId = base::Id<PlanTag>;

// By whom and when something is written; the doer carries the reason and the power.
struct Writing {
  guard::Doer by;
  std::int64_t now_s = 0;
};

// ---- scenarios ----------------------------------------------------------------------------------

struct ScenarioRow {
  ScenarioId id;
  std::int64_t version = 0;  // 1, 2, ...
  std::string name;
  registry::OrganisationId owner;  // whose clusters; not known() where there is not one
  std::string owner_name;
  std::int64_t copied_from = 0;  // another scenario; 0: none
  std::int64_t made_at = 0;
  std::int64_t changed_at = 0;
  std::string changed_by;
  bool archived = false;  // put away: shown only to who asks for all
  std::int64_t plans = 0;
};
struct StoredScenario {
  ScenarioRow row;
  Scenario scenario;
};

// Errors of both: bad_scenario.
base::Result<ScenarioId> make_scenario(sql::Connection& connection, const Scenario& scenario,
                                       const Writing& writing);
// The version that it has now. Errors: scenario_not_found, scenario_conflict.
base::Result<std::int64_t> save_scenario(sql::Connection& connection, ScenarioId id,
                                         std::int64_t seen_version, const Scenario& scenario,
                                         const Writing& writing);
// With its newest version alone; plans stay where they are. Error: scenario_not_found.
base::Result<ScenarioId> copy_scenario(sql::Connection& connection, ScenarioId id,
                                       const std::string& name, const Writing& writing);
base::Status archive_scenario(sql::Connection& connection, ScenarioId id, bool archived,
                              const Writing& writing);

// The newest first. Archived ones only when they are asked for.
base::Result<std::vector<ScenarioRow>> scenarios(sql::Connection& connection, bool archived);
// The newest version, or the one that is asked for. Error: scenario_not_found.
base::Result<StoredScenario> scenario(sql::Connection& connection, ScenarioId id,
                                      std::int64_t version = 0);

struct VersionRow {
  std::int64_t version = 0;
  std::int64_t made_at = 0;
  std::string by;
  std::string what;     // of plans: what was done, "Moved Oak Primary School from ..."
  bool proven = false;  // of plans: the solver made it, and said how good it is
};
// The newest first.
base::Result<std::vector<VersionRow>> scenario_versions(sql::Connection& connection, ScenarioId id);

// ---- plans --------------------------------------------------------------------------------------

enum class PlanKind { Today, Solver, Hand };
std::string_view plan_kind_code(PlanKind kind);   // "solver"
std::string_view plan_kind_label(PlanKind kind);  // "Worked out by Guildhall"
enum class PlanState { Draft, Published, Enacted, Undone };
std::string_view plan_state_code(PlanState state);
std::string_view plan_state_label(PlanState state);  // "Published for consultation"

// What a solver said of a plan; kept with it, and no longer true of versions made by hand.
struct Proof {
  bool solved = false;
  double cost = 0;
  double bound = 0;  // 0: none
  bool feasible = false;
  std::uint64_t seed = 0;
  std::uint64_t moves = 0;
  int rounds = 0;
  double seconds = 0;
  // How much more than the best possible it can cost at most; nothing where nothing was proven. A
  // plan without any cost cannot be bettered.
  std::optional<double> gap() const {
    if (!solved || !feasible) return std::nullopt;
    if (bound > 0) return cost / bound - 1;
    return cost <= 0 ? std::optional<double>(0) : std::nullopt;
  }
};

struct PlanRow {
  PlanId id;
  ScenarioId scenario;
  std::int64_t scenario_version = 0;  // with whose rules it was made
  std::int64_t version = 0;
  std::string name;
  PlanKind kind = PlanKind::Hand;
  PlanState state = PlanState::Draft;
  std::int64_t copied_from = 0;
  Proof proof;  // solved only of the version that the solver made
  std::int64_t made_at = 0;
  std::int64_t changed_at = 0;
  std::string changed_by;
  // Publication: what readers see stays this version, whatever is changed afterwards.
  std::int64_t published_version = 0;
  std::int64_t published_at = 0;
  std::optional<base::Date> answers_until = {};  // the consultation's last day
  std::string published_note = {};
  std::optional<base::Date> enacted_from = {};
  std::int64_t enacted_at = 0;
};
struct StoredPlan {
  PlanRow row;
  std::string text;          // plan_text()
  std::int64_t version = 0;  // of the text and the proof; the row has the newest
};

struct NewPlan {
  std::string name;
  PlanKind kind = PlanKind::Hand;
  std::string what;  // of its first version
  std::string text;
  Proof proof = {};
  std::int64_t scenario_version = 0;  // with whose rules it was made; 0: the newest
};
// Errors: scenario_not_found, bad_plan (a name that is empty).
base::Result<PlanId> make_plan(sql::Connection& connection, ScenarioId scenario,
                               const NewPlan& plan, const Writing& writing);
// A further version. Errors: plan_not_found, plan_conflict, plan_settled (published or enacted:
// copy it).
base::Result<std::int64_t> save_plan(sql::Connection& connection, PlanId id,
                                     std::int64_t seen_version, const std::string& text,
                                     const std::string& what, const Writing& writing);
// Goes back to an earlier version, by a further one that equals it.
base::Result<std::int64_t> revert_plan(sql::Connection& connection, PlanId id,
                                       std::int64_t seen_version, std::int64_t to_version,
                                       const Writing& writing);
base::Result<PlanId> copy_plan(sql::Connection& connection, PlanId id, const std::string& name,
                               const Writing& writing);
base::Status rename_plan(sql::Connection& connection, PlanId id, const std::string& name,
                         const Writing& writing);

base::Result<std::vector<PlanRow>> plans(sql::Connection& connection, ScenarioId scenario);
// The newest version, or the one that is asked for. Error: plan_not_found.
base::Result<StoredPlan> plan(sql::Connection& connection, PlanId id, std::int64_t version = 0);
base::Result<std::vector<VersionRow>> plan_versions(sql::Connection& connection, PlanId id);

// Errors: plan_conflict, plan_settled.
struct Publication {
  std::int64_t seen_version = 0;
  std::optional<base::Date> answers_until = {};
  std::string note = {};
};
base::Status publish_plan(sql::Connection& connection, PlanId id, const Publication& publication,
                          const Writing& writing);
// Back to a draft; that it was published stays in the audit trail. Error: plan_settled (enacted).
base::Status withdraw_plan(sql::Connection& connection, PlanId id, const Writing& writing);
// Those that are published, the newest first: for whoever may only read.
base::Result<std::vector<PlanRow>> published_plans(sql::Connection& connection);

}  // namespace design

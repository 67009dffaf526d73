// What the stores of this room share.
#pragma once

#include <string>

#include "design/store.hpp"

namespace design {

// What is written into the audit trail; values as guard::Values makes them.
struct Recorded {
  std::string action;  // "scenario.make"
  guard::Subject subject;
  std::string before;
  std::string after;
};
// Inside the transaction of the change.
base::Status record(sql::Connection& connection, const Writing& writing, const Recorded& what);

// Of a query of version, made_at, actor and what; the newest first, as it says.
base::Result<std::vector<VersionRow>> read_versions(sql::Rows rows);

// Inside the caller's transaction, which is a writing one.
base::Result<PlanId> insert_plan(sql::Connection& connection, ScenarioId scenario,
                                 std::int64_t scenario_version, const NewPlan& plan,
                                 std::int64_t copied_from, const Writing& writing);

}  // namespace design

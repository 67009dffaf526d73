// Who decides without a regrouping of schools and with it, out of the database.
#pragma once

#include <vector>

#include "delegation/regrouping.hpp"
#include "governance/regrouping.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace delegation {

// By the schemes of the owner of the clusters alone. `schools`: of all clusters that are redrawn.
base::Result<RegroupedDecisions> decisions_regrouped(
    sql::Connection& connection, const governance::Regrouping& regrouping,
    const std::vector<registry::SchoolId>& schools);

}  // namespace delegation

// What a school, cluster or group is part of on a day: the paths along which may() looks for a
// grant (docs/spec/front_door.md).
#pragma once

#include "access/principal.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace registry {

// School, its clusters, the groups that it belongs to, its authority, everything.
base::Result<guard::UnitPath> unit_path_of_school(sql::Connection& connection, SchoolId school,
                                                  base::Date on);
// Cluster, its owner, everything.
base::Result<guard::UnitPath> unit_path_of_cluster(sql::Connection& connection, ClusterId cluster);
// Group or authority, everything.
base::Result<guard::UnitPath> unit_path_of_group(sql::Connection& connection,
                                                 OrganisationId organisation);

}  // namespace registry

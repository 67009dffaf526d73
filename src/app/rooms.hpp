// The list of rooms: what the whole program can do.
#pragma once

#include <string>
#include <vector>

#include "access/principal.hpp"
#include "base/command.hpp"
#include "sql/database.hpp"

namespace app {

// Every command of every room, in the order of the help.
std::vector<base::Command> commands();

// What the registry knows under the words of a command line or a form; see guard::FindUnit. Errors:
// authority_not_found, group_not_found, cluster_not_found, cluster_ambiguous, school_not_found.
base::Result<guard::Unit> find_unit(sql::Connection& connection, guard::UnitKind kind,
                                    const std::string& text, base::Date today);

}  // namespace app

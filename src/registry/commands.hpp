// What the commands of this room share.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/command.hpp"
#include "registry/store.hpp"
#include "registry/store_import.hpp"
#include "sql/database.hpp"

namespace registry {

// The database of the call, brought to the newest schema.
base::Result<sql::Database> open_database(const base::Invocation& call,
                                          const sql::Options& options = {});

// The same for commands that only read: a database that is not there is not made.
base::Result<sql::Database> open_existing(const base::Invocation& call);

// A date option: as given, or `otherwise`. Error: bad_date.
base::Result<base::Date> date_option(const base::Invocation& call, std::string_view name,
                                     base::Date otherwise);

std::vector<base::Command> job_commands();     // job list, show, stop
std::vector<base::Command> import_commands();  // import gias, clusters, list, undo
std::vector<base::Command> edit_commands();    // edit make, rename, ... list, withdraw, import
std::vector<base::Command> look_commands();    // search, school, group, cluster
std::vector<base::Command> figure_commands();  // stats, changes, export

}  // namespace registry

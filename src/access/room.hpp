// What the room access gives to the program: its commands.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "access/principal.hpp"
#include "base/command.hpp"
#include "sql/database.hpp"

namespace guard {

// The unit that the words mean, with its name of today. Given from above: this room knows no
// school. Errors: those of the registry, such as cluster_not_found.
using FindUnit = std::function<base::Result<Unit>(sql::Connection&, UnitKind,
                                                  const std::string& words, base::Date today)>;

std::vector<base::Command> commands(const FindUnit& find_unit);

}  // namespace guard

// Checks of an installation. Each looks at one thing and says what is wrong and how to mend it.
#pragma once

#include <vector>

#include "base/command.hpp"
#include "base/finding.hpp"
#include "sql/database.hpp"

namespace app {

// What the checks look at. `database` is null when it cannot be opened.
struct Patient {
  const base::Invocation& call;
  sql::Database* database = nullptr;
};

using Check = std::vector<base::Finding> (*)(const Patient&);

// In the order of the report. A room with something of its own to check adds it here.
const std::vector<Check>& checks();

// Opens the database without making, upgrading or changing anything, and runs every check.
std::vector<base::Finding> examine(const base::Invocation& call);

}  // namespace app

// The commands that concern the program as a whole: the server and the database.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace app {

std::vector<base::Command> serve_commands();     // serve
std::vector<base::Command> solve_commands();     // solve
std::vector<base::Command> care_commands();      // backup, restore, doctor
std::vector<base::Command> database_commands();  // db status, db upgrade, db rebuild

}  // namespace app

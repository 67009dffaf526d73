// The commands that are of no one room: the server, the database, travel.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace app {

std::vector<base::Command> serve_commands();     // serve
std::vector<base::Command> solve_commands();     // solve
std::vector<base::Command> care_commands();      // backup, restore, doctor
std::vector<base::Command> database_commands();  // db status, db upgrade, db rebuild
std::vector<base::Command> travel_commands();    // travel between, travel matrix, travel numbers

}  // namespace app

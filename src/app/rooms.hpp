// The list of rooms: what the whole program can do.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace app {

// Every command of every room, in the order of the help.
std::vector<base::Command> commands();

}  // namespace app

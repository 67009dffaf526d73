// What the room delegation gives to the program.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace delegation {

std::vector<base::Command> commands();

}  // namespace delegation

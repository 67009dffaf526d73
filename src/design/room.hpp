// What the room design gives to the program.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace design {

std::vector<base::Command> commands();

}  // namespace design

// The commands of the alignment matrix, a part of commands().
#pragma once

#include <vector>

#include "base/command.hpp"

namespace delegation {

std::vector<base::Command> alignment_commands();  // alignment show, export, import, set

}  // namespace delegation

// The commands on schemes as tables, and on the samples that are shipped.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace delegation {

std::vector<base::Command> matrix_commands();

}  // namespace delegation

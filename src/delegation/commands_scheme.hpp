// Commands for schemes that the database keeps.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace delegation {

std::vector<base::Command> scheme_commands();  // scheme list, begin, save, adopt, ...

}  // namespace delegation

// Commands for schemes that the database keeps.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace delegation {

std::vector<base::Command> scheme_commands();  // scheme list, begin, save, adopt, ...

std::vector<base::Command> catalogue_commands();  // scheme catalogue show, save, history

}  // namespace delegation

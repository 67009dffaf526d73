// Commands for schemes that the database keeps.
#pragma once

#include <vector>

#include "base/command.hpp"
#include "delegation/difference.hpp"

namespace delegation {

std::vector<base::Command> scheme_commands();  // scheme list, begin, save, adopt, ...

std::vector<base::Command> catalogue_commands();  // scheme catalogue show, save, history

// Prints them, or that there are none. What the program ends with: 1 where there are some.
int show_differences(const base::Invocation& call, const std::vector<Difference>& all);

}  // namespace delegation

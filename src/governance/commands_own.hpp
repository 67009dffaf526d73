// guildhall governance account.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace governance {

std::vector<base::Command> commands_of_own();

}  // namespace governance

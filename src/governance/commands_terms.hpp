// governance terms show|list|difference|save|models.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace governance {

std::vector<base::Command> commands_of_terms();

}  // namespace governance

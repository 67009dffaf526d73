// The reference of all commands as a page of the documents.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace cli {

// `guildhall reference`: prints docs/reference/commands.md, which a test holds to it.
base::Command reference_command(const std::vector<base::Command>& commands);

}  // namespace cli

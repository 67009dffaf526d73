// The command line: descriptions of commands in, one call out.
#pragma once

#include <vector>

#include "base/command.hpp"

namespace cli {

// Parses and runs; returns the exit status.
int run(const std::vector<base::Command>& commands, int argc, char** argv);

}  // namespace cli

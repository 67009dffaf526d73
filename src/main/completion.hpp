// Completion for the shell, made from the descriptions of commands.
#pragma once

#include <string>
#include <vector>

#include "base/command.hpp"

namespace cli {

// `guildhall completion bash|zsh|fish`
base::Command completion_command(const std::vector<base::Command>& commands);

}  // namespace cli

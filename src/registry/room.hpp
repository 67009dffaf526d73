// What the room registry gives to the program: its pages and its commands.
#pragma once

#include <memory>
#include <vector>

#include "base/command.hpp"
#include "registry/store_catalogue.hpp"
#include "web/router.hpp"

namespace registry {

std::vector<base::Command> commands();

}  // namespace registry

// What the room registry gives to the program: its pages and its commands.
#pragma once

#include <vector>

#include "base/command.hpp"
#include "registry/pages.hpp"
#include "web/router.hpp"

namespace registry {

std::vector<base::Command> commands();
void add_pages(web::Router& router, const Context& context);

}  // namespace registry

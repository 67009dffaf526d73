// What the room registry gives to the program: its pages and its commands.
#pragma once

#include <vector>

#include "base/command.hpp"
#include "registry/pages.hpp"
#include "web/router.hpp"

namespace registry {

std::vector<base::Command> commands();
void add_pages(web::Router& router, const Context& context);
// /api/v1: what the pages show; after the pages.
void add_api(web::Router& router, const Context& context);

}  // namespace registry

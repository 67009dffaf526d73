// What the room delegation gives to the program.
#pragma once

#include <vector>

#include "base/command.hpp"
#include "registry/pages.hpp"

namespace delegation {

std::vector<base::Command> commands();
void add_pages(web::Router& router, const registry::Context& context);
void add_api(web::Router& router, const registry::Context& context);  // /api/v1

}  // namespace delegation

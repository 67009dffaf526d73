// What the room design gives to the program.
#pragma once

#include <vector>

#include "base/command.hpp"
#include "design/pages.hpp"

namespace design {

std::vector<base::Command> commands();
void add_pages(web::Router& router, const Context& context);
void add_api(web::Router& router, const Context& context);  // /api/v1

}  // namespace design

// What the room design gives to the program.
#pragma once

#include <vector>

#include "base/command.hpp"
#include "design/pages.hpp"

namespace design {

// `contributors`: of all rooms that tell effects of a plan.
std::vector<base::Command> commands(const Contributors& contributors);
void add_pages(web::Router& router, const Context& context);
void add_api(web::Router& router, const Context& context);  // /api/v1

}  // namespace design

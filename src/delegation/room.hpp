// What the room delegation gives to the program.
#pragma once

#include <cstddef>
#include <vector>

#include "base/command.hpp"
#include "registry/pages.hpp"

namespace delegation {

std::vector<base::Command> commands();
void add_pages(web::Router& router, const registry::Context& context);
void add_api(web::Router& router, const registry::Context& context);  // /api/v1

// The longest body of POST /api/v1/decide: as many questions as it takes at once.
inline constexpr std::size_t questions_bytes_max = 4 * 1024 * 1024;

}  // namespace delegation

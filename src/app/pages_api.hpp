// The API described: for programs, and for people who write them.
#pragma once

#include <string>

#include "registry/pages.hpp"
#include "web/router.hpp"

namespace app {

// /api/v1/openapi.json and /help/api. `router` is read again when they are asked for.
void add_api_pages(web::Router& router, const registry::Context& context);

}  // namespace app

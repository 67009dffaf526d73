// Pages that belong to no room: home, help, words, accessibility.
#pragma once

#include "registry/pages.hpp"
#include "web/router.hpp"

namespace app {

// `router` is read again when help lists the pages, so it must outlive them.
void add_own_pages(web::Router& router, const registry::Context& context);

}  // namespace app

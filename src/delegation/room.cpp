// The room's pages and its part of the API.
#include "delegation/room.hpp"

#include "delegation/pages.hpp"

namespace delegation {

void add_pages(web::Router& router, const Context& context) {
  add_decide_pages(router, context);
  add_scheme_pages(router, context);
  add_draft_pages(router, context);
}

void add_api(web::Router& router, const Context& context) {
  add_decide_api(router, context);
  add_scheme_api(router, context);
}

}  // namespace delegation

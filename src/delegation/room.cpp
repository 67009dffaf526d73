// The room's pages and its part of the API.
#include "delegation/room.hpp"

#include "delegation/pages.hpp"
#include "delegation/pages_alignment.hpp"
#include "delegation/pages_request.hpp"

namespace delegation {

void add_pages(web::Router& router, const Context& context) {
  add_decide_pages(router, context);
  add_scheme_pages(router, context);
  add_draft_pages(router, context);
  add_review_pages(router, context);
  add_matrix_pages(router, context);
  add_catalogue_pages(router, context);
  add_unit_matrix_pages(router, context);
  add_power_pages(router, context);
  add_panels(context);
  add_request_pages(router, context);
  add_one_request_pages(router, context);
  add_request_panels(context);
  add_alignment_pages(router, context);
  add_alignment_function_pages(router, context);
  add_alignment_movement_pages(router, context);
  add_alignment_edit_pages(router, context);
}

void add_api(web::Router& router, const Context& context) {
  add_decide_api(router, context);
  add_scheme_api(router, context);
  add_catalogue_api(router, context);
  add_unit_matrix_api(router, context);
  add_scheme_table_api(router, context);
  add_alignment_api(router, context);
  add_request_api(router, context);
}

}  // namespace delegation

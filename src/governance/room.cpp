// The room's pages.
#include "governance/room.hpp"

#include "governance/pages.hpp"

namespace governance {

void add_pages(web::Router& router, const Context& context) {
  add_board_pages(router, context);
  add_note_pages(router, context);
  add_meeting_pages(router, context);
  add_agenda_pages(router, context);
  add_feed_pages(router, context);
  add_year_pages(router, context);
  add_rule_pages(router, context);
  add_file_pages(router, context);
  add_publication_pages(router, context);
  add_interest_pages(router, context);
  add_terms_pages(router, context);
  add_person_pages(router, context);
  add_person_all_pages(router, context);
  add_retention_pages(router, context);
  add_own_pages(router, context);
  add_declaration_pages(router, context);
  add_skill_pages(router, context);
}

}  // namespace governance

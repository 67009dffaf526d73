// The room registry's commands and pages.
#include "registry/room.hpp"

#include "registry/commands.hpp"
#include "registry/pages_edit.hpp"

namespace registry {

std::vector<base::Command> commands() {
  std::vector<base::Command> all = import_commands();
  for (const auto& part : {job_commands(), edit_commands(), look_commands(), figure_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

void add_pages(web::Router& router, const Context& context) {
  add_search_pages(router, context);
  add_school_pages(router, context);
  add_group_pages(router, context);
  add_authority_pages(router, context);
  add_cluster_pages(router, context);
  add_map_pages(router, context);
  add_change_pages(router, context);
  add_import_pages(router, context);
  if (context->jobs != nullptr) add_job_pages(router, context);
  add_edit_form_pages(router, context);
  add_edit_list_pages(router, context);
  add_edit_import_pages(router, context);
}

}  // namespace registry

// The room design's commands and pages.
#include "design/room.hpp"

#include "design/commands.hpp"

namespace design {

std::vector<base::Command> commands() {
  std::vector<base::Command> all = design_commands();
  for (const auto& part : {scenario_commands(), plan_commands(), worker_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

void add_pages(web::Router& router, const Context& context) {
  add_designer_pages(router, context);
  add_scenario_pages(router, context);
  add_scenario_edit_pages(router, context);
  add_compare_pages(router, context);
  add_run_pages(router, context);
}

}  // namespace design

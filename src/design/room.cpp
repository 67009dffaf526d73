// The room design's commands and pages.
#include "design/room.hpp"

#include "design/api_routes.hpp"
#include "design/commands.hpp"
#include "design/pages_publish.hpp"

namespace design {

std::vector<base::Command> commands(const Contributors& contributors) {
  std::vector<base::Command> all = design_commands();
  for (const auto& part : {scenario_commands(), plan_commands(contributors), worker_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

void add_pages(web::Router& router, const Context& context) {
  add_designer_pages(router, context);
  add_scenario_pages(router, context);
  add_scenario_edit_pages(router, context);
  add_compare_pages(router, context);
  add_compare_scenarios_pages(router, context);
  add_run_pages(router, context);
  add_plan_pages(router, context);
  add_publish_pages(router, context);
  add_consultation_pages(router, context);
  add_export_pages(router, context);
  add_effects_pages(router, context);
  add_enact_pages(router, context);
}

void add_api(web::Router& router, const Context& context) {
  add_scenario_api(router, context);
  add_plan_api(router, context);
}

}  // namespace design

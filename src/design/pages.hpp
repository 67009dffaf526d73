// What the designer's pages and its addresses of the API share: who may see what, a scenario or
// plan that a request is about, the frame, addresses.
#pragma once

#include <memory>
#include <string>

#include "access/pages_visitor.hpp"
#include "design/pages_plan_view.hpp"
#include "design/store_enact.hpp"
#include "design/store_run.hpp"
#include "design/store_worker.hpp"
#include "registry/pages.hpp"

namespace design {

struct PageContext {
  registry::Context registry;    // database, day, frame of the site
  WorkerThread* runs = nullptr;  // of this server; null: runs wait for `guildhall worker`
  Benches benches{TravelPlaces{}};
  PlanViews views;
  Contributors contributors = registry_contributors();

  explicit PageContext(registry::Context below, TravelPlaces places)
      : registry(std::move(below)), benches(std::move(places)) {}
  sql::Database& database() const { return registry->catalogue->database(); }
};
using Context = std::shared_ptr<PageContext>;

void add_designer_pages(web::Router& router, const Context& context);  // /designer
void add_scenario_pages(web::Router& router, const Context& context);  // /scenarios/1
void add_scenario_edit_pages(web::Router& router,
                             const Context& context);                 // /scenarios/new, .../edit
void add_compare_pages(web::Router& router, const Context& context);  // /scenarios/1/compare
void add_compare_scenarios_pages(web::Router& router,
                                 const Context& context);          // /scenarios/compare
void add_run_pages(web::Router& router, const Context& context);   // /runs/1
void add_plan_pages(web::Router& router, const Context& context);  // /plans/{plan}

// ---- who may
// -------------------------------------------------------------------------------------

// Drafts are not for everybody: whoever has a grant over all of a scenario's unit sees them,
// whoever may edit it works on them. What is published, everybody sees who may read.
bool may_see(const web::Request& request, const guard::UnitPath& path, base::Date today);
// Error: not_allowed.
base::Status require_seeing(const web::Request& request, const guard::UnitPath& path,
                            base::Date today);
// As whom something is written. Error: not_allowed.
base::Result<Writing> writing_of(const Context& context, const web::Request& request,
                                 const guard::UnitPath& path, std::string reason = {});

// ---- what a request is about
// ---------------------------------------------------------------------

struct ScenarioVisit {
  sql::Lease lease;  // for reading
  StoredScenario stored;
  guard::UnitPath path;
  bool may_work = false;  // edit it, run it, make plans
};
// Of the captured {scenario}. Errors: scenario_not_found, not_allowed.
base::Result<ScenarioVisit> scenario_visit(const Context& context, const web::Request& request);

struct PlanVisit {
  sql::Lease lease;  // for reading
  OnTable table;     // the plan, its scenario and facts
  guard::UnitPath path;
  bool may_work = false;
};
// Of the captured {plan}, in the version ?version= or its newest. Errors: plan_not_found,
// not_allowed, those of the facts.
base::Result<PlanVisit> plan_visit(const Context& context, const web::Request& request);

struct RunVisit {
  sql::Lease lease;  // for reading
  Run run;
  StoredScenario stored;  // as it was when the run was asked for
  guard::UnitPath path;
  bool may_work = false;
};
// Of the captured {run}. Errors: run_not_found, not_allowed.
base::Result<RunVisit> run_visit(const Context& context, const web::Request& request);

// What a form that could not be done comes back with.
struct Refused {
  std::optional<base::Error> error = {};  // its field is that of the form
  web::NamedValues typed = {};

  // The words for that field, "" where it is not at fault.
  std::string said(std::string_view field) const {
    return error && error->field == field ? error->message : std::string();
  }
};

// ---- frame and addresses
// -------------------------------------------------------------------------

web::Page design_page(const Context& context, const web::Request& request, std::string title);
std::string scenario_href(ScenarioId id);
std::string plan_href(PlanId id);
std::string run_href(RunId id);
std::string consultation_href(PlanId id);  // of a plan that is published
web::Html plan_state_tag(const PlanRow& row);
web::Html verdict_tag(Verdict verdict);

}  // namespace design

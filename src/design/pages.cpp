// Who may see a scenario, what a request is about, and the frame of the designer's pages.
#include "design/pages.hpp"

#include "base/text.hpp"
#include "web/asked.hpp"

namespace design {

bool may_see(const web::Request& request, const guard::UnitPath& path, base::Date today) {
  return guard::shows(request, guard::Action::ReadDrafts, path, today);
}

base::Status require_seeing(const web::Request& request, const guard::UnitPath& path,
                            base::Date today) {
  TRY(guard::require(guard::principal_of(request), guard::Action::ReadDrafts, path, today));
  return {};
}

base::Result<Writing> writing_of(const Context& context, const web::Request& request,
                                 const guard::UnitPath& path, std::string reason) {
  const guard::Principal& principal = guard::principal_of(request);
  const guard::Ruling ruling =
      TRY(guard::require(principal, guard::Action::Edit, path, context->registry->today()));
  return Writing{guard::doer_of(principal, guard::power_of(ruling), std::move(reason)),
                 context->registry->now_s()};
}

base::Result<ScenarioVisit> scenario_visit(const Context& context, const web::Request& request) {
  ScenarioVisit made{TRY(context->database().read()), {}, {}};
  made.stored = TRY(scenario(*made.lease, ScenarioId{web::captured_number(request, "scenario")}));
  made.path = TRY(path_of(*made.lease, made.stored.scenario));
  const base::Date today = context->registry->today();
  TRY(require_seeing(request, made.path, today));
  made.may_work = guard::shows(request, guard::Action::Edit, made.path, today);
  return made;
}

base::Result<PlanVisit> plan_visit(const Context& context, const web::Request& request) {
  const std::int64_t version =
      base::parse_integer(request.query.get_or("version", "0")).value_or(0);
  PlanVisit made{TRY(context->database().read()), {}, {}};
  const PlanId id{web::captured_number(request, "plan")};
  const PlanRow row = TRY(plan(*made.lease, id)).row;
  const StoredScenario of = TRY(scenario(*made.lease, row.scenario, row.scenario_version));
  made.path = TRY(path_of(*made.lease, of.scenario));
  const base::Date today = context->registry->today();
  TRY(require_seeing(request, made.path, today));
  made.may_work = guard::shows(request, guard::Action::Edit, made.path, today);
  made.table = TRY(on_table(*made.lease, context->benches, id, version));
  return made;
}

base::Result<RunVisit> run_visit(const Context& context, const web::Request& request) {
  RunVisit made{TRY(context->database().read()), {}, {}, {}};
  made.run = TRY(run(*made.lease, RunId{web::captured_number(request, "run")}));
  made.stored = TRY(scenario(*made.lease, made.run.wanted.scenario, made.run.scenario_version));
  made.path = TRY(path_of(*made.lease, made.stored.scenario));
  const base::Date today = context->registry->today();
  TRY(require_seeing(request, made.path, today));
  made.may_work = guard::shows(request, guard::Action::Edit, made.path, today);
  return made;
}

web::Page design_page(const Context& context, const web::Request& request, std::string title) {
  web::Page page = registry::plain_page(*context->registry, request, std::move(title));
  page.section = "Designer";
  page.breadcrumbs = {{"Designer", "/designer"}};
  return page;
}

std::string scenario_href(ScenarioId id) { return "/scenarios/" + std::to_string(id.value); }
std::string plan_href(PlanId id) { return "/plans/" + std::to_string(id.value); }
std::string consultation_href(PlanId id) { return "/consultations/" + std::to_string(id.value); }
std::string run_href(RunId id) { return "/runs/" + std::to_string(id.value); }

web::Html plan_state_tag(const PlanRow& row) {
  switch (row.state) {
    case PlanState::Draft: return web::tag(web::Tone::Plain, plan_state_label(row.state));
    case PlanState::Published: return web::tag(web::Tone::Info, plan_state_label(row.state));
    case PlanState::Enacted: return web::tag(web::Tone::Ok, plan_state_label(row.state));
    case PlanState::Undone: return web::tag(web::Tone::Past, plan_state_label(row.state));
  }
  return {};
}

web::Html verdict_tag(Verdict verdict) {
  switch (verdict) {
    case Verdict::Better: return web::tag(web::Tone::Ok, verdict_label(verdict));
    case Verdict::Worse: return web::tag(web::Tone::Bad, verdict_label(verdict));
    case Verdict::Same:
    case Verdict::Other: return web::tag(web::Tone::Plain, verdict_label(verdict));
  }
  return {};
}

}  // namespace design

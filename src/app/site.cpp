// One answer for every request.
#include "app/site.hpp"

#include "app/pages_api.hpp"
#include "app/pages_home.hpp"
#include "app/store_plan_effects.hpp"
#include "base/errors.hpp"
#include "delegation/room.hpp"
#include "design/room.hpp"
#include "governance/room.hpp"
#include "registry/room.hpp"
#include "web/assets.hpp"
#include "web/components.hpp"
#include "web/page.hpp"
#include "web/problem.hpp"

namespace app {

namespace {

std::string error_title(int status) {
  if (status == 404) return "Page not found";
  if (status == 503) return "The service is not available just now";
  return status >= 500 ? "Something went wrong" : "There is a problem with this address";
}

bool wants_json(const web::Request& request) {
  return request.query.get_or("format", "") == "json" || request.path.starts_with("/api/") ||
         request.path == "/search/suggest";
}

}  // namespace

Site::Site(registry::Catalogue& catalogue, Operation& operation, guard::FrontContext front,
           const Rules& rules)
    : front_(std::move(front)),
      api_(std::make_unique<ApiDoor>(front_, rules.api_requests_per_minute)),
      context_(std::make_shared<registry::PageContext>()),
      design_(std::make_shared<design::PageContext>(context_, rules.travel)) {
  context_->catalogue = &catalogue;
  context_->today = front_->rules.today;
  context_->now_s = front_->rules.now_s;
  context_->jobs = rules.jobs;
  design_->runs = rules.runs;
  design_->contributors = plan_contributors();
  context_->site.version = rules.version;
  context_->site.sections = {{"Home", "/"},
                             {"Schools", "/search"},
                             {"Groups", "/groups"},
                             {"Authorities", "/authorities"},
                             {"Clusters", "/clusters"},
                             {"Boards", "/boards"},
                             {"Decisions", "/schemes"},
                             {"Designer", "/designer"},
                             {"Map", "/map"},
                             {"Changes", "/changes"},
                             {"Imports", "/imports"}};
  context_->site.question = {"Who decides?", "/decide"};
  context_->site.own = {"Yours: seats, meetings, what is due", "/mine"};
  add_own_pages(router_, context_);
  router_.add({.pattern = "/assets/{file}",
               .help = "Style sheet, script and pictures of the pages",
               .example = std::string(web::asset_href("guildhall.css")),
               .audience = web::Audience::Anyone,
               .kind = web::RouteKind::Operation,
               .handler = [](const web::Request& request) {
                 return web::answer_asset(request.path, true);
               }});
  registry::add_pages(router_, context_);
  design::add_pages(router_, design_);
  governance::add_pages(router_, context_);
  delegation::add_pages(router_, context_);
  front_->frame = context_->site;
  guard::add_pages(router_, front_);
  registry::add_api(router_, context_);
  design::add_api(router_, design_);
  governance::add_api(router_, context_);
  delegation::add_api(router_, context_);
  guard::add_api(router_, front_);
  add_api_pages(router_, context_);
  operation.add_pages(router_);
}

web::Response Site::answer(web::Request& request) const {
  base::Result<web::Response> response = let_in(request);
  if (!response.ok()) return refuse(response.error(), request);
  return std::move(response).value();
}

base::Result<web::Response> Site::let_in(web::Request& request) const {
  const base::Result<const web::Route*> route = router_.choose(request);
  // Also an address that is not there is answered with who asks.
  if (!route.ok() || route.value()->kind != web::RouteKind::Operation) {
    TRY(front_->gate.greet(request));
  }
  const web::Route* chosen = TRY(route);
  TRY(front_->gate.admit(request, *chosen));
  if (chosen->kind == web::RouteKind::Api) return api_->answer(request, *chosen);
  return chosen->handler(request);
}

web::Response Site::refuse(const base::Error& error, const web::Request& request) const {
  const bool asks = request.method == web::Method::Get && !wants_json(request) &&
                    web::header(request, "authorization").empty();
  if (asks && (error.code == "sign_in_wanted" || error.code == "code_wanted")) {
    web::Response away = guard::to_sign_in(request, error);
    away.error_code = error.code;
    return away;
  }
  web::Response page = error_page(error, &request);
  if (page.status == 405) page.headers.emplace_back("Allow", router_.allowed(request.path));
  if (page.status == 401) page.headers.emplace_back("WWW-Authenticate", "Bearer");
  return page;
}

web::Response Site::error_page(const base::Error& error, const web::Request* request) const {
  web::Response response = draw_error(error, request);
  response.error_code = error.code;
  // What somebody asked for wrongly may hold what they typed; what failed in the machine does not.
  if (response.status >= 500) response.error_detail = error.detail;
  return response;
}

web::Response Site::draw_error(const base::Error& error, const web::Request* request) const {
  const base::ErrorRow* row = base::find_error(error.code);
  int status = row == nullptr ? 500 : row->http_status;
  if (request != nullptr && wants_json(*request)) return web::problem(error);
  web::Page page;
  page.status = status;
  page.title = error_title(status);
  page.as_of.on = page.as_of.today = context_->today();
  page.as_of.shown = false;
  page.lead = web::Html(error.message);
  if (request != nullptr) page.caller = request->caller;
  page.content = web::search_box("/search", {}, "Find a school or group instead", "");
  return web::render(page, context_->site);
}

}  // namespace app

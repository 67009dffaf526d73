// Both are made from the routes.
#include "app/pages_api.hpp"

#include "web/components.hpp"
#include "web/openapi.hpp"

namespace app {
namespace {

using web::Html;

std::string who_may(const web::Route& route) {
  if (!route.api->by_token) return "Who has signed in, without a token";
  switch (route.audience) {
    case web::Audience::Anyone: return "Anyone";
    case web::Audience::Reader: return "Whoever may read";
    case web::Audience::Member: return "With a token";
    case web::Audience::Administrator: return "Administrators";
  }
  return {};
}

web::Response api_page(const registry::Context& context, const web::Request& request,
                       const web::Router& router) {
  web::Page page = registry::plain_page(*context, request, "API");
  page.breadcrumbs = {{"Help", "/help"}};
  page.lead = Html(
      "For programs: JSON, described by OpenAPI 3.1. What the pages show can be read without a "
      "token where anyone may read; changes need one, made under Your account.");
  web::Table table;
  table.caption = "All addresses of the API";
  table.columns = {{"Address"}, {"What it does"}, {"Who may"}};
  for (const web::Route& route : router.routes()) {
    if (route.kind != web::RouteKind::Api) continue;
    const std::string line = std::string(web::method_name(route.method)) + " " + route.pattern;
    table.rows.push_back({{web::el("code", {}, line), Html(route.help), Html(who_may(route))}});
  }
  page.content = web::paragraph(
      web::link("/api/v1/openapi.json", Html("The description for programs: openapi.json")));
  page.content.add(web::section("h-routes", "All addresses", web::table(table)));
  return web::render(page, context->site);
}

}  // namespace

void add_api_pages(web::Router& router, const registry::Context& context) {
  router.add({.pattern = "/api/v1/openapi.json",
              .help = "The API described for programs, as OpenAPI 3.1",
              .example = "/api/v1/openapi.json",
              .audience = web::Audience::Anyone,
              .kind = web::RouteKind::Operation,
              .handler = [context, &router](const web::Request&) -> base::Result<web::Response> {
                return registry::json_response(
                    web::openapi_json(router, "Guildhall", context->site.version));
              }});
  router.get("/help/api", "The API: its addresses, and who may use them", "/help/api",
             web::Audience::Anyone,
             [context, &router](const web::Request& request) -> base::Result<web::Response> {
               return api_page(context, request, router);
             });
}

}  // namespace app

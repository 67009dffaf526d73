// /boards/of/{organisation}/publication and /boards/{body}/publication: what is published each
// year.
#include "base/text.hpp"
#include "governance/api_publication.hpp"
#include "governance/calendar.hpp"
#include "governance/pages.hpp"
#include "web/asked.hpp"

namespace governance {

namespace {

using web::Html;

constexpr int years_offered = 4;

// The same address for other years.
Html years(const web::Request& request, base::Date today) {
  std::vector<Html> links = {web::link(request.path, Html("The twelve months up to today"))};
  for (int year = school_year(today) - 1; year > school_year(today) - years_offered; --year) {
    links.push_back(web::link(request.path + "?year=" + std::to_string(year),
                              Html("School year " + school_year_name(year))));
  }
  return web::section("other-years", "Other years", web::list(links));
}

base::Result<web::Response> answer(const Context& context, const web::Request& request,
                                   const Publication& made, const web::Link& above) {
  switch (TRY(registry::format_of(request))) {
    case registry::Format::Json: return registry::json_response(publication_json(made));
    case registry::Format::Csv: return registry::csv_response(members_csv(made), "members");
    case registry::Format::Html: break;
  }
  if (!request.query.get_or("file", "").empty()) {
    web::Response file;
    file.content_type = "text/html; charset=utf-8";
    file.headers.emplace_back("Content-Disposition", "attachment; filename=\"governance.html\"");
    file.body = publication_html(made);
    return file;
  }
  web::Page page = registry::plain_page(*context, request, "Governance of " + above.label);
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}, above};
  page.lead = Html("As it is published: everybody who governed in the twelve months up to " +
                   made.on.long_form() + ".");
  page.tools = registry::format_links(request);
  const std::string year(request.query.get_or("year", ""));
  page.tools.push_back(
      {"HTML file",
       request.path + "?file=1" + (year.empty() ? "" : "&year=" + base::percent_encode(year))});
  page.content = made.bodies.empty()
                     ? web::empty_state("No body was in being in these twelve months.",
                                        web::link("/boards", Html("All boards")))
                     : publication_content(made);
  page.content.add(years(request, context->today()));
  return web::render(page, context->site);
}

base::Result<web::Response> of_owner(const Context& context, const web::Request& request) {
  const base::Date on =
      TRY(publication_day_asked(request.query.get_or("year", ""), context->today()));
  const registry::OrganisationId owner{web::captured_number(request, "organisation")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const Publication made = TRY(publication_of(*lease, owner, on));
  return answer(context, request, made, {made.owner, owner_href(owner, {})});
}

base::Result<web::Response> of_body(const Context& context, const web::Request& request) {
  const base::Date on =
      TRY(publication_day_asked(request.query.get_or("year", ""), context->today()));
  const BodyId body{web::captured_number(request, "body")};
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const Publication made = TRY(publication_of(*lease, body, on));
  const std::string name = TRY(body_row(*lease, body)).name;
  return answer(context, request, made, {name, body_href(body, {})});
}

}  // namespace

void add_publication_pages(web::Router& router, const Context& context) {
  router.get("/boards/of/{organisation}/publication",
             "Who governs a group or authority, as it must be published each year",
             "/boards/of/1/publication",
             [context](const web::Request& request) { return of_owner(context, request); });
  router.get("/boards/{body}/publication", "The members of a body, as they are published",
             "/boards/1/publication",
             [context](const web::Request& request) { return of_body(context, request); });
}

}  // namespace governance

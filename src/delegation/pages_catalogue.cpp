// /schemes/catalogue: the decisions that there are, what they depend on and what the law says of
// each; who administers everything keeps decisions of their own there.
#include "base/text.hpp"
#include "delegation/pages.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using web::Html;

std::string law_text(const Catalogue& catalogue, const Law& law) {
  std::string text = law.says;
  const std::string when = condition_text(catalogue.facts, law.when);
  if (!when.empty()) text += " Where " + when + ".";
  if (!law.period.open_start() || !law.period.open_end()) text += " " + law.period.describe() + ".";
  return text;
}

// How a decision differs from the one of its code that is shipped; "" where it is that one.
std::string own_words(const Decision& decision) {
  const Catalogue& shipped = shipped_catalogue();
  const int at = shipped.decision_called(decision.code);
  if (at < 0) return "A decision of our own.";
  const std::string& title = shipped.decisions[static_cast<std::size_t>(at)].title;
  return title == decision.title ? "" : "In our own words; shipped as: " + title + ".";
}

// Those that nobody is asked to take on the day, and why: they were retired, or begin later.
Html other_days(const Catalogue& catalogue, base::Date on) {
  std::vector<Html> items;
  for (const Decision& decision : catalogue.decisions) {
    if (decision.period.contains(on)) continue;
    items.emplace_back(decision.code + ", " + decision.title + ": " + decision.period.describe() +
                       ".");
  }
  if (items.empty()) return {};
  return web::section("h-other-days", "Not on this day", web::list(items));
}

Html domain_section(const Catalogue& catalogue, const Domain& domain, base::Date on) {
  web::Table table;
  table.caption = "Decisions: " + domain.label;
  table.columns = {{"Decision", false, true}, {"Depends on"}, {"What the law says", false, true}};
  for (const Decision& decision : catalogue.decisions) {
    if (decision.domain != domain.code || !decision.period.contains(on)) continue;
    Html name = web::link("/decide?q=" + base::percent_encode(decision.code),
                          Html(decision.code + ", " + decision.title));
    if (!decision.citation.empty()) name.add(web::sub(Html(decision.citation)));
    const std::string note = own_words(decision);
    if (!note.empty()) name.add(web::sub(Html(note)));
    std::vector<std::string> asks;
    for (const int fact : decision.asks) {
      asks.push_back(base::lower_ascii(catalogue.facts[static_cast<std::size_t>(fact)].label));
    }
    Html laws;
    for (const Law& law : decision.laws) {
      laws.add(web::paragraph(Html(law_text(catalogue, law)).add(web::sub(Html(law.citation)))));
    }
    table.rows.push_back(
        {web::cells(name, asks.empty() ? web::none() : Html(base::join(asks, ", ")),
                    laws.empty() ? web::none() : laws)});
  }
  if (table.rows.empty()) return {};
  return web::section("h-" + domain.code, domain.label, web::table(table));
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const std::optional<std::string>& typed,
                                 const std::optional<base::Error>& error) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  web::Page page = registry::begin_page(visit, "The catalogue of decisions", "Decisions");
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"}};
  page.lead = Html(
      "What there is to decide in a family of schools, what each decision depends on, and what law "
      "and handbook fix, from a day on and with their source.");
  if (error) web::show_error(page, *error);
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  const Catalogue catalogue = TRY(catalogue_in_force(*visit.lease));
  for (const Domain& domain : catalogue.domains) {
    page.content.add(domain_section(catalogue, domain, visit.on()));
  }
  page.content.add(other_days(catalogue, visit.on()));
  if (!guard::shows(request, guard::Action::ManageAccess, {guard::Unit{}}, context->today())) {
    return web::render(page, context->site);
  }
  const governance::OwnText own = TRY(governance::own_text(*visit.lease, catalogue_kind));
  Html fields = web::text_area(
      {.id = "content",
       .label = "Decisions of our own",
       .hint =
           "Blocks as docs/spec/delegation.md explains them. A decision of a code that is there "
           "stands in its place; one with a day \"until\" is retired from that day on",
       .error = error ? error->message : ""},
      typed ? *typed : own.content, 16);
  fields.add(web::button(web::ButtonKind::Main, "Save the decisions"));
  page.content.add(
      web::section("h-own", "Decisions of our own",
                   web::post_form("/schemes/catalogue", *request.caller,
                                  {{"version", std::to_string(own.version)}}, fields)));
  return web::render(page, context->site);
}

base::Status saved(const Context& context, const web::Request& request, const std::string& content,
                   std::int64_t seen) {
  const guard::Principal& principal = guard::principal_of(request);
  const guard::Ruling ruling = TRY(
      guard::require(principal, guard::Action::ManageAccess, {guard::Unit{}}, context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  return save_catalogue(
      *lease, content, seen,
      {guard::doer_of(principal, guard::power_of(ruling)), context->now_s(), context->today()});
}

base::Result<web::Response> save(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const std::string content(form.get_or("content", ""));
  const base::Status done = saved(context, request, content,
                                  base::parse_integer(form.get_or("version", "")).value_or(-1));
  if (done.ok()) return web::redirect("/schemes/catalogue?saved=1");
  if (done.error().kind == base::ErrorKind::Unavailable) return done.error();
  return show(context, request, content, done.error());
}

}  // namespace

void add_catalogue_pages(web::Router& router, const Context& context) {
  router.get("/schemes/catalogue", "The decisions that there are, and what the law says of them",
             "/schemes/catalogue", [context](const web::Request& request) {
               return show(context, request, std::nullopt, std::nullopt);
             });
  router.post("/schemes/catalogue", "Saves decisions of our own", "/schemes/catalogue",
              "version=0&content=", web::Audience::Administrator,
              [context](const web::Request& request) { return save(context, request); });
}

}  // namespace delegation

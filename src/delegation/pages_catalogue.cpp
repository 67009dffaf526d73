// /schemes/catalogue: the decisions that there are, what they depend on and what the law says of
// each; who administers everything keeps decisions of their own there.
#include "base/text.hpp"
#include "delegation/catalogue_words.hpp"
#include "delegation/pages.hpp"
#include "governance/api_texts.hpp"

namespace delegation {

namespace {

using web::Html;

constexpr std::string_view here = "/schemes/catalogue";

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

governance::TextFace face() {
  return {&catalogue_kind,
          std::string(here),
          "Catalogue",
          "The catalogue of decisions",
          save_catalogue,
          "Blocks as docs/spec/delegation.md explains them. A decision of a code that is there "
          "stands in its place; one with a day \"until\" is retired from that day on",
          "Save the decisions"};
}

Html history_part(const std::vector<CatalogueSaved>& history, governance::WhoSaved who) {
  std::vector<web::Event> events;
  for (const CatalogueSaved& each : history) {
    std::vector<Html> lines;
    for (const std::string& change : each.changes) lines.emplace_back(change);
    if (!each.unread.empty()) {
      lines.emplace_back("It cannot be read beside the catalogue of today: " + each.unread);
    } else if (lines.empty()) {
      lines.emplace_back("Nothing of a decision.");
    }
    std::string title = "Version " + std::to_string(each.version);
    if (who == governance::WhoSaved::Told) title += ", by " + each.actor;
    events.push_back({base::moment(each.made_at), Html(title), web::list(lines)});
  }
  return web::section("h-history", "How our own decisions changed", web::events(events));
}

base::Result<web::Response> show(const Context& context, const web::Request& request,
                                 const std::optional<base::Error>& error,
                                 const std::optional<std::string>& typed) {
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
  const std::vector<CatalogueSaved> history = TRY(catalogue_history(*visit.lease));
  if (!history.empty()) {
    page.content.add(history_part(history, governance::who_saved(context, request)));
  }
  page.content.add(
      TRY(governance::own_text_part(context, request, *visit.lease, face(), error, typed)));
  return web::render(page, context->site);
}

base::Result<web::Response> save(const Context& context, const web::Request& request) {
  return governance::save_typed_text(
      context, request, face(),
      [&](const auto& error, const auto& typed) { return show(context, request, error, typed); });
}

base::Result<web::Response> history_json(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return registry::json_response(catalogue_history_json(TRY(catalogue_history(*lease)),
                                                        governance::who_saved(context, request)));
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

void add_catalogue_api(web::Router& router, const Context& context) {
  using web::Schema;
  governance::add_text_api(router, context, face());
  router.api(
      {.pattern = "/schemes/catalogue/history",
       .help = "How decisions of our own changed, text by text",
       .example = "/schemes/catalogue/history",
       .audience = web::Audience::Reader,
       .handler =
           [context](const web::Request& request) { return history_json(context, request); }},
      {.id = "getCatalogueHistory",
       .answer = Schema::object(
           {{"history",
             Schema::array(Schema::object(
                 {{"version", Schema::whole()},
                  {"saved", Schema::text("When")},
                  {"by", governance::saved_by_schema(), true},
                  {"changes", Schema::array(Schema::text("A sentence"))},
                  {"unread", Schema::text("Why it cannot be read any more"), true}}))}})});
}

}  // namespace delegation

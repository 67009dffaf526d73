// /boards/{body}/interests: the register of interests of a body; and what of interests stands on
// the pages of bodies, people and meetings.
#include "governance/api_interests.hpp"
#include "governance/pages_sitting.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"

namespace governance {

namespace {

using web::Html;
using web::Schema;

Html interests_list(const std::vector<Interest>& interests) {
  if (interests.empty()) return Html("None is noted");
  std::vector<Html> all;
  for (const Interest& each : interests) {
    all.push_back(Html(words_of(each)).add(web::sub(Html(each.period.describe()))));
  }
  return web::list(all);
}

Html register_table(const std::vector<RegisterRow>& rows, base::Date on, const web::AsOf& as_of) {
  if (rows.empty()) return web::paragraph(Html("Nobody sits on it on this day."));
  web::Table table;
  table.caption = "Register of interests";
  table.columns = {{"Who"}, {"Interests", false, true}, {"This school year"}};
  for (const RegisterRow& row : rows) {
    Html said = row.confirmed ? Html(confirmed_words(row, on))
                              : web::tag(web::Tone::Warn, confirmed_words(row, on));
    table.rows.push_back({web::cells(
        web::link(person_href(row.person, as_of), Html(row.name)),
        row.nothing && row.interests.empty() ? Html("None") : interests_list(row.interests),
        said)});
  }
  return web::table(table);
}

base::Result<web::Response> register_page(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const RegisterView view =
      TRY(register_view(*visit.lease, BodyId{web::captured_number(request, "body")}, visit.on()));
  switch (TRY(registry::format_of(request))) {
    case registry::Format::Json: return registry::json_response(register_json(view));
    case registry::Format::Csv: return registry::csv_response(register_csv(view), "interests");
    case registry::Format::Html: break;
  }
  web::Page page =
      registry::begin_page(visit, "Register of interests of " + view.body.name, "Boards");
  page.breadcrumbs = {{"Boards", "/boards"},
                      {view.body.name, body_href(view.body.id, visit.as_of)}};
  page.lead = Html("Those who sit, and what they have declared in the school year of this day.");
  page.tools = registry::format_links(request);
  page.content = web::section("h-register", "Who has which interest",
                              register_table(view.rows, visit.on(), visit.as_of));
  return web::render(page, context->site);
}

base::Result<web::Response> register_api(const Context& context, const web::Request& request) {
  const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return registry::json_response(
      register_json(TRY(register_view(*lease, BodyId{web::captured_number(request, "body")}, on))));
}

}  // namespace

Html register_part(const Facts& facts, const RuleBook& book, const Body& body, base::Date on,
                   const web::AsOf& as_of) {
  Html html = register_table(interest_register(facts, book, body, on), on, as_of);
  html.add(web::paragraph(web::link("/boards/" + std::to_string(body.id.value) + "/interests",
                                    Html("The register of interests alone, also as a file"))));
  return web::section("h-interests", "Interests", html);
}

Html person_interests_part(const Facts& facts, PersonId person, base::Date on, bool may_edit) {
  std::vector<web::Item> items;
  for (const Interest& each : facts.interests_of(person)) {
    Html mark;
    if (each.period.until() <= on) mark = web::tag(web::Tone::Past, "Past");
    Html ways;
    if (may_edit) {
      const auto way = [&](ChangeKind kind, const std::string& label) {
        ways.add(web::link(note_href(kind, {{"number", std::to_string(each.id.value)}}),
                           Html(label).add(web::hidden(": " + words_of(each)))));
      };
      if (each.period.until() > on) way(ChangeKind::EndInterest, "End");
      ways.add(Html(" "));
      way(ChangeKind::WithdrawInterest, "Entered by mistake");
    }
    items.push_back({Html(words_of(each)), Html(each.period.describe()), mark, ways});
  }
  Html html = items.empty() ? web::paragraph(Html("None is noted.")) : web::items(items);
  if (const Declaration* made = declaration_of(facts, person, on)) {
    html.add(web::paragraph(
        Html(std::string(made->nothing ? "Declared that there are none" : "Declared") + " on " +
             made->on.long_form() + ".")));
  }
  return web::section("h-interests", "Interests", html);
}

Html item_interests_part(const web::Request& request, const Sitting& now, const Item& item) {
  Html html;
  for (const std::string& each : interests_at(now.facts(), now.record, item.id)) {
    html.add(web::paragraph(Html(each)));
  }
  if (!now.open()) return html;
  std::vector<web::Choice> choices;
  for (const RegisterRow& row :
       interest_register(now.facts(), *now.book, *now.body, now.meeting().on)) {
    for (const Interest& each : row.interests) {
      if (!each.period.contains(now.meeting().on)) continue;
      choices.push_back({std::to_string(each.id.value), row.name + ", " + words_of(each)});
    }
  }
  if (choices.empty()) return html;
  const std::string number = std::to_string(item.id.value);
  Html fields =
      web::select({.id = "interest-" + number,
                   .label = "Interests of those who sit, for item " + std::to_string(item.position),
                   .name = "number"},
                  choices, "");
  fields.add(web::select({.id = "withdrew-" + number, .label = "Withdraws", .name = "withdrew"},
                         {{"yes", "Yes"}, {"no", "No"}}, "yes"));
  fields.add(
      web::button(web::ButtonKind::Secondary, "Declared at item " + std::to_string(item.position)));
  return html.add(
      web::post_form("/boards/note/declared-at", *request.caller,
                     {{"item", number}, {"seen", std::to_string(now.meeting().version)}}, fields));
}

void add_interest_pages(web::Router& router, const Context& context) {
  router.get("/boards/{body}/interests", "The register of interests of a body",
             "/boards/1/interests",
             [context](const web::Request& request) { return register_page(context, request); });
}

void add_interest_api(web::Router& router, const Context& context) {
  router.api(
      {.pattern = "/boards/{body}/interests",
       .help = "The register of interests of a body: who sits, and what they declared",
       .example = "/boards/1/interests",
       .audience = web::Audience::Reader,
       .handler =
           [context](const web::Request& request) { return register_api(context, request); }},
      {.id = "getRegisterOfInterests",
       .parameters = {{"on", "The day; today if not given"}},
       .answer = Schema::object(
           {{"body", Schema::whole()},
            {"body_name", Schema::text()},
            {"on", Schema::date()},
            {"people", Schema::array(Schema::object(
                           {{"person", Schema::whole()},
                            {"name", Schema::text()},
                            {"confirmed", Schema::text("When, since 1 September; empty: not")},
                            {"nothing", Schema::truth("They declared that they have none")},
                            {"interests", interests_schema()}}))}})});
}

}  // namespace governance

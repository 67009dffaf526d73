// /people/{person}/all: all that boards keep of a person, to be printed or taken as a file. Each
// look at it is noted in the trail.
#include <algorithm>

#include "base/text.hpp"
#include "governance/pages.hpp"
#include "web/asked.hpp"

namespace governance {

namespace {

using web::Html;
using web::Schema;

// "from_on" is "From", "body_id" "Body".
std::string heading_of(std::string_view column) {
  if (column == "id") return "Number";
  if (column == "made_at") return "Noted at";
  std::string words(column);
  if (words.ends_with("_on") || words.ends_with("_id")) words.resize(words.size() - 3);
  std::ranges::replace(words, '_', ' ');
  if (words.front() >= 'a' && words.front() <= 'z') {
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
  }
  return words;
}

Html value_of(std::string_view column, const std::variant<std::int64_t, std::string>& value) {
  if (const auto* words = std::get_if<std::string>(&value)) {
    return words->empty() ? web::none() : Html(*words);
  }
  const std::int64_t number = std::get<std::int64_t>(value);
  if (column == "made_at") return Html(base::moment(number));
  if (column == "withdrawn") return Html(number == 0 ? "No" : "Yes: entered by mistake");
  if (column == "no_interests") return Html(number == 0 ? "No" : "Yes");
  const std::string text = std::to_string(number);
  if (column.ends_with("_on")) {
    const auto day = base::Date::from_number(number);
    const bool said =
        day && *day != base::Date::distant_past() && *day != base::Date::distant_future();
    return said ? Html(day->long_form()) : web::none();
  }
  if (number == 0) return web::none();
  if (column == "body_id") return web::link("/boards/" + text, Html("Body " + text));
  if (column == "meeting_id") return web::link("/meetings/" + text, Html("Meeting " + text));
  if (column == "person_id" || column == "holder_id") {
    return web::link("/people/" + text, Html("Person " + text));
  }
  return Html(text);
}

Html table_part(const PersonRows& rows) {
  Html html;
  for (const auto& row : rows.rows) {
    std::vector<web::Fact> facts;
    for (std::size_t at = 0; at < row.size(); ++at) {
      const std::string_view column = rows.table->columns[at];
      facts.push_back({heading_of(column), value_of(column, row[at])});
    }
    html.add(web::facts(facts));
  }
  return web::section(
      "h-" + std::string(rows.table->table), rows.table->title, html,
      Html(registry::count_words(static_cast<std::int64_t>(rows.rows.size()), "row", "rows")));
}

base::Result<std::vector<PersonRows>> given(const Context& context, const web::Request& request,
                                            PersonId person) {
  const Writing writing = TRY(writing_as_administrator(context, request, ""));
  const sql::Lease lease = TRY(context->catalogue->database().write());
  return give_out(*lease, person, writing);
}

web::Response as_file(const std::vector<PersonRows>& all, PersonId person) {
  web::Response file = registry::json_response(export_json(all));
  file.headers.emplace_back("Content-Disposition", "attachment; filename=\"person-" +
                                                       std::to_string(person.value) + ".json\"");
  return file;
}

base::Result<web::Response> page_of(const Context& context, const web::Request& request) {
  const PersonId person{web::captured_number(request, "person")};
  const auto format = TRY(registry::format_of(request));
  const std::vector<PersonRows> all = TRY(given(context, request, person));
  if (format == registry::Format::Json) return as_file(all, person);
  const std::string number = std::to_string(person.value);
  std::string name;
  {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    name = TRY(person_row(*lease, person)).name;
  }
  web::Page page = registry::plain_page(*context, request, "All that boards keep of " + name);
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}, {"People", "/people"}, {name, "/people/" + number}};
  page.lead = Html(
      "For who asks what is kept of them. Every row, of all days, those entered by mistake too. "
      "That you looked at it is noted in the trail.");
  page.tools = {{"JSON", request.path + "?format=json"}};
  std::vector<std::string> without;
  for (const PersonRows& each : all) {
    if (each.rows.empty()) {
      without.push_back(base::lower_ascii(each.table->title));
    } else {
      page.content.add(table_part(each));
    }
  }
  Html rest;
  if (!without.empty()) {
    rest.add(web::paragraph(Html("Nothing is kept of: " + base::join(without, ", ") + ".")));
  }
  rest.add(web::paragraph(
      Html("To be looked up besides: their name in the words of minutes, items and papers, the "
           "audit trail, and their account, if they have one.")));
  page.content.add(web::section("h-rest", "What is not here", rest));
  return web::render(page, context->site);
}

Schema all_schema() {
  std::vector<Schema::Member> tables;
  for (const PersonTable& table : person_tables()) {
    std::vector<Schema::Member> columns;
    for (const std::string_view column : table.columns) {
      columns.push_back({std::string(column), is_words(column) ? Schema::text() : Schema::whole()});
    }
    tables.push_back({std::string(table.table), Schema::array(Schema::object(std::move(columns)))});
  }
  return Schema::object(std::move(tables));
}

}  // namespace

void add_person_all_pages(web::Router& router, const Context& context) {
  router.get("/people/{person}/all", "All that boards keep of a person, for who asks for it",
             "/people/1/all", web::Audience::Administrator,
             [context](const web::Request& request) { return page_of(context, request); });
  router.api({.pattern = "/people/{person}/all",
              .help = "All that boards keep of a person; that it was given out is in the trail",
              .example = "/people/1/all",
              .audience = web::Audience::Administrator,
              .handler = [context](const web::Request& request) -> base::Result<web::Response> {
                const PersonId person{web::captured_number(request, "person")};
                return registry::json_response(export_json(TRY(given(context, request, person))));
              }},
             {.id = "getAllOfPerson",
              .answer = all_schema(),
              .about = "Rows as they are kept: days as yyyymmdd, 0 and 99991231 where there is "
                       "none; moments as seconds since 1970."});
}

}  // namespace governance

// /api/v1/schemes/import and /export: tables of spreadsheets to a scheme's text and back; and two
// places held against each other.
#include "base/text.hpp"
#include "delegation/api_matrix.hpp"
#include "delegation/pages.hpp"
#include "delegation/store_difference.hpp"
#include "governance/store.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"

namespace delegation {

namespace {

using web::Schema;

// Nothing is saved: the text that comes of it begins a draft, where somebody wants it.
base::Result<web::Response> read_in(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"table", "mapping", "from"}));
  const std::string text = TRY(TRY(json.at("table")).text());
  const std::string typed = TRY(json.text_or("mapping", ""));
  web::FormData day;
  day.add("from", TRY(json.text_or("from", "")));
  const base::Date from = TRY(web::date_field(day, "from", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  const Table table = TRY(read_table(text));
  Mapping mapping;
  if (typed.empty()) {
    mapping = propose_mapping(catalogue, table);
  } else {
    mapping = TRY(read_mapping(catalogue, typed));
    complete_mapping(catalogue, table, mapping);
  }
  if (mapping.head.from == base::Date() || !day.get_or("from", "").empty()) {
    mapping.head.from = from;
  }
  return registry::json_response(
      import_json(catalogue, TRY(read_as(catalogue, table, std::move(mapping)))));
}

base::Result<web::Response> write_out(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const VersionRow row =
      TRY(version_row(*lease, VersionId{web::captured_number(request, "version")}));
  TRY(require_reading(context, request, *lease, row));
  const Catalogue catalogue = TRY(catalogue_in_force(*lease));
  const Scheme scheme = TRY(read_scheme(catalogue, row.content));
  const std::string_view as = request.query.get_or("as", "json");
  if (as == "json") return registry::json_response(export_json(catalogue, scheme));
  const Exported made = exported(catalogue, scheme, TRY(shape_of(as, "as")));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("as", as);
  json.member("table", made.text);
  write_texts(json, "lost", made.warnings);
  json.end_object();
  return registry::json_response(json.take());
}

base::Result<web::Response> compare(const Context& context, const web::Request& request) {
  const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const auto setting = [&](const std::string& text) -> base::Result<KeptSetting> {
    return kept_setting(context, *lease, TRY(place_asked(*lease, text, on)), on);
  };
  const KeptSetting one = TRY(setting(request.captured.at("place")));
  const KeptSetting other = TRY(setting(std::string(base::trim(request.query.get_or("with", "")))));
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("at", one->name);
  json.member("with", other->name);
  json.member("on", on.iso());
  write_texts(json, "differences", lines_of(TRY(place_differences(*one, *other))));
  json.end_object();
  return registry::json_response(json.take());
}

Schema imported_schema() {
  return Schema::object(
      {{"scheme", Schema::text("The text that begins a draft")},
       {"mapping", Schema::text("By which it was read; change it and send it again")},
       {"model", Schema::text("The nearest of four published models")},
       {"remarks", Schema::array(Schema::object({{"line", Schema::whole("Of the table")},
                                                 {"lost", Schema::truth("It is not in the scheme")},
                                                 {"text", Schema::text()}}))},
       {"faults", Schema::array(Schema::text("Of the scheme that comes of it"))}});
}

Schema exported_schema() {
  const Schema clause = Schema::object(
      {{"clause", Schema::text()},
       {"decisions", Schema::array(Schema::text()), true},
       {"domain", Schema::text(), true},
       {"when", Schema::text(), true},
       {"parts",
        Schema::array(Schema::object({{"level", Schema::text()},
                                      {"part", Schema::text()},
                                      {"days", Schema::whole(), true},
                                      {"to", Schema::text("The level it reports to"), true}}))},
       {"says", Schema::text(), true}});
  return Schema::object({{"as", Schema::text(), true},
                         {"table", Schema::text("As a spreadsheet reads it"), true},
                         {"lost", Schema::array(Schema::text("What the shape cannot carry")), true},
                         {"code", Schema::text(), true},
                         {"title", Schema::text(), true},
                         {"layer", Schema::text(), true},
                         {"category", Schema::text(), true},
                         {"rating", Schema::text(), true},
                         {"version", Schema::text(), true},
                         {"from", Schema::date(), true},
                         {"adopted", Schema::text(), true},
                         {"retained", Schema::text(), true},
                         {"clauses", Schema::array(clause), true},
                         {"text", Schema::text("As it is read again"), true}});
}

}  // namespace

void add_scheme_table_api(web::Router& router, const Context& context) {
  router.api(
      {.method = web::Method::Post,
       .pattern = "/schemes/import",
       .help = "What a table of a spreadsheet says as a scheme",
       .example = "/schemes/import",
       .example_body = R"({"table": "Code,Decision,Trust board\nF01,The budget,D\n"})",
       .audience = web::Audience::Member,
       .handler = [context](const web::Request& request) { return read_in(context, request); }},
      {.id = "readSchemeTable",
       .body = Schema::object({{"table", Schema::text("CSV, tabs or semicolons")},
                               {"mapping", Schema::text("As an answer gave it"), true},
                               {"from", Schema::date("The first day"), true}}),
       .answer = imported_schema(),
       .about = "Nothing is saved: begin a draft with the text that comes of it."});
  router.api(
      {.pattern = "/schemes/{version}/export",
       .help = "A version of a scheme, clause by clause or as a table",
       .example = "/schemes/1/export?as=rasci",
       .audience = web::Audience::Reader,
       .handler = [context](const web::Request& request) { return write_out(context, request); }},
      {.id = "exportScheme",
       .parameters = {{"as", "json (if not given), csv, rasci or nga"}},
       .answer = exported_schema()});
  router.api(
      {.pattern = "/schemes/at/{place}/difference",
       .help = "How who decides differs between two places, in words",
       .example = "/schemes/at/990866/difference?with=990867",
       .audience = web::Audience::Reader,
       .handler = [context](const web::Request& request) { return compare(context, request); }},
      {.id = "comparePlaces",
       .parameters = {{"place", "A URN or name, \"cluster 12\", \"group 90001\"", true},
                      {"with", "The other", true},
                      {"on", "The day; today if not given"}},
       .answer = Schema::object({{"at", Schema::text("Its name")},
                                 {"with", Schema::text("The other's")},
                                 {"on", Schema::date()},
                                 {"differences", Schema::array(Schema::text())}})});
}

}  // namespace delegation

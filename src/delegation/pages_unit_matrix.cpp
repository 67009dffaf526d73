// /schemes/at: what holds at one school, cluster or group, all layers together, as a matrix to be
// read, printed and taken away.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/api_unit_matrix.hpp"
#include "delegation/pages.hpp"
#include "delegation/words.hpp"
#include "web/form_data.hpp"

namespace delegation {

namespace {

using web::Html;

base::Result<UnitHeld> held_at(const Context& context, sql::Connection& connection,
                               const std::string& text, base::Date on) {
  return unit_held(
      TRY(kept_setting(context, connection, TRY(place_asked(connection, text, on)), on)));
}

Html note_of(const Catalogue& catalogue, const UnitMatrixRow& row) {
  if (row.too_many) return Html("There are too many cases to tell here: ask for the decision.");
  std::vector<std::string> texts;
  const std::string when = condition_text(catalogue.facts, row.when);
  if (!when.empty()) texts.push_back("Where " + when);
  for (const std::string& each : cell_notes(catalogue, row.cells)) texts.push_back(each);
  for (const std::string& each : row.approvals) texts.push_back("first approved by " + each);
  Html note;
  if (row.outcome != Outcome::Decided) {
    note.add(web::tag(web::Tone::Bad, outcome_words(row.outcome))).add(Html(" "));
  }
  note.add(Html(base::join(texts, "; ")));
  if (row.clauses.empty()) {
    const bool retained = row.outcome == Outcome::Decided;
    return note.add(Html(!retained ? "" : texts.empty() ? "Retained" : ". Retained"));
  }
  const std::vector<std::string> clauses(row.clauses.begin(), row.clauses.end());
  return note.add(Html((texts.empty() ? "By " : ". By ") + base::join(clauses, ", ")));
}

// The versions that hold there, each with its resolution.
Html versions_part(const UnitHeld& asked) {
  std::vector<Html> lines;
  for (const Layer* layer : asked.holds.unit.layers) {
    const VersionRow& row = asked.setting->version_of(*layer);
    lines.push_back(web::link(version_href(row.id), Html(version_told(row, layer->scheme()))));
  }
  return web::section("h-layers", "What it follows from", web::list(lines));
}

Html matrix_part(const UnitHeld& asked, const std::string& name) {
  const Catalogue& catalogue = asked.setting->catalogue;
  Html paper = legend();
  paper.add(versions_part(asked));
  const std::vector<int> levels = levels_with_part(catalogue, asked.rows);
  for (const Domain& domain : catalogue.domains) {
    std::vector<SheetRow> rows;
    for (const UnitMatrixRow& each : asked.rows) {
      const Decision& decision = catalogue.decisions[static_cast<std::size_t>(each.decision)];
      if (decision.domain != domain.code) continue;
      rows.push_back({&decision, note_of(catalogue, each), each.cells});
    }
    if (rows.empty()) continue;
    const MatrixTold told{"Who decides at " + name + ", on " + asked.setting->on.long_form(),
                          domain.label, asked.setting->on};
    Html table = rows_table(catalogue, levels, rows, told);
    paper.add(domain_part(domain, table.add(laws_part(catalogue, domain, told.on,
                                                      unit_kind_of(asked.setting->place)))));
  }
  return web::el("div", {{"class", "gh-scheme"}}, paper);
}

Html form_part(const std::string& typed, const web::AsOf& as_of, const std::string& error) {
  std::vector<web::Hidden> hidden;
  if (as_of.on != as_of.today) hidden.push_back({"on", as_of.on.iso()});
  Html fields = web::text_input({.id = "for",
                                 .label = "Of which school, cluster or group?",
                                 .hint = "A name or URN; or as in: cluster 12, group 90001",
                                 .error = error},
                                typed, web::Width::Twenty);
  fields.add(web::button(web::ButtonKind::Main, "Show its matrix"));
  return web::el("div", {{"class", "gh-noprint"}}, web::get_form("/schemes/at", hidden, fields));
}

base::Result<web::Response> show(const Context& context, const web::Request& request) {
  registry::Visit visit = TRY(registry::visit(*context, request));
  const std::string typed(base::trim(request.query.get_or("for", "")));
  const registry::Format format = TRY(registry::format_of(request));
  std::optional<base::Result<UnitHeld>> read;
  if (!typed.empty()) read = held_at(context, *visit.lease, typed, visit.on());
  const bool found = read && read->ok();
  if (read && !found &&
      (format != registry::Format::Html || read->error().kind == base::ErrorKind::Unavailable)) {
    return read->error();
  }
  if (found && format != registry::Format::Html) TRY(check_held(read->value()));
  if (found && format == registry::Format::Csv) {
    return registry::csv_response(unit_matrix_csv(read->value()), "who-decides");
  }
  if (found && format == registry::Format::Json) {
    return registry::json_response(unit_matrix_json(read->value()));
  }
  const std::string name = found ? read->value().setting->name : "";
  web::Page page = registry::begin_page(
      visit, found ? "Who decides what at " + name : "The matrix of a school, cluster or group",
      "Decisions");
  page.breadcrumbs = {{"Schemes of delegation", "/schemes"}};
  page.lead = Html(
      "What holds there on the day, all layers together: the scheme of the group, overlays of the "
      "school's category, the cluster, the school and its rating, and powers that are withdrawn.");
  std::string error;
  if (read && !found) {
    error = read->error().message;
    page.errors.push_back({"for", error});
  }
  page.content.add(form_part(typed, visit.as_of, error));
  if (found) {
    page.tools = registry::format_links(request);
    const UnitHeld& asked = read->value();
    page.content.add(
        asked.holds.ready
            ? matrix_part(asked, name)
            : web::empty_state(check_held(asked).error().message,
                               web::link(schemes_href(asked.setting->owner, visit.as_of),
                                         Html("The schemes of its group"))));
  }
  return web::render(page, context->site);
}

base::Result<web::Response> answer(const Context& context, const web::Request& request) {
  const base::Date on = TRY(web::date_field(request.query, "on", context->today()));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const UnitHeld asked = TRY(held_at(context, *lease, request.captured.at("place"), on));
  TRY(check_held(asked));
  return registry::json_response(unit_matrix_json(asked));
}

}  // namespace

void add_unit_matrix_pages(web::Router& router, const Context& context) {
  router.get("/schemes/at", "What holds at one school, cluster or group, as a matrix",
             "/schemes/at?for=990866",
             [context](const web::Request& request) { return show(context, request); });
}

void add_unit_matrix_api(web::Router& router, const Context& context) {
  using web::Schema;
  const Schema row = Schema::object(
      {{"decision", Schema::text()},
       {"when", Schema::text("Of facts that are not known there; empty: always")},
       {"outcome", Schema::text("decided, gap, conflict, forbidden, nobody, too_many_cases")},
       {"parts", cells_schema()},
       {"approvals", Schema::array(Schema::text("Of whom first"))},
       {"clauses", Schema::array(Schema::text())}});
  router.api(
      {.pattern = "/schemes/at/{place}",
       .help = "What holds at one school, cluster or group, decision by decision",
       .example = "/schemes/at/990866",
       .audience = web::Audience::Reader,
       .handler = [context](const web::Request& request) { return answer(context, request); }},
      {.id = "getUnitMatrix",
       .parameters = {{"place", "A URN or name, \"cluster 12\", \"group 90001\"", true},
                      {"on", "The day; today if not given"}},
       .answer = Schema::object(
           {{"at", Schema::text()}, {"on", Schema::date()}, {"rows", Schema::array(row)}})});
}

}  // namespace delegation

// /imports and /imports/{id}
#include "base/text.hpp"
#include "registry/api_report.hpp"
#include "registry/pages_edit.hpp"

namespace registry {

namespace {

using web::Html;

constexpr std::size_t remarks_max = 200;

std::string kind_label(std::string_view kind) {
  return kind == "group_links" ? "group links" : std::string(kind);
}

std::string counts_words(const ImportRow& row) {
  std::string words;
  for (const auto& [name, number] : row.counts) {
    if (number == 0) continue;
    if (!words.empty()) words += ", ";
    words += base::with_thousands(number) + " " + std::string(count_label(name));
  }
  return words.empty() ? "no fact changed" : words;
}

std::string import_title(const ImportRow& row) {
  if (row.action == "undo") {
    return "Import " + std::to_string(row.id) + ": undid import " + std::to_string(row.undoes);
  }
  return "Import " + std::to_string(row.id);
}

web::Response sources_csv(const std::vector<ImportRow>& imports) {
  std::string text =
      base::csv_row({"import", "file", "kind", "as_of", "rows", "bad_rows", "in_force"});
  for (const ImportRow& row : imports) {
    for (const SourceRow& source : row.sources) {
      text += base::csv_row({std::to_string(row.id), source.name, source.kind, source.as_of.iso(),
                             std::to_string(source.rows_read), std::to_string(source.rows_bad),
                             source.in_force ? "yes" : "no"});
    }
  }
  return csv_response(std::move(text), "imports");
}

base::Result<web::Response> imports_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  std::vector<ImportRow> imports = TRY(now.store.imports());
  if (format == Format::Json) return json_response(imports_json(imports));
  if (format == Format::Csv) return sources_csv(imports);
  web::Page page = begin_page(now, "Imports", "Imports");
  page.as_of.shown = false;
  page.tools = format_links(request);
  page.lead = Html(
      "Every file that was brought in, and what each import did. An import can be "
      "undone; that is recorded too.");
  web::Table table;
  table.caption = "Imports, the newest first";
  table.columns = {{"Import"}, {"When"}, {"Files"}, {"What it did"}, {"State"}};
  for (const ImportRow& row : imports) {
    Html files;
    for (const SourceRow& source : row.sources) {
      files.add(web::el("span", {{"class", "gh-sub"}}, source.name));
    }
    Html state = web::tag(web::Tone::Ok, "In force");
    if (row.action == "undo") state = web::tag(web::Tone::Info, "Undo");
    if (row.undone_by != 0) {
      state = web::tag(web::Tone::Past, "Undone by " + std::to_string(row.undone_by));
    }
    table.rows.push_back({{web::link("/imports/" + std::to_string(row.id), Html(import_title(row))),
                           Html(base::moment(row.recorded_at)), files.empty() ? web::none() : files,
                           Html(counts_words(row)), state}});
  }
  if (may_import(context, request)) {
    page.content = web::paragraph(web::join(
        web::el("a", {{"class", "govuk-button"}, {"href", "/imports/upload"}}, "Upload files"),
        Html(" "), web::link("/jobs", Html("Jobs: what was asked for, and how far it is"))));
  }
  Html list = imports.empty()
                  ? web::empty_state("Nothing has been imported yet.",
                                     Html("Download extracts from Get Information About Schools "
                                          "and give them to: guildhall import gias FILE..."))
                  : web::table(table);
  page.content.add(list);
  page.content.add(edits_panel(request));
  return web::render(page, context->site);
}

base::Result<Html> remarks_table(Store& store, const SourceRow& source) {
  std::vector<Remark> remarks = TRY(store.remarks(source.id));
  if (remarks.empty()) return web::paragraph(Html("Every row could be read."));
  web::Table table;
  table.caption = "Remarks on " + source.name;
  table.columns = {{"Line"}, {"State"}, {"Column"}, {"What the file says"}, {"Why"}};
  std::size_t shown = 0;
  for (const Remark& remark : remarks) {
    if (++shown > remarks_max) break;
    web::Row row{{Html(std::to_string(remark.line)), Html(remark.bad ? "Left out" : "Used"),
                  remark.column.empty() ? web::does_not_apply() : Html(remark.column),
                  remark.value.empty() ? web::none() : web::el("code", {}, remark.value),
                  Html(remark.reason)},
                 remark.bad};
    table.rows.push_back(std::move(row));
  }
  Html made = web::table(table);
  if (remarks.size() > remarks_max) {
    made.add(web::note(Html("The first " + std::to_string(remarks_max) + " of " +
                            std::to_string(remarks.size()) + ".")));
  }
  return made;
}

base::Result<web::Response> import_page(const Context& context, const web::Request& request) {
  Format format = TRY(format_of(request));
  Visit now = TRY(visit(*context, request));
  std::optional<std::int64_t> id = base::parse_integer(request.captured.at("id"));
  std::vector<ImportRow> one;
  for (ImportRow& row : TRY(now.store.imports())) {
    if (id && row.id == *id) one.push_back(std::move(row));
  }
  if (one.empty()) {
    return base::make_error("import_not_found",
                            "There is no import number " + request.captured.at("id") + ".", "id");
  }
  const ImportRow& row = one.front();
  if (format == Format::Json) return json_response(imports_json(one));
  if (format == Format::Csv) return sources_csv(one);
  web::Page page = begin_page(now, import_title(row), "Imports");
  page.as_of.shown = false;
  page.breadcrumbs = {{"Imports", "/imports"}};
  page.tools = format_links(request);
  page.caption = Html(base::moment(row.recorded_at));
  std::vector<web::Tile> tiles;
  for (const auto& [name, number] : row.counts) {
    if (number != 0) {
      tiles.push_back({base::with_thousands(number), std::string(count_label(name))});
    }
  }
  page.lead = tiles.empty() ? Html("No fact changed.") : Html();
  if (row.undone_by != 0) {
    page.content.add(
        web::finding(web::Tone::Info, "This import is no longer in force",
                     Html("It was undone by number " + std::to_string(row.undone_by) + ".")));
  }
  if (!tiles.empty()) page.content.add(web::section("h-did", "What it did", web::tiles(tiles)));
  for (const SourceRow& source : row.sources) {
    Html part = web::paragraph(Html(count_words(source.rows_read, "row", "rows") + ", " +
                                    kind_label(source.kind) + " as of " + source.as_of.long_form() +
                                    ". " + count_words(source.rows_bad, "row", "rows") +
                                    " could not be read and were left out."));
    part.add(TRY(remarks_table(now.store, source)));
    page.content.add(web::section("h-source-" + std::to_string(source.id), source.name, part));
  }
  if (row.action == "import" && row.undone_by == 0 && may_import(context, request)) {
    page.content.add(web::panel(
        "To undo this import",
        web::post_form("/imports/" + std::to_string(row.id) + "/undo", *request.caller, {},
                       web::button(web::ButtonKind::Secondary, "See what undoing would change"))));
  } else if (row.action == "import" && row.undone_by == 0) {
    page.content.add(
        web::panel("To undo this import",
                   web::paragraph(Html("First see what would happen: guildhall import undo " +
                                       std::to_string(row.id) + " --dry-run"))));
  }
  return web::render(page, context->site);
}

}  // namespace

void add_import_pages(web::Router& router, const Context& context) {
  router.get("/imports", "Every import: which files, when, what it did", "/imports",
             [context](const web::Request& request) { return imports_page(context, request); });
  router.get("/imports/{id}", "One import: its files, and each row that could not be read",
             "/imports/1",
             [context](const web::Request& request) { return import_page(context, request); });
}

}  // namespace registry

// /boards/import: a file of changes, or the register's extract of governors, seen row by row before
// it is saved; /boards/gias: what is here in the register's layout. For programs the same.
#include "base/text.hpp"
#include "governance/api_files.hpp"
#include "governance/pages.hpp"
#include "governance/publication.hpp"
#include "governance/store.hpp"
#include "governance/store_owner.hpp"
#include "web/asked.hpp"
#include "web/form_data.hpp"
#include "web/json_read.hpp"
#include "web/redirect.hpp"

namespace governance {

namespace {

using web::Html;
using web::Schema;

// A request may have one megabyte, and the form takes some of it.
constexpr std::size_t file_bytes_max = 1'000'000;
constexpr std::size_t shown_max = 200;

web::Page begin(const Context& context, const web::Request& request, std::string title) {
  web::Page page = registry::plain_page(*context, request, std::move(title));
  page.section = "Boards";
  page.breadcrumbs = {{"Boards", "/boards"}};
  return page;
}

Html upload(const web::Request& request, const std::string& error) {
  Html fields = web::file_input({.id = "file",
                                 .label = "CSV file",
                                 .hint = "At most 1 MB. Nothing is saved before you have seen "
                                         "what it would change.",
                                 .error = error},
                                ".csv,text/csv");
  fields.add(web::button(web::ButtonKind::Main, "See what will change"));
  Html form = web::upload_form("/boards/import", *request.caller, {}, fields);
  Html help = web::list(
      {Html("The extract of governors of Get Information about Schools, as it is downloaded: GID, "
            "URN, UID, Role, Forename 1, Surname and so on. What it says anew is taken over; where "
            "it differs from what is here, you are told and nothing is changed."),
       Html("Changes: one a row. The first line names the columns, of which \"change\" says what "
            "is noted; the guide to boards has the words of each. All rows are saved, or none.")});
  help.add(
      web::note(Html("The extract of the whole country is imported by the command "
                     "guildhall governance import FILE.")));
  return form.add(web::section("h-layouts", "What the file may be", help));
}

web::Response upload_page(const Context& context, const web::Request& request,
                          const std::optional<base::Error>& error) {
  web::Page page = begin(context, request, "Import people from a file");
  if (error) {
    web::show_error(page, *error);
    page.errors.back().field_id = "file";
  }
  if (!request.query.get_or("saved", "").empty()) {
    page.notice = Html("Saved.");
  }
  page.content = upload(request, error ? error->message : "");
  return web::render(page, context->site);
}

Html errors_table(const std::vector<GiasRemark>& errors) {
  web::Table table;
  table.caption = "Rows that cannot be used";
  table.columns = {{"Line"}, {"Column"}, {"Value"}, {"What is wrong", false, true}};
  for (const GiasRemark& error : errors) {
    if (table.rows.size() == shown_max) break;
    table.rows.push_back(
        {web::cells(Html(std::to_string(error.line)),
                    error.column.empty() ? web::does_not_apply() : Html(error.column),
                    error.value.empty() ? web::none() : Html(error.value), Html(error.reason)),
         true});
  }
  Html html = web::table(table);
  if (errors.size() > shown_max) {
    html.add(web::note(Html("The first " + std::to_string(shown_max) + " of " +
                            std::to_string(errors.size()) + ".")));
  }
  return html;
}

Html notes_part(const FileView& view, GiasNoteKind kind, std::string_view id,
                const std::string& heading, const std::string& about) {
  const std::size_t count = view.count(kind);
  if (count == 0) return {};
  std::vector<web::Item> items;
  for (const GiasNote& note : view.notes) {
    if (note.kind != kind || items.size() == shown_max) continue;
    items.push_back(
        {Html(note.what), note.line == 0 ? Html() : Html("Line " + std::to_string(note.line))});
  }
  Html html = about.empty() ? Html() : web::paragraph(Html(about));
  html.add(web::items(items));
  if (count > shown_max) {
    html.add(web::note(
        Html("The first " + std::to_string(shown_max) + " of " + std::to_string(count) + ".")));
  }
  return web::section(id, heading, html);
}

Html parts_of(const FileView& view) {
  Html html;
  if (!view.errors.empty()) {
    html.add(web::section("h-errors", "Rows that cannot be used", errors_table(view.errors)));
  }
  html.add(notes_part(view, GiasNoteKind::Disagreement, "h-disagreements",
                      "Otherwise here, and left as it is",
                      "Find out which is right. Then mend it here, or in the register."));
  html.add(notes_part(view, GiasNoteKind::Missing, "h-missing",
                      "Known by the register's number, and not in the file", ""));
  html.add(notes_part(view, GiasNoteKind::Effect, "h-effects", "What will change", ""));
  return html;
}

web::Response review(const Context& context, const web::Request& request, const FileView& view,
                     std::string_view text, const std::optional<base::Error>& conflict) {
  web::Page page = begin(context, request, "Check what will change");
  const auto count = [](std::size_t number, std::string_view one, std::string_view many) {
    return registry::count_words(static_cast<std::int64_t>(number), one, many);
  };
  page.lead = Html(count(view.rows, "row", "rows") +
                   " read: " + count(view.count(GiasNoteKind::Effect), "change", "changes") + ", " +
                   count(view.unchanged, "row", "rows") + " as it is here already, " +
                   count(view.count(GiasNoteKind::Disagreement), "disagreement", "disagreements") +
                   ", " + count(view.errors.size(), "row", "rows") + " that cannot be used.");
  if (conflict) {
    page.status = 409;
    page.error_code = conflict->code;
    page.content.add(
        web::finding(web::Tone::Warn, "Nothing was saved yet", Html(conflict->message)));
  }
  if (view.version.empty() && !view.gias) {
    page.title = "Some rows cannot be used";
    page.status = 400;
    page.error_code = "bad_governance";
  }
  page.content.add(parts_of(view));
  if (!view.version.empty()) {
    page.content.add(web::upload_form("/boards/import", *request.caller,
                                      {{"text", std::string(text)}, {"version", view.version}},
                                      web::button(web::ButtonKind::Main, "Save exactly this")));
  } else if (view.errors.empty()) {
    page.content.add(web::paragraph(Html("There is nothing to save.")));
  }
  page.content.add(web::paragraph(web::link("/boards/import", Html("Choose another file"))));
  return web::render(page, context->site);
}

base::Error unusable(std::string message) {
  return base::make_error("bad_governance", std::move(message), "file");
}

// Looking at an extract writes nothing, so it waits for nobody; changes are tried, and taken back.
base::Result<sql::Lease> lease_for(const Context& context, std::string_view text, bool saves) {
  sql::Database& database = context->catalogue->database();
  return !saves && is_gias_layout(text) ? database.read() : database.write();
}

base::Result<web::Response> send(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request, {.field_bytes_max = file_bytes_max}));
  const web::Upload* file = typed.file("file");
  const std::string version(typed.get_or("version", ""));
  // As UTF-8 it comes back from the form as it went.
  const std::string text =
      text_of_file(file != nullptr && version.empty() ? file->bytes : typed.get_or("text", ""));
  if (text.empty()) {
    return upload_page(context, request, unusable("Choose a file that is not empty."));
  }
  const Writing writing = writing_of(context, request, "");
  const May may = may_of(request, context->today());
  const sql::Lease lease = TRY(lease_for(context, text, !version.empty()));
  std::optional<base::Error> conflict;
  if (!version.empty()) {
    const base::Result<FileView> saved = save_file(*lease, text, version, writing, may);
    if (saved.ok()) return web::redirect("/boards/import?saved=1");
    if (saved.error().kind == base::ErrorKind::Unavailable) return saved.error();
    conflict = saved.error();
  }
  const base::Result<FileView> view = look_at_file(*lease, text, writing, may);
  if (view.ok()) return review(context, request, view.value(), text, conflict);
  if (view.error().kind != base::ErrorKind::Invalid) return view.error();
  return upload_page(context, request, view.error());
}

// The group or authority that is asked for. Errors: bad_governance, group_not_found.
base::Result<std::optional<registry::OrganisationRow>> owner_asked(const Context& context,
                                                                   const web::Request& request,
                                                                   sql::Connection& connection) {
  const std::string text(request.query.get_or("organisation", ""));
  if (text.empty()) return std::optional<registry::OrganisationRow>();
  const auto number = base::parse_integer(text);
  if (!number) return bad_change("organisation", "\"" + text + "\" is no number of a group.");
  registry::Store store(connection);
  auto row = TRY(store.organisation(registry::OrganisationId{*number}, context->today()));
  if (row) return row;
  return base::make_error("group_not_found", "There is no group number " + text + ".");
}

bool sees_everything(const Context& context, const web::Request& request) {
  return guard::shows(request, guard::Action::Edit, {guard::Unit{}}, context->today());
}

// The file of everything is made of all that boards keep: for who may edit all of it. Error:
// not_allowed.
base::Result<std::string> gias_text(const Context& context, const web::Request& request) {
  const sql::Lease lease = TRY(context->catalogue->database().read());
  const auto owner = TRY(owner_asked(context, request, *lease));
  if (!owner && !sees_everything(context, request)) {
    return base::make_error("not_allowed",
                            "The file of everything is for who may edit everything. Ask for that "
                            "of one group or authority: organisation=NUMBER.");
  }
  return export_gias(*lease, owner ? std::optional(owner->id) : std::nullopt,
                     twelve_months_before(context->today()), context->today());
}

base::Result<web::Response> gias_page(const Context& context, const web::Request& request) {
  if (TRY(registry::format_of(request)) == registry::Format::Csv) {
    return registry::csv_response(TRY(gias_text(context, request)), "governance");
  }
  web::Page page = begin(context, request, "Who governs, as the national register lays it out");
  page.lead = Html(
      "One row a post, with the columns of the extract of governors of Get Information about "
      "Schools. What the register knows has its number (GID); what it does not know yet has none. "
      "Those who left are in it for a year.");
  const sql::Lease lease = TRY(context->catalogue->database().read());
  if (const auto owner = TRY(owner_asked(context, request, *lease))) {
    page.content = web::paragraph(
        web::link("/boards/gias?format=csv&organisation=" + std::to_string(owner->id.value),
                  Html("Download the file of " + owner->name)));
    return web::render(page, context->site);
  }
  if (sees_everything(context, request)) {
    page.content.add(
        web::paragraph(web::link("/boards/gias?format=csv", Html("Download the file of all"))));
  }
  std::vector<Html> links;
  for (const OwnerRow& each : TRY(owners(*lease, context->today()))) {
    links.push_back(web::link(
        "/boards/gias?format=csv&organisation=" + std::to_string(each.id.value), Html(each.name)));
  }
  page.content.add(web::section("h-owners", "Download the file of one group or authority",
                                links.empty()
                                    ? web::empty_state("No body has been noted yet.",
                                                       web::link("/boards", Html("All boards")))
                                    : web::list(links)));
  return web::render(page, context->site);
}

base::Result<web::Response> api_import(const Context& context, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"csv", "version", "reason"}));
  const bool dry = TRY(web::dry_run_asked(request));
  const std::string text = TRY(TRY(json.at("csv")).text());
  const std::string seen = TRY(json.text_or("version", ""));
  const auto version = seen.empty() ? std::nullopt : std::optional(seen);
  const Writing writing = writing_of(context, request, TRY(json.text_or("reason", "")));
  const May may = may_of(request, context->today());
  const sql::Lease lease = TRY(lease_for(context, text, !dry));
  if (dry) return registry::json_response(file_json(TRY(look_at_file(*lease, text, writing, may))));
  web::Response answer =
      registry::json_response(file_json(TRY(save_file(*lease, text, version, writing, may))));
  answer.status = 201;
  return answer;
}

Schema notes_schema() {
  return Schema::array(Schema::object(
      {{"line", Schema::whole("Of the file"), true}, {"what", Schema::text("In a sentence")}}));
}

Schema file_schema() {
  return Schema::object(
      {{"layout", Schema::one_of({"changes", "gias"})},
       {"saved", Schema::truth()},
       {"rows", Schema::whole()},
       {"unchanged", Schema::whole("Rows that say what is here already")},
       {"effects", notes_schema()},
       {"disagreements", notes_schema()},
       {"missing", notes_schema()},
       {"errors", Schema::array(Schema::object({{"line", Schema::whole()},
                                                {"column", Schema::text()},
                                                {"value", Schema::text()},
                                                {"reason", Schema::text()}}))},
       {"version", Schema::text("Of what was seen; to be given when it is saved")}});
}

}  // namespace

void add_file_pages(web::Router& router, const Context& context) {
  router.get("/boards/import", "People of boards from a file, seen before they are saved",
             "/boards/import", web::Audience::Member,
             [context](const web::Request& request) -> base::Result<web::Response> {
               return upload_page(context, request, std::nullopt);
             });
  router.post("/boards/import", "See what a file of people would change, and save it",
              "/boards/import", "version=0&text=change%2Cbody%2Con%0Aterms%2C1%2C2026-01-31",
              web::Audience::Member,
              [context](const web::Request& request) { return send(context, request); });
  router.get("/boards/gias", "Who governs, in the layout of the national register", "/boards/gias",
             [context](const web::Request& request) { return gias_page(context, request); });
}

void add_file_api(web::Router& router, const Context& context) {
  router.api({.pattern = "/boards/gias",
              .help = "Who governs, in the layout of the national register",
              .example = "/boards/gias?organisation=1",
              .audience = web::Audience::Reader,
              .handler = [context](const web::Request& request) -> base::Result<web::Response> {
                web::JsonWriter json;
                json.begin_object();
                json.member("csv", TRY(gias_text(context, request)));
                json.end_object();
                return registry::json_response(json.take());
              }},
             {.id = "exportGias",
              .parameters = {{"organisation",
                              "This group or authority and its schools; everything, for who may "
                              "edit everything, if not given"}},
              .answer = Schema::object({{"csv", Schema::text("The file")}})});
  router.api(
      {.method = web::Method::Post,
       .pattern = "/boards/import",
       .help = "Takes over a file of people: changes, or the register's extract of governors",
       .example = "/boards/import",
       .example_body = R"({"csv": "change,body,on\nterms,1,2026-01-31\n", "version": "0"})",
       .audience = web::Audience::Member,
       .handler = [context](const web::Request& request) { return api_import(context, request); }},
      {.id = "importPeople",
       .parameters = {{"dry_run", "true: only show what would change"}},
       .body = Schema::object({{"csv", Schema::text("The file")},
                               {"version",
                                Schema::text("What the dry run gave: it is saved only if it would "
                                             "still do the same"),
                                true},
                               {"reason", Schema::text("For the audit trail"), true}}),
       .answer = file_schema(),
       .status = 201});
}

}  // namespace governance

// /edits/import: many edits from a CSV file, seen before they are made.
#include "base/text.hpp"
#include "registry/pages_edit.hpp"
#include "registry/store_edit_words.hpp"
#include "web/redirect.hpp"

namespace registry {

namespace {

using web::Html;

constexpr std::size_t file_bytes_max = std::size_t{1} << 20;
constexpr std::size_t shown_max = 200;

Html errors_table(const std::vector<Remark>& remarks) {
  web::Table table;
  table.caption = "Rows that cannot be used";
  table.columns = {{"Line"}, {"Column"}, {"Value"}, {"What is wrong", false, true}};
  for (const Remark& remark : remarks) {
    table.rows.push_back(
        {{Html(std::to_string(remark.line)),
          remark.column.empty() ? web::does_not_apply() : Html(remark.column),
          remark.value.empty() ? web::none() : Html(remark.value), Html(remark.reason)},
         true});
  }
  return web::table(table);
}

Html conflicts_table(const std::vector<Remark>& remarks) {
  web::Table table;
  table.caption = "What has changed since you looked";
  table.columns = {{"Line"}, {"What happened", false, true}};
  for (const Remark& remark : remarks) {
    table.rows.push_back(
        {{Html("Line " + std::to_string(remark.line)), Html(remark.reason)}, true});
  }
  return web::table(table);
}

Html previews(const std::vector<SavedEdit>& saved) {
  std::vector<web::Change> rows;
  std::size_t all = 0;
  for (const SavedEdit& each : saved) {
    all += each.preview.rows.size();
    for (const ChangedRow& row : each.preview.rows) {
      if (rows.size() == shown_max) break;
      rows.push_back({row.label, Html(row.before), Html(row.after)});
    }
  }
  Html html = web::changes("What will change", rows);
  if (all > shown_max) {
    html.add(web::note(Html("The first " + std::to_string(shown_max) + " of " +
                            std::to_string(all) + " changes; all of them will be made.")));
  }
  return html;
}

// Like the command, but whoever asks needs the right on all that changes: row by row.
base::Result<EditsReport> run(const Context& context, const web::Request& request,
                              std::string_view text, bool dry_run,
                              const std::vector<std::string>& versions = {}) {
  SaveOptions options = save_options(context, request, "");
  options.dry_run = dry_run;
  return import_edits(context->catalogue->database(), text, options, versions);
}

std::vector<std::string> read_versions(std::string_view text) {
  std::vector<std::string> versions;
  if (text.empty()) return versions;
  for (const std::string_view each : base::split(text, ' ')) versions.emplace_back(each);
  return versions;
}

std::string versions_of(const EditsReport& report) {
  std::vector<std::string> versions;
  for (const SavedEdit& each : report.saved) versions.push_back(each.preview.version);
  return base::join(versions, " ");
}

web::Page begin(const Context& context, const web::Request& request) {
  web::Page page = edit_page(context, request, "Make many edits from a CSV file");
  page.breadcrumbs = {{"Edits", "/edits"}};
  return page;
}

Html upload(const web::Request& request, const std::optional<base::Error>& error) {
  Html fields = web::file_input({.id = "file",
                                 .label = "CSV file",
                                 .hint = "At most 1 MB. Nothing is saved before you have seen "
                                         "what it would change.",
                                 .error = error ? error->message : ""},
                                ".csv,text/csv");
  fields.add(web::button(web::ButtonKind::Main, "See what will change"));
  Html form = web::upload_form("/edits/import", *request.caller, {}, fields);
  const std::vector<std::string_view> names = base::split(edit_columns, ',');
  Html help = web::paragraph(Html(
      "One row an edit. The first row names the columns, of these those that the edits need: " +
      base::join({names.begin(), names.end()}, ", ") + "."));
  help.add(web::list({Html("cluster.make: owner, name; letter, kind, from"),
                      Html("cluster.rename: cluster, name"),
                      Html("cluster.change: cluster, letter; kind"),
                      Html("cluster.end, cluster.lead: cluster, from; urn of the lead school"),
                      Html("membership.add: cluster, urn, from; until, funding, lead"),
                      Html("membership.move: cluster, to, urn, from; funding"),
                      Html("membership.end, membership.funding: cluster, urn, from"),
                      Html("school.correct: urn, fact, value, reason; from, until"),
                      Html("group.correct: owner, fact, value, reason")}));
  return form.add(web::section("h-columns", "What the file holds", help));
}

web::Response with_error(const Context& context, const web::Request& request,
                         const base::Error& error) {
  web::Page page = begin(context, request);
  show_error(page, error);
  page.errors.back().field_id = "file";
  page.content = upload(request, error);
  return web::render(page, context->site);
}

// What will change, and the way to do it, which carries what was seen.
Html review(const web::Request& request, const EditsReport& report, std::string_view text) {
  Html html = previews(report.saved);
  html.add(web::post_form(
      "/edits/import", *request.caller,
      {{"text", std::string(text)}, {"versions", versions_of(report)}, {"step", "save"}},
      web::button(web::ButtonKind::Main,
                  "Make " + count_words(static_cast<std::int64_t>(report.rows), "edit", "edits"))));
  return html.add(web::paragraph(web::link("/edits/import", Html("Choose another file"))));
}

// What the file would do, with the way to do it; or what is wrong, with the way to try again.
web::Response check(const Context& context, const web::Request& request, const EditsReport& report,
                    std::string_view text) {
  web::Page page = begin(context, request);
  const std::string rows = count_words(static_cast<std::int64_t>(report.rows), "row", "rows");
  if (!report.remarks.empty()) {
    page.status = 400;
    page.error_code = "bad_edit";
    page.title = "Some rows cannot be used";
    page.lead = Html(
        count_words(static_cast<std::int64_t>(report.remarks.size()), "thing is", "things are") +
        " wrong. Nothing was saved: mend the file and give it again.");
    page.content =
        web::section("h-errors", "Rows that cannot be used", errors_table(report.remarks));
    page.content.add(web::section("h-again", "Try again", upload(request, std::nullopt)));
    return web::render(page, context->site);
  }
  page.title = "Check what will change";
  page.lead = Html(rows + ", each one edit. All will be made, or none.");
  page.content = review(request, report, text);
  return web::render(page, context->site);
}

// Somebody changed something between look and save: who, and what the file would do now.
base::Result<web::Response> show_conflict(const Context& context, const web::Request& request,
                                          const EditsReport& refused, std::string_view text) {
  const EditsReport now = TRY(run(context, request, text, true));
  if (!now.remarks.empty()) return check(context, request, now, text);
  web::Page page = begin(context, request);
  page.status = 409;
  page.error_code = "edit_conflict";
  page.title = "Somebody else has changed something";
  page.lead = Html("Nothing was saved. Look at what the file would do now.");
  page.content =
      web::section("h-errors", "What has changed since", conflicts_table(refused.remarks));
  page.content.add(review(request, now, text));
  return web::render(page, context->site);
}

base::Result<web::Response> show(const Context& context, const web::Request& request) {
  web::Page page = begin(context, request);
  page.content = upload(request, std::nullopt);
  return web::render(page, context->site);
}

base::Result<web::Response> send(const Context& context, const web::Request& request) {
  const web::FormData typed = TRY(web::read_form(request, {.field_bytes_max = file_bytes_max}));
  const std::vector<std::string> versions = read_versions(typed.get_or("versions", ""));
  const bool asked = typed.get_or("step", "") == "save";
  // Nobody saves what they have not seen.
  const bool save = asked && !versions.empty();
  const web::Upload* file = typed.file("file");
  const std::string_view text =
      asked ? typed.get_or("text", "") : (file == nullptr ? std::string_view() : file->bytes);
  if (text.empty() || text.size() > file_bytes_max) {
    return with_error(context, request,
                      base::make_error("edits_rejected",
                                       text.empty() ? "Choose a file that is not empty."
                                                    : "The file is larger than 1 MB: part it."));
  }
  base::Result<EditsReport> report = run(context, request, text, !save, versions);
  if (!report.ok() && report.error().code == "edits_rejected") {
    return with_error(context, request, report.error());
  }
  const EditsReport made = TRY(std::move(report));
  const std::string kept = base::is_utf8(text) ? std::string(text) : base::utf8_from_cp1252(text);
  if (made.conflict) return show_conflict(context, request, made, kept);
  if (!save || !made.remarks.empty()) {
    return check(context, request, made, kept);
  }
  return web::redirect("/edits?saved=" + std::to_string(made.saved.back().id));
}

}  // namespace

void add_edit_import_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/edits/import", "Make many edits from a CSV file", "/edits/import", Member,
             [context](const web::Request& request) { return show(context, request); });
  router.post("/edits/import", "See what a file of edits would change, and make them",
              "/edits/import",
              "step=save&versions=0-0&text=action%2Ccluster%2Cname%0Acluster.rename%2C1%2CX",
              Member, [context](const web::Request& request) { return send(context, request); });
}

}  // namespace registry

// /imports/upload and /jobs: files are uploaded, looked at in a dry run, and imported beside the
// pages.
#include "access/pages_visitor.hpp"
#include "base/text.hpp"
#include "registry/api_job.hpp"
#include "registry/api_report.hpp"
#include "registry/pages_jobs_asked.hpp"
#include "web/json_read.hpp"
#include "web/redirect.hpp"

namespace registry {

namespace {

using web::Html;

constexpr std::size_t remarks_shown = 200;
constexpr std::string_view refresh_s = "3";

std::string job_href(JobId id) { return "/jobs/" + std::to_string(id.value); }

// To the page of the job that was made, or of which something was asked.
base::Result<web::Response> to_job(base::Result<JobId> asked) {
  return web::redirect(job_href(TRY(std::move(asked))));
}

std::string job_title(const Job& job) {
  if (job.kind == JobKind::Undo) return "Undo import " + std::to_string(job.import_id);
  return job.clusters ? "Import clusters" : "Import files of the register";
}

Html state_tag(const Job& job) {
  switch (job.state) {
    case JobState::Waiting: return web::tag(web::Tone::Info, "Waiting");
    case JobState::Running: return web::tag(web::Tone::Info, "At work");
    case JobState::Ready: return web::tag(web::Tone::Warn, "To be confirmed");
    case JobState::Done: return web::tag(web::Tone::Ok, "Done");
    case JobState::Failed: return web::tag(web::Tone::Bad, "Failed");
    case JobState::Stopped: return web::tag(web::Tone::Past, "Stopped");
  }
  return {};
}

web::Page job_frame(const Context& context, const web::Request& request, std::string title) {
  web::Page page = plain_page(*context, request, std::move(title));
  page.section = "Imports";
  page.breadcrumbs = {{"Imports", "/imports"}};
  return page;
}

web::Response upload_page(const Context& context, const web::Request& request,
                          const web::FormData& typed, const std::optional<base::Error>& error) {
  web::Page page = job_frame(context, request, "Upload files");
  page.lead = Html(
      "First you are shown what they would change. Nothing is imported before you "
      "have confirmed that.");
  if (error) {
    page.status = 400;
    page.error_code = error->code;
    page.errors.push_back({error->field, error->message});
  }
  const auto wrong = [&](std::string_view field) {
    return error && error->field == field ? error->message : std::string();
  };
  Html fields = web::radios({.id = "kind", .label = "What they are"},
                            {{"register", "Files of the national register",
                              "Extracts of Get Information About Schools: schools, groups, links"},
                             {"clusters", "Clusters and their members",
                              "A CSV which states the whole history of each owner's clusters"}},
                            typed.get_or("kind", "register"));
  for (int number = 1; number <= 4; ++number) {
    const std::string id = number == 1 ? "files" : "files-" + std::to_string(number);
    fields.add(web::file_input({.id = id,
                                .label = number == 1 ? "File" : "Another file",
                                .hint = number == 1 ? "CSV, plain or gzip" : "",
                                .error = number == 1 ? wrong("files") : "",
                                .name = "files"},
                               ".csv,.gz,text/csv,application/gzip"));
  }
  fields.add(web::date_text({.id = "as_of",
                             .label = "The day they speak of",
                             .hint = "Only where their names do not say it",
                             .error = wrong("as_of")},
                            typed.get_or("as_of", "")));
  fields.add(web::checkboxes({.id = "partial", .label = "Are they complete?"},
                             {{"yes", "They are not complete: absence from them means nothing"}},
                             {}));
  fields.add(web::checkboxes({.id = "sure", .label = "Would very many schools close?"},
                             {{"yes", "That is right: import them all the same"}}, {}));
  fields.add(web::text_input({.id = "reason", .label = "Why, for the audit trail"},
                             typed.get_or("reason", "")));
  fields.add(web::button(web::ButtonKind::Main, "Upload, and see what would change"));
  page.content = web::upload_form("/imports/upload", *request.caller, {}, fields);
  return web::render(page, context->site);
}

base::Result<web::Response> show_upload(const Context& context, const web::Request& request) {
  TRY(importer(context, request, ""));
  return upload_page(context, request, {}, {});
}

base::Result<web::Response> take_upload(const Context& context, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  Job job;
  job.by = TRY(importer(context, request, std::string(form.get_or("reason", ""))));
  job.clusters = form.get_or("kind", "") == "clusters";
  job.partial = form.get_or("partial", "") == "yes";
  job.sure = form.get_or("sure", "") == "yes";
  const auto as_of = web::date_field(form, "as_of", base::Date::distant_past());
  if (!as_of.ok()) return upload_page(context, request, form, as_of.error());
  if (as_of.value() != base::Date::distant_past()) job.as_of = as_of.value();
  std::vector<const web::Upload*> files;
  for (const web::Upload& file : form.files()) {
    // A browser sends also the fields in which no file was chosen.
    if (file.field == "files" && !file.filename.empty()) files.push_back(&file);
  }
  base::Result<JobId> made = begin_import(context, std::move(job), files);
  if (!made.ok() && made.error().code == "job_without_files") {
    return upload_page(context, request, form, made.error());
  }
  return to_job(std::move(made));
}

Html counts_section(const web::Json& report, bool dry_run) {
  std::vector<web::Tile> tiles;
  const auto changes = report.at("changes");
  const auto names = changes.ok() ? changes.value().names()
                                  : base::Result<std::vector<std::string>>(changes.error());
  if (!names.ok()) return {};
  for (const std::string& name : names.value()) {
    const auto member = changes.value().at(name);
    const auto number = member.ok() ? member.value().whole() : base::Result<std::int64_t>(0);
    if (!number.ok() || number.value() == 0) continue;
    tiles.push_back({base::with_thousands(number.value()), std::string(count_label(name))});
  }
  const std::string heading = dry_run ? "What would change" : "What changed";
  return web::section("h-changes", heading,
                      tiles.empty() ? web::paragraph(Html("No fact changes.")) : web::tiles(tiles));
}

// One file of the report: how much of it could be read, and what could not.
base::Result<Html> file_section(const web::Json& file, std::size_t number) {
  const std::string name = TRY(TRY(file.at("name")).text());
  const std::int64_t bad = TRY(TRY(file.at("rows_bad")).whole());
  Html content = web::paragraph(Html(
      count_words(TRY(TRY(file.at("rows_read")).whole()), "row", "rows") + " as of " +
      TRY(TRY(file.at("as_of")).text()) + " (" + TRY(TRY(file.at("as_of_reason")).text()) + "), " +
      (bad == 0 ? "all of which can be read."
                : count_words(bad, "row", "rows") + " cannot be read and " +
                      (bad == 1 ? "is" : "are") + " left out.")));
  if (TRY(TRY(file.at("already_imported")).truth())) {
    content.add(web::paragraph(Html("It was imported before: it changes nothing.")));
  }
  const std::vector<web::Json> remarks = TRY(TRY(file.at("remarks")).elements());
  if (!remarks.empty()) {
    web::Table table;
    table.caption = "Remarks on " + name;
    table.columns = {{"Where"}, {"Column"}, {"What the file says"}, {"Why"}};
    for (const web::Json& remark : remarks) {
      if (table.rows.size() == remarks_shown) break;
      const std::string column = TRY(TRY(remark.at("column")).text());
      const std::string value = TRY(TRY(remark.at("value")).text());
      table.rows.push_back({{Html("Line " + std::to_string(TRY(TRY(remark.at("line")).whole()))),
                             column.empty() ? web::does_not_apply() : Html(column),
                             value.empty() ? web::none() : web::el("code", {}, value),
                             Html(TRY(TRY(remark.at("reason")).text()))},
                            TRY(TRY(remark.at("severity")).text()) == "bad"});
    }
    content.add(web::table(table));
    if (remarks.size() > remarks_shown) {
      content.add(web::note(
          Html("There are more: these are the first " + std::to_string(remarks_shown) + ".")));
    }
  }
  return web::section("h-file-" + std::to_string(number), name, content);
}

base::Result<Html> report_of(const Job& job) {
  if (job.report.empty()) return Html();
  const web::Json report = TRY(web::Json::parse(job.report, {.bytes_max = job.report.size() + 1}));
  Html html = counts_section(report, job.dry_run);
  std::size_t number = 0;
  for (const web::Json& file : TRY(TRY(report.at("files")).elements())) {
    html.add(TRY(file_section(file, ++number)));
  }
  return html;
}

Html stop_form(const Job& job, const web::Caller& caller, std::string_view label) {
  return web::post_form(job_href(job.id) + "/stop", caller, {},
                        web::button(web::ButtonKind::Secondary, label));
}

Html confirm_section(const Job& job, const web::Caller& caller) {
  const bool undo = job.kind == JobKind::Undo;
  return web::join(
      web::post_form(job_href(job.id) + "/confirm", caller, {},
                     web::button(undo ? web::ButtonKind::Warning : web::ButtonKind::Main,
                                 undo ? "Undo the import now" : "Import now")),
      stop_form(job, caller, "Do nothing, and forget it"));
}

Html progress_section(const Job& job, const web::Caller& caller) {
  std::string words = job.state == JobState::Waiting ? "It waits for its turn." : "It is at work.";
  if (job.stop_wanted) words = "It stops at its next step.";
  Html bar;
  if (job.state == JobState::Running && !job.step.empty() && !job.stop_wanted) {
    words = job.step + ", " + std::to_string(job.percent) + " per cent of this step.";
    bar = web::el("progress", {{"class", "gh-progress"},
                               {"max", 100},
                               {"value", job.percent},
                               {"aria-label", "Share of this step that is done"}});
  }
  return web::join(
      web::el("div", {{"role", "status"}}, web::paragraph(Html(words))), bar,
      web::paragraph(web::join(Html("This page looks again by itself every few seconds; you may "
                                    "leave it, the work goes on. "),
                               web::link(job_href(job.id), Html("Look again now")))),
      stop_form(job, caller, "Stop it"));
}

// What a refused import is about, and the way round it where there is one.
Html failure(const Job& job) {
  Html html =
      web::finding(web::Tone::Bad, "It failed, and nothing was changed", Html(job.error_message));
  if (job.error_code == "import_loses_many") {
    html.add(
        web::paragraph(Html("If the files are complete and right, upload them again and say "
                            "so under \"Would very many schools close?\"")));
  }
  return html.add(
      web::paragraph(web::link("/imports/upload", Html("Mend the file and upload it again"))));
}

base::Result<web::Response> job_page(const Context& context, const web::Request& request) {
  const Job found = TRY(job_asked(context, request));
  if (TRY(format_of(request)) == Format::Json) {
    return json_response(TRY(job_json(found)));
  }
  web::Page page = job_frame(context, request, job_title(found));
  page.breadcrumbs.push_back({"Jobs", "/jobs"});
  page.heading = web::join(Html(job_title(found)), Html(" "), state_tag(found));
  page.caption = Html("Job " + std::to_string(found.id.value) + ", asked for by " + found.by.name +
                      ", " + base::moment(found.made_at));
  if (found.at_work()) page.content.add(progress_section(found, *request.caller));
  if (found.state == JobState::Failed) page.content.add(failure(found));
  if (found.state == JobState::Stopped) {
    page.content.add(web::finding(web::Tone::Past, "It was stopped", Html("Nothing was changed.")));
  }
  if (found.state == JobState::Done && found.import_id != 0) {
    const std::string id = std::to_string(found.import_id);
    page.content.add(web::finding(
        web::Tone::Ok, "It is done",
        web::link("/imports/" + id, Html("Import " + id + ", with what it did, row by row"))));
  }
  if (found.state == JobState::Done && found.import_id == 0) {
    page.content.add(web::finding(web::Tone::Ok, "Nothing was new",
                                  Html("All files had been imported before.")));
  }
  if (found.state == JobState::Ready) page.content.add(confirm_section(found, *request.caller));
  page.content.add(TRY(report_of(found)));
  web::Response response = web::render(page, context->site);
  if (found.at_work()) response.headers.emplace_back("Refresh", refresh_s);
  return response;
}

base::Result<web::Response> jobs_page(const Context& context, const web::Request& request) {
  const std::vector<Job> found = TRY(jobs_asked(context, request));
  if (TRY(format_of(request)) == Format::Json) return json_response(jobs_json(found));
  web::Page page = job_frame(context, request, "Jobs");
  page.lead = Html("Imports that were asked for in the browser or by a program, the newest first.");
  web::Table table;
  table.caption = "Jobs";
  table.columns = {{"Job"}, {"Files"}, {"Asked for"}, {"State"}};
  for (const Job& one : found) {
    Html files;
    for (const JobFile& file : one.files) files.add(web::sub(Html(file.name)));
    table.rows.push_back(
        {{web::link(job_href(one.id), Html(std::to_string(one.id.value) + ": " + job_title(one))),
          files.empty() ? web::none() : files,
          web::join(Html(one.by.name), web::sub(Html(base::moment(one.made_at)))),
          state_tag(one)}});
  }
  page.content =
      found.empty()
          ? web::empty_state("No job yet.",
                             web::link("/imports/upload", Html("Upload files to import them")))
          : web::table(table);
  return web::render(page, context->site);
}

}  // namespace

bool may_import(const Context& context, const web::Request& request) {
  return guard::shows(request, guard::Action::Import, {}, context->today());
}

void add_job_pages(web::Router& router, const Context& context) {
  using enum web::Audience;
  router.get("/imports/upload", "Upload files of the register or of clusters", "/imports/upload",
             Member,
             [context](const web::Request& request) { return show_upload(context, request); });
  router.post("/imports/upload", "Takes files, and shows what they would change", "/imports/upload",
              "kind=register", Member,
              [context](const web::Request& request) { return take_upload(context, request); });
  router.post("/imports/{id}/undo", "Shows what undoing an import would change", "/imports/1/undo",
              "", Member, [context](const web::Request& request) {
                return to_job(begin_undo(context, request));
              });
  router.get("/jobs", "Imports that were asked for in the browser or by a program", "/jobs", Member,
             [context](const web::Request& request) { return jobs_page(context, request); });
  router.get("/jobs/{job}", "One job: how far it is, and what it would change or has changed",
             "/jobs/1", Member,
             [context](const web::Request& request) { return job_page(context, request); });
  router.post(
      "/jobs/{job}/confirm", "Does what a dry run has shown", "/jobs/1/confirm", "", Member,
      [context](const web::Request& request) { return to_job(confirm_asked(context, request)); });
  router.post(
      "/jobs/{job}/stop", "Stops a job", "/jobs/1/stop", "", Member,
      [context](const web::Request& request) { return to_job(stop_asked(context, request)); });
}

}  // namespace registry

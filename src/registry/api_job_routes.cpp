// /api/v1/imports and /api/v1/jobs: files are uploaded, looked at in a dry run, and imported, as on
// the pages; only that what is not understood is refused.
#include <algorithm>

#include "registry/api_job.hpp"
#include "registry/pages_jobs_asked.hpp"
#include "web/openapi.hpp"
#include "web/paging.hpp"

namespace registry {

namespace {

using web::ApiOperation;
using web::Schema;

Schema report_schema() {
  const Schema remark = Schema::object({{"line", Schema::whole()},
                                        {"severity", Schema::one_of({"bad", "note"})},
                                        {"column", Schema::text()},
                                        {"value", Schema::text("What the file says")},
                                        {"reason", Schema::text()}});
  const Schema file =
      Schema::object({{"name", Schema::text()},
                      {"kind", Schema::text()},
                      {"as_of", Schema::date("The day that it speaks of")},
                      {"as_of_reason", Schema::text("How that is known")},
                      {"rows_read", Schema::whole()},
                      {"rows_bad", Schema::whole("They cannot be read, and are left out")},
                      {"rows_left_out", Schema::whole()},
                      {"rows_new", Schema::whole()},
                      {"already_imported", Schema::truth("It changes nothing")},
                      {"remarks", Schema::array(remark)}});
  return Schema::object({{"dry_run", Schema::truth("It tells what would change")},
                         {"import", Schema::whole("The one that was made").or_null()},
                         {"changes", Schema::map(Schema::whole())},
                         {"files", Schema::array(file)}});
}

Schema job_schema() {
  const Schema moment = Schema::whole("Seconds since 1970").or_null();
  return Schema::object(
      {{"id", Schema::whole()},
       {"kind", Schema::one_of({"import", "undo"})},
       {"state", Schema::one_of({"waiting", "running", "ready", "done", "failed", "stopped"})},
       {"dry_run", Schema::truth("It only shows what would change")},
       {"import", Schema::whole("The import that was made, or is undone").or_null()},
       {"asked_by", Schema::text()},
       {"made_at", moment},
       {"started_at", moment},
       {"finished_at", moment},
       {"attempts", Schema::whole("How often a server took it up")},
       {"step", Schema::text("What it was at last")},
       {"percent", Schema::whole("Of this step")},
       {"error", Schema::text("The code of what went wrong")},
       {"message", Schema::text()},
       {"files",
        Schema::array(Schema::object({{"name", Schema::text()}, {"bytes", Schema::whole()}}))},
       {"report", report_schema().or_null()}});
}

Schema upload_schema() {
  return Schema::object(
      {{"kind", Schema::one_of({"register", "clusters"})},
       {"files", Schema::array(Schema::file("CSV, plain or gzip; its name may tell its day"))},
       {"as_of", Schema::date("The day they speak of, where their names do not say it"), true},
       {"partial", Schema::truth("They are not complete: absence from them means nothing"), true},
       {"sure", Schema::truth("That very many schools close is right"), true},
       {"reason", Schema::text("For the audit trail"), true}});
}

base::Error bad_field(std::string message, std::string_view field) {
  return base::make_error("bad_form", std::move(message), std::string(field));
}

// That there is no field that we do not know, and none twice: what was mistyped must not be passed
// over.
base::Status check_fields(const web::FormData& form) {
  constexpr std::string_view known[] = {"kind", "as_of", "partial", "sure", "reason"};
  for (const auto& [name, value] : form.pairs()) {
    if (std::ranges::find(known, name) == std::end(known)) {
      return bad_field("There is no field \"" + name + "\" here.", name);
    }
    if (form.all(name).size() > 1) {
      return bad_field("The field \"" + name + "\" was sent twice.", name);
    }
  }
  for (const web::Upload& file : form.files()) {
    if (file.field != "files") {
      return bad_field("Files are sent as \"files\", not as \"" + file.field + "\".", file.field);
    }
    if (file.filename.empty()) return bad_field("A file was sent without its name.", file.field);
  }
  return {};
}

base::Result<bool> truth_of(const web::FormData& form, std::string_view name) {
  const std::string_view text = form.get_or(name, "false");
  if (text == "true" || text == "false") return text == "true";
  return bad_field("The field \"" + std::string(name) + "\" is true or false.", name);
}

base::Result<web::Response> job_answer(const Context& context, JobId id, int status) {
  Job found;
  {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    found = TRY(job(*lease, id));
  }
  web::Response response = json_response(TRY(job_json(found)));
  response.status = status;
  return response;
}

base::Result<web::Response> post_import(const Context& context, const web::Request& request) {
  Job job;
  job.by = TRY(importer(context, request, ""));
  const web::FormData form = TRY(web::read_form(request));
  TRY(check_fields(form));
  const std::string_view kind = form.get_or("kind", "");
  if (kind != "register" && kind != "clusters") {
    return bad_field("The field \"kind\" is register or clusters.", "kind");
  }
  job.by.reason = form.get_or("reason", "");
  job.clusters = kind == "clusters";
  job.partial = TRY(truth_of(form, "partial"));
  job.sure = TRY(truth_of(form, "sure"));
  if (const auto as_of = form.get("as_of")) {
    job.as_of = base::Date::from_iso(*as_of);
    if (!job.as_of) return base::make_error("bad_date", "Write as_of as 2025-05-24.", "as_of");
  }
  std::vector<const web::Upload*> files;
  for (const web::Upload& file : form.files()) files.push_back(&file);
  return job_answer(context, TRY(begin_import(context, std::move(job), files)), 201);
}

base::Result<web::Response> post_undo(const Context& context, const web::Request& request) {
  return job_answer(context, TRY(begin_undo(context, request)), 201);
}

base::Result<web::Response> post_confirm(const Context& context, const web::Request& request) {
  return job_answer(context, TRY(confirm_asked(context, request)), 200);
}

base::Result<web::Response> post_stop(const Context& context, const web::Request& request) {
  return job_answer(context, TRY(stop_asked(context, request)), 200);
}

base::Result<web::Response> get_job(const Context& context, const web::Request& request) {
  return json_response(TRY(job_json(TRY(job_asked(context, request)))));
}

base::Result<web::Response> list(const Context& context, const web::Request& request) {
  return json_response(
      TRY(web::page_of(jobs_json(TRY(jobs_asked(context, request))), "jobs", request)));
}

using Face = base::Result<web::Response> (*)(const Context&, const web::Request&);

web::Route route_of(const Context& context, web::Method method, std::string pattern,
                    std::string help, std::string example, Face face) {
  return {
      .method = method,
      .pattern = std::move(pattern),
      .help = std::move(help),
      .example = std::move(example),
      .audience = web::Audience::Member,
      .handler = [context, face](const web::Request& request) { return face(context, request); }};
}

constexpr std::string_view example_of_upload =
    "--example\r\n"
    "Content-Disposition: form-data; name=\"kind\"\r\n\r\n"
    "register\r\n"
    "--example\r\n"
    "Content-Disposition: form-data; name=\"partial\"\r\n\r\n"
    "true\r\n"
    "--example\r\n"
    "Content-Disposition: form-data; name=\"files\"; filename=\"schools_20260602.csv\"\r\n"
    "Content-Type: text/csv\r\n\r\n"
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code)\r\n"
    "990214,Brakenford School,Open,Eastmarch,918\r\n"
    "\r\n"
    "--example--\r\n";

void add_upload(web::Router& router, const Context& context) {
  web::Route route =
      route_of(context, web::Method::Post, "/imports",
               "Takes files, and shows in a job what they would change", "/imports", post_import);
  route.example_body = example_of_upload;
  router.api(
      std::move(route),
      {.id = "uploadFiles",
       .body = upload_schema(),
       .answer = job_schema(),
       .status = 201,
       .body_type = "multipart/form-data; boundary=example",
       .about =
           "Sent as a browser sends the form of the page: schools, groups and links of one day "
           "are one import, so several files are told apart by their names, from which also "
           "comes the day that each speaks of. Nothing is imported yet: ask for the job until "
           "it is ready, then confirm it or stop it."});
}

}  // namespace

void add_job_api(web::Router& router, const Context& context) {
  using enum web::Method;
  add_upload(router, context);
  router.api(
      route_of(context, Post, "/imports/{id}/undo",
               "Shows in a job what undoing an import would change", "/imports/1/undo", post_undo),
      {.id = "undoImport", .answer = job_schema(), .status = 201});
  router.api(
      route_of(context, Get, "/jobs", "Imports that were asked for in the browser or by a program",
               "/jobs", list),
      {.id = "listJobs",
       .answer = Schema::object({{"next", Schema::text("The address of the next page").or_null()},
                                 {"jobs", Schema::array(job_schema())}}),
       .paged = "jobs",
       .about = "Without their reports: those come with each job by itself."});
  router.api(route_of(context, Get, "/jobs/{job}",
                      "One job: how far it is, and what it would change or has changed", "/jobs/1",
                      get_job),
             {.id = "getJob", .answer = job_schema()});
  router.api(route_of(context, Post, "/jobs/{job}/confirm", "Does what a dry run has shown",
                      "/jobs/1/confirm", post_confirm),
             {.id = "confirmJob", .answer = job_schema()});
  router.api(route_of(context, Post, "/jobs/{job}/stop", "Stops a job", "/jobs/1/stop", post_stop),
             {.id = "stopJob", .answer = job_schema()});
}

}  // namespace registry

// The right first, then the store, then a word to the thread that does the jobs.
#include "registry/pages_jobs_asked.hpp"

#include "access/pages_visitor.hpp"
#include "base/text.hpp"
#include "web/compress.hpp"

namespace registry {

namespace {

constexpr int jobs_shown = 100;

std::int64_t number_in(const web::Request& request, const std::string& capture) {
  return base::parse_integer(request.captured.at(capture)).value_or(0);
}

}  // namespace

base::Result<guard::Doer> importer(const Context& context, const web::Request& request,
                                   std::string reason) {
  const guard::Principal& principal = guard::principal_of(request);
  const guard::Ruling ruling =
      TRY(guard::require(principal, guard::Action::Import, {}, context->today()));
  return guard::doer_of(principal, guard::power_of(ruling), std::move(reason));
}

base::Result<std::vector<Job>> jobs_asked(const Context& context, const web::Request& request) {
  TRY(importer(context, request, ""));
  const sql::Lease lease = TRY(context->catalogue->database().read());
  return jobs(*lease, jobs_shown);
}

base::Result<Job> job_asked(const Context& context, const web::Request& request) {
  TRY(importer(context, request, ""));
  Job found;
  {
    const sql::Lease lease = TRY(context->catalogue->database().read());
    found = TRY(job(*lease, JobId{number_in(request, "job")}));
  }
  // Where this very server is at it, it knows best.
  if (const auto now = context->jobs->progress(found.id); now && found.at_work()) {
    found.state = JobState::Running;
    found.step = now->step;
    found.percent = now->percent;
  }
  return found;
}

base::Result<JobId> begin_import(const Context& context, Job job,
                                 const std::vector<const web::Upload*>& files) {
  job.made_at = context->now_s();
  std::vector<std::string> packed;  // what `kept` looks at
  packed.reserve(files.size());
  std::vector<UploadedFile> kept;
  for (const web::Upload* file : files) {
    const bool is_packed = file->bytes.starts_with("\x1f\x8b");
    packed.push_back(is_packed ? std::string(file->bytes) : web::gzip(file->bytes));
    kept.push_back({file->filename, static_cast<std::int64_t>(file->bytes.size()), packed.back()});
  }
  JobId made;
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    made = TRY(add_import_job(*lease, job, kept));
  }
  context->jobs->wake();
  return made;
}

base::Result<JobId> begin_undo(const Context& context, const web::Request& request) {
  Job job;
  job.kind = JobKind::Undo;
  job.by = TRY(importer(context, request, ""));
  job.import_id = number_in(request, "id");
  job.made_at = context->now_s();
  JobId made;
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    made = TRY(add_undo_job(*lease, job));
  }
  context->jobs->wake();
  return made;
}

base::Result<JobId> confirm_asked(const Context& context, const web::Request& request) {
  const JobId id{number_in(request, "job")};
  guard::Doer by = TRY(importer(context, request, ""));
  {
    const sql::Lease lease = TRY(context->catalogue->database().write());
    by.reason = TRY(job(*lease, id)).by.reason;
    TRY(confirm_job(*lease, id, by));
  }
  context->jobs->wake();
  return id;
}

base::Result<JobId> stop_asked(const Context& context, const web::Request& request) {
  const JobId id{number_in(request, "job")};
  TRY(importer(context, request, ""));
  const bool here = context->jobs->stop(id);
  // On SQLite the database is busy with this very job, unless the server is just done with it.
  if (here && context->catalogue->database().engine() == sql::Engine::Sqlite) {
    const sql::Lease reader = TRY(context->catalogue->database().read());
    if (TRY(job(*reader, id)).at_work()) return id;
  }
  const sql::Lease lease = TRY(context->catalogue->database().write());
  TRY(stop_job(*lease, id, context->now_s()));
  return id;
}

}  // namespace registry

// Imports and undoings as jobs: asked for by somebody, done by a server beside its requests, and
// taken up again after a restart. First a dry run, which is looked at before it is confirmed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "sql/database.hpp"

namespace registry {

struct Job;
using JobId = base::Id<Job>;

enum class JobKind { Import, Undo };
enum class JobState {
  Waiting,  // for a server
  Running,
  Ready,  // the dry run is done: to be confirmed
  Done,
  Failed,
  Stopped,  // by somebody
};
std::string_view job_word(JobKind kind);    // "import"
std::string_view job_word(JobState state);  // "waiting"

struct JobFile {
  std::string name;
  std::int64_t bytes = 0;
};

struct Job {
  JobId id;
  JobKind kind = JobKind::Import;
  JobState state = JobState::Waiting;
  bool dry_run = true;
  bool clusters = false;
  bool partial = false;
  bool sure = false;
  std::optional<base::Date> as_of = {};
  std::int64_t import_id = 0;  // to be undone; of an import that is done: its number
  std::int64_t made_at = 0;
  std::int64_t started_at = 0;   // 0: not yet
  std::int64_t finished_at = 0;  // 0: not yet
  std::int64_t takes = 0;        // how often somebody took it up
  std::string step = {};         // how far it is, as whoever works on it last said
  int percent = 0;               // of the step
  bool stop_wanted = false;
  guard::Doer by = {};
  std::string report = {};  // as report_json() writes it
  std::string error_code = {};
  std::string error_message = {};
  std::vector<JobFile> files = {};

  bool at_work() const { return state == JobState::Waiting || state == JobState::Running; }
};

// As an import reads it: plain or, to take less room until then, gzip.
struct UploadedFile {
  std::string name;
  std::int64_t size_bytes = 0;  // as it was uploaded, for people
  std::string_view bytes;
};
// Error: job_without_files.
base::Result<JobId> add_import_job(sql::Connection& connection, const Job& job,
                                   const std::vector<UploadedFile>& files);
base::Result<JobId> add_undo_job(sql::Connection& connection, const Job& job);

// Error: job_not_found.
base::Result<Job> job(sql::Connection& connection, JobId id);
// The newest first, without their reports.
base::Result<std::vector<Job>> jobs(sql::Connection& connection, int limit);

// After its dry run, to be done now, by whoever confirms it. Error: job_not_ready.
base::Status confirm_job(sql::Connection& connection, JobId id, const guard::Doer& by);
// A job that runs is told to, or is over when somebody would take it up again; one that waits, or
// is to be confirmed, is over at once. Error: job_over.
base::Status stop_job(sql::Connection& connection, JobId id, std::int64_t now_s);

// ---- for whoever does the work ------------------------------------------------------------------

// How long after its last heartbeat a running job is taken for abandoned.
inline constexpr std::int64_t job_abandoned_s = 15;

// Whether take_job() would find one; only reads.
base::Result<bool> job_waits(sql::Connection& connection, std::int64_t now_s);
// The job that has waited longest, or was abandoned; it is running now, and nobody else's. One that
// was to stop when it was abandoned is stopped instead.
base::Result<std::optional<Job>> take_job(sql::Connection& connection, std::int64_t now_s);
// Still at it, and how far; whether to stop, because somebody wants it or has taken it over. `job`
// is as take_job gave it.
struct JobPulse {
  std::string step;
  int percent = 0;
};
base::Result<bool> beat_job(sql::Connection& connection, const Job& job, const JobPulse& pulse,
                            std::int64_t now_s);
// The bytes of a file, as add_import_job was given them.
base::Result<std::string> job_file(sql::Connection& connection, JobId id, std::int64_t place);

struct JobEnd {
  JobState state = JobState::Done;
  std::int64_t import_id = 0;
  std::string report = {};
  std::string error_code = {};
  std::string error_message = {};
};
// What became of it, inside a transaction: that of the import, so that one is not without the
// other. Files that nobody will want are deleted. Error: job_taken_over (somebody else works on
// it).
base::Status end_job(sql::Connection& connection, const Job& job, const JobEnd& end,
                     std::int64_t now_s);
// Somebody else, or the next start, takes it up.
base::Status put_back_job(sql::Connection& connection, const Job& job);

}  // namespace registry

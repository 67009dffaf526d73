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
// The newest first.
base::Result<std::vector<Job>> jobs(sql::Connection& connection, int limit);

// After its dry run, to be done now, by whoever confirms it. Error: job_not_ready.
base::Status confirm_job(sql::Connection& connection, JobId id, const guard::Doer& by);
// A job that runs is told to; one that waits, or is to be confirmed, is over at once. Error:
// job_over.
base::Status stop_job(sql::Connection& connection, JobId id, std::int64_t now_s);

// ---- for whoever does the work ------------------------------------------------------------------

// How long after its last heartbeat a running job is taken for abandoned.
inline constexpr std::int64_t job_abandoned_s = 15;

// The job that has waited longest, or was abandoned; it is running now, and nobody else's.
base::Result<std::optional<Job>> take_job(sql::Connection& connection, std::int64_t now_s);
// Still at it; whether it is to stop.
base::Result<bool> beat_job(sql::Connection& connection, JobId id, std::int64_t now_s);
// The bytes of a file, as add_import_job was given them.
base::Result<std::string> job_file(sql::Connection& connection, JobId id, std::int64_t place);

struct JobEnd {
  JobState state = JobState::Done;
  std::int64_t import_id = 0;
  std::string report = {};
  std::string error_code = {};
  std::string error_message = {};
};
// What became of it. Files that nobody will want are deleted.
base::Status end_job(sql::Connection& connection, JobId id, const JobEnd& end, std::int64_t now_s);
// The server stops: somebody else, or the next start, takes it up.
base::Status put_back_job(sql::Connection& connection, JobId id);

}  // namespace registry

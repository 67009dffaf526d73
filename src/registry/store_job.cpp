// Each step of a job is one transaction.
#include "registry/store_job.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "base/check.hpp"

namespace registry {

namespace {

constexpr std::string_view kinds[] = {"import", "undo"};
constexpr std::string_view states[] = {"waiting", "running", "ready", "done", "failed", "stopped"};
constexpr std::size_t part_bytes = 3 * 256 * 1024;  // a multiple of three, for base64

constexpr std::string_view columns =
    "id, kind, state, dry_run, clusters, partial, sure, coalesce(as_of_on, 0),"
    " coalesce(import_id, 0), made_at, coalesce(started_at, 0), coalesce(finished_at, 0),"
    " takes, step, percent, stop_wanted, account_id, actor, via, via_id, power, reason, error_code,"
    " error_message";

template <typename Enum, std::size_t size>
Enum word_of(const std::string_view (&words)[size], std::string_view word) {
  const auto* found = std::find(std::begin(words), std::end(words), word);
  CHECK(found != std::end(words));
  return static_cast<Enum>(found - std::begin(words));
}

Job job_of(const sql::Rows& rows) {
  Job job;
  job.id = rows.id<Job>(0);
  job.kind = word_of<JobKind>(kinds, rows.text(1));
  job.state = word_of<JobState>(states, rows.text(2));
  job.dry_run = rows.integer(3) != 0;
  job.clusters = rows.integer(4) != 0;
  job.partial = rows.integer(5) != 0;
  job.sure = rows.integer(6) != 0;
  if (rows.integer(7) != 0) job.as_of = base::Date::from_number(rows.integer(7));
  job.import_id = rows.integer(8);
  job.made_at = rows.integer(9);
  job.started_at = rows.integer(10);
  job.finished_at = rows.integer(11);
  job.takes = rows.integer(12);
  job.step = rows.text(13);
  job.percent = static_cast<int>(rows.integer(14));
  job.stop_wanted = rows.integer(15) != 0;
  job.by = {guard::AccountId{rows.integer(16)},
            std::string(rows.text(17)),
            guard::via_of(rows.text(18)).value_or(guard::Via::System),
            rows.integer(19),
            std::string(rows.text(20)),
            std::string(rows.text(21))};
  job.error_code = rows.text(22);
  job.error_message = rows.text(23);
  return job;
}

base::Status read_files(sql::Connection& connection, Job& job) {
  sql::Rows rows = TRY(connection.query(
      "SELECT name, size_bytes FROM job_file WHERE job_id = $1 ORDER BY place", {job.id}));
  while (TRY(rows.next())) job.files.push_back({std::string(rows.text(0)), rows.integer(1)});
  return {};
}

base::Result<JobId> insert(sql::Connection& connection, const Job& job) {
  const sql::Value as_of = job.as_of ? sql::Value(*job.as_of) : sql::Value(nullptr);
  const sql::Value import_id = job.import_id != 0 ? sql::Value(job.import_id) : sql::Value(nullptr);
  return JobId{TRY(connection.integer(
      "INSERT INTO job (kind, state, dry_run, clusters, partial, sure, as_of_on, import_id,"
      " made_at, takes, step, percent, stop_wanted, account_id, actor, via, via_id, power, reason,"
      " report, error_code, error_message) VALUES ($1, 'waiting', $2, $3, $4, $5, $6, $7, $8, 0, "
      "'',"
      " 0, 0, $9, $10, $11, $12, $13, $14, '', '', '') RETURNING id",
      {job_word(job.kind), job.dry_run ? 1 : 0, job.clusters ? 1 : 0, job.partial ? 1 : 0,
       job.sure ? 1 : 0, as_of, import_id, job.made_at, job.by.account.value, job.by.name,
       guard::name_of(job.by.via), job.by.via_id, job.by.power, job.by.reason}))};
}

base::Status insert_file(sql::Connection& connection, JobId id, std::int64_t place,
                         const UploadedFile& file) {
  TRY(connection.run(
      "INSERT INTO job_file (job_id, place, name, size_bytes) VALUES ($1, $2, $3, $4)",
      {id, place, file.name, file.size_bytes}));
  for (std::size_t at = 0, part = 0; at < file.bytes.size(); at += part_bytes, ++part) {
    TRY(connection.run(
        "INSERT INTO job_part (job_id, place, part, content) VALUES ($1, $2, $3, $4)",
        {id, place, static_cast<std::int64_t>(part),
         guard::base64url(file.bytes.substr(at, part_bytes))}));
  }
  return {};
}

base::Error not_found(JobId id) {
  return base::make_error("job_not_found",
                          "There is no job number " + std::to_string(id.value) + ".", "job");
}

}  // namespace

std::string_view job_word(JobKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::string_view job_word(JobState state) { return states[static_cast<std::size_t>(state)]; }

base::Result<JobId> add_import_job(sql::Connection& connection, const Job& job,
                                   const std::vector<UploadedFile>& files) {
  if (files.empty()) {
    return base::make_error("job_without_files", "Choose at least one file.", "files");
  }
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const JobId id = TRY(insert(connection, job));
  for (std::size_t at = 0; at < files.size(); ++at) {
    TRY(insert_file(connection, id, static_cast<std::int64_t>(at), files[at]));
  }
  TRY(transaction.commit());
  return id;
}

base::Result<JobId> add_undo_job(sql::Connection& connection, const Job& job) {
  return insert(connection, job);
}

base::Result<Job> job(sql::Connection& connection, JobId id) {
  std::optional<Job> found;
  {
    sql::Rows rows = TRY(connection.query(
        "SELECT " + std::string(columns) + ", report FROM job WHERE id = $1", {id}));
    if (TRY(rows.next())) {
      found = job_of(rows);
      found->report = rows.text(24);
    }
  }
  if (!found) return not_found(id);
  TRY(read_files(connection, *found));
  return *found;
}

base::Result<std::vector<Job>> jobs(sql::Connection& connection, int limit) {
  std::vector<Job> found;
  {
    sql::Rows rows = TRY(connection.query(
        "SELECT " + std::string(columns) + " FROM job ORDER BY id DESC LIMIT $1", {limit}));
    while (TRY(rows.next())) found.push_back(job_of(rows));
  }
  for (Job& each : found) TRY(read_files(connection, each));
  return found;
}

base::Status confirm_job(sql::Connection& connection, JobId id, const guard::Doer& by) {
  const std::int64_t changed = TRY(connection.run(
      "UPDATE job SET state = 'waiting', dry_run = 0, stop_wanted = 0, account_id = $2, actor = "
      "$3, via = $4,"
      " via_id = $5, power = $6, reason = $7, step = '', percent = 0 WHERE id = $1 AND state = "
      "'ready'",
      {id, by.account.value, by.name, guard::name_of(by.via), by.via_id, by.power, by.reason}));
  if (changed == 1) return {};
  TRY(job(connection, id));
  return base::make_error("job_not_ready",
                          "There is nothing to confirm: the job is not at that point, or somebody "
                          "has confirmed it already.",
                          "job");
}

base::Status stop_job(sql::Connection& connection, JobId id, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const std::int64_t told = TRY(
      connection.run("UPDATE job SET stop_wanted = 1 WHERE id = $1 AND state = 'running'", {id}));
  const std::int64_t over = TRY(connection.run(
      "UPDATE job SET state = 'stopped', finished_at = $2 WHERE id = $1 AND state IN "
      "('waiting', 'ready')",
      {id, now_s}));
  if (told + over == 0) {
    TRY(job(connection, id));
    return base::make_error("job_over", "The job is over already.", "job");
  }
  if (over == 1) TRY(connection.run("DELETE FROM job_part WHERE job_id = $1", {id}));
  return transaction.commit();
}

base::Result<bool> job_waits(sql::Connection& connection, std::int64_t now_s) {
  return TRY(connection.integer("SELECT count(*) FROM job WHERE state = 'waiting'"
                                " OR (state = 'running' AND heartbeat_at < $1)",
                                {now_s - job_abandoned_s})) != 0;
}

base::Result<std::optional<Job>> take_job(sql::Connection& connection, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  const std::int64_t abandoned = now_s - job_abandoned_s;
  TRY(connection.run(
      "UPDATE job SET state = 'stopped', finished_at = $1 WHERE stop_wanted = 1 AND (state ="
      " 'waiting' OR (state = 'running' AND heartbeat_at < $2))",
      {now_s, abandoned}));
  TRY(connection.run(
      "DELETE FROM job_part WHERE job_id IN (SELECT id FROM job WHERE state = 'stopped')"));
  // Of two servers that take at the same moment, one changes no row.
  const std::int64_t id =
      TRY(connection.integer("SELECT coalesce(min(id), 0) FROM job WHERE state = 'waiting'"
                             " OR (state = 'running' AND heartbeat_at < $1)",
                             {abandoned}));
  const std::int64_t taken = TRY(connection.run(
      "UPDATE job SET state = 'running', heartbeat_at = $2, takes = takes + 1, step = '',"
      " percent = 0, started_at = coalesce(started_at, $2) WHERE id = $1 AND (state = 'waiting'"
      " OR (state = 'running' AND heartbeat_at < $3))",
      {id, now_s, abandoned}));
  // Before the commit: later it may be somebody else's.
  const std::optional<Job> mine =
      taken == 0 ? std::optional<Job>() : TRY(job(connection, JobId{id}));
  TRY(transaction.commit());
  return mine;
}

base::Result<bool> beat_job(sql::Connection& connection, const Job& job, const JobPulse& pulse,
                            std::int64_t now_s) {
  const std::int64_t mine = TRY(connection.run(
      "UPDATE job SET heartbeat_at = $3, step = $4, percent = $5 WHERE id = $1 AND takes = $2 AND"
      " state = 'running'",
      {job.id, job.takes, now_s, pulse.step, pulse.percent}));
  return mine == 0 ||
         TRY(connection.integer("SELECT stop_wanted FROM job WHERE id = $1", {job.id})) != 0;
}

base::Result<std::string> job_file(sql::Connection& connection, JobId id, std::int64_t place) {
  std::string bytes;
  sql::Rows rows = TRY(connection.query(
      "SELECT content FROM job_part WHERE job_id = $1 AND place = $2 ORDER BY part", {id, place}));
  while (TRY(rows.next())) {
    const std::optional<std::string> part = guard::from_base64url(rows.text(0));
    CHECK(part.has_value());
    bytes += *part;
  }
  return bytes;
}

base::Status end_job(sql::Connection& connection, const Job& job, const JobEnd& end,
                     std::int64_t now_s) {
  const sql::Value import_id = end.import_id != 0 ? sql::Value(end.import_id) : sql::Value(nullptr);
  const std::int64_t mine = TRY(connection.run(
      "UPDATE job SET state = $3, finished_at = $4, import_id = coalesce($5, import_id),"
      " report = $6, error_code = $7, error_message = $8 WHERE id = $1 AND takes = $2 AND state ="
      " 'running'",
      {job.id, job.takes, job_word(end.state), now_s, import_id, end.report, end.error_code,
       end.error_message}));
  if (mine == 0) {
    return base::make_error("job_taken_over", "Job number " + std::to_string(job.id.value) +
                                                  " was taken up by another server meanwhile.");
  }
  if (end.state == JobState::Ready) return {};
  TRY(connection.run("DELETE FROM job_part WHERE job_id = $1", {job.id}));
  return {};
}

base::Status put_back_job(sql::Connection& connection, const Job& job) {
  TRY(
      connection.run("UPDATE job SET state = 'waiting' WHERE id = $1 AND takes = $2 AND state ="
                     " 'running'",
                     {job.id, job.takes}));
  return {};
}

}  // namespace registry

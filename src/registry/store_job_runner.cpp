// Files are put into a folder of their own for the length of the import.
#include "registry/store_job_runner.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include "access/secrets.hpp"

namespace registry {

namespace {

constexpr std::chrono::seconds look_every(2);
constexpr std::int64_t beat_every_s = 3;

// Goes away with the block.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("guildhall-job-" + guard::random_secret())) {
    std::filesystem::create_directory(path_);
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

base::Status write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.flush()) return {};
  return base::make_error("file_unwritable",
                          "What was uploaded cannot be unpacked: is the disk of " +
                              path.parent_path().parent_path().string() + " full?");
}

}  // namespace

JobRunner::JobRunner(sql::Database& database, Rules rules)
    : database_(database), rules_(std::move(rules)), thread_([this] { run(); }) {}

JobRunner::~JobRunner() {
  ending_ = true;
  wake();
  thread_.join();
}

void JobRunner::wake() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    work_waits_ = true;
  }
  woken_.notify_all();
}

void JobRunner::stop(JobId job) {
  std::lock_guard<std::mutex> lock(mutex_);
  stop_ = job;
}

std::optional<JobProgress> JobRunner::progress(JobId job) const {
  std::lock_guard<std::mutex> lock(mutex_);
  return progress_ && progress_->job == job ? progress_ : std::nullopt;
}

void JobRunner::run() {
  while (!ending_) {
    base::Result<bool> worked = step();
    if (!worked.ok()) rules_.trouble("a job: " + worked.error().message);
    if (worked.ok() && worked.value()) continue;
    std::unique_lock<std::mutex> lock(mutex_);
    woken_.wait_for(lock, look_every, [this] { return work_waits_ || ending_; });
    work_waits_ = false;
  }
}

// Whether there was something to do.
base::Result<bool> JobRunner::step() {
  std::optional<Job> job;
  {
    // Most of the time there is nothing, and whoever writes is not disturbed for that.
    const sql::Lease look = TRY(database_.read());
    const std::int64_t waiting =
        TRY(look->integer("SELECT count(*) FROM job WHERE state = 'waiting' OR (state = 'running'"
                          " AND heartbeat_at < $1)",
                          {rules_.now_s() - job_abandoned_s}));
    if (waiting == 0) return false;
  }
  {
    const sql::Lease lease = TRY(database_.write());
    job = TRY(take_job(*lease, rules_.now_s()));
  }
  if (!job) return false;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    progress_ = JobProgress{job->id, "Begun", 0};
    stop_.reset();
    beat_at_ = rules_.now_s();
  }
  base::Result<JobEnd> end = work(*job);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    progress_.reset();
  }
  const sql::Lease lease = TRY(database_.write());
  if (ending_ && !end.ok()) {
    TRY(put_back_job(*lease, job->id));
    return false;
  }
  if (!end.ok()) {
    const bool stopped = end.error().code == "import_stopped";
    end = JobEnd{stopped ? JobState::Stopped : JobState::Failed, 0, "", end.error().code,
                 end.error().message};
  }
  TRY(end_job(*lease, job->id, end.value(), rules_.now_s()));
  return true;
}

bool JobRunner::is_to_stop(JobId job) {
  if (ending_) return true;
  std::lock_guard<std::mutex> lock(mutex_);
  return stop_ == job;
}

// On SQLite nobody else can write while an import does, and nobody else works on it.
void JobRunner::beat(JobId job) {
  const std::int64_t now_s = rules_.now_s();
  if (database_.engine() == sql::Engine::Sqlite || now_s < beat_at_ + beat_every_s) return;
  beat_at_ = now_s;
  const base::Result<sql::Lease> lease = database_.write();
  if (!lease.ok()) return;  // another time
  const base::Result<bool> wanted = beat_job(*lease.value(), job, now_s);
  if (wanted.ok() && wanted.value()) stop(job);
}

ImportOptions JobRunner::options_of(const Job& job) {
  ImportOptions options;
  options.dry_run = job.dry_run;
  options.clusters = job.clusters;
  options.partial = job.partial;
  // What the dry run would refuse is shown by it, and then confirmed or not.
  options.sure = job.sure;
  options.as_of = job.as_of;
  options.today = rules_.today();
  options.now_s = rules_.now_s();
  options.by = job.by;
  options.stop = [this, id = job.id] { return is_to_stop(id); };
  options.progress = [this, id = job.id](std::string_view step, double share) {
    constexpr int whole = 100;
    beat(id);
    std::lock_guard<std::mutex> lock(mutex_);
    progress_ = JobProgress{id, std::string(step), static_cast<int>(share * whole)};
  };
  return options;
}

base::Result<ImportReport> JobRunner::import(const Job& job, const ImportOptions& options) {
  const Folder folder;
  std::vector<std::string> paths;
  for (std::size_t at = 0; at < job.files.size(); ++at) {
    // Two files may have one name.
    const std::filesystem::path own = folder.path() / std::to_string(at);
    std::filesystem::create_directory(own);
    const std::filesystem::path path = own / job.files[at].name;
    const sql::Lease lease = TRY(database_.read());
    TRY(write_file(path, TRY(job_file(*lease, job.id, static_cast<std::int64_t>(at)))));
    paths.push_back(path.string());
  }
  return import_files(database_, paths, options);
}

base::Result<JobEnd> JobRunner::work(const Job& job) {
  const ImportOptions options = options_of(job);
  const ImportReport report = job.kind == JobKind::Undo
                                  ? TRY(undo_import(database_, job.import_id, options))
                                  : TRY(import(job, options));
  JobEnd end;
  end.state = job.dry_run ? JobState::Ready : JobState::Done;
  if (!job.dry_run) end.import_id = report.import_id;
  end.report = rules_.report(report, job.dry_run);
  return end;
}

}  // namespace registry

// Files are put into a folder of their own for the length of the import.
#include "registry/store_job_runner.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include "access/secrets.hpp"
#include "base/background.hpp"

namespace registry {

namespace {

constexpr std::chrono::seconds look_every(2);
constexpr std::chrono::milliseconds beat_every(500);
// More mistakes than anybody mends one by one.
constexpr std::size_t remarks_kept_max = 1000;

base::Error unwritable(const std::filesystem::path& folder) {
  return base::make_error(
      "file_unwritable",
      "What was uploaded cannot be unpacked into " + folder.string() +
          ": look whether its disk is full, and whether the server may write there.");
}

// Goes away with the block.
class Folder {
 public:
  static base::Result<Folder> make() {
    std::error_code trouble;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(trouble);
    Folder made(parent / ("guildhall-job-" + guard::random_secret()));
    if (!trouble) std::filesystem::create_directory(made.path_, trouble);
    if (!trouble) {
      std::filesystem::permissions(made.path_, std::filesystem::perms::owner_all, trouble);
    }
    if (trouble) return unwritable(parent);
    return made;
  }
  Folder(Folder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  // The file's path; it is alone in a folder, for two files may have one name.
  base::Result<std::string> write(std::size_t place, const std::string& name,
                                  const std::string& bytes) const {
    const std::filesystem::path own = path_ / std::to_string(place);
    std::error_code trouble;
    std::filesystem::create_directory(own, trouble);
    const std::filesystem::path path = own / name;
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (trouble || !file.flush()) return unwritable(path_.parent_path());
    return path.string();
  }

 private:
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

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

bool JobRunner::stop(JobId job) {
  std::lock_guard<std::mutex> lock(mutex_);
  const bool mine = progress_ && progress_->job == job;
  if (mine) stop_ = job;
  return mine;
}

std::optional<JobPulse> JobRunner::progress(JobId job) const {
  std::lock_guard<std::mutex> lock(mutex_);
  if (!progress_ || progress_->job != job) return std::nullopt;
  return progress_->pulse;
}

void JobRunner::run() {
  base::leave_the_processor_to_others();
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
    if (!TRY(job_waits(*look, rules_.now_s()))) return false;
  }
  {
    const sql::Lease lease = TRY(database_.write());
    job = TRY(take_job(*lease, rules_.now_s()));
  }
  if (!job) return false;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    progress_ = JobProgress{job->id, {"Begun", 0}};
    stop_.reset();
  }
  std::thread beside([this, &job] { pulse(*job); });
  const base::Status worked = attempt(*job);
  const bool stopped = is_to_stop(job->id) && !ending_;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    progress_.reset();
  }
  woken_.notify_all();
  beside.join();
  TRY(finish(*job, worked, stopped));
  return worked.ok() || !sql::is_passing(worked.error());
}

// Outside a request nobody else catches, and a server that fell over would do so again at each
// start.
base::Status JobRunner::attempt(const Job& job) {
  try {
    return work(job);
  } catch (const std::exception& e) {
    return base::make_error("internal", "Guildhall failed in a way that it did not foresee.", "",
                            e.what());
  }
}

// What work() has not ended itself.
base::Status JobRunner::finish(const Job& job, const base::Status& worked, bool stopped) {
  if (worked.ok()) return {};
  const sql::Lease lease = TRY(database_.write());
  const base::Error& error = worked.error();
  const bool interrupted = error.code == "import_stopped";
  if (sql::is_passing(error) || (interrupted && !stopped)) return put_back_job(*lease, job);
  auto transaction = TRY(sql::Transaction::begin_write(*lease));
  TRY(end_job(
      *lease, job,
      {interrupted ? JobState::Stopped : JobState::Failed, 0, "", error.code, error.message},
      rules_.now_s()));
  return transaction.commit();
}

bool JobRunner::is_to_stop(JobId job) const {
  if (ending_) return true;
  std::lock_guard<std::mutex> lock(mutex_);
  return stop_ == job;
}

// A long step says nothing for many seconds, and is alive all the same.
void JobRunner::pulse(const Job& job) {
  // On SQLite nobody else can write while an import does, and nobody else works on it. A dry run
  // lets others write, and so tells them of itself.
  if (database_.engine() == sql::Engine::Sqlite && !job.dry_run) return;
  std::unique_lock<std::mutex> lock(mutex_);
  while (!woken_.wait_for(lock, beat_every, [this] { return !progress_; })) {
    const JobPulse now = progress_->pulse;
    lock.unlock();
    beat(job, now);
    lock.lock();
  }
}

void JobRunner::beat(const Job& job, const JobPulse& now) {
  const base::Result<sql::Lease> lease = database_.write();
  if (!lease.ok()) return;  // another time
  const base::Result<bool> to_stop = beat_job(*lease.value(), job, now, rules_.now_s());
  if (to_stop.ok() && to_stop.value()) (void)stop(job.id);
}

ImportOptions JobRunner::options_of(const Job& job) {
  ImportOptions options;
  options.dry_run = job.dry_run;
  options.clusters = job.clusters;
  options.partial = job.partial;
  options.rests = true;
  // What the dry run would refuse is shown by it, and then confirmed or not.
  options.sure = job.sure;
  options.as_of = job.as_of;
  options.today = rules_.today();
  options.now_s = rules_.now_s();
  options.by = job.by;
  options.stop = [this, id = job.id] { return is_to_stop(id); };
  options.progress = [this, id = job.id](std::string_view step, double share) {
    constexpr int whole = 100;
    std::lock_guard<std::mutex> lock(mutex_);
    progress_ = JobProgress{id, {std::string(step), static_cast<int>(share * whole)}};
  };
  options.beside = [this, &job](sql::Connection& connection, const ImportReport& report) {
    return end_job(connection, job, end_of(job, report), rules_.now_s());
  };
  return options;
}

base::Result<ImportReport> JobRunner::import(const Job& job, const ImportOptions& options) {
  const Folder folder = TRY(Folder::make());
  std::vector<std::string> paths;
  for (std::size_t at = 0; at < job.files.size(); ++at) {
    const sql::Lease lease = TRY(database_.read());
    const std::string bytes = TRY(job_file(*lease, job.id, static_cast<std::int64_t>(at)));
    paths.push_back(TRY(folder.write(at, job.files[at].name, bytes)));
  }
  return import_files(database_, paths, options);
}

JobEnd JobRunner::end_of(const Job& job, const ImportReport& report) const {
  JobEnd end;
  end.state = job.dry_run ? JobState::Ready : JobState::Done;
  if (!job.dry_run) end.import_id = report.import_id;
  ImportReport kept = report;
  for (FileReport& file : kept.files) {
    if (file.remarks.size() > remarks_kept_max) file.remarks.resize(remarks_kept_max);
  }
  end.report = rules_.report(kept, job.dry_run);
  return end;
}

base::Status JobRunner::work(const Job& job) {
  const ImportOptions options = options_of(job);
  const ImportReport report = job.kind == JobKind::Undo
                                  ? TRY(undo_import(database_, job.import_id, options))
                                  : TRY(import(job, options));
  if (report.import_id != 0) return {};  // ended with the import
  const sql::Lease lease = TRY(database_.write());
  auto transaction = TRY(sql::Transaction::begin_write(*lease));
  TRY(end_job(*lease, job, end_of(job, report), rules_.now_s()));
  return transaction.commit();
}

}  // namespace registry

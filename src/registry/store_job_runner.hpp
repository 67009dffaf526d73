// The thread of a server that does jobs, one at a time.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "registry/store_import.hpp"
#include "registry/store_job.hpp"

namespace registry {

// How far the job is that this server works on.
struct JobProgress {
  JobId job;
  std::string step;
  int percent = 0;
};

class JobRunner {
 public:
  struct Rules {
    std::function<base::Date()> today;
    std::function<std::int64_t()> now_s;
    // What is kept of a report, as JSON.
    std::function<std::string(const ImportReport& report, bool dry_run)> report;
    // Is told what goes wrong around a job, one line each.
    std::function<void(const std::string&)> trouble;
  };
  // `database` must outlive it.
  JobRunner(sql::Database& database, Rules rules);
  // Stops a job that is under way: it is put back, and taken up at the next start.
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;

  // There is something to do.
  void wake();
  // Somebody wants this job to stop.
  void stop(JobId job);
  std::optional<JobProgress> progress(JobId job) const;

 private:
  void run();
  base::Result<bool> step();
  base::Result<JobEnd> work(const Job& job);
  ImportOptions options_of(const Job& job);
  base::Result<ImportReport> import(const Job& job, const ImportOptions& options);
  void beat(JobId job);
  bool is_to_stop(JobId job);

  sql::Database& database_;
  const Rules rules_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool work_waits_ = true;
  std::optional<JobId> stop_;
  std::optional<JobProgress> progress_;
  std::int64_t beat_at_ = 0;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace registry

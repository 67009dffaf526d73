// Takes runs from the database, one at a time, and does them: the thread of a server, or the
// program `guildhall worker`.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "design/store_facts.hpp"
#include "design/store_run.hpp"

namespace design {

struct WorkerRules {
  std::function<std::int64_t()> now_s;
  // Is told what goes wrong around a run, and what is done, one line each.
  std::function<void(const std::string&)> trouble;
  std::function<void(const std::string&)> done = {};
  std::string name = "server";
  int threads = 1;
  TravelPlaces places = {};
};

// What a worker does with one run; for who has no thread for it (tests, `worker --once`).
class Worker {
 public:
  // `database` must outlive it.
  Worker(sql::Database& database, WorkerRules rules);
  // Whether there was something to do. Errors: those of the database.
  base::Result<bool> step();
  // Ends the run under way soon: it is put back with the best plan so far.
  void end() { ending_ = true; }
  bool ending() const { return ending_; }

 private:
  base::Result<RunEnd> work(const Run& run);
  base::Result<RunEnd> attempt(const Run& run);
  RunEnd failed(const Run& run, const base::Error& error) const;

  sql::Database& database_;
  const WorkerRules rules_;
  Benches benches_;
  std::atomic<bool> ending_ = false;
};

// A Worker in a thread of low priority, which looks for work now and then and when it is woken.
class WorkerThread {
 public:
  WorkerThread(sql::Database& database, WorkerRules rules);
  ~WorkerThread();
  WorkerThread(const WorkerThread&) = delete;
  void wake();

 private:
  void loop();

  Worker worker_;
  std::function<void(const std::string&)> trouble_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool work_waits_ = true;
  std::thread thread_;
};

// "4711 on host"
std::string worker_name();
// Until SIGTERM or SIGINT, or with `once` until nothing waits. Errors: those of the database when
// it cannot be reached at the first try.
base::Result<int> serve_runs(sql::Database& database, WorkerRules rules, bool once);

}  // namespace design

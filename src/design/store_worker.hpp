// Takes runs from the database, one at a time, and does them: the thread of a server, or the program
// `guildhall worker`.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "design/explain.hpp"
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

// The reports of studies, as they are kept in the row and read again by pages.
std::string report_text(const Frontier& frontier, const Facts& facts);
std::string report_text(const SizeStudy& study);
base::Result<Frontier> read_frontier(std::string_view text, const Facts& facts);
base::Result<SizeStudy> read_size_study(std::string_view text);

}  // namespace design

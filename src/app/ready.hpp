// Whether the program can do its work just now, asked with a limit to the waiting.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sql/database.hpp"

namespace app {

struct Readiness {
  std::string code;  // of the error table; "" when ready
  int schema_version = 0;
  std::int64_t registry_version = 0;
  std::vector<std::pair<std::string, std::int64_t>> jobs = {};  // how many are in which state
};

// Asks the database: does it answer, and is its schema ours?
Readiness look_at(sql::Database& database);

// Asks in a thread of its own, so that a database that hangs is told after `wait_ms_max`.
class ReadyProbe {
 public:
  ReadyProbe(std::function<Readiness()> look, int wait_ms_max);
  ~ReadyProbe();
  ReadyProbe(const ReadyProbe&) = delete;
  ReadyProbe& operator=(const ReadyProbe&) = delete;
  // From any thread. A look that began before the question is no answer to it.
  Readiness ask();

 private:
  void run();

  std::function<Readiness()> look_;
  int wait_ms_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t asked_ = 0;
  std::uint64_t answered_ = 0;
  bool stopping_ = false;
  Readiness found_;
  std::thread thread_;
};

}  // namespace app

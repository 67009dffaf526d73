// Notes beside the requests when a session or token was last in use: whoever only reads never waits
// for whoever writes, such as an import that holds the database for seconds.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "access/principal.hpp"
#include "sql/database.hpp"

namespace guard {

class UseNotes {
 public:
  // `database` must outlive it.
  explicit UseNotes(sql::Database& database);
  // Writes what is still to be written, if it can be.
  ~UseNotes();
  UseNotes(const UseNotes&) = delete;

  // Returns at once. What cannot be written is left out: the next request notes it again.
  void add(const Principal& principal, std::int64_t now_s);
  // Waits until all that was added so far is written or left out.
  void settle();

 private:
  void run();

  sql::Database& database_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::pair<Via, std::int64_t>, std::int64_t> waiting_;  // when each was seen
  bool writing_ = false;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace guard

// A fixed number of threads that take jobs in the order in which they came. What may wait long for
// others never has more than half of the threads, so that the rest is answered meanwhile.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace web {

class Workers {
 public:
  using Job = std::function<void()>;  // must not throw
  enum class Kind { Quick, MayWait };

  Workers(int threads, std::size_t queue_max);
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False, and the job is not taken, when `queue_max` jobs wait already.
  bool submit(Job job, Kind kind = Kind::Quick);
  bool has_room() const;
  std::size_t waiting() const;
  // Drops the jobs that wait, then waits for those that run.
  void stop();

 private:
  struct Waiting {
    std::uint64_t number = 0;  // in the order of coming
    Job job;
  };
  void run();
  // For all of these mutex_ is held.
  std::size_t queued() const { return quick_.size() + may_wait_.size(); }
  std::deque<Waiting>* next();  // the queue whose first may be begun, or null

  const std::size_t queue_max_;
  const int may_wait_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting> quick_;
  std::deque<Waiting> may_wait_;
  std::uint64_t came_ = 0;
  int may_wait_begun_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace web

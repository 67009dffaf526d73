// A fixed number of threads that take jobs from one queue.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace web {

class Workers {
 public:
  using Job = std::function<void()>;  // must not throw

  Workers(int threads, std::size_t queue_max);
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False, and the job is not taken, when `queue_max` jobs wait already.
  bool submit(Job job);
  bool has_room() const;
  std::size_t waiting() const;
  // Drops the jobs that wait, then waits for those that run.
  void stop();

 private:
  void run();

  const std::size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace web

// One lock around one queue: handlers take a thousand times longer than the lock is held.
#include "web/workers.hpp"

#include <utility>

#include "base/check.hpp"

namespace web {

Workers::Workers(int threads, std::size_t queue_max) : queue_max_(queue_max) {
  CHECK(threads >= 0);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

bool Workers::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= queue_max_) return false;
    queue_.push_back(std::move(job));
  }
  arrived_.notify_one();
  return true;
}

bool Workers::has_room() const {
  const std::lock_guard lock(mutex_);
  return !stopping_ && queue_.size() < queue_max_;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Workers::stop() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(queue_);
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Workers::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (stopping_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace web

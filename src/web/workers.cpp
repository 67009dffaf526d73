// One lock around one queue: handlers take a thousand times longer than the lock is held.
#include "web/workers.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace web {

Workers::Workers(int threads, std::size_t queue_max)
    : queue_max_(queue_max), may_wait_max_(std::max(threads / 2, 1)) {
  CHECK(threads >= 0);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

bool Workers::submit(Job job, Kind kind) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queued() >= queue_max_) return false;
    (kind == Kind::Quick ? quick_ : may_wait_).push_back({++came_, std::move(job)});
  }
  arrived_.notify_one();
  return true;
}

bool Workers::has_room() const {
  const std::lock_guard lock(mutex_);
  return !stopping_ && queued() < queue_max_;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return queued();
}

void Workers::stop() {
  std::deque<Waiting> quick;
  std::deque<Waiting> may_wait;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    quick.swap(quick_);
    may_wait.swap(may_wait_);
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::deque<Workers::Waiting>* Workers::next() {
  std::deque<Waiting>* open = may_wait_begun_ < may_wait_max_ ? &may_wait_ : nullptr;
  if (open == nullptr || open->empty()) return quick_.empty() ? nullptr : &quick_;
  if (quick_.empty() || open->front().number < quick_.front().number) return open;
  return &quick_;
}

void Workers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    arrived_.wait(lock, [this] { return stopping_ || next() != nullptr; });
    if (stopping_) return;
    std::deque<Waiting>* from = next();
    const bool may_wait = from == &may_wait_;
    Job job = std::move(from->front().job);
    from->pop_front();
    if (may_wait) ++may_wait_begun_;
    lock.unlock();
    job();
    job = nullptr;  // what it holds goes before the lock is taken
    lock.lock();
    if (may_wait && may_wait_begun_-- == may_wait_max_) arrived_.notify_one();
  }
}

}  // namespace web

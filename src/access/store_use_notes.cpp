// One thread, one connection at a time.
#include "access/store_use_notes.hpp"

#include "access/store_session.hpp"

namespace guard {
namespace {

// An error here is nobody's: what was not noted is noted by the next request.
void write_all(sql::Database& database,
               const std::map<std::pair<Via, std::int64_t>, std::int64_t>& seen) {
  const base::Result<sql::Lease> lease = database.write();
  if (!lease.ok()) return;
  for (const auto& [by, now_s] : seen) {
    Principal principal;
    principal.via = by.first;
    principal.via_id = by.second;
    if (!note_use(*lease.value(), principal, now_s).ok()) return;
  }
}

}  // namespace

UseNotes::UseNotes(sql::Database& database) : database_(database), thread_([this] { run(); }) {}

UseNotes::~UseNotes() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void UseNotes::add(const Principal& principal, std::int64_t now_s) {
  {
    const std::lock_guard lock(mutex_);
    waiting_[{principal.via, principal.via_id}] = now_s;
  }
  changed_.notify_all();
}

void UseNotes::settle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.empty() && !writing_; });
}

void UseNotes::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return !waiting_.empty() || ending_; });
    if (waiting_.empty()) return;
    const auto seen = std::exchange(waiting_, {});
    writing_ = true;
    lock.unlock();
    write_all(database_, seen);
    lock.lock();
    writing_ = false;
    changed_.notify_all();
  }
}

}  // namespace guard

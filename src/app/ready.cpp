// A thread that looks when it is asked.
#include "app/ready.hpp"

#include <chrono>

#include "registry/store.hpp"
#include "sql/migrate.hpp"

namespace app {

namespace {

base::Result<Readiness> look(sql::Database& database) {
  Readiness found;
  sql::Lease lease = TRY(database.read());
  found.schema_version = TRY(sql::known_version(*lease));
  if (found.schema_version < sql::migrations().back().number) {
    found.code = "database_older";
    return found;
  }
  found.registry_version = TRY(registry::Store(*lease).version());
  return found;
}

}  // namespace

Readiness look_at(sql::Database& database) {
  auto found = look(database);
  if (found.ok()) return std::move(found).value();
  Readiness not_ready;
  not_ready.code = found.error().code;
  return not_ready;
}

ReadyProbe::ReadyProbe(std::function<Readiness()> look, int wait_ms_max)
    : look_(std::move(look)), wait_ms_max_(wait_ms_max), thread_([this] { run(); }) {}

ReadyProbe::~ReadyProbe() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Readiness ReadyProbe::ask() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = ++asked_;
  changed_.notify_all();
  const bool answered = changed_.wait_for(lock, std::chrono::milliseconds(wait_ms_max_),
                                          [&] { return answered_ >= mine; });
  if (answered) return found_;
  Readiness silent;
  silent.code = "database_unavailable";
  return silent;
}

void ReadyProbe::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stopping_ || asked_ > answered_; });
    if (stopping_) return;
    const std::uint64_t question = asked_;
    lock.unlock();
    Readiness found = look_();
    lock.lock();
    found_ = std::move(found);
    answered_ = question;
    changed_.notify_all();
  }
}

}  // namespace app

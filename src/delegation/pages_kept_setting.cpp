// Settings that were read, for as long as nothing is changed.
#include <map>
#include <mutex>
#include <utility>

#include "access/store_audit.hpp"
#include "delegation/pages.hpp"

namespace delegation {

namespace {

// One takes some hundred kilobytes, so not all of a large county stay.
constexpr std::size_t settings_max = 64;

// Of one state of the database.
class Settings {
 public:
  base::Result<KeptSetting> of(sql::Connection& connection, const governance::Place& place,
                               base::Date on) const {
    const auto key = std::pair(place, on);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      const auto found = kept_.find(key);
      if (found != kept_.end()) return found->second;
    }
    KeptSetting made = TRY(setting_of(connection, place, on));
    const std::lock_guard<std::mutex> lock(mutex_);
    if (kept_.size() >= settings_max) kept_.clear();
    return kept_.emplace(key, std::move(made)).first->second;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::map<std::pair<governance::Place, base::Date>, KeptSetting> kept_;
};

}  // namespace

base::Result<KeptSetting> kept_setting(const Context& context, sql::Connection& connection,
                                       const governance::Place& place, base::Date on) {
  const guard::AuditHead head = TRY(guard::audit_head(connection));
  using Shared = std::shared_ptr<const Settings>;
  const auto settings =
      TRY(context->settled.of<Shared>(head.seq, "settings", []() -> base::Result<Shared> {
        return Shared(std::make_shared<const Settings>());
      }));
  return (*settings)->of(connection, place, on);
}

}  // namespace delegation

// For the tests of the stores of this room: a database with its schema, quick passwords, people.
#pragma once

#include <string>

#include "access/store_audit.hpp"
#include "access/store_sign_in.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace guard {

inline constexpr std::int64_t noon = 1800000000;  // 15 January 2027
inline const std::string good_password = "seven herons over the marsh";

class AccessTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (!IsSkipped()) sql::must(sql::migrate(*sql::must(database().write())));
  }

  static Settings quick_settings() {
    Settings settings;
    settings.passwords.memory_bytes = 8192;
    settings.passwords.passes = 1;
    settings.passwords.waiting_max = 100;
    settings.passwords.wait_ms_max = 60000;
    return settings;
  }

  Desk desk() { return {database(), passwords_, settings_}; }
  static Doer tester() { return command_doer("A test."); }
  static base::Date today() { return *base::Date::from_iso("2027-01-15"); }
  static Grant administrator() {
    return {{}, Role::Administrator, {}, base::Period::since(today())};
  }
  static Grant editor_of(const Unit& unit) {
    return {{}, Role::Editor, unit, base::Period::since(today())};
  }

  // An account that has accepted its invitation.
  AccountId member(const std::string& name, std::optional<Grant> grant = {}) {
    const sql::Lease lease = sql::must(database().write());
    const Invited invited = sql::must(
        invite(*lease, {name + "@example.org", name, grant}, tester(), settings_.links, noon));
    const std::string hash = sql::must(passwords_.hash(good_password));
    return sql::must(use_link(*lease, invited.token, {"", name, hash}, today(), noon));
  }

  NewSession session_of(AccountId id, std::int64_t now_s = noon) {
    return sql::must(start_session(*sql::must(database().write()),
                                   {id, "password", "Firefox/125 (Windows)", false}, now_s));
  }
  Principal principal_of(const std::string& secret, std::int64_t now_s = noon) {
    return sql::must(
        session_principal(*sql::must(database().read()), secret, settings_.sessions, now_s));
  }
  ChainReport part_of_trail(const Anchor& anchor, std::int64_t most) {
    return sql::must(verify_audit(*sql::must(database().read()), anchor, most));
  }
  ChainReport trail(const std::string& anchor = {}, std::int64_t since = 0) {
    return sql::must(verify_audit(*sql::must(database().read()), {anchor, since}));
  }
  // The action of the newest record.
  std::string last_action() {
    const auto found = sql::must(search_audit(*sql::must(database().read()), {}, 1));
    return found.empty() ? "" : found.front().act.action;
  }

  Settings settings_ = quick_settings();
  Passwords passwords_{settings_.passwords};
};

}  // namespace guard

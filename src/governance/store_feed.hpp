// Calendars that other programs read by a secret in their address, as long as the account lasts
// that made them. They tell when bodies meet and what is due, never what is on an agenda.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "governance/ical.hpp"
#include "governance/store_change.hpp"
#include "governance/year.hpp"

namespace governance {

struct FeedRow {
  std::int64_t id = 0;
  bool of_person = false;  // else of a body
  std::int64_t of = 0;
  std::string name;  // of the body or person
  std::int64_t made_at = 0;
};
// Those in use of an account, the newest first.
base::Result<std::vector<FeedRow>> feeds_of(sql::Connection& connection, guard::AccountId account);

// The secret, which is told once: its hash alone is kept. Errors: body_not_found, person_not_found,
// bad_governance (twenty are in use).
base::Result<std::string> make_feed(sql::Connection& connection, bool of_person, std::int64_t of,
                                    const Writing& writing);
// Error: feed_not_found (also of another account).
base::Status revoke_feed(sql::Connection& connection, std::int64_t id, const Writing& writing);
// What the secret opens. Error: feed_not_found (no such secret, revoked, or its account is closed).
base::Result<FeedRow> feed_by(sql::Connection& connection, const std::string& secret);

// Meetings and deadlines from a year before the day on, of a body; of a person those of all bodies
// where they sit or whose governance professional they are.
base::Result<std::vector<IcalEvent>> events_of_body(sql::Connection& connection, BodyId body,
                                                    base::Date today);
base::Result<std::vector<IcalEvent>> events_of_person(sql::Connection& connection, PersonId person,
                                                      base::Date today);

}  // namespace governance

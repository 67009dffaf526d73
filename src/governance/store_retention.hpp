// What boards keep of people and for how long: the text in force, what is over its time today, and
// taking that out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "governance/retention.hpp"
#include "governance/store_text.hpp"

namespace governance {

inline constexpr TextKind retention_kind = {"retention_text", "retention", "Retention of our own",
                                            "another text"};
base::Result<std::vector<RetentionRule>> retention_in_force(sql::Connection& connection);
// A further text in place of the one that was seen. Errors: bad_retention, governance_conflict.
base::Status save_retention(sql::Connection& connection, const std::string& content,
                            std::int64_t seen_version, const Writing& writing);

// What is kept of one person, of one kind, and is over its time.
struct OverTime {
  KeptKind kind = KeptKind::Names;
  PersonId person;
  std::int64_t rows = 0;
  base::Date since;  // from which the time was counted; of several rows the last
  base::Date over;   // the first day on which all of it was over
};
// By kind and person.
base::Result<std::vector<OverTime>> over_time(sql::Connection& connection, base::Date today);
// "Person 12: 3 of Training; left on 1 September 2015, kept for 12 months after leaving"
std::string words_of(const OverTime& each, const std::vector<RetentionRule>& holding);
// Of that list: whoever has looked at it says by this what they saw.
std::string version_of(const std::vector<OverTime>& all);

// Takes out all that is over its time, or nothing, and says what it was. The trail has kinds and
// numbers of people alone. Error: governance_conflict (it is not what was seen).
base::Result<std::vector<OverTime>> purge(sql::Connection& connection, const Writing& writing,
                                          const std::optional<std::string>& seen = {});

// What a person held stays, for the record must; who they were does not.
base::Status erase_person(sql::Connection& connection, PersonId person);

}  // namespace governance

// What is known of a person beside where they sit: training, and checks such as that of the
// Disclosure and Barring Service.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "governance/change.hpp"
#include "governance/store_parts.hpp"

namespace governance {

// A check with its number, "" where none is noted.
struct CheckRow {
  Check check;
  std::string certificate;
};
// The newest first.
base::Result<std::vector<Training>> trainings_of(sql::Connection& connection, PersonId person);
base::Result<std::vector<CheckRow>> checks_of(sql::Connection& connection, PersonId person);

// For whom a person is, through a seat or an office that they hold on one of these days; each place
// once, with what is above it today.
base::Result<std::vector<guard::UnitPath>> paths_of_person(sql::Connection& connection,
                                                           PersonId person,
                                                           const base::Period& within,
                                                           base::Date today);

// Whom the numbered training or check is of. Error: bad_governance.
base::Result<PersonId> person_of_known(sql::Connection& connection, const Change& change);
// Writes the change, inside the caller's transaction. Sentences tell neither the day of a check nor
// its number.
base::Result<Written> write_known(sql::Connection& connection, const Change& change,
                                  PersonId person, std::int64_t now_s);
// Training, checks and levels of skills are no part of the lawful record of a body: they go with
// the name.
base::Status erase_known(sql::Connection& connection, PersonId person);

}  // namespace governance

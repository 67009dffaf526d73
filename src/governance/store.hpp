// Reading: which bodies there are, and who a person is.
#pragma once

#include <string>
#include <vector>

#include "access/principal.hpp"
#include "governance/facts.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace governance {

// The bodies of one place alone, of whatever days, by name; of a school those that it shares too.
base::Result<std::vector<Body>> bodies_at(sql::Connection& connection, const Place& place);
// With its shares. Error: body_not_found.
base::Result<Body> body_row(sql::Connection& connection, BodyId id);

// Whether the board of a trust that has the school on the day is noted here.
base::Result<bool> trust_board_noted(sql::Connection& connection, registry::SchoolId school,
                                     base::Date on);

struct PersonRow {
  PersonId id;
  std::string name;
  std::string email;
  bool address_own = false;  // they gave the address themselves, and nobody confirmed it
};
// Error: person_not_found.
base::Result<PersonRow> person_row(sql::Connection& connection, PersonId id);
inline constexpr int people_max = 50;  // that one answer tells
// Whose name has all these words, by name; `limit` at most.
base::Result<std::vector<PersonRow>> people_called(sql::Connection& connection,
                                                   const std::string& words, int limit);

// For whom a body is edited, and everything above it: of a school's, the authority only where it
// maintains the school.
base::Result<guard::UnitPath> path_of(sql::Connection& connection, const Place& place,
                                      base::Date on);
// Of that, those who say by which rules the body is held: neither its school nor its cluster.
guard::UnitPath owners_of(guard::UnitPath path);

}  // namespace governance

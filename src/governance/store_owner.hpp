// Whose bodies are whose, in SQL: what owner.hpp says of facts, without loading any.
#pragma once

#include <string>
#include <vector>

#include "base/period.hpp"
#include "governance/model.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace governance {

// A group or authority with bodies, by name.
struct OwnerRow {
  registry::OrganisationId id;
  std::string name;
  registry::OrganisationKind kind = registry::OrganisationKind::Mat;
};
// Those that have a body in being on the day. Sponsors and other groups that have schools, but do
// not govern them, only with a body of their own.
base::Result<std::vector<OwnerRow>> owners(sql::Connection& connection, base::Date on);

// Queries of one column, `id`: the schools that an authority maintains on a day of the period, and
// those that are in a group or one of its clusters on whatever day. `owner` is a number or "$1".
std::string schools_maintained(const std::string& owner, const base::Period& within);
std::string schools_of_group(const std::string& owner);

// The schools of a group or authority on the day; of an authority the federations of those too.
struct OwnedPlaces {
  std::vector<std::int64_t> schools;
  std::vector<std::int64_t> groups;  // itself the first
};
base::Result<OwnedPlaces> places_of(sql::Connection& connection, registry::OrganisationId owner,
                                    base::Date on);

// A query of two columns, `kind` as code_of() has it and `id`: the place and all that lies within
// it on the day, which are those whose path_of() has it. `place` and `day` are numbers or "$1".
std::string places_within(PlaceKind kind, const std::string& place, const std::string& day);

// The authorities that maintain the school, or schools of the federation, on the day; of academies
// and of other groups none.
base::Result<std::vector<std::int64_t>> authorities_of(sql::Connection& connection,
                                                       const Place& place, base::Date on);

}  // namespace governance

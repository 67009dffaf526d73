// Facts out of the database: for one body with all that its rules look at, for a whole group, or
// for everything. The same function fills all of them, so that no page knows less than another.
#pragma once

#include <cstdint>
#include <vector>

#include "governance/facts.hpp"
#include "registry/model.hpp"
#include "sql/database.hpp"

namespace governance {

// All that findings look at; what composition() does alone, who sits where, and holds what, which
// is half of the work; or that and meetings, for who is wanted at which.
enum class FactsFor { Findings, Composition, Meetings };

// The body, its schools, their bodies, the boards above it, and everybody who holds something
// there. Indexed. Error: body_not_found.
base::Result<Facts> facts_of_body(sql::Connection& connection, BodyId body);
// The bodies of a group or authority, of its clusters and of its schools: of all that a group has,
// had or will have, of those that an authority maintains on a day of the period. Beside them are
// bodies that are not its own on the day: see is_of().
base::Result<Facts> facts_of_owner(sql::Connection& connection, registry::OrganisationId owner,
                                   const base::Period& within);
// For composition(): the bodies of a group or authority, of its clusters and of these schools, and
// of all schools of a group.
base::Result<Facts> facts_of_schools(sql::Connection& connection, registry::OrganisationId owner,
                                     const std::vector<std::int64_t>& schools);
// For composition(), of the bodies of a group or authority, of one of its clusters and of a school;
// 0: of none. Heads and chairs of all schools of a cluster sit on its board, and so may those of
// all schools of a group on its own: these schools are among them. Those of an authority are not.
base::Result<Facts> facts_of_unit(sql::Connection& connection, const Place& owner,
                                  std::int64_t cluster, std::int64_t school);
// The bodies of these schools and of these groups or authorities, and of all that a school is in.
base::Result<Facts> facts_of_places(sql::Connection& connection,
                                    const std::vector<std::int64_t>& schools,
                                    const std::vector<std::int64_t>& groups,
                                    FactsFor wanted = FactsFor::Findings);
// The bodies on which somebody sits or may sit by an office, as far as is needed to say as what.
base::Result<Facts> facts_of_person(sql::Connection& connection, PersonId person);
// The same of several at once.
base::Result<Facts> facts_of_people(sql::Connection& connection,
                                    const std::vector<PersonId>& people,
                                    FactsFor wanted = FactsFor::Findings);
base::Result<Facts> all_facts(sql::Connection& connection);

}  // namespace governance

// Whose a body is, said once for pages, calendars, findings, the publication and files.
#pragma once

#include <optional>
#include <vector>

#include "governance/facts.hpp"
#include "registry/model.hpp"

namespace governance {

// A group or authority has its own bodies, those of its clusters, and those of its schools on the
// day: a group of the schools that are in it, an authority of the schools that it maintains, and
// of federations of them. For an academy answers its trust, so its bodies are not the authority's.
bool is_of(const Facts& facts, const Body& body, registry::OrganisationId owner, base::Date on);
// Those in being on the day, by number.
std::vector<const Body*> bodies_of(const Facts& facts, registry::OrganisationId owner,
                                   base::Date on);
// The days of the period on which the body is in being and the owner's, from the first to the last.
// Nothing where there is none.
std::optional<base::Period> days_owned(const Facts& facts, const Body& body,
                                       registry::OrganisationId owner, const base::Period& within);

}  // namespace governance

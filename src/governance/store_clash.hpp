// Meetings of other groups at which somebody is wanted who is wanted at ours.
#pragma once

#include <functional>
#include <vector>

#include "governance/year.hpp"
#include "sql/database.hpp"

namespace governance {

// Whether whoever asks may be told that the body has a meeting.
using Sees = std::function<base::Result<bool>(const Body&)>;
// Those still planned, within the period, of bodies that are not among the facts, where people of
// the facts are wanted. Nothing given as `sees`: every body may be named.
base::Result<std::vector<Elsewhere>> meetings_elsewhere(sql::Connection& connection,
                                                        const Facts& facts, const RuleBook& book,
                                                        const base::Period& within,
                                                        const Sees& sees);

// The bodies of these meetings that may not be named to who plans one of `body`: of another group,
// and not seen.
base::Result<Unnamed> not_named(sql::Connection& connection, const Facts& facts, BodyId body,
                                const std::vector<MeetingDay>& meetings, const Sees& sees);

}  // namespace governance

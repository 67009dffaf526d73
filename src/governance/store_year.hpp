// The year of meetings in the database: templates, terms and deadlines of our own, which stand
// above those that are shipped; and planning a year.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "governance/store_change.hpp"
#include "governance/store_text.hpp"
#include "governance/year.hpp"

namespace governance {

base::Result<YearCalendar> calendar_in_force(sql::Connection& connection);
// A further text in place of the one that was seen. Errors: bad_calendar, governance_conflict.
base::Status save_calendar(sql::Connection& connection, const std::string& content,
                           std::int64_t seen_version, const Writing& writing);

// The meetings of templates that bodies have within the period, but those cancelled.
base::Result<std::vector<std::pair<BodyId, std::string>>> templates_used(
    sql::Connection& connection, const base::Period& within);

}  // namespace governance

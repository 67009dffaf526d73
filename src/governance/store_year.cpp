// The calendar in force, and which meetings of its templates there are.
#include "governance/store_year.hpp"

namespace governance {

base::Result<YearCalendar> calendar_in_force(sql::Connection& connection) {
  const OwnText own = TRY(own_text(connection, calendar_kind));
  YearCalendar calendar = shipped_calendar();
  if (!own.content.empty()) calendar.add(TRY(read_calendar(own.content)));
  return calendar;
}

base::Result<std::vector<std::pair<BodyId, std::string>>> templates_used(
    sql::Connection& connection, const base::Period& within) {
  std::vector<std::pair<BodyId, std::string>> used;
  sql::Rows rows = TRY(connection.query(
      "SELECT body_id, template FROM meeting WHERE template <> '' AND state <> 'cancelled' AND "
      "held_on >= $1 AND held_on < $2",
      {within.from(), within.until()}));
  while (TRY(rows.next())) used.emplace_back(rows.id<Body>(0), std::string(rows.text(1)));
  return used;
}

base::Status save_calendar(sql::Connection& connection, const std::string& content,
                           std::int64_t seen_version, const Writing& writing) {
  TRY(read_calendar(content));
  return save_own_text(connection, calendar_kind, content, seen_version, writing);
}

}  // namespace governance

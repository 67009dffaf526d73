// As with rules: every text is kept, and the newest holds.
#include "governance/store_year.hpp"

#include "access/store_audit.hpp"
#include "access/values.hpp"

namespace governance {

base::Result<RuleText> own_calendar(sql::Connection& connection) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id, content, actor, made_at FROM calendar_text ORDER BY id DESC LIMIT 1"));
  if (!TRY(rows.next())) return RuleText{};
  return RuleText{rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)),
                  rows.integer(3)};
}

base::Result<YearCalendar> calendar_in_force(sql::Connection& connection) {
  const RuleText own = TRY(own_calendar(connection));
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
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const RuleText before = TRY(own_calendar(connection));
  if (before.version != seen_version) {
    return base::make_error("governance_conflict",
                            before.actor +
                                " saved another calendar meanwhile, so nothing was saved. Look at "
                                "it, then make your change again.",
                            "content");
  }
  const std::int64_t id = TRY(connection.integer(
      "INSERT INTO calendar_text (content, account_id, actor, made_at) VALUES ($1, $2, $3, $4) "
      "RETURNING id",
      {content, writing.by.account.value, writing.by.name, writing.now_s}));
  guard::Values was;
  guard::Values is;
  was.add("calendar", before.content);
  is.add("calendar", content);
  TRY(guard::record(connection, {writing.by,
                                 "governance.calendar",
                                 {"calendar", id, "Calendar of our own"},
                                 was.json(),
                                 is.json(),
                                 writing.now_s}));
  return transaction.commit();
}

}  // namespace governance

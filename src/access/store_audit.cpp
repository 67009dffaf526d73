// The head is one row: its lock puts all writers in a line, on both engines.
#include "access/store_audit.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace guard {
namespace {

constexpr std::int64_t page_size = 1000;

constexpr std::string_view columns =
    "SELECT seq, recorded_at, actor_id, actor_name, via, via_id, action, subject_kind, subject_id,"
    " subject_name, old_values, new_values, reason, power, previous, hash FROM audit ";

AuditRecord record_of(const sql::Rows& rows) {
  AuditRecord record;
  record.seq = rows.integer(0);
  Act& act = record.act;
  act.recorded_at = rows.integer(1);
  act.by.account = rows.id<Account>(2);
  act.by.name = rows.text(3);
  // A word that is none of ours was put there by somebody else: the check of the chain says so.
  act.by.via = via_of(rows.text(4)).value_or(Via::System);
  act.by.via_id = rows.integer(5);
  act.action = rows.text(6);
  act.subject = {std::string(rows.text(7)), rows.integer(8), std::string(rows.text(9))};
  act.old_values = rows.text(10);
  act.new_values = rows.text(11);
  act.by.reason = rows.text(12);
  act.by.power = rows.text(13);
  record.previous = rows.text(14);
  record.hash = rows.text(15);
  if (!via_of(rows.text(4))) record.hash.clear();
  return record;
}

base::Result<std::vector<AuditRecord>> all_of(sql::Rows rows) {
  std::vector<AuditRecord> records;
  while (TRY(rows.next())) records.push_back(record_of(rows));
  return records;
}

// For LIKE, with \ as the sign of escape.
std::string containing(const std::string& words) {
  std::string pattern = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

base::Status lock_audit(sql::Connection& connection) {
  TRY(connection.run("UPDATE audit_head SET seq = seq"));
  return {};
}

base::Result<AuditHead> audit_head(sql::Connection& connection) {
  sql::Rows rows = TRY(connection.query("SELECT seq, hash FROM audit_head"));
  if (!TRY(rows.next())) return AuditHead{};  // somebody took it away: the check says so
  return AuditHead{rows.integer(0), std::string(rows.text(1))};
}

base::Result<std::int64_t> record(sql::Connection& connection, const Act& act) {
  CHECK(!act.action.empty() && !act.subject.kind.empty());
  TRY(lock_audit(connection));
  const AuditHead head = TRY(audit_head(connection));
  const std::int64_t seq = head.seq + 1;
  const std::string hash = chain_hash(head.hash, act);
  TRY(connection.run(
      "INSERT INTO audit (seq, recorded_at, actor_id, actor_name, via, via_id, action,"
      " subject_kind, subject_id, subject_name, old_values, new_values, reason, power, previous,"
      " hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
      {seq, act.recorded_at, act.by.account, act.by.name, name_of(act.by.via), act.by.via_id,
       act.action, act.subject.kind, act.subject.id, act.subject.name, act.old_values,
       act.new_values, act.by.reason, act.by.power, head.hash, hash}));
  TRY(connection.run("UPDATE audit_head SET seq = $1, hash = $2", {seq, hash}));
  return seq;
}

base::Result<std::vector<AuditRecord>> search_audit(sql::Connection& connection,
                                                    const AuditFilter& filter, int limit) {
  const auto maybe = [](const std::optional<std::int64_t>& number) {
    return number ? sql::Value(*number) : sql::Value(nullptr);
  };
  const sql::Value actor = filter.actor ? sql::Value(*filter.actor) : sql::Value(nullptr);
  const std::string pattern = containing(filter.words);
  // "account" finds "account.close": all that sorts from "account." to before "account/".
  const std::string from = filter.action + ".";
  const std::string until = filter.action + "/";
  static const std::string sql =
      std::string(columns) +
      "WHERE (CAST($1 AS TEXT) = '' OR subject_kind = $1)"
      " AND (CAST($2 AS INTEGER) IS NULL OR subject_id = $2)"
      " AND (CAST($3 AS INTEGER) IS NULL OR actor_id = $3)"
      " AND (CAST($4 AS TEXT) = '' OR action = $4 OR (action >= $5 AND action < $6))"
      " AND (CAST($7 AS TEXT) = '%%' OR subject_name LIKE $7 ESCAPE '\\'"
      "      OR actor_name LIKE $7 ESCAPE '\\' OR reason LIKE $7 ESCAPE '\\')"
      " AND (CAST($8 AS INTEGER) IS NULL OR recorded_at >= $8)"
      " AND (CAST($9 AS INTEGER) IS NULL OR recorded_at < $9)"
      " AND (CAST($10 AS INTEGER) IS NULL OR seq < $10)"
      " ORDER BY seq DESC LIMIT $11";
  return all_of(
      TRY(connection.query(sql, {filter.subject_kind, maybe(filter.subject_id), actor,
                                 filter.action, from, until, pattern, maybe(filter.from_s),
                                 maybe(filter.until_s), maybe(filter.before_seq), limit})));
}

base::Result<std::vector<AuditRecord>> audit_history(sql::Connection& connection,
                                                     const Subject& subject, int limit) {
  static const std::string sql =
      std::string(columns) +
      "WHERE subject_kind = $1 AND subject_id = $2 ORDER BY seq DESC LIMIT $3";
  return all_of(TRY(connection.query(sql, {subject.kind, subject.id, limit})));
}

base::Status each_audit_record(sql::Connection& connection,
                               const std::function<base::Status(const AuditRecord&)>& take,
                               std::int64_t after, std::int64_t most) {
  static const std::string sql = std::string(columns) + "WHERE seq > $1 ORDER BY seq LIMIT $2";
  while (most > 0) {
    const std::int64_t wanted = std::min(most, page_size);
    const std::vector<AuditRecord> page = TRY(all_of(TRY(connection.query(sql, {after, wanted}))));
    for (const AuditRecord& record : page) TRY(take(record));
    const auto read = static_cast<std::int64_t>(page.size());
    if (read < wanted) return {};
    after = page.back().seq;
    most -= read;
  }
  return {};
}

base::Result<ChainReport> verify_audit(sql::Connection& connection, const Anchor& anchor,
                                       std::int64_t most) {
  const bool all = anchor.since == 0;
  const auto view = TRY(sql::Transaction::begin_read(connection));
  const AuditHead head = TRY(audit_head(connection));
  ChainCheck check(anchor.sought.empty() ? anchor.hash : anchor.sought,
                   all ? AuditHead{} : AuditHead{anchor.since, anchor.hash});
  TRY(each_audit_record(
      connection,
      [&](const AuditRecord& record) -> base::Status {
        check.add(record);
        return {};
      },
      all ? INT64_MIN : anchor.since, most));
  const bool paused = check.so_far().records == most && check.so_far().last.seq < head.seq;
  return paused ? check.pause(head) : check.finish(head);
}

}  // namespace guard

// Every text is kept, and the newest holds.
#include "governance/store_rules.hpp"

#include "access/store_audit.hpp"
#include "access/values.hpp"

namespace governance {

base::Result<RuleText> own_rules(sql::Connection& connection) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id, content, actor, made_at FROM rule_text ORDER BY id DESC LIMIT 1"));
  if (!TRY(rows.next())) return RuleText{};
  return RuleText{rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)),
                  rows.integer(3)};
}

base::Result<RuleBook> rules_in_force(sql::Connection& connection) {
  const RuleText own = TRY(own_rules(connection));
  RuleBook book = shipped_rules();
  if (!own.content.empty()) book.add(TRY(read_rules(own.content)));
  return book;
}

base::Status save_rules(sql::Connection& connection, const std::string& content,
                        std::int64_t seen_version, const Writing& writing) {
  TRY(read_rules(content));
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const RuleText before = TRY(own_rules(connection));
  if (before.version != seen_version) {
    return base::make_error("governance_conflict",
                            before.actor +
                                " saved other rules meanwhile, so nothing was saved. "
                                "Look at them, then make your change again.",
                            "content");
  }
  const std::int64_t id = TRY(connection.integer(
      "INSERT INTO rule_text (content, account_id, actor, made_at) VALUES ($1, $2, $3, $4) "
      "RETURNING id",
      {content, writing.by.account.value, writing.by.name, writing.now_s}));
  guard::Values was;
  guard::Values is;
  was.add("rules", before.content);
  is.add("rules", content);
  TRY(guard::record(connection, {writing.by,
                                 "governance.rules",
                                 {"rules", id, "Rules of our own"},
                                 was.json(),
                                 is.json(),
                                 writing.now_s}));
  return transaction.commit();
}

}  // namespace governance

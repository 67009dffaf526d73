// Grants: given, revoked, listed. What is revoked stays on record.
#include "access/store_account.hpp"
#include "access/store_audit.hpp"
#include "access/store_parts.hpp"
#include "base/check.hpp"

namespace guard {
namespace {

constexpr std::string_view columns =
    "SELECT id, account_id, role, unit_kind, unit_id, unit_name, from_on, until_on, created_at,"
    " COALESCE(revoked_at, 0) FROM access_grant ";

GrantRow grant_of(const sql::Rows& rows) {
  const std::optional<Role> role = role_of(rows.text(2));
  const std::optional<UnitKind> kind = unit_kind_of(rows.text(3));
  CHECK(role && kind);
  return {rows.id<Account>(1),
          {rows.id<Grant>(0),
           *role,
           {*kind, rows.integer(4), std::string(rows.text(5))},
           base::Period(rows.date(6), rows.date(7))},
          rows.integer(8),
          rows.integer(9)};
}

}  // namespace

base::Result<std::vector<GrantRow>> grants(sql::Connection& connection,
                                           std::optional<AccountId> account) {
  static const std::string sql =
      std::string(columns) +
      "WHERE CAST($1 AS INTEGER) IS NULL OR account_id = $1 ORDER BY account_id, id";
  sql::Rows rows =
      TRY(connection.query(sql, {account ? sql::Value(*account) : sql::Value(nullptr)}));
  std::vector<GrantRow> found;
  while (TRY(rows.next())) found.push_back(grant_of(rows));
  return found;
}

base::Result<std::vector<Grant>> live_grants(sql::Connection& connection, AccountId account) {
  static const std::string sql =
      std::string(columns) + "WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id";
  sql::Rows rows = TRY(connection.query(sql, {account}));
  std::vector<Grant> found;
  while (TRY(rows.next())) found.push_back(grant_of(rows).grant);
  return found;
}

base::Result<GrantId> add_grant(sql::Connection& connection, AccountId id, const Grant& grant,
                                const Doer& by, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account found = TRY(account(connection, id));
  if (found.state == AccountState::Closed) {
    return base::make_error("account_closed", "The account of " + found.name + " was closed.");
  }
  const GrantId made = TRY(insert_grant(connection, id, grant, now_s));
  TRY(record(connection, {by, "grant.add", subject_of(found), "", grant_values(grant), now_s}));
  TRY(transaction.commit());
  return made;
}

base::Status revoke_grant(sql::Connection& connection, GrantId id, const Doer& by, base::Date today,
                          std::int64_t now_s) {
  static const std::string find = std::string(columns) + "WHERE id = $1 AND revoked_at IS NULL";
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  std::optional<GrantRow> row;
  {
    sql::Rows rows = TRY(connection.query(find, {id}));
    if (TRY(rows.next())) row = grant_of(rows);
  }
  if (!row) {
    return base::make_error("grant_not_found", "There is no grant " + std::to_string(id.value) +
                                                   " in force. `guildhall user list` shows them.");
  }
  if (TRY(has_administrator(connection, today)) &&
      !TRY(administrator_left(connection, today, {}, id))) {
    return last_administrator();
  }
  const Account holder = TRY(account(connection, row->account));
  TRY(connection.run("UPDATE access_grant SET revoked_at = $2 WHERE id = $1", {id, now_s}));
  TRY(record(connection,
             {by, "grant.revoke", subject_of(holder), grant_values(row->grant), "", now_s}));
  return transaction.commit();
}

}  // namespace guard

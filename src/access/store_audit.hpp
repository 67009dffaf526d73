// The audit trail in the database: append, search, history, check.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/audit.hpp"
#include "sql/database.hpp"

namespace guard {

// Locks the end of the chain until the transaction is over. Whoever looks before it writes (is this
// the last administrator?) locks first, so that on PostgreSQL nobody can change it in between.
base::Status lock_audit(sql::Connection& connection);

// Appends the act and gives its number. Inside the transaction of the change, so that neither is
// kept without the other.
base::Result<std::int64_t> record(sql::Connection& connection, const Act& act);

base::Result<AuditHead> audit_head(sql::Connection& connection);

struct AuditFilter {
  std::string subject_kind = {};  // "" is any, as everywhere here
  std::optional<std::int64_t> subject_id = {};
  std::optional<AccountId> actor = {};
  std::string action = {};  // this one, or what begins with it and a point: "account" finds all
  std::string words = {};   // in the names or the reason, capitals minded
  std::optional<std::int64_t> from_s = {};      // recorded then or later
  std::optional<std::int64_t> until_s = {};     // recorded before
  std::optional<std::int64_t> before_seq = {};  // the page after the one that ended with it
};

// The newest first, `limit` at most.
base::Result<std::vector<AuditRecord>> search_audit(sql::Connection& connection,
                                                    const AuditFilter& filter, int limit);
// What was done to one thing; the newest first.
base::Result<std::vector<AuditRecord>> audit_history(sql::Connection& connection,
                                                     const Subject& subject, int limit);

// All records, or those after a number, the oldest first, a thousand in memory at a time; `most` of
// them. Numbers below 1 would be of somebody else's making; they are read too.
base::Status each_audit_record(sql::Connection& connection,
                               const std::function<base::Status(const AuditRecord&)>& take,
                               std::int64_t after = INT64_MIN, std::int64_t most = INT64_MAX);

// Reads the trail in a transaction of its own: all of it, or what came after the anchor's record,
// for the rest was read when that was noted. After `most` records it stops and tells how many are
// left; whoever reads on gives the last as the anchor.
base::Result<ChainReport> verify_audit(sql::Connection& connection, const Anchor& anchor = {},
                                       std::int64_t most = INT64_MAX);

}  // namespace guard

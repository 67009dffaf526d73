// Accounts, grants and the audit trail in JSON: the same for commands and the API.
#pragma once

#include <string>
#include <vector>

#include "access/store_account.hpp"
#include "access/store_audit.hpp"
#include "access/store_session.hpp"
#include "web/http.hpp"
#include "web/json.hpp"

namespace guard {

void write_grant(web::JsonWriter& json, const GrantRow& row);
// With those of `rows` that are its own and in force.
void write_account(web::JsonWriter& json, const Account& account,
                   const std::vector<GrantRow>& rows);
std::string accounts_json(const std::vector<Account>& all, const std::vector<GrantRow>& rows);
// Everything that its hash is of.
void write_record(web::JsonWriter& json, const AuditRecord& record);
std::string report_json(const ChainReport& report);

// How the trail is to be read: ?anchor, ?since, ?sought, ?most. One look reads 100,000 records at
// most, so that it takes about a second, however long the trail is. Errors: those of read_anchor(),
// and bad_number.
struct AuditLook {
  Anchor anchor = {};
  std::int64_t most = 100'000;
};
base::Result<AuditLook> audit_look(const web::Request& request);

}  // namespace guard

// Accounts, grants and the audit trail in JSON: the same for commands and the API.
#pragma once

#include <string>
#include <vector>

#include "access/store_account.hpp"
#include "access/store_audit.hpp"
#include "access/store_session.hpp"
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

}  // namespace guard

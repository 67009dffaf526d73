// The roles of one person, on the pages about people.
#pragma once

#include <optional>
#include <vector>

#include "access/pages.hpp"
#include "access/store_audit.hpp"

namespace guard {

// What role, of what, from when to when. `optional`: there may be none.
web::Html grant_fields(const web::FormData& typed, bool optional,
                       const std::optional<base::Error>& error);
// What these fields say. Errors: bad_role, bad_date, dates_reversed, those of FindUnit.
base::Result<Grant> grant_of(const Front& front, sql::Connection& connection,
                             const web::FormData& form);

web::Html grants_section(const Account& holder, const std::vector<GrantRow>& granted,
                         const web::Caller& caller, const web::FormData& typed,
                         const std::optional<base::Error>& error);
web::Html history_section(const std::vector<AuditRecord>& history);

// Errors: those of grant_of, add_grant and revoke_grant.
base::Status give_role(Front& front, const web::Request& request, const web::FormData& form);
base::Status take_role(Front& front, const web::Request& request);

}  // namespace guard

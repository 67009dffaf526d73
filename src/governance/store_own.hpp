// Which person of the boards an account is, so that whoever signs in finds their seats, meetings
// and what is due.
#pragma once

#include <string>
#include <vector>

#include "access/store_account.hpp"
#include "governance/store_change.hpp"
#include "governance/store_parts.hpp"

namespace governance {

// Not known where nobody has said it, or nobody signed in.
base::Result<PersonId> person_of_account(sql::Connection& connection, guard::AccountId account);
// By address.
base::Result<std::vector<guard::Account>> accounts_of_person(sql::Connection& connection,
                                                             PersonId person);
// Errors: person_not_found, account_not_found, governance_conflict (the account is somebody else).
base::Result<guard::Account> link_account(sql::Connection& connection, PersonId person,
                                          std::string_view email, const Writing& writing);
// Errors: account_not_found (also of an account that is not that person).
base::Status unlink_account(sql::Connection& connection, PersonId person, guard::AccountId account,
                            const Writing& writing);

// Where somebody is reached. Sentences do not tell the address. Inside the caller's transaction.
// Errors: bad_governance, governance_conflict (it stands for somebody else), person_not_found.
base::Result<Written> write_address(sql::Connection& connection, const Change& change,
                                    PersonId person, std::int64_t now_s);

}  // namespace governance

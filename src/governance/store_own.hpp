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

// Who says so: somebody of themselves, or who keeps the boards.
enum class AddressSaid { OfThemselves, Confirmed };
// Where somebody is reached. Sentences do not tell the address. Inside the caller's transaction.
// What somebody says of themselves is kept whoever else has the address, so that nobody learns it,
// and stands for nobody until it is confirmed.
// Errors: bad_governance, governance_conflict (confirmed, and somebody else has it),
// person_not_found.
base::Result<Written> write_address(sql::Connection& connection, const Change& change,
                                    PersonId person, AddressSaid said);

// Whom an address, in small letters, stands for: who has it confirmed, and has the name where one
// is given (names are compared folded). Not known where nobody has the address. `names_told`: the
// asker may know who has it.
// Error: person_ambiguous (another name, several, or it is not confirmed).
base::Result<PersonId> person_reached(sql::Connection& connection, const std::string& email,
                                      std::string_view name, bool names_told);

}  // namespace governance

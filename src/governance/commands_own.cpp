// guildhall governance account: which person of the boards an account is.
#include "governance/commands_own.hpp"

#include <ostream>

#include "governance/api_own.hpp"
#include "governance/commands_kept.hpp"

namespace governance {

namespace {

using enum base::OptionKind;

base::Result<int> run_account(const base::Invocation& call) {
  const PersonId person{TRY(number_of(call, "PERSON"))};
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  if (const auto email = call.value("add")) {
    TRY(link_account(*lease, person, *email, writing_of(call)));
  }
  if (const auto email = call.value("remove")) {
    const guard::Account account = TRY(guard::account_of_email(*lease, *email));
    TRY(unlink_account(*lease, person, account.id, writing_of(call)));
  }
  const auto accounts = TRY(accounts_of_person(*lease, person));
  *call.out << (call.json ? accounts_json(person, accounts) : accounts_text(accounts));
  return 0;
}

}  // namespace

std::vector<base::Command> commands_of_own() {
  return {
      {"governance account",
       "With which accounts a person of the boards signs in",
       "Whoever signs in with one of them finds their seats, their meetings and what is due under "
       "\"Yours\".\n"
       "Example: guildhall governance account 12 --add head@example.org",
       {{"PERSON", Positional, "The number of the person", "", true},
        {"add", Value, "The account of this address is theirs", "EMAIL", false},
        {"remove", Value, "The account of this address is not theirs", "EMAIL", false},
        {"reason", Value, "Why, for the audit trail", "TEXT", false}},
       run_account}};
}

}  // namespace governance

// One small table; the trail has numbers alone.
#include "governance/store_own.hpp"

#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "base/text.hpp"
#include "governance/store.hpp"

namespace governance {

namespace {

base::Status note(sql::Connection& connection, PersonId person, std::int64_t before,
                  std::int64_t after, const Writing& writing) {
  guard::Values was;
  guard::Values is;
  was.add("account", before);
  is.add("account", after);
  TRY(guard::record(connection, {writing.by,
                                 "governance.account",
                                 {"person", person.value, "Person " + std::to_string(person.value)},
                                 was.json(),
                                 is.json(),
                                 writing.now_s}));
  return {};
}

base::Result<std::vector<PersonRow>> people_at(sql::Connection& connection,
                                               const std::string& email) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id, name, email, address_own FROM person WHERE email = $1 AND withdrawn = 0 "
      "ORDER BY id",
      {email}));
  std::vector<PersonRow> people;
  while (TRY(rows.next())) {
    people.push_back({rows.id<Person>(0), std::string(rows.text(1)), std::string(rows.text(2)),
                      rows.integer(3) != 0});
  }
  return people;
}

// "Ann Low (person 12), as they say themselves".
std::string told(const PersonRow& holder) {
  return holder.name + " (person " + std::to_string(holder.id.value) + ")" +
         (holder.address_own ? ", as they say themselves" : "");
}

base::Error held_by(const PersonRow& holder) {
  return base::make_error("governance_conflict",
                          "The address stands for somebody else already: " + told(holder) +
                              ". Nothing was saved. Give another, or take it out there first.",
                          "address");
}

base::Error not_clear(const std::vector<PersonRow>& holders, std::string_view name,
                      bool names_told) {
  std::string message = "The e-mail address does not stand for one person";
  message += name.empty() ? std::string() : " called \"" + std::string(name) + "\"";
  if (!names_told) {
    message +=
        ": give the person's number, or leave the address out; who may edit everything can say "
        "whose it is.";
  } else {
    std::vector<std::string> known;
    for (const PersonRow& each : holders) known.push_back(told(each));
    message += ". It is noted of " + base::join(known, "; ") +
               ". Give the number of who is meant, or confirm the address or take it out there.";
  }
  return base::make_error("person_ambiguous", std::move(message), "person");
}

}  // namespace

base::Result<PersonId> person_of_account(sql::Connection& connection, guard::AccountId account) {
  sql::Rows rows = TRY(
      connection.query("SELECT person_id FROM person_account WHERE account_id = $1", {account}));
  if (!TRY(rows.next())) return PersonId{};
  return PersonId{rows.integer(0)};
}

base::Result<std::vector<guard::Account>> accounts_of_person(sql::Connection& connection,
                                                             PersonId person) {
  std::vector<guard::AccountId> numbers;
  {
    sql::Rows rows = TRY(connection.query(
        "SELECT p.account_id FROM person_account p JOIN account a ON a.id = p.account_id WHERE "
        "p.person_id = $1 ORDER BY a.email_folded",
        {person}));
    while (TRY(rows.next())) numbers.push_back(guard::AccountId{rows.integer(0)});
  }
  std::vector<guard::Account> accounts;
  for (const guard::AccountId id : numbers) accounts.push_back(TRY(guard::account(connection, id)));
  return accounts;
}

base::Result<guard::Account> link_account(sql::Connection& connection, PersonId person,
                                          std::string_view email, const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  TRY(person_row(connection, person));
  const guard::Account account = TRY(guard::account_of_email(connection, email));
  const PersonId there = TRY(person_of_account(connection, account.id));
  if (there == person) return account;
  if (there.known()) {
    return base::make_error("governance_conflict",
                            "That account is person " + std::to_string(there.value) +
                                " already. Take it away there first; nothing was saved.",
                            "email");
  }
  TRY(connection.run("INSERT INTO person_account (account_id, person_id) VALUES ($1, $2)",
                     {account.id, person}));
  TRY(note(connection, person, 0, account.id.value, writing));
  TRY(transaction.commit());
  return account;
}

base::Status unlink_account(sql::Connection& connection, PersonId person, guard::AccountId account,
                            const Writing& writing) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(guard::lock_audit(connection));
  const PersonId there = TRY(person_of_account(connection, account));
  if (!there.known() || there != person) {
    return base::make_error("account_not_found",
                            "Person " + std::to_string(person.value) + " has no account " +
                                std::to_string(account.value) + ". Nothing was changed.");
  }
  TRY(connection.run("DELETE FROM person_account WHERE account_id = $1", {account}));
  TRY(note(connection, person, account.value, 0, writing));
  return transaction.commit();
}

base::Result<Written> write_address(sql::Connection& connection, const Change& change,
                                    PersonId person, AddressSaid said) {
  std::string address = base::lower_ascii(base::trim(change.word("address")));
  if (!address.empty()) {
    base::Result<std::string> checked = guard::checked_email(address);
    if (!checked.ok()) return bad_change("address", checked.error().message);
    address = std::move(checked).value();
  }
  if (said == AddressSaid::Confirmed && !address.empty()) {
    const std::vector<PersonRow> holders = TRY(people_at(connection, address));
    for (const PersonRow& other : holders) {
      if (other.id != person) return held_by(other);
    }
  }
  const PersonRow was = TRY(person_row(connection, person));
  const bool stays = was.email == address && !was.address_own;
  const bool own = said == AddressSaid::OfThemselves && !address.empty() && !stays;
  TRY(connection.run("UPDATE person SET email = $2, address_own = $3 WHERE id = $1",
                     {person, address, own ? 1 : 0}));
  return Written{address.empty() ? "The e-mail address of " + was.name + " is taken out."
                                 : "Where " + was.name + " is reached by e-mail is noted.",
                 person.value,
                 {}};
}

base::Result<PersonId> person_reached(sql::Connection& connection, const std::string& email,
                                      std::string_view name, bool names_told) {
  const std::vector<PersonRow> holders = TRY(people_at(connection, email));
  if (holders.empty()) return PersonId{};
  std::vector<PersonId> meant;
  for (const PersonRow& each : holders) {
    const bool called = name.empty() || base::fold(each.name) == base::fold(name);
    if (called && !each.address_own) meant.push_back(each.id);
  }
  if (meant.size() == 1) return meant.front();
  return not_clear(holders, name, names_told);
}

}  // namespace governance

// guildhall user list | invite | link | close | grant | revoke: by whoever has the database.
#include <chrono>
#include <ostream>

#include "access/api.hpp"
#include "access/commands.hpp"
#include "access/secrets.hpp"
#include "access/settings.hpp"
#include "access/store_account.hpp"
#include "access/store_session.hpp"
#include "base/text.hpp"
#include "sql/migrate.hpp"
#include "web/json.hpp"

namespace guard {
namespace {

using enum base::OptionKind;
using web::JsonWriter;

Doer operator_of(const base::Invocation& call) {
  return command_doer(call.value("because").value_or(""));
}

base::Result<base::Date> date_of(const base::Invocation& call, std::string_view name,
                                 base::Date otherwise) {
  const std::optional<std::string> text = call.value(name);
  if (!text) return otherwise;
  if (const auto date = base::Date::parse(*text)) return *date;
  return base::make_error("bad_date", "\"" + *text + "\" is not a date. Write it as 2025-05-24.",
                          "--" + std::string(name));
}

base::Result<Unit> unit_of(const base::Invocation& call, sql::Connection& connection,
                           const FindUnit& find_unit) {
  Unit unit;
  int given = 0;
  for (const UnitKind kind :
       {UnitKind::Authority, UnitKind::Group, UnitKind::Cluster, UnitKind::School}) {
    const std::optional<std::string> words = call.value(name_of(kind));
    if (!words) continue;
    ++given;
    unit = TRY(find_unit(connection, kind, *words, call.today));
  }
  if (given <= 1) return unit;
  return base::make_error("filters_exclude",
                          "Give one of --authority, --group, --cluster and --school, not several.",
                          "--authority");
}

base::Result<Grant> grant_of(const base::Invocation& call, sql::Connection& connection,
                             const FindUnit& find_unit) {
  const std::string name = call.value("role").value_or("");
  const std::optional<Role> role = role_of(name);
  if (!role) {
    return base::make_error("bad_role",
                            "\"" + name + "\" is no role. Choose administrator, editor or reader.",
                            "--role");
  }
  Grant grant;
  grant.role = *role;
  grant.unit = TRY(unit_of(call, connection, find_unit));
  const base::Date from = TRY(date_of(call, "from", call.today));
  const base::Date until = TRY(date_of(call, "until", base::Date::distant_future()));
  const auto period = base::Period::between(from, until);
  if (!period) {
    return base::make_error("dates_reversed", "--until must be later than --from.", "--until");
  }
  grant.period = *period;
  return grant;
}

std::string grant_text(const GrantRow& row) {
  return "  " + std::to_string(row.grant.id.value) + "  " + std::string(name_of(row.grant.role)) +
         " of " + row.grant.unit.name + ", " + row.grant.period.describe();
}

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const std::vector<Account> all = TRY(accounts(*lease));
  const std::vector<GrantRow> rows = TRY(grants(*lease));
  if (call.json) {
    *call.out << accounts_json(all, rows);
    return 0;
  }
  for (const Account& account : all) {
    *call.out << account.name << " <" << account.email << ">, " << name_of(account.state)
              << (account.second_factor ? ", second factor" : "") << "\n";
    for (const GrantRow& row : rows) {
      if (row.account == account.id && row.revoked_at == 0) *call.out << grant_text(row) << "\n";
    }
  }
  if (all.empty()) *call.out << "There is no account yet.\n";
  return 0;
}

void show_link(const base::Invocation& call, const std::string& token, std::int64_t until_s) {
  if (call.json) {
    JsonWriter json(JsonWriter::Layout::Indented);
    json.begin_object();
    json.member("link", link_path(token));
    json.member("expires_at", until_s);
    json.end_object();
    *call.out << json.take();
    return;
  }
  *call.out << "Give the person this link to choose a password. It works once, until "
            << moment_text(until_s) << "; put the address of your server before it:\n  "
            << link_path(token) << "\n";
}

base::Result<int> run_invite(const base::Invocation& call, const FindUnit& find_unit) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.write());
  Invitation invitation;
  invitation.email = call.value("EMAIL").value_or("");
  invitation.name = call.value("name").value_or("");
  if (call.value("role")) invitation.grant = TRY(grant_of(call, *lease, find_unit));
  const LinkSettings settings;
  const std::int64_t now_s = call.now_s();
  const Invited made = TRY(invite(*lease, invitation, operator_of(call), settings, now_s));
  show_link(call, made.token, now_s + settings.invite_s);
  return 0;
}

base::Result<int> run_link(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const Account found = TRY(account_of_email(*lease, call.value("EMAIL").value_or("")));
  const LinkSettings settings;
  const std::int64_t now_s = call.now_s();
  if (call.flag("second-factor-off")) {
    TRY(disable_second_factor(*lease, found.id, operator_of(call), now_s));
  }
  const std::string token = TRY(new_link(*lease, found.id, operator_of(call), settings, now_s));
  const bool invited = found.state == AccountState::Invited;
  show_link(call, token, now_s + (invited ? settings.invite_s : settings.reset_s));
  return 0;
}

base::Result<int> run_close(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const Account found = TRY(account_of_email(*lease, call.value("EMAIL").value_or("")));
  TRY(close_account(*lease, found.id, operator_of(call), call.today, call.now_s()));
  *call.out << "Closed: " << found.name << ". All sessions and tokens have ended.\n";
  return 0;
}

base::Result<int> run_grant(const base::Invocation& call, const FindUnit& find_unit) {
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const Account found = TRY(account_of_email(*lease, call.value("EMAIL").value_or("")));
  GrantRow row;
  row.grant = TRY(grant_of(call, *lease, find_unit));
  row.grant.id = TRY(add_grant(*lease, found.id, row.grant, operator_of(call), call.now_s()));
  if (call.json) {
    JsonWriter json(JsonWriter::Layout::Indented);
    write_grant(json, row);
    *call.out << json.take();
  } else {
    *call.out << "Granted to " << found.name << ":\n" << grant_text(row) << "\n";
  }
  return 0;
}

base::Result<int> run_revoke(const base::Invocation& call) {
  const std::string text = call.value("NUMBER").value_or("");
  const std::optional<std::int64_t> id = base::parse_integer(text);
  if (!id) {
    return base::make_error("bad_number",
                            "\"" + text +
                                "\" is not the number of a grant. `guildhall user list` "
                                "shows them.",
                            "NUMBER");
  }
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.write());
  TRY(revoke_grant(*lease, GrantId{*id}, operator_of(call), call.today, call.now_s()));
  *call.out << "Revoked: grant " << *id << ". It stays on record.\n";
  return 0;
}

base::Result<int> run_token(const base::Invocation& call) {
  constexpr std::int64_t day_s = 86400;
  const std::string days = call.value("days").value_or("90");
  const std::optional<std::int64_t> count = base::parse_integer(days);
  if (!count || *count < 1) {
    return base::make_error("bad_number", "\"" + days + "\" is not a number of days.", "--days");
  }
  NewToken wanted;
  wanted.label = call.value("label").value_or("");
  wanted.scopes = parse_scopes(call.value("scopes").value_or("read")).value_or(Scopes{});
  const std::int64_t now_s = call.now_s();
  wanted.expires_at = now_s + *count * day_s;
  sql::Database database = TRY(open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const Account found = TRY(account_of_email(*lease, call.value("EMAIL").value_or("")));
  const std::string token =
      TRY(create_token(*lease, found.id, wanted, operator_of(call), TokenSettings{}, now_s));
  if (call.json) {
    JsonWriter json(JsonWriter::Layout::Indented);
    json.begin_object();
    json.member("token", token);
    json.member("expires_at", wanted.expires_at);
    json.end_object();
    *call.out << json.take();
  } else {
    *call.out << token << "\n";
  }
  return 0;
}

const base::CommandOption email = {"EMAIL", Positional, "The address of the account", "", true};
const base::CommandOption because = {"because", Value, "Why, for the audit trail", "TEXT", false};

std::vector<base::CommandOption> with_grant_options(std::vector<base::CommandOption> options,
                                                    bool role_required) {
  options.push_back({"role", Value, "administrator, editor or reader", "ROLE", role_required});
  options.push_back({"authority", Value, "Of this authority: name or code", "NAME", false});
  options.push_back({"group", Value, "Of this group: name or UID", "NAME", false});
  options.push_back({"cluster", Value, "Of this cluster: name or number", "NAME", false});
  options.push_back({"school", Value, "Of this school", "URN", false});
  options.push_back({"from", Value, "The first day; today if not given", "DATE", false});
  options.push_back({"until", Value, "The first day on which it no longer holds", "DATE", false});
  options.push_back(because);
  return options;
}

}  // namespace

base::Result<sql::Database> open_existing(const base::Invocation& call) {
  sql::Database database = TRY(sql::Database::open(call.database, {.create = false}));
  {
    const sql::Lease lease = TRY(database.write());
    TRY(sql::migrate(*lease));
  }
  return database;
}

std::string moment_text(std::int64_t seconds) {
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::hh_mm_ss clock(moment - day);
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return base::Date(day).iso() + " " + two(clock.hours().count()) + ":" +
         two(clock.minutes().count()) + ":" + two(clock.seconds().count()) + " UTC";
}

std::vector<base::Command> user_commands(const FindUnit& find_unit) {
  std::vector<base::Command> made;
  made.push_back({"user list",
                  "List accounts and what was granted to them",
                  "The numbers are those that `user revoke` takes.\nExample: guildhall user list "
                  "--json",
                  {},
                  run_list});
  made.push_back(
      {"user invite", "Invite somebody",
       "Makes an account and prints the link by which the person chooses a password. With "
       "--role it also grants something; of everything, if no unit is named.\nExample: "
       "guildhall user invite ada@example.org --name 'Ada Marsh' --role editor --cluster "
       "Harbour",
       with_grant_options({email, {"name", Value, "The person's name", "NAME", true}}, false),
       [find_unit](const base::Invocation& call) { return run_invite(call, find_unit); }});
  made.push_back(
      {"user link",
       "Make a new link to choose a password",
       "For somebody who has lost the link of the invitation, or the password. Links made "
       "before no longer work.\nExample: guildhall user link ada@example.org",
       {email,
        {"second-factor-off", Flag, "Also turn the second factor off: the telephone is lost", "",
         false},
        because},
       run_link});
  made.push_back(
      {"user token",
       "Make an API token for an account",
       "Prints it, once. A program that sends it acts in the name of the account, as far as its "
       "scopes and the account reach.\nExample: guildhall user token ada@example.org --label "
       "'nightly figures' --scopes 'read edit'",
       {email,
        {"label", Value, "What it is for", "TEXT", true},
        {"scopes", Value, "read, edit, import, admin; read if not given", "SCOPES", false},
        {"days", Value, "How long it holds; 90 if not given", "NUMBER", false},
        because},
       run_token});
  made.push_back(
      {"user close",
       "Close an account",
       "Ends all its sessions and tokens. What the account did stays on record. The last "
       "administrator cannot be closed.\nExample: guildhall user close ada@example.org "
       "--because 'Left the trust'",
       {email, because},
       run_close});
  made.push_back({"user grant", "Let somebody do something",
                  "A grant holds for a unit and all beneath it; for everything, if no unit is "
                  "named.\nExample: guildhall user grant ada@example.org --role editor --group "
                  "'Harbour Trust' --until 2027-09-01",
                  with_grant_options({email}, true), [find_unit](const base::Invocation& call) {
                    return run_grant(call, find_unit);
                  }});
  made.push_back({"user revoke",
                  "Take a grant away",
                  "At once. The grant stays on record. The last administrator's cannot be taken "
                  "away.\nExample: guildhall user revoke 12 --because 'Another job'",
                  {{"NUMBER", Positional, "The number of the grant", "", true}, because},
                  run_revoke});
  return made;
}

}  // namespace guard

// Sessions: found by the hash of their secret.
#include "access/store_session.hpp"

#include "access/agent.hpp"
#include "access/secrets.hpp"
#include "access/store_account.hpp"
#include "access/store_audit.hpp"
#include "access/store_parts.hpp"
#include "access/values.hpp"

namespace guard {
namespace {

// Of columns of session: seen after $2, begun after $3, both no later than $4, since a session of
// the future is of a wrong clock.
constexpr std::string_view holds =
    " ended_at IS NULL AND seen_at > $2 AND session.created_at > $3 AND session.created_at <= $4"
    " AND seen_at <= $4 ";

struct Moments {
  std::int64_t seen;
  std::int64_t begun;
  std::int64_t latest;
};

Moments moments(const SessionSettings& settings, std::int64_t now_s) {
  return {now_s - settings.idle_s_max, now_s - settings.age_s_max, now_s + settings.slack_s};
}

base::Error no_session() {
  return base::make_error("session_not_found", "This session is over. Sign in again to go on.");
}

Subject session_subject(std::int64_t id, const Account& holder) {
  return {"session", id, holder.name};
}

}  // namespace

base::Result<NewSession> start_session(sql::Connection& connection, const SessionStart& start,
                                       std::int64_t now_s) {
  NewSession made;
  made.secret = random_secret();
  made.code_wanted = start.code_wanted;
  const std::string agent = agent_summary(start.user_agent);
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account holder = TRY(account(connection, start.account));
  if (holder.state != AccountState::Active) {
    return base::make_error("account_closed", "This account cannot be used to sign in.");
  }
  made.id = TRY(connection.integer(
      "INSERT INTO session (token_hash, account_id, created_at, seen_at, agent, way,"
      " second_factor) VALUES ($1, $2, $3, $3, $4, $5, $6) RETURNING id",
      {secret_hash(made.secret), start.account, now_s, agent, start.way,
       start.code_wanted ? 0 : 1}));
  Values values;
  values.add("way", start.way).add("agent", agent).add("code_wanted", start.code_wanted);
  const Doer by = {holder.id, holder.name, Via::Session, made.id, "Sign-in."};
  TRY(record(connection,
             {by, "session.start", session_subject(made.id, holder), "", values.json(), now_s}));
  TRY(transaction.commit());
  return made;
}

base::Result<NewSession> confirm_session(sql::Connection& connection, std::string_view secret,
                                         const SessionSettings& settings, std::int64_t now_s) {
  const Moments at = moments(settings, now_s);
  static const std::string find = "SELECT id, account_id FROM session WHERE token_hash = $1 AND" +
                                  std::string(holds) + "AND second_factor = 0";
  NewSession made;
  made.secret = random_secret();
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  AccountId id;
  {
    sql::Rows rows =
        TRY(connection.query(find, {secret_hash(secret), at.seen, at.begun, at.latest}));
    if (!TRY(rows.next())) return no_session();
    made.id = rows.integer(0);
    id = rows.id<Account>(1);
  }
  TRY(connection.run(
      "UPDATE session SET token_hash = $2, second_factor = 1, seen_at = $3 WHERE id = $1",
      {made.id, secret_hash(made.secret), now_s}));
  const Account holder = TRY(account(connection, id));
  const Doer by = {holder.id, holder.name, Via::Session, made.id, "Sign-in with a second factor."};
  TRY(record(connection, {by, "session.confirm", session_subject(made.id, holder), "", "", now_s}));
  TRY(transaction.commit());
  return made;
}

base::Result<Principal> session_principal(sql::Connection& connection, std::string_view secret,
                                          const SessionSettings& settings, std::int64_t now_s) {
  if (!is_secret(secret)) return Principal{};
  const Moments at = moments(settings, now_s);
  static const std::string find =
      "SELECT session.id, account.id, account.name, second_factor, seen_at, way"
      " FROM session JOIN account ON account.id = account_id WHERE token_hash = $1 AND" +
      std::string(holds) + "AND account.state = 'active'";
  Principal principal;
  {
    sql::Rows rows =
        TRY(connection.query(find, {secret_hash(secret), at.seen, at.begun, at.latest}));
    if (!TRY(rows.next())) return principal;
    principal.via = Via::Session;
    principal.via_id = rows.integer(0);
    principal.account = rows.id<Account>(1);
    principal.shown_name = rows.text(2);
    principal.code_wanted = rows.integer(3) == 0;
    principal.signed_in = !principal.code_wanted;
    principal.seen_at = rows.integer(4);
    principal.demo = rows.text(5) == "demo";
  }
  principal.csrf = csrf_of(secret);
  if (!principal.signed_in) return principal;
  principal.grants = TRY(live_grants(connection, principal.account));
  return principal;
}

base::Result<std::vector<SessionRow>> sessions(sql::Connection& connection, AccountId account,
                                               const SessionSettings& settings,
                                               std::int64_t now_s) {
  const Moments at = moments(settings, now_s);
  static const std::string find =
      "SELECT id, created_at, seen_at, agent, way FROM session WHERE account_id = $1 AND" +
      std::string(holds) + "ORDER BY seen_at DESC, id DESC";
  sql::Rows rows = TRY(connection.query(find, {account, at.seen, at.begun, at.latest}));
  std::vector<SessionRow> found;
  while (TRY(rows.next())) {
    found.push_back({rows.integer(0), rows.integer(1), rows.integer(2), std::string(rows.text(3)),
                     std::string(rows.text(4))});
  }
  return found;
}

base::Status end_session(sql::Connection& connection, AccountId account_id, std::int64_t session,
                         const Doer& by, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const std::int64_t ended = TRY(connection.run(
      "UPDATE session SET ended_at = $3 WHERE id = $2 AND account_id = $1 AND ended_at IS NULL",
      {account_id, session, now_s}));
  if (ended != 1) return no_session();
  const Account holder = TRY(account(connection, account_id));
  TRY(record(connection, {by, "session.end", session_subject(session, holder), "", "", now_s}));
  return transaction.commit();
}

base::Result<std::int64_t> end_other_sessions(sql::Connection& connection, AccountId account_id,
                                              std::int64_t but_session, const Doer& by,
                                              std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account holder = TRY(account(connection, account_id));
  const std::int64_t ended = TRY(end_sessions(connection, account_id, but_session, now_s));
  Values values;
  values.add("ended", ended);
  TRY(record(connection, {by, "account.sign_out", subject_of(holder), "", values.json(), now_s}));
  TRY(transaction.commit());
  return ended;
}

bool worth_noting(const Principal& principal, const Settings& settings, std::int64_t now_s) {
  if (!principal.account.known()) return false;
  const std::int64_t every_s =
      principal.via == Via::Token ? settings.tokens.seen_every_s : settings.sessions.seen_every_s;
  return now_s >= principal.seen_at + every_s || now_s < principal.seen_at;
}

base::Status note_use(sql::Connection& connection, const Principal& principal, std::int64_t now_s) {
  TRY(connection.run(principal.via == Via::Token ? "UPDATE api_token SET used_at = $2 WHERE id = $1"
                                                 : "UPDATE session SET seen_at = $2 WHERE id = $1",
                     {principal.via_id, now_s}));
  return {};
}

}  // namespace guard

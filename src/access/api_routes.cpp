// /api/v1 of this room: oneself, people, the audit trail.
#include <algorithm>

#include "access/api.hpp"
#include "access/pages.hpp"
#include "access/secrets.hpp"
#include "base/text.hpp"
#include "web/json_read.hpp"
#include "web/openapi.hpp"

namespace guard {
namespace {

using web::ApiOperation;
using web::JsonWriter;
using web::Schema;

web::Response json_answer(std::string body, int status = 200) {
  web::Response response;
  response.status = status;
  response.content_type = "application/json";
  response.body = std::move(body);
  return response;
}

Schema grant_schema() {
  return Schema::object(
      {{"id", Schema::whole()},
       {"role", Schema::one_of({"administrator", "editor", "reader"})},
       {"unit_kind", Schema::one_of({"everything", "authority", "group", "cluster", "school"})},
       {"unit_id", Schema::whole("0 for everything")},
       {"unit", Schema::text()},
       {"from", Schema::text("The first day; empty: always")},
       {"until", Schema::text("The day after the last; empty: no end")}});
}

Schema account_schema() {
  return Schema::object({{"id", Schema::whole()},
                         {"email", Schema::text()},
                         {"name", Schema::text()},
                         {"state", Schema::one_of({"invited", "active", "closed"})},
                         {"second_factor", Schema::truth()},
                         {"grants", Schema::array(grant_schema())}});
}

Schema record_schema() {
  return Schema::object({{"seq", Schema::whole()},
                         {"recorded_at", Schema::whole("Seconds since 1970")},
                         {"actor_id", Schema::whole("0: none")},
                         {"actor_name", Schema::text()},
                         {"via", Schema::one_of({"session", "token", "command", "system"})},
                         {"via_id", Schema::whole()},
                         {"action", Schema::text()},
                         {"subject_kind", Schema::text()},
                         {"subject_id", Schema::whole()},
                         {"subject_name", Schema::text()},
                         {"old_values", Schema::text("JSON as text: the hash is of these bytes")},
                         {"new_values", Schema::text("The same")},
                         {"reason", Schema::text()},
                         {"power", Schema::text("By which grant")},
                         {"previous", Schema::text()},
                         {"hash", Schema::text()}});
}

Schema link_schema() {
  return Schema::object({{"account", Schema::whole()},
                         {"link", Schema::text("To be sent to the person; shown once")},
                         {"expires_at", Schema::whole("Seconds since 1970")}});
}

Schema done_schema() { return Schema::object({{"done", Schema::truth()}}); }

web::Response done_answer() { return json_answer("{\"done\": true}\n"); }

base::Result<web::Response> account_answer(const Front& front, AccountId id) {
  const sql::Lease lease = TRY(front.database.read());
  JsonWriter json(JsonWriter::Layout::Indented);
  write_account(json, TRY(account(*lease, id)), TRY(grants(*lease, id)));
  return json_answer(json.take());
}

base::Result<web::Response> me(const FrontContext& front, const web::Request& request) {
  return account_answer(*front, principal_of(request).account);
}

base::Result<web::Response> my_sessions(const FrontContext& front, const web::Request& request) {
  const Principal& principal = principal_of(request);
  const sql::Lease lease = TRY(front->database.read());
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("sessions");
  json.begin_array();
  for (const SessionRow& row : TRY(sessions(
           *lease, principal.account, front->rules.settings.sessions, front->rules.now_s()))) {
    json.begin_object();
    json.member("id", row.id);
    json.member("created_at", row.created_at);
    json.member("seen_at", row.seen_at);
    json.member("agent", row.agent);
    json.member("way", row.way);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_answer(json.take());
}

std::vector<Schema::Member> token_members() {
  return {{"id", Schema::whole()},
          {"public_id", Schema::text()},
          {"label", Schema::text()},
          {"scopes", Schema::text("Parted by spaces")},
          {"created_at", Schema::whole("Seconds since 1970")},
          {"expires_at", Schema::whole("Seconds since 1970")},
          {"used_at", Schema::whole("0: never")}};
}

void write_token(JsonWriter& json, const TokenRow& row) {
  json.member("id", row.id);
  json.member("public_id", row.public_id);
  json.member("label", row.label);
  json.member("scopes", row.scopes.text());
  json.member("created_at", row.created_at);
  json.member("expires_at", row.expires_at);
  json.member("used_at", row.used_at);
}

base::Result<web::Response> my_tokens(const FrontContext& front, const web::Request& request) {
  const sql::Lease lease = TRY(front->database.read());
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("tokens");
  json.begin_array();
  for (const TokenRow& row : TRY(tokens(*lease, principal_of(request).account))) {
    json.begin_object();
    write_token(json, row);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_answer(json.take());
}

// A token may look after its account only where it may administer.
base::Result<Doer> own_doer(const web::Request& request) {
  const Principal& principal = principal_of(request);
  if (principal.via == Via::Token && !principal.scopes.admin) {
    return base::make_error("not_allowed", "The API token lacks the scope \"admin\"; it has \"" +
                                               principal.scopes.text() + "\".");
  }
  return oneself(request);
}

base::Result<web::Response> end_my_session(const FrontContext& front, const web::Request& request) {
  const Doer by = TRY(own_doer(request));
  const sql::Lease lease = TRY(front->database.write());
  TRY(end_session(*lease, principal_of(request).account, TRY(captured_number(request, "session")),
                  by, front->rules.now_s()));
  return done_answer();
}

base::Result<web::Response> end_my_other_sessions(const FrontContext& front,
                                                  const web::Request& request) {
  const Doer by = TRY(own_doer(request));
  const Principal& principal = principal_of(request);
  const std::int64_t but = principal.via == Via::Session ? principal.via_id : 0;
  const sql::Lease lease = TRY(front->database.write());
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("ended",
              TRY(end_other_sessions(*lease, principal.account, but, by, front->rules.now_s())));
  json.end_object();
  return json_answer(json.take());
}

base::Result<NewToken> read_token(const web::Request& request, std::int64_t now_s) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"label", "scopes", "days"}));
  NewToken wanted;
  wanted.label = TRY(TRY(json.at("label")).text());
  // What is none is refused with what is empty.
  wanted.scopes = parse_scopes(TRY(TRY(json.at("scopes")).text())).value_or(Scopes{});
  const auto days = TRY(json.maybe("days"));
  wanted.expires_at = token_end(days ? TRY(days->whole()) : token_days_usual, now_s);
  return wanted;
}

base::Result<web::Response> make_my_token(const FrontContext& front, const web::Request& request) {
  const std::int64_t now_s = front->rules.now_s();
  const NewToken wanted = TRY(read_token(request, now_s));
  const AccountId account = principal_of(request).account;
  const sql::Lease lease = TRY(front->database.write());
  const base::Result<std::string> made =
      create_token(*lease, account, wanted, oneself(request), front->rules.settings.tokens, now_s);
  if (!made.ok()) return token_error(made.error());
  const std::string public_id = parse_api_token(made.value())->public_id;
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("token", made.value());
  for (const TokenRow& row : TRY(tokens(*lease, account))) {
    if (row.public_id == public_id) write_token(json, row);
  }
  json.end_object();
  return json_answer(json.take(), 201);
}

base::Result<web::Response> revoke_my_token(const FrontContext& front,
                                            const web::Request& request) {
  const Doer by = TRY(own_doer(request));
  const sql::Lease lease = TRY(front->database.write());
  TRY(revoke_token(*lease, principal_of(request).account, TRY(captured_number(request, "token")),
                   by, front->rules.now_s()));
  return done_answer();
}

base::Result<web::Response> users(const FrontContext& front, const web::Request&) {
  const sql::Lease lease = TRY(front->database.read());
  const std::vector<GrantRow> rows = TRY(grants(*lease));
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("users");
  json.begin_array();
  for (const Account& one : TRY(accounts(*lease))) write_account(json, one, rows);
  json.end_array();
  json.end_object();
  return json_answer(json.take());
}

Schema grant_body() {
  return Schema::object(
      {{"role", Schema::one_of({"administrator", "editor", "reader"})},
       {"unit_kind", Schema::one_of({"everything", "authority", "group", "cluster", "school"}),
        true},
       {"unit", Schema::text("Name, code, UID, number or URN"), true},
       {"from", Schema::date("Today if not given"), true},
       {"until", Schema::date("No end if not given"), true}});
}

base::Result<Grant> read_grant(const Front& front, sql::Connection& connection,
                               const web::Json& json) {
  TRY(json.only({"role", "unit_kind", "unit", "from", "until"}));
  const auto role = role_of(TRY(TRY(json.at("role")).text()));
  if (!role) {
    return base::make_error("bad_role", "A role is administrator, editor or reader.", "role");
  }
  Grant grant;
  grant.role = *role;
  const std::string kind = TRY(json.text_or("unit_kind", "everything"));
  const auto unit_kind = unit_kind_of(kind);
  if (!unit_kind) {
    return base::make_error("bad_member", "unit_kind is none that there is.", "unit_kind");
  }
  if (*unit_kind != UnitKind::Everything) {
    grant.unit = TRY(front.rules.find_unit(connection, *unit_kind, TRY(json.text_or("unit", "")),
                                           front.rules.today()));
  }
  const auto period =
      base::Period::between(TRY(json.date_or("from", front.rules.today())),
                            TRY(json.date_or("until", base::Date::distant_future())));
  if (!period) {
    return base::make_error("dates_reversed", "The role must end later than it begins.", "until");
  }
  grant.period = *period;
  return grant;
}

web::Response link_answer(const Front& front, const web::Request& request, AccountId id,
                          const std::string& token, std::int64_t until_s) {
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("account", id.value);
  json.member("link", whole_address(front, request, link_path(token)));
  json.member("expires_at", until_s);
  json.end_object();
  return json_answer(json.take(), 201);
}

base::Result<web::Response> invite_user(const FrontContext& front, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"email", "name", "grant"}));
  const std::int64_t now_s = front->rules.now_s();
  const Doer by = TRY(manager(*front, request));
  Invitation invitation = {TRY(TRY(json.at("email")).text()), TRY(TRY(json.at("name")).text()), {}};
  const sql::Lease lease = TRY(front->database.write());
  if (const auto grant = TRY(json.maybe("grant"))) {
    invitation.grant = TRY(read_grant(*front, *lease, *grant));
  }
  const Invited made = TRY(invite(*lease, invitation, by, front->rules.settings.links, now_s));
  return link_answer(*front, request, made.account, made.token,
                     now_s + front->rules.settings.links.invite_s);
}

base::Result<web::Response> user(const FrontContext& front, const web::Request& request) {
  return account_answer(*front, AccountId{TRY(captured_number(request, "account"))});
}

base::Result<web::Response> link_user(const FrontContext& front, const web::Request& request) {
  const AccountId id{TRY(captured_number(request, "account"))};
  const Doer by = TRY(manager(*front, request));
  const LinkSettings& settings = front->rules.settings.links;
  const std::int64_t now_s = front->rules.now_s();
  const sql::Lease lease = TRY(front->database.write());
  const bool invited = TRY(account(*lease, id)).state == AccountState::Invited;
  const std::string token = TRY(new_link(*lease, id, by, settings, now_s));
  return link_answer(*front, request, id, token,
                     now_s + (invited ? settings.invite_s : settings.reset_s));
}

base::Result<web::Response> close_user(const FrontContext& front, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  TRY(json.only({"reason"}));
  const AccountId id{TRY(captured_number(request, "account"))};
  Doer by = TRY(manager(*front, request));
  by.reason = TRY(json.text_or("reason", ""));
  {
    const sql::Lease lease = TRY(front->database.write());
    TRY(close_account(*lease, id, by, front->rules.today(), front->rules.now_s()));
  }
  return account_answer(*front, id);
}

base::Result<web::Response> factor_off(const FrontContext& front, const web::Request& request) {
  const AccountId id{TRY(captured_number(request, "account"))};
  const Doer by = TRY(manager(*front, request));
  {
    const sql::Lease lease = TRY(front->database.write());
    TRY(disable_second_factor(*lease, id, by, front->rules.now_s()));
  }
  return account_answer(*front, id);
}

base::Result<web::Response> grant_user(const FrontContext& front, const web::Request& request) {
  const web::Json json = TRY(web::read_json(request));
  const AccountId id{TRY(captured_number(request, "account"))};
  const Doer by = TRY(manager(*front, request));
  {
    const sql::Lease lease = TRY(front->database.write());
    const Grant grant = TRY(read_grant(*front, *lease, json));
    TRY(add_grant(*lease, id, grant, by, front->rules.now_s()));
  }
  web::Response response = TRY(account_answer(*front, id));
  response.status = 201;
  return response;
}

base::Result<web::Response> revoke_user(const FrontContext& front, const web::Request& request) {
  const GrantId id{TRY(captured_number(request, "grant"))};
  const Doer by = TRY(manager(*front, request));
  {
    const sql::Lease lease = TRY(front->database.write());
    TRY(revoke_grant(*lease, id, by, front->rules.today(), front->rules.now_s()));
  }
  return account_answer(*front, AccountId{TRY(captured_number(request, "account"))});
}

base::Result<std::int64_t> number_asked(const web::Request& request, std::string_view name,
                                        std::int64_t otherwise) {
  const auto text = request.query.get(name);
  if (!text) return otherwise;
  const auto number = base::parse_integer(*text);
  if (number && *number > 0) return *number;
  return base::make_error("bad_number",
                          "\"" + std::string(*text) + "\" is not a number above nought.",
                          std::string(name));
}

base::Result<web::Response> audit(const FrontContext& front, const web::Request& request) {
  TRY(require(principal_of(request), Action::ReadAudit, {}, front->rules.today()));
  constexpr std::int64_t size_usual = 100;
  constexpr std::int64_t size_max = 1000;
  const std::int64_t size = std::min(size_max, TRY(number_asked(request, "page_size", size_usual)));
  AuditFilter filter;
  filter.words = request.query.get_or("words", "");
  filter.action = request.query.get_or("action", "");
  filter.subject_kind = request.query.get_or("subject_kind", "");
  if (const std::int64_t id = TRY(number_asked(request, "subject_id", 0)); id != 0) {
    filter.subject_id = id;
  }
  if (const std::int64_t id = TRY(number_asked(request, "actor_id", 0)); id != 0) {
    filter.actor = AccountId{id};
  }
  if (const std::int64_t before = TRY(number_asked(request, "cursor", 0)); before != 0) {
    filter.before_seq = before;
  }
  std::vector<AuditRecord> found;
  {
    const sql::Lease lease = TRY(front->database.read());
    found = TRY(search_audit(*lease, filter, static_cast<int>(size)));
  }
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("next");
  if (static_cast<std::int64_t>(found.size()) < size) {
    json.value(nullptr);
  } else {
    json.value(request.path + request.query.set("cursor", std::to_string(found.back().seq)).text());
  }
  json.key("records");
  json.begin_array();
  for (const AuditRecord& record : found) write_record(json, record);
  json.end_array();
  json.end_object();
  return json_answer(json.take());
}

base::Result<web::Response> audit_whole(const FrontContext& front, const web::Request& request) {
  TRY(require(principal_of(request), Action::ReadAudit, {}, front->rules.today()));
  const AuditLook look = TRY(audit_look(request));
  const sql::Lease lease = TRY(front->database.read());
  return json_answer(report_json(TRY(verify_audit(*lease, look.anchor, look.most))));
}

base::Result<web::Response> audit_end(const FrontContext& front, const web::Request& request) {
  TRY(require(principal_of(request), Action::ReadAudit, {}, front->rules.today()));
  const sql::Lease lease = TRY(front->database.read());
  const AuditHead head = TRY(audit_head(*lease));
  JsonWriter json(JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("seq", head.seq);
  json.member("hash", head.hash);
  json.end_object();
  return json_answer(json.take());
}

using Face = base::Result<web::Response> (*)(const FrontContext&, const web::Request&);

// Registers the routes of this room, all alike.
class Registrar {
 public:
  Registrar(web::Router& router, const FrontContext& front) : router_(router), front_(front) {}

  void add(web::Method method, std::string_view pattern, std::string help, std::string_view example,
           web::Audience audience, Face face, ApiOperation operation,
           std::string example_body = {}) {
    web::Route route;
    route.method = method;
    route.pattern = pattern;
    route.help = std::move(help);
    route.example = example;
    route.example_body = std::move(example_body);
    route.audience = audience;
    route.handler = [front = front_, face](const web::Request& request) {
      return face(front, request);
    };
    router_.api(std::move(route), std::move(operation));
  }

 private:
  web::Router& router_;
  FrontContext front_;
};

void add_own_api(Registrar& routes) {
  using enum web::Audience;
  using enum web::Method;
  routes.add(Get, "/me", "Your account, and what you may do", "/me", Member, me,
             {.id = "getMe", .answer = account_schema()});
  routes.add(
      Get, "/me/sessions", "Where you are signed in", "/me/sessions", Member, my_sessions,
      {.id = "listMySessions",
       .answer = Schema::object(
           {{"sessions",
             Schema::array(Schema::object({{"id", Schema::whole()},
                                           {"created_at", Schema::whole("Seconds since 1970")},
                                           {"seen_at", Schema::whole("Seconds since 1970")},
                                           {"agent", Schema::text()},
                                           {"way", Schema::text()}}))}})});
  routes.add(Delete, "/me/sessions/{session}", "Ends one of your sessions", "/me/sessions/1",
             Member, end_my_session, {.id = "endMySession", .answer = done_schema()});
  routes.add(Delete, "/me/sessions", "Signs you out everywhere else", "/me/sessions", Member,
             end_my_other_sessions,
             {.id = "endMyOtherSessions",
              .answer = Schema::object({{"ended", Schema::whole("How many")}}),
              .about = "All but the one that asks; by a token, all."});
}

void add_own_token_api(Registrar& routes) {
  using enum web::Audience;
  using enum web::Method;
  std::vector<Schema::Member> made = token_members();
  made.insert(made.begin(), {"token", Schema::text("To be kept: it is shown only now")});
  routes.add(
      Get, "/me/tokens", "Your API tokens", "/me/tokens", Member, my_tokens,
      {.id = "listMyTokens",
       .answer = Schema::object({{"tokens", Schema::array(Schema::object(token_members()))}})});
  routes.add(
      Post, "/me/tokens", "Makes an API token, for who has signed in", "/me/tokens", Member,
      make_my_token,
      {.id = "makeMyToken",
       .body = Schema::object(
           {{"label", Schema::text("What it is for")},
            {"scopes", Schema::text("Of read, edit, import, admin, parted by spaces")},
            {"days", Schema::whole("For how many; 90 if not given"), true}}),
       .answer = Schema::object(std::move(made)),
       .status = 201,
       .by_token = false,
       .about = "Only with the cookie of a session. By a token, whoever found one could make "
                "another, which lasts longer and stays when the first is withdrawn."},
      R"({"label": "Spreadsheet", "scopes": "read", "days": 30})");
  routes.add(Delete, "/me/tokens/{token}", "Revokes one of your API tokens", "/me/tokens/1", Member,
             revoke_my_token, {.id = "revokeMyToken", .answer = done_schema()});
}

void add_user_api(Registrar& routes) {
  using enum web::Audience;
  using enum web::Method;
  routes.add(
      Get, "/users", "The people who may sign in, and what each may do", "/users", Administrator,
      users,
      {.id = "listUsers", .answer = Schema::object({{"users", Schema::array(account_schema())}})});
  routes.add(
      Post, "/users", "Invites somebody", "/users", Administrator, invite_user,
      {.id = "inviteUser",
       .body = Schema::object(
           {{"email", Schema::text()}, {"name", Schema::text()}, {"grant", grant_body(), true}}),
       .answer = link_schema(),
       .status = 201},
      R"({"email": "ada@example.org", "name": "Ada Marsh"})");
  routes.add(Get, "/users/{account}", "One person and what they may do", "/users/1", Administrator,
             user, {.id = "getUser", .answer = account_schema()});
  routes.add(Post, "/users/{account}/link", "Makes a new link to choose a password",
             "/users/1/link", Administrator, link_user,
             {.id = "linkUser", .answer = link_schema(), .status = 201});
  routes.add(Post, "/users/{account}/close", "Closes somebody's account", "/users/1/close",
             Administrator, close_user,
             {.id = "closeUser",
              .body = Schema::object({{"reason", Schema::text(), true}}),
              .answer = account_schema()},
             R"({"reason": "Left the trust"})");
  routes.add(Delete, "/users/{account}/second-factor", "Turns somebody's second factor off",
             "/users/1/second-factor", Administrator, factor_off,
             {.id = "turnSecondFactorOff", .answer = account_schema()});
  routes.add(Post, "/users/{account}/grants", "Gives somebody a role", "/users/1/grants",
             Administrator, grant_user,
             {.id = "grantRole", .body = grant_body(), .answer = account_schema(), .status = 201},
             R"({"role": "reader"})");
  routes.add(Delete, "/users/{account}/grants/{grant}", "Takes a role away", "/users/1/grants/1",
             Administrator, revoke_user, {.id = "revokeRole", .answer = account_schema()});
}

void add_audit_api(Registrar& routes) {
  using enum web::Audience;
  using enum web::Method;
  routes.add(
      Get, "/audit", "The audit trail, the newest record first", "/audit?page_size=20", Member,
      audit,
      {.id = "listAudit",
       .parameters = {{"words", "In a name or the reason"},
                      {"action", "This one, or what begins with it and a point"},
                      {"subject_kind", "Such as cluster"},
                      {"subject_id", "Its number"},
                      {"actor_id", "The number of the account that did it"}},
       .answer = Schema::object({{"next", Schema::text("The address of the next page").or_null()},
                                 {"records", Schema::array(record_schema())}}),
       .paged = "records"});
  routes.add(Get, "/audit/head", "The hash of the newest record, to be kept as an anchor",
             "/audit/head", Member, audit_end,
             {.id = "getAuditHead",
              .answer = Schema::object({{"seq", Schema::whole()}, {"hash", Schema::text()}})});
  routes.add(
      Get, "/audit/check", "Whether the audit trail is whole", "/audit/check", Member, audit_whole,
      {.id = "checkAudit",
       .parameters = {{"anchor", "A hash that was noted before, such as last_hash"},
                      {"since",
                       "The number of its record, such as last_seq: then only what came "
                       "after it is read"},
                      {"sought", "Another hash that was noted, to be found in what is read"},
                      {"most", "How many records to read, up to 100,000, which is the default"}},
       .answer = Schema::object(
           {{"whole", Schema::truth("That nothing is wrong in what was read")},
            {"records", Schema::whole("How many were read")},
            {"left",
             Schema::whole("How many come after them: ask again with since = last_seq and anchor = "
                           "last_hash")},
            {"last_seq", Schema::whole()},
            {"last_hash", Schema::text()},
            {"faults", Schema::whole()},
            {"first_faults", Schema::array(Schema::object(
                                 {{"seq", Schema::whole()}, {"message", Schema::text()}}))}})});
}

}  // namespace

void add_api(web::Router& router, const FrontContext& front) {
  Registrar routes(router, front);
  add_own_api(routes);
  add_own_token_api(routes);
  add_user_api(routes);
  add_audit_api(routes);
}

}  // namespace guard

// /account: what somebody may do, and looks after themselves: name, password, sessions.
#include "access/pages.hpp"
#include "access/store_outside.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

using web::Html;

Html small_form(const web::Caller& caller, const std::string& action, std::string_view label) {
  return web::post_form(action, caller, {}, web::button(web::ButtonKind::Link, label));
}

Html roles_section(const Principal& principal) {
  std::vector<Html> roles;
  for (const Grant& grant : principal.grants) {
    roles.emplace_back(words_of(grant));
  }
  Html content = roles.empty()
                     ? web::empty_state("You have no role yet: you may read, and change nothing.",
                                        Html("An administrator can give you one."))
                     : web::list(roles);
  return web::section("h-roles", "What you may do", content);
}

Html looks_after(const Principal& principal, base::Date today) {
  std::vector<Html> links;
  if (may(principal, Action::ManageAccess, {}, today).allowed) {
    links.push_back(web::link("/users", Html("People: invite them, say who may do what")));
  }
  if (may(principal, Action::ReadAudit, {}, today).allowed) {
    links.push_back(web::link("/audit", Html("Audit trail: who changed what, and why")));
  }
  return links.empty() ? Html() : web::panel("You look after", web::list(links));
}

struct OwnThings {
  Account account;
  std::vector<SessionRow> sessions;
  std::int64_t recovery_codes = 0;
  std::vector<OutsideIdentity> outside;
};

base::Result<OwnThings> own_things(const Front& front, const Principal& principal) {
  const sql::Lease lease = TRY(front.database.read());
  OwnThings own;
  own.account = TRY(account(*lease, principal.account));
  own.sessions =
      TRY(sessions(*lease, principal.account, front.rules.settings.sessions, front.rules.now_s()));
  own.recovery_codes = TRY(recovery_codes_left(*lease, principal.account));
  own.outside = TRY(outside_identities(*lease, principal.account));
  return own;
}

Html sessions_section(const OwnThings& own, const Principal& principal, const web::Caller& caller) {
  web::Table table;
  table.caption = "Where you are signed in";
  table.columns = {{"Browser"}, {"Signed in"}, {"Last used"}, {""}};
  for (const SessionRow& row : own.sessions) {
    const bool this_one = principal.via == Via::Session && row.id == principal.via_id;
    table.rows.push_back(
        {{Html(row.agent), Html(base::moment(row.created_at)), Html(base::moment(row.seen_at)),
          this_one ? web::tag(web::Tone::Info, "This one")
                   : small_form(caller, "/account/sessions/" + std::to_string(row.id) + "/end",
                                "End it")}});
  }
  table.columns.back().label = "What to do";
  Html content = web::table(table);
  if (own.sessions.size() > 1) {
    content.add(
        web::post_form("/account/sessions/end-others", caller, {},
                       web::button(web::ButtonKind::Secondary, "Sign out everywhere else")));
  }
  return web::section("h-sessions", "Where you are signed in", content);
}

Html ways_section(const Front& front, const OwnThings& own) {
  std::vector<web::Fact> facts;
  facts.push_back({"Password", own.account.has_password
                                   ? web::link("/account/password", Html("Change it"))
                                   : Html("None: you sign in by another way")});
  facts.push_back(
      {"Second factor",
       own.account.second_factor
           ? web::join(Html("On, " + std::to_string(own.recovery_codes) + " recovery codes left. "),
                       web::link("/account/second-factor", Html("Change it")))
           : web::join(Html("Off. "), web::link("/account/second-factor", Html("Turn it on")))});
  if (!front.outside.providers().empty()) {
    facts.push_back({"Other accounts",
                     web::link("/account/outside",
                               Html(own.outside.empty() ? "Link one, such as that of your work"
                                                        : "Look at those that are linked"))});
  }
  facts.push_back({"API tokens", web::link("/account/tokens", Html("For programs of your own"))});
  return web::section("h-ways", "How you sign in", web::facts(facts));
}

Html name_form(const OwnThings& own, const web::Caller& caller,
               const std::optional<base::Error>& error, std::string_view name,
               std::string_view email) {
  Html fields = web::text_input(
      {.id = "name", .label = "Name", .error = error_at(error, "name"), .autocomplete = "name"},
      name, web::Width::Twenty);
  fields.add(web::text_input({.id = "email",
                              .label = "E-mail address",
                              .error = error_at(error, "email"),
                              .typed = web::Typed::Email,
                              .autocomplete = "email"},
                             email, web::Width::Twenty));
  fields.add(web::button(web::ButtonKind::Main, "Save"));
  return web::section("h-name", "Your name and address",
                      web::post_form("/account", caller,
                                     {{"version", std::to_string(own.account.version)}}, fields));
}

base::Result<web::Response> account_page(const FrontContext& front, const web::Request& request,
                                         const std::optional<base::Error>& error,
                                         const web::FormData* typed) {
  const Principal& principal = principal_of(request);
  const OwnThings own = TRY(own_things(*front, principal));
  web::Page page = begin_page(*front, request, "Your account");
  if (error) show_error(page, *error);
  const std::string_view name = typed ? typed->get_or("name", "") : own.account.name;
  const std::string_view email = typed ? typed->get_or("email", "") : own.account.email;
  Html left = roles_section(principal);
  left.add(ways_section(*front, own));
  left.add(sessions_section(own, principal, *page.caller));
  Html right = looks_after(principal, front->rules.today());
  right.add(name_form(own, *page.caller, error, name, email));
  page.content = web::columns(web::Columns::TwoOne, left, right);
  return answer(*front, request, page);
}

base::Result<web::Response> save_account(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  base::Status saved = base::Status();
  {
    const sql::Lease lease = TRY(front->database.write());
    saved = change_account(*lease, principal_of(request).account,
                           base::parse_integer(form.get_or("version", "")).value_or(0),
                           form.get_or("email", ""), form.get_or("name", ""), oneself(request),
                           front->rules.now_s());
  }
  if (saved.ok()) return web::redirect(done("/account", "saved"));
  return account_page(front, request, saved.error(), &form);
}

base::Result<web::Response> password_page(const FrontContext& front, const web::Request& request,
                                          const std::optional<base::Error>& error) {
  web::Page page = begin_page(*front, request, "Change your password");
  page.breadcrumbs = {{"Your account", "/account"}};
  page.lead = Html("You will be signed out everywhere but here.");
  if (error) show_error(page, *error);
  Html fields = web::password_input(
      {.id = "present", .label = "Present password", .error = error_at(error, "present")},
      web::Password::Current);
  fields.add(web::password_input(
      {.id = "password",
       .label = "New password",
       .hint =
           "At least " + std::to_string(front->rules.settings.passwords.length_min) + " characters",
       .error = error_at(error, "password")},
      web::Password::New));
  fields.add(web::button(web::ButtonKind::Main, "Change it"));
  page.content = web::post_form("/account/password", *page.caller, {}, fields);
  return answer(*front, request, page);
}

base::Result<web::Response> save_password(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  base::Status changed =
      change_password(desk_of(*front), principal_of(request), form.get_or("present", ""),
                      form.get_or("password", ""), origin_of(*front, request));
  if (changed.ok()) return web::redirect(done("/account", "password"));
  base::Error error = changed.error();
  if (error.code == "sign_in_failed") {
    error.field = "present";
    error.message = "The present password is not right.";
  }
  return password_page(front, request, error);
}

base::Result<web::Response> end_one(const FrontContext& front, const web::Request& request) {
  const std::int64_t id = TRY(captured_number(request, "session"));
  const sql::Lease lease = TRY(front->database.write());
  TRY(end_session(*lease, principal_of(request).account, id, oneself(request),
                  front->rules.now_s()));
  return web::redirect(done("/account", "session-ended"));
}

base::Result<web::Response> end_others(const FrontContext& front, const web::Request& request) {
  const Principal& principal = principal_of(request);
  const sql::Lease lease = TRY(front->database.write());
  TRY(end_other_sessions(*lease, principal.account,
                         principal.via == Via::Session ? principal.via_id : 0, oneself(request),
                         front->rules.now_s()));
  return web::redirect(done("/account", "sessions-ended"));
}

}  // namespace

void add_account_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  router.get(
      "/account", "Your account: roles, password, second factor, sessions", "/account", Member,
      [front](const web::Request& request) { return account_page(front, request, {}, nullptr); });
  router.post("/account", "Changes your name or address", "/account",
              "name=Ada+Marsh&email=ada@example.org&version=1", Member,
              [front](const web::Request& request) { return save_account(front, request); });
  router.get("/account/password", "Change your password", "/account/password", Member,
             [front](const web::Request& request) { return password_page(front, request, {}); });
  router.post("/account/password", "Changes your password", "/account/password",
              "present=old&password=seven+herons+over+the+marsh", Member,
              [front](const web::Request& request) { return save_password(front, request); });
  router.post("/account/sessions/{session}/end", "Ends one of your sessions",
              "/account/sessions/1/end", "", Member,
              [front](const web::Request& request) { return end_one(front, request); });
  router.post("/account/sessions/end-others", "Signs you out everywhere else",
              "/account/sessions/end-others", "", Member,
              [front](const web::Request& request) { return end_others(front, request); });
}

}  // namespace guard

// /users: the people, inviting them, their links and the end of their accounts.
#include "access/pages.hpp"
#include "access/pages_grants.hpp"
#include "access/secrets.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

using web::Html;

Html state_tag(AccountState state) {
  switch (state) {
    case AccountState::Invited: return web::tag(web::Tone::Info, "Invited");
    case AccountState::Active: return web::tag(web::Tone::Ok, "Active");
    case AccountState::Closed: return web::tag(web::Tone::Past, "Closed");
  }
  return {};
}

std::string user_href(AccountId id) { return "/users/" + std::to_string(id.value); }

base::Result<web::Response> users_page(const FrontContext& front, const web::Request& request) {
  std::vector<Account> all;
  std::vector<GrantRow> granted;
  {
    const sql::Lease lease = TRY(front->database.read());
    all = TRY(accounts(*lease));
    granted = TRY(grants(*lease));
  }
  web::Page page = begin_page(*front, request, "People");
  page.breadcrumbs = {{"Your account", "/account"}};
  page.lead = Html("Who may sign in, and what each may do.");
  web::Table table;
  table.caption = "People who may sign in";
  table.columns = {{"Name"}, {"May do"}, {"Second factor"}, {"Account"}};
  for (const Account& one : all) {
    std::vector<Html> roles;
    for (const GrantRow& row : granted) {
      if (row.account == one.id && row.revoked_at == 0) roles.emplace_back(words_of(row.grant));
    }
    table.rows.push_back(
        {{web::join(web::link(user_href(one.id), Html(one.name)), web::sub(Html(one.email))),
          roles.empty() ? Html("Only read") : web::list(roles),
          Html(one.second_factor ? "On" : "Off"), state_tag(one.state)}});
  }
  page.content = web::paragraph(
      web::el("a", {{"class", "govuk-button"}, {"href", "/users/invite"}}, "Invite somebody"));
  page.content.add(web::table(table));
  return answer(*front, request, page);
}

base::Result<web::Response> invite_page(const FrontContext& front, const web::Request& request,
                                        const web::FormData& typed,
                                        const std::optional<base::Error>& error) {
  web::Page page = begin_page(*front, request, "Invite somebody");
  page.breadcrumbs = {{"Your account", "/account"}, {"People", "/users"}};
  page.lead = Html("You are given a link, which you send to the person by a way that you trust.");
  if (error) show_error(page, *error);
  Html fields = web::text_input({.id = "name", .label = "Name", .error = error_at(error, "name")},
                                typed.get_or("name", ""), web::Width::Twenty);
  fields.add(web::text_input({.id = "email",
                              .label = "E-mail address",
                              .error = error_at(error, "email"),
                              .typed = web::Typed::Email},
                             typed.get_or("email", ""), web::Width::Twenty));
  fields.add(grant_fields(typed, true, error));
  fields.add(web::button(web::ButtonKind::Main, "Make the invitation"));
  page.content = web::post_form("/users/invite", *page.caller, {}, fields);
  return answer(*front, request, page);
}

// The link, which only this answer shows.
base::Result<web::Response> link_page(const FrontContext& front, const web::Request& request,
                                      const Account& holder, const std::string& token,
                                      std::int64_t until_s) {
  web::Page page = begin_page(*front, request, "A link for " + holder.name);
  page.breadcrumbs = {{"People", "/users"}, {holder.name, user_href(holder.id)}};
  page.lead = Html("It works once, until " + base::moment(until_s) +
                   ", and is shown only now. Whoever has it can choose the password.");
  page.content = web::paragraph(
      web::el("code", {{"class", "gh-secret"}}, whole_address(*front, request, link_path(token))));
  page.content.add(web::paragraph(web::link(user_href(holder.id), Html("I have sent it: go on"))));
  return answer(*front, request, page);
}

base::Result<web::Response> make_invitation(const FrontContext& front,
                                            const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const Doer by = TRY(manager(*front, request));
  const std::int64_t now_s = front->rules.now_s();
  Invitation invitation = {
      std::string(form.get_or("email", "")), std::string(form.get_or("name", "")), {}};
  Account holder;
  std::string token;
  {
    const sql::Lease lease = TRY(front->database.write());
    if (!form.get_or("role", "").empty()) {
      base::Result<Grant> grant = grant_of(*front, *lease, form);
      if (!grant.ok()) {
        return invite_page(front, request, form, grant.error());
      }
      invitation.grant = grant.value();
    }
    base::Result<Invited> made = invite(*lease, invitation, by, front->rules.settings.links, now_s);
    if (!made.ok()) return invite_page(front, request, form, made.error());
    holder = TRY(account(*lease, made.value().account));
    token = made.value().token;
  }
  return link_page(front, request, holder, token, now_s + front->rules.settings.links.invite_s);
}

Html small_post(const web::Caller& caller, const std::string& action, web::ButtonKind kind,
                std::string_view label) {
  return web::post_form(action, caller, {}, web::button(kind, label));
}

Html care_section(const Account& holder, const web::Caller& caller) {
  const std::string base = user_href(holder.id);
  Html content;
  if (holder.state == AccountState::Closed) {
    return web::section("h-care", "Account",
                        web::paragraph(Html("It was closed, and cannot be opened again. What it "
                                            "did stays on record.")));
  }
  content.add(web::paragraph(Html(
      holder.state == AccountState::Invited
          ? "The invitation is still to be accepted. A new link makes the one before it useless."
          : "When the password is lost, a link lets the person choose another.")));
  content.add(small_post(caller, base + "/link", web::ButtonKind::Secondary, "Make a new link"));
  if (holder.second_factor) {
    content.add(web::paragraph(
        Html("When the telephone and the recovery codes are lost, turn the second factor off; be "
             "sure that it is this person who asks.")));
    content.add(small_post(caller, base + "/second-factor/off", web::ButtonKind::Secondary,
                           "Turn the second factor off"));
  }
  content.add(web::paragraph(
      Html("Closing ends all sessions and tokens at once. It cannot be taken back.")));
  content.add(web::post_form(
      base + "/close", caller, {},
      web::join(
          web::text_input({.id = "reason", .label = "Why it is closed"}, "", web::Width::Twenty),
          web::button(web::ButtonKind::Warning, "Close the account"))));
  return web::section("h-care", "Account", content);
}

base::Result<web::Response> user_page(const FrontContext& front, const web::Request& request,
                                      const web::FormData& typed,
                                      const std::optional<base::Error>& error) {
  const AccountId id{TRY(captured_number(request, "account"))};
  Account holder;
  std::vector<GrantRow> granted;
  std::vector<AuditRecord> history;
  {
    const sql::Lease lease = TRY(front->database.read());
    holder = TRY(account(*lease, id));
    granted = TRY(grants(*lease, id));
    constexpr int history_max = 20;
    history = TRY(audit_history(*lease, {"account", id.value}, history_max));
  }
  web::Page page = begin_page(*front, request, holder.name);
  page.breadcrumbs = {{"Your account", "/account"}, {"People", "/users"}};
  page.heading = web::join(Html(holder.name), Html(" "), state_tag(holder.state));
  page.lead = Html(holder.email + ", second factor " + (holder.second_factor ? "on" : "off") +
                   ", account made " + base::moment(holder.created_at) + ".");
  if (error) show_error(page, *error);
  Html left = grants_section(holder, granted, *page.caller, typed, error);
  left.add(history_section(history));
  page.content = web::columns(web::Columns::TwoOne, left, care_section(holder, *page.caller));
  return answer(*front, request, page);
}

base::Result<web::Response> make_link_again(const FrontContext& front,
                                            const web::Request& request) {
  const AccountId id{TRY(captured_number(request, "account"))};
  const Doer by = TRY(manager(*front, request));
  const LinkSettings& settings = front->rules.settings.links;
  const std::int64_t now_s = front->rules.now_s();
  Account holder;
  std::string token;
  {
    const sql::Lease lease = TRY(front->database.write());
    holder = TRY(account(*lease, id));
    token = TRY(new_link(*lease, id, by, settings, now_s));
  }
  const bool invited = holder.state == AccountState::Invited;
  return link_page(front, request, holder, token,
                   now_s + (invited ? settings.invite_s : settings.reset_s));
}

base::Result<web::Response> turn_factor_off(const FrontContext& front,
                                            const web::Request& request) {
  const AccountId id{TRY(captured_number(request, "account"))};
  const Doer by = TRY(manager(*front, request));
  const sql::Lease lease = TRY(front->database.write());
  TRY(disable_second_factor(*lease, id, by, front->rules.now_s()));
  return web::redirect(done(user_href(id), "second-factor-off"));
}

base::Result<web::Response> close(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const AccountId id{TRY(captured_number(request, "account"))};
  Doer by = TRY(manager(*front, request));
  by.reason = form.get_or("reason", "");
  base::Status closed;
  {
    const sql::Lease lease = TRY(front->database.write());
    closed = close_account(*lease, id, by, front->rules.today(), front->rules.now_s());
  }
  if (!closed.ok()) return user_page(front, request, {}, closed.error());
  return web::redirect(done(user_href(id), "closed"));
}

}  // namespace

void add_user_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  router.get("/users", "The people who may sign in, and what each may do", "/users", Administrator,
             [front](const web::Request& request) { return users_page(front, request); });
  router.get("/users/invite", "Invite somebody", "/users/invite", Administrator,
             [front](const web::Request& request) { return invite_page(front, request, {}, {}); });
  router.post("/users/invite", "Makes an invitation", "/users/invite",
              "name=Ada+Marsh&email=ada@example.org", Administrator,
              [front](const web::Request& request) { return make_invitation(front, request); });
  router.get("/users/{account}", "One person: roles, account, what was done to it", "/users/1",
             Administrator,
             [front](const web::Request& request) { return user_page(front, request, {}, {}); });
  router.post("/users/{account}/link", "Makes a new link for somebody", "/users/1/link", "",
              Administrator,
              [front](const web::Request& request) { return make_link_again(front, request); });
  router.post("/users/{account}/second-factor/off", "Turns somebody's second factor off",
              "/users/1/second-factor/off", "", Administrator,
              [front](const web::Request& request) { return turn_factor_off(front, request); });
  router.post("/users/{account}/close", "Closes somebody's account", "/users/1/close",
              "reason=Left", Administrator,
              [front](const web::Request& request) { return close(front, request); });
  // Of one person's roles: see pages_grants.cpp.
  router.post("/users/{account}/grants", "Gives somebody a role", "/users/1/grants",
              "role=editor&kind=cluster&unit=Harbour", Administrator,
              [front](const web::Request& request) -> base::Result<web::Response> {
                const web::FormData form = TRY(web::read_form(request));
                const base::Status given = give_role(*front, request, form);
                if (!given.ok()) return user_page(front, request, form, given.error());
                return web::redirect(done("/users/" + request.captured.at("account"), "granted"));
              });
  router.post("/users/{account}/grants/{grant}/revoke", "Takes a role away",
              "/users/1/grants/1/revoke", "", Administrator,
              [front](const web::Request& request) -> base::Result<web::Response> {
                const base::Status taken = take_role(*front, request);
                if (!taken.ok()) return user_page(front, request, {}, taken.error());
                return web::redirect(done("/users/" + request.captured.at("account"), "revoked"));
              });
}

}  // namespace guard

// /account/tokens: for programs that somebody runs in their own name.
#include "access/pages.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

using web::Html;

const std::vector<web::Choice> scope_choices = {
    {"read", "Read", "What you may read"},
    {"edit", "Edit", "Clusters, memberships and facts, where you may"},
    {"import", "Import", "Files of the register, where you may"},
    {"admin", "Administer", "People and the audit trail, if you may"}};

Html token_list(const std::vector<TokenRow>& rows, const web::Caller& caller) {
  if (rows.empty()) {
    return web::empty_state("You have no token.",
                            Html("Make one below for a program or a spreadsheet of your own."));
  }
  web::Table table;
  table.caption = "Your tokens";
  table.columns = {{"For"}, {"May"}, {"Made"}, {"Until"}, {"Last used"}, {"What to do"}};
  for (const TokenRow& row : rows) {
    table.rows.push_back(
        {{web::join(Html(row.label), web::sub(Html("gh_" + row.public_id + "_..."))),
          Html(row.scopes.text()), Html(base::moment(row.created_at)),
          Html(base::moment(row.expires_at)),
          row.used_at == 0 ? Html("Never") : Html(base::moment(row.used_at)),
          web::post_form("/account/tokens/" + std::to_string(row.id) + "/revoke", caller, {},
                         web::button(web::ButtonKind::Link, "Revoke it"))}});
  }
  return web::table(table);
}

Html token_form(const web::Caller& caller, const web::FormData* typed,
                const std::optional<base::Error>& error) {
  std::vector<std::string> chosen = {"read"};
  if (typed != nullptr) {
    chosen.clear();
    for (const std::string_view one : typed->all("scopes")) chosen.emplace_back(one);
  }
  Html fields = web::text_input({.id = "label",
                                 .label = "What it is for",
                                 .hint = "Such as \"the finance spreadsheet\"",
                                 .error = error_at(error, "label")},
                                typed ? typed->get_or("label", "") : "", web::Width::Twenty);
  fields.add(web::checkboxes({.id = "scopes",
                              .label = "What it may do, never more than you",
                              .error = error_at(error, "scopes")},
                             scope_choices, chosen));
  fields.add(web::text_input({.id = "days",
                              .label = "For how many days",
                              .error = error_at(error, "days"),
                              .typed = web::Typed::WholeNumber},
                             typed ? typed->get_or("days", "") : std::to_string(token_days_usual),
                             web::Width::Five));
  fields.add(web::button(web::ButtonKind::Main, "Make a token"));
  return web::post_form("/account/tokens", caller, {}, fields);
}

base::Result<web::Response> tokens_page(const FrontContext& front, const web::Request& request,
                                        const web::FormData* typed,
                                        const std::optional<base::Error>& error) {
  std::vector<TokenRow> rows;
  {
    const sql::Lease lease = TRY(front->database.read());
    rows = TRY(tokens(*lease, principal_of(request).account));
  }
  web::Page page = begin_page(*front, request, "API tokens");
  page.breadcrumbs = {{"Your account", "/account"}};
  page.lead = Html("A program that sends one acts in your name, as far as the token reaches.");
  if (error) show_error(page, *error);
  page.content = web::section("h-tokens", "Your tokens", token_list(rows, *page.caller));
  page.content.add(web::section("h-new", "A new token", token_form(*page.caller, typed, error)));
  return answer(*front, request, page);
}

base::Result<web::Response> make_token(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const std::int64_t now_s = front->rules.now_s();
  std::vector<std::string> chosen;
  for (const std::string_view one : form.all("scopes")) chosen.emplace_back(one);
  NewToken wanted;
  wanted.label = form.get_or("label", "");
  wanted.scopes = parse_scopes(base::join(chosen, " ")).value_or(Scopes{});
  wanted.expires_at = token_end(base::parse_integer(form.get_or("days", "")).value_or(0), now_s);
  base::Result<std::string> made = std::string();
  {
    const sql::Lease lease = TRY(front->database.write());
    made = create_token(*lease, principal_of(request).account, wanted, oneself(request),
                        front->rules.settings.tokens, now_s);
  }
  if (!made.ok()) {
    return tokens_page(front, request, &form, token_error(made.error()));
  }
  web::Page page = begin_page(*front, request, "Your new token");
  page.breadcrumbs = {{"Your account", "/account"}, {"API tokens", "/account/tokens"}};
  page.lead = Html(
      "It is shown only now. Whoever has it can act in your name: keep it as you keep "
      "a password.");
  page.content = web::paragraph(web::el("code", {{"class", "gh-secret"}}, made.value()));
  page.content.add(web::note(Html("A program sends it as \"Authorization: Bearer ...\".")));
  page.content.add(web::paragraph(web::link("/account/tokens", Html("I have kept it: go on"))));
  return answer(*front, request, page);
}

base::Result<web::Response> revoke(const FrontContext& front, const web::Request& request) {
  const std::int64_t id = TRY(captured_number(request, "token"));
  const sql::Lease lease = TRY(front->database.write());
  TRY(revoke_token(*lease, principal_of(request).account, id, oneself(request),
                   front->rules.now_s()));
  return web::redirect(done("/account/tokens", "token-revoked"));
}

}  // namespace

base::Error token_error(base::Error error) {
  if (error.code == "bad_expiry") error.field = "days";
  if (error.code == "name_missing") error.field = "label";
  return error;
}

void add_token_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  router.get(
      "/account/tokens", "Your API tokens", "/account/tokens", Member,
      [front](const web::Request& request) { return tokens_page(front, request, nullptr, {}); });
  router.post("/account/tokens", "Makes an API token", "/account/tokens",
              "label=Spreadsheet&scopes=read&days=90", Member,
              [front](const web::Request& request) { return make_token(front, request); });
  router.post("/account/tokens/{token}/revoke", "Revokes one of your API tokens",
              "/account/tokens/1/revoke", "", Member,
              [front](const web::Request& request) { return revoke(front, request); });
}

}  // namespace guard

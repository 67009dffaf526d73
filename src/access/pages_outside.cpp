// Signing in by an account elsewhere: away to the provider, and home again. Away is a link, for a
// form may not lead to another site.
#include "access/pages.hpp"
#include "access/secrets.hpp"
#include "access/store_outside.hpp"
#include "base/text.hpp"
#include "web/cookies.hpp"

namespace guard {
namespace {

using web::Html;

constexpr std::string_view ticket_cookie = "outside";

OutsideDesk outside_desk(Front& front, const web::Request& request) {
  return {desk_of(front), front.outside, whole_address(front, request, "")};
}

base::Result<web::Response> away(Front& front, const web::Request& request, const Intent& intent,
                                 std::string_view to) {
  const Away leaving = TRY(go_away(outside_desk(front, request), request.captured.at("provider"),
                                   intent, to, front.rules.now_s()));
  web::Response response;
  response.status = 303;
  response.content_type = "text/plain; charset=utf-8";
  response.headers = {{"Location", leaving.address},
                      {"Cache-Control", "no-store"},
                      {"Referrer-Policy", "no-referrer"}};
  web::set_cookie(response, ticket_cookie, leaving.ticket, front.rules.settings.outside_s_max,
                  request.secure);
  return response;
}

base::Result<web::Response> start(const FrontContext& front, const web::Request& request) {
  const std::string_view link = request.query.get_or("link", "");
  if (is_secret(link)) {
    return away(*front, request, {Intent::Kind::Invitation, {}, std::string(link)}, "/account");
  }
  return away(*front, request, {}, way_back(request.query.get_or("to", "/")));
}

base::Result<web::Response> come(const FrontContext& front, const web::Request& request) {
  const auto asked = [&](std::string_view name) {
    return std::string(request.query.get_or(name, ""));
  };
  const auto ticket = web::find_cookie(request, ticket_cookie);
  const Home home =
      TRY(come_home(outside_desk(*front, request), request.captured.at("provider"),
                    {asked("state"), asked("code"), asked("error"), asked("iss")},
                    ticket.value_or(""), principal_of(request), origin_of(*front, request)));
  web::Response response = home.session ? let_in(request, *home.session, home.return_to)
                                        : web::redirect(done("/account/outside", "linked"));
  web::clear_cookie(response, ticket_cookie, request.secure);
  return response;
}

// The name of the provider whose issuer this is; the issuer where the settings name it no more.
std::string provider_name(const Front& front, const OutsideIdentity& identity) {
  for (const OidcProvider& provider : front.outside.providers()) {
    if (provider.issuer == identity.issuer) return provider.name;
  }
  return identity.issuer;
}

base::Result<web::Response> own_page(const FrontContext& front, const web::Request& request,
                                     const std::optional<base::Error>& error) {
  std::vector<OutsideIdentity> mine;
  {
    const sql::Lease lease = TRY(front->database.read());
    mine = TRY(outside_identities(*lease, principal_of(request).account));
  }
  web::Page page = begin_page(*front, request, "Other accounts that sign you in");
  page.breadcrumbs = {{"Your account", "/account"}};
  page.lead = Html("With one of them you need no password here.");
  if (error) show_error(page, *error);
  if (mine.empty()) {
    page.content = web::empty_state("None is linked.", Html("Link one below."));
  }
  std::vector<web::Item> items;
  for (const OutsideIdentity& one : mine) {
    web::Item item;
    item.title = Html(provider_name(*front, one));
    item.note = Html("Number " + one.subject + " there");
    item.action = web::post_form("/account/outside/unlink", *page.caller,
                                 {{"issuer", one.issuer}, {"subject", one.subject}},
                                 web::button(web::ButtonKind::Link, "Unlink it"));
    items.push_back(std::move(item));
  }
  page.content.add(web::items(items));
  for (const OidcProvider& provider : front->outside.providers()) {
    page.content.add(web::post_form(
        "/account/outside/" + provider.key + "/link", *page.caller, {},
        web::button(web::ButtonKind::Secondary, "Link my account with " + provider.name)));
  }
  return answer(*front, request, page);
}

// The form shows that it is meant; the page that answers it leads away by a link.
base::Result<web::Response> link_start(const FrontContext& front, const web::Request& request) {
  web::Response leaving =
      TRY(away(*front, request, {Intent::Kind::Link, principal_of(request).account, ""},
               "/account/outside"));
  std::string address;
  for (const auto& [name, value] : leaving.headers) {
    if (name == "Location") address = value;
  }
  web::Page page = begin_page(*front, request, "Link an account");
  page.breadcrumbs = {{"Your account", "/account"},
                      {"Other accounts that sign you in", "/account/outside"}};
  page.lead = Html("Sign in there, and you come back here.");
  page.content = web::paragraph(
      web::el("a", {{"class", "govuk-button"}, {"href", address}}, "Go on to sign in there"));
  web::Response response = answer(*front, request, page);
  for (const auto& [name, value] : leaving.headers) {
    if (name == "Set-Cookie") response.headers.emplace_back(name, value);
  }
  return response;
}

base::Result<web::Response> unlink(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  base::Status taken;
  {
    const sql::Lease lease = TRY(front->database.write());
    taken = unlink_outside(
        *lease, principal_of(request).account,
        {std::string(form.get_or("issuer", "")), std::string(form.get_or("subject", ""))},
        oneself(request), front->rules.now_s());
  }
  if (!taken.ok()) return own_page(front, request, taken.error());
  return web::redirect(done("/account/outside", "unlinked"));
}

}  // namespace

void add_outside_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  const std::string key = front->outside.providers().front().key;
  router.add({.pattern = "/sign-in/oidc/{provider}",
              .help = "Sign in with an account elsewhere",
              .example = "/sign-in/oidc/" + key,
              .audience = Anyone,
              .kind = web::RouteKind::Passage,
              .handler = [front](const web::Request& request) { return start(front, request); }});
  router.add({.pattern = "/sign-in/oidc/{provider}/callback",
              .help = "Where the other account comes back to",
              .example = callback_path(key),
              .audience = Anyone,
              .kind = web::RouteKind::Passage,
              .handler = [front](const web::Request& request) { return come(front, request); }});
  router.get("/account/outside", "Other accounts that sign you in", "/account/outside", Member,
             [front](const web::Request& request) { return own_page(front, request, {}); });
  router.post("/account/outside/{provider}/link", "Links an account elsewhere with yours",
              "/account/outside/" + key + "/link", "", Member,
              [front](const web::Request& request) { return link_start(front, request); });
  router.post("/account/outside/unlink", "Unlinks an account elsewhere", "/account/outside/unlink",
              "issuer=https://provider.example&subject=1", Member,
              [front](const web::Request& request) { return unlink(front, request); });
}

}  // namespace guard

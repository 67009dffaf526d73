// /sign-in, its second step, and /sign-out.
#include "access/pages.hpp"
#include "base/text.hpp"
#include "web/cookies.hpp"

namespace guard {
namespace {

using web::Html;

// The providers of the settings, each by a link: a form may not lead to another site.
Html other_ways(const Front& front, const std::string& to) {
  Html html;
  for (const OidcProvider& provider : front.outside.providers()) {
    const std::string href = "/sign-in/oidc/" + provider.key + "?to=" + base::percent_encode(to);
    html.add(web::paragraph(
        web::el("a", {{"class", "govuk-button govuk-button--secondary"}, {"href", href}},
                "Sign in with " + provider.name)));
  }
  if (front.rules.demo) {
    html.add(
        web::paragraph(web::link("/demo", Html("Choose one of the people of the demonstration"))));
  }
  if (html.empty()) return html;
  return web::section("h-other", "Other ways to sign in", html);
}

web::Response sign_in_page(const Front& front, const web::Request& request, const std::string& to,
                           const std::string& email, const std::optional<base::Error>& error) {
  web::Page page = begin_page(front, request, "Sign in");
  if (error) show_error(page, *error);
  web::Html fields = web::text_input({.id = "email",
                                      .label = "E-mail address",
                                      .error = error_at(error, "email"),
                                      .typed = web::Typed::Email,
                                      .autocomplete = "username"},
                                     email, web::Width::Twenty);
  fields.add(web::password_input({.id = "password", .label = "Password"}, web::Password::Current));
  fields.add(web::button(web::ButtonKind::Main, "Sign in"));
  Html left = web::post_form("/sign-in", *page.caller, {{"to", to}}, fields);
  left.add(other_ways(front, to));
  Html right = web::panel(
      "No account, or no password?",
      web::list({Html("An account is made for you by an administrator of your trust or authority, "
                      "who gives you a link to choose a password."),
                 Html("Whoever has lost the password, or the telephone with the second factor, "
                      "asks an administrator for a new link."),
                 Html("Whoever only wants to read needs no account, unless this server says "
                      "otherwise.")}));
  page.content = web::columns(web::Columns::TwoOne, left, right);
  return answer(front, request, page);
}

base::Result<web::Response> show_sign_in(const FrontContext& front, const web::Request& request) {
  const std::string to = way_back(request.query.get_or("to", "/"));
  if (principal_of(request).signed_in) return web::redirect(to);
  return sign_in_page(*front, request, to, "", {});
}

base::Result<web::Response> take_sign_in(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const std::string to = way_back(form.get_or("to", "/"));
  const std::string email(form.get_or("email", ""));
  auto session =
      sign_in(desk_of(*front), email, form.get_or("password", ""), origin_of(*front, request));
  if (!session.ok()) return sign_in_page(*front, request, to, email, session.error());
  return let_in(request, session.value(), to);
}

web::Response code_page(const Front& front, const web::Request& request, const std::string& to,
                        const std::optional<base::Error>& error) {
  web::Page page = begin_page(front, request, "Your second factor");
  page.lead = Html("The password is right. Now the code that your authenticator program shows.");
  if (error) show_error(page, *error);
  Html fields = web::text_input({.id = "code",
                                 .label = "Code",
                                 .hint = "Six digits; or one of your recovery codes",
                                 .error = error_at(error, "code"),
                                 .typed = web::Typed::Code,
                                 .autocomplete = "one-time-code"},
                                "", web::Width::Twenty);
  fields.add(web::button(web::ButtonKind::Main, "Go on"));
  page.content = web::post_form("/sign-in/code", *page.caller, {{"to", to}}, fields);
  page.content.add(
      web::post_form("/sign-out", *page.caller, {},
                     web::button(web::ButtonKind::Secondary, "Sign in as somebody else")));
  return answer(front, request, page);
}

base::Result<web::Response> show_code(const FrontContext& front, const web::Request& request) {
  const std::string to = way_back(request.query.get_or("to", "/"));
  const Principal& principal = principal_of(request);
  if (principal.signed_in) return web::redirect(to);
  if (!principal.code_wanted) return web::redirect("/sign-in?to=" + base::percent_encode(to));
  return code_page(*front, request, to, {});
}

base::Result<web::Response> take_code(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const std::string to = way_back(form.get_or("to", "/"));
  const auto secret = web::find_cookie(request, session_cookie);
  auto session = sign_in_code(desk_of(*front), secret.value_or(""), form.get_or("code", ""),
                              origin_of(*front, request));
  if (session.ok()) return let_in(request, session.value(), to);
  if (session.error().code == "session_not_found") {
    return web::redirect("/sign-in?to=" + base::percent_encode(to));
  }
  return code_page(*front, request, to, session.error());
}

base::Result<web::Response> sign_out(const FrontContext& front, const web::Request& request) {
  const Principal& principal = principal_of(request);
  if (principal.account.known() && principal.via == Via::Session) {
    const sql::Lease lease = TRY(front->database.write());
    TRY(end_session(*lease, principal.account, principal.via_id, self_of(request, "Sign-out."),
                    front->rules.now_s()));
  }
  web::Response response = web::redirect(done("/sign-in", "signed-out"));
  web::clear_cookie(response, session_cookie, request.secure);
  return response;
}

}  // namespace

void add_sign_in_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  router.get("/sign-in", "Sign in with e-mail address and password", "/sign-in", Anyone,
             [front](const web::Request& request) { return show_sign_in(front, request); });
  router.post("/sign-in", "Signs in", "/sign-in", "email=ada@example.org&password=wrong", Anyone,
              [front](const web::Request& request) { return take_sign_in(front, request); });
  router.get("/sign-in/code", "Give the code of the second factor", "/sign-in/code", Anyone,
             [front](const web::Request& request) { return show_code(front, request); });
  router.post("/sign-in/code", "Takes the code of the second factor", "/sign-in/code",
              "code=123456", Anyone,
              [front](const web::Request& request) { return take_code(front, request); });
  router.post("/sign-out", "Signs out", "/sign-out", "", Anyone,
              [front](const web::Request& request) { return sign_out(front, request); });
}

}  // namespace guard

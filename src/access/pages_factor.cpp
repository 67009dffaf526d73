// /account/second-factor: turning it on with an authenticator program, and off.
#include "access/pages.hpp"
#include "access/qr.hpp"
#include "access/totp.hpp"
#include "web/html.hpp"

namespace guard {
namespace {

using web::Html;

constexpr int border = 4;  // squares of white round a QR code, by its standard

// The squares as one path; the secret stands beside it in letters.
Html qr_picture(std::string_view text) {
  const QrCode code = qr_code(text);
  std::string path;
  for (int y = 0; y < code.size; ++y) {
    for (int x = 0; x < code.size; ++x) {
      if (!code.dark(x, y)) continue;
      path += "M" + std::to_string(x + border) + " " + std::to_string(y + border) + "h1v1h-1z";
    }
  }
  const std::string whole = std::to_string(code.size + 2 * border);
  Html html;
  html.open("svg", {{"viewBox", "0 0 " + whole + " " + whole},
                    {"width", 220},
                    {"height", 220},
                    {"role", "img"},
                    {"aria-label", "Code to scan with an authenticator program"},
                    {"class", "gh-qr"}});
  html.leaf("rect", {{"class", "gh-qr__ground"}, {"width", whole}, {"height", whole}});
  html.leaf("path", {{"d", path}});
  return html.close("svg");
}

// In groups of four, as one can copy it.
std::string grouped(std::string_view secret) {
  constexpr std::size_t group = 4;
  std::string text;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    if (i > 0 && i % group == 0) text += ' ';
    text += secret[i];
  }
  return text;
}

Html turn_on_form(const web::Caller& caller, const Account& own, const std::string& secret,
                  const std::optional<base::Error>& error) {
  Html steps = web::el("ol", {{"class", "govuk-list govuk-list--number"}},
                       web::el("li", {}, "Open an authenticator program on your telephone."),
                       web::el("li", {}, "Scan this code, or type the letters below it."),
                       web::el("li", {}, "Type the six digits that it shows then."));
  Html fields = web::text_input({.id = "code",
                                 .label = "Code",
                                 .hint = "Six digits",
                                 .error = error_at(error, "code"),
                                 .typed = web::Typed::Code,
                                 .autocomplete = "one-time-code"},
                                "", web::Width::Ten);
  fields.add(web::button(web::ButtonKind::Main, "Turn it on"));
  return web::join(steps, qr_picture(otpauth_address(secret, own.email)),
                   web::paragraph(web::el("code", {}, grouped(secret))),
                   web::post_form("/account/second-factor", caller, {{"secret", secret}}, fields));
}

Html turn_off_form(const web::Caller& caller, const std::optional<base::Error>& error) {
  Html fields = web::text_input({.id = "code",
                                 .label = "Code",
                                 .hint = "Six digits, or a recovery code: it shows that it is you",
                                 .error = error_at(error, "code"),
                                 .typed = web::Typed::Code,
                                 .autocomplete = "one-time-code"},
                                "", web::Width::Twenty);
  fields.add(web::button(web::ButtonKind::Warning, "Turn it off"));
  return web::join(
      web::paragraph(Html("It is on. To move to another telephone, or for new recovery codes, turn "
                          "it off and on again.")),
      web::post_form("/account/second-factor/off", caller, {}, fields));
}

base::Result<Account> own_account(const Front& front, const web::Request& request) {
  const sql::Lease lease = TRY(front.database.read());
  return account(*lease, principal_of(request).account);
}

base::Result<web::Response> factor_page(const FrontContext& front, const web::Request& request,
                                        const std::string& secret,
                                        const std::optional<base::Error>& error) {
  const Account own = TRY(own_account(*front, request));
  web::Page page = begin_page(*front, request, "Second factor");
  page.breadcrumbs = {{"Your account", "/account"}};
  page.lead = Html(
      "With a second factor a stolen password is of no use: one also needs the code that your "
      "telephone shows.");
  if (error) show_error(page, *error);
  page.content = own.second_factor ? turn_off_form(*page.caller, error)
                                   : turn_on_form(*page.caller, own, secret, error);
  return answer(*front, request, page);
}

base::Result<web::Response> turn_on(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const std::string secret(form.get_or("secret", ""));
  if (!is_totp_secret(secret)) return factor_page(front, request, random_totp_secret(), {});
  base::Result<std::vector<std::string>> codes = std::vector<std::string>();
  {
    const sql::Lease lease = TRY(front->database.write());
    codes =
        enable_second_factor(*lease, principal_of(request).account, secret, form.get_or("code", ""),
                             oneself(request), front->rules.settings.codes, front->rules.now_s());
  }
  if (!codes.ok()) {
    base::Error error = codes.error();
    error.field = "code";
    return factor_page(front, request, secret, error);
  }
  web::Page page = begin_page(*front, request, "Your recovery codes");
  page.breadcrumbs = {{"Your account", "/account"}};
  page.notice = Html("The second factor is on.");
  page.lead = Html(
      "When the telephone is lost, each of these lets you in once. They are shown only now: print "
      "them, or write them down.");
  std::vector<Html> items;
  for (const std::string& code : codes.value()) items.push_back(web::el("code", {}, code));
  page.content = web::list(items);
  page.content.add(web::paragraph(web::link("/account", Html("I have kept them: go on"))));
  return answer(*front, request, page);
}

base::Result<web::Response> turn_off(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const AccountId own = principal_of(request).account;
  base::Status shown =
      check_code(desk_of(*front), own, form.get_or("code", ""), origin_of(*front, request));
  if (!shown.ok()) {
    base::Error error = shown.error();
    error.field = "code";
    return factor_page(front, request, "", error);
  }
  const sql::Lease lease = TRY(front->database.write());
  TRY(disable_second_factor(*lease, own, oneself(request), front->rules.now_s()));
  return web::redirect(done("/account", "second-factor-off"));
}

}  // namespace

void add_factor_pages(web::Router& router, const FrontContext& front) {
  using enum web::Audience;
  router.get("/account/second-factor", "Turn your second factor on or off",
             "/account/second-factor", Member, [front](const web::Request& request) {
               return factor_page(front, request, random_totp_secret(), {});
             });
  router.post("/account/second-factor", "Turns your second factor on", "/account/second-factor",
              "secret=&code=123456", Member,
              [front](const web::Request& request) { return turn_on(front, request); });
  router.post("/account/second-factor/off", "Turns your second factor off",
              "/account/second-factor/off", "code=123456", Member,
              [front](const web::Request& request) { return turn_off(front, request); });
}

}  // namespace guard

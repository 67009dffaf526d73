// /links/{token}: the first administrator, an invitation, another password.
#include "access/pages.hpp"
#include "access/secrets.hpp"
#include "access/store_sign_in.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

using web::Html;

std::string_view title_of(LinkPurpose purpose) {
  switch (purpose) {
    case LinkPurpose::First: return "Become the first administrator";
    case LinkPurpose::Invite: return "Accept your invitation";
    case LinkPurpose::Reset: return "Choose another password";
  }
  return {};
}

Html lead_of(const OpenLink& link) {
  switch (link.purpose) {
    case LinkPurpose::First:
      return Html(
          "Nobody administers this Guildhall yet. You will be able to do everything, and to invite "
          "others.");
    case LinkPurpose::Invite:
      return Html("You were invited as " + link.email + ". Choose a password, and you are in.");
    case LinkPurpose::Reset:
      return Html("For " + link.email +
                  ". You will be signed out wherever you are signed in with the old one.");
  }
  return {};
}

// A link is a secret: no page that is linked from here learns it, and nobody keeps it.
web::Response sealed(web::Response response) {
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  return response;
}

Html fields_of(const Front& front, const OpenLink& link, const LinkForm& form,
               const std::optional<base::Error>& error) {
  Html fields;
  if (link.purpose == LinkPurpose::First) {
    fields.add(web::text_input({.id = "email",
                                .label = "E-mail address",
                                .hint = "You sign in with it",
                                .error = error_at(error, "email"),
                                .typed = web::Typed::Email,
                                .autocomplete = "username"},
                               form.email, web::Width::Twenty));
  }
  if (link.purpose != LinkPurpose::Reset) {
    fields.add(web::text_input({.id = "name",
                                .label = "Your name",
                                .hint = "As colleagues know you; it stands beside what you change",
                                .error = error_at(error, "name"),
                                .autocomplete = "name"},
                               form.name, web::Width::Twenty));
  }
  fields.add(web::password_input(
      {.id = "password",
       .label = "Password",
       .hint = "At least " + std::to_string(front.rules.settings.passwords.length_min) +
               " characters; three or four words that belong to no saying are good",
       .error = error_at(error, "password")},
      web::Password::New));
  return fields.add(web::button(
      web::ButtonKind::Main, link.purpose == LinkPurpose::Reset ? "Change the password" : "Go in"));
}

// By a provider one needs no password; only for an account that is named in the link.
Html provider_links(const Front& front, const OpenLink& link, const std::string& token) {
  if (link.purpose != LinkPurpose::Invite || front.outside.providers().empty()) return {};
  Html html;
  for (const OidcProvider& provider : front.outside.providers()) {
    html.add(web::paragraph(web::el("a",
                                    {{"class", "govuk-button govuk-button--secondary"},
                                     {"href", "/sign-in/oidc/" + provider.key + "?link=" + token}},
                                    "Accept with " + provider.name)));
  }
  return web::section("h-other", "Without a password of its own", html);
}

web::Response link_page(const Front& front, const web::Request& request, const OpenLink& link,
                        const LinkForm& form, const std::optional<base::Error>& error) {
  const std::string& token = request.captured.at("token");
  web::Page page = begin_page(front, request, std::string(title_of(link.purpose)));
  page.lead = lead_of(link);
  if (error) show_error(page, *error);
  page.content =
      web::post_form(link_path(token), *page.caller, {}, fields_of(front, link, form, error));
  page.content.add(provider_links(front, link, token));
  return sealed(answer(front, request, page));
}

base::Result<OpenLink> opened(const Front& front, const web::Request& request) {
  const sql::Lease lease = TRY(front.database.read());
  return open_link(*lease, request.captured.at("token"), front.rules.now_s());
}

base::Result<web::Response> show_link(const FrontContext& front, const web::Request& request) {
  const OpenLink link = TRY(opened(*front, request));
  return link_page(*front, request, link, {link.email, link.name, ""}, {});
}

base::Result<web::Response> take_link(const FrontContext& front, const web::Request& request) {
  const web::FormData form = TRY(web::read_form(request));
  const OpenLink link = TRY(opened(*front, request));
  const LinkForm typed = {std::string(form.get_or("email", "")),
                          std::string(form.get_or("name", "")),
                          std::string(form.get_or("password", ""))};
  auto session = follow_link(desk_of(*front), request.captured.at("token"), typed,
                             front->rules.today(), origin_of(*front, request));
  if (!session.ok()) return link_page(*front, request, link, typed, session.error());
  return let_in(request, session.value(), "/account");
}

}  // namespace

void add_link_pages(web::Router& router, const FrontContext& front) {
  const std::string example = link_path("as-it-was-sent");
  router.get("/links/{token}", "Accept an invitation, or choose another password", example,
             web::Audience::Anyone,
             [front](const web::Request& request) { return show_link(front, request); });
  router.post("/links/{token}", "Takes the password that was chosen", example,
              "name=Ada+Marsh&password=seven+herons+over+the+marsh", web::Audience::Anyone,
              [front](const web::Request& request) { return take_link(front, request); });
}

}  // namespace guard

// No connection is on loan while a provider is asked.
#include "access/store_oidc_flow.hpp"

#include <algorithm>

#include "access/secrets.hpp"

namespace guard {
namespace {

base::Error over() {
  return base::make_error("outside_sign_in_over",
                          "This sign-in took too long, was finished already, or was begun in "
                          "another browser. Begin it again.");
}

// The sign-in that this browser was sent away for, used up.
base::Result<OutsideSignIn> taken(const OutsideDesk& outside, const OidcProvider& provider,
                                  const Return& back, std::string_view ticket,
                                  const Origin& origin) {
  if (!is_secret(back.state)) return over();
  const sql::Lease lease = TRY(outside.desk.database.write());
  OutsideSignIn sign_in = TRY(
      take_outside_sign_in(*lease, back.state, outside.desk.settings.outside_s_max, origin.now_s));
  if (sign_in.provider != provider.key || !equal_secrets(sign_in.nonce, nonce_of(ticket))) {
    return over();
  }
  return sign_in;
}

base::Result<std::optional<NewSession>> let_in(const OutsideDesk& outside,
                                               const OidcProvider& provider, const Claims& claims,
                                               const Intent& intent, const Principal& principal,
                                               const Origin& origin) {
  switch (intent.kind) {
    case Intent::Kind::SignIn:
      return std::optional(TRY(arrive_outside(outside.desk, provider, claims, origin)));
    case Intent::Kind::Invitation:
      return std::optional(
          TRY(accept_outside(outside.desk, provider, claims, intent.token, origin)));
    case Intent::Kind::Link: break;
  }
  if (!principal.signed_in || principal.via != Via::Session ||
      principal.account != intent.account) {
    return over();
  }
  TRY(link_outside(outside.desk, provider, claims, principal, origin));
  return std::optional<NewSession>();
}

}  // namespace

std::string callback_path(std::string_view provider_key) {
  return "/sign-in/oidc/" + std::string(provider_key) + "/callback";
}

std::string safe_return(std::string_view path) {
  const bool plain =
      std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 127 && c != '\\'; });
  const bool local = path.starts_with('/') && !path.starts_with("//") && path.size() <= 2000;
  return plain && local ? std::string(path) : "/";
}

base::Result<Away> go_away(const OutsideDesk& outside, std::string_view provider_key,
                           const Intent& intent, std::string_view return_to, std::int64_t now_s) {
  const OidcProvider* provider = TRY(outside.client.find(provider_key));
  Away away;
  away.ticket = ticket_for(intent);
  Departure departure;
  departure.nonce = nonce_of(away.ticket);
  departure.verifier = random_secret();
  departure.redirect_uri = outside.site + callback_path(provider->key);
  {
    const sql::Lease lease = TRY(outside.desk.database.write());
    departure.state = TRY(keep_outside_sign_in(
        *lease, {provider->key, departure.nonce, departure.verifier, safe_return(return_to)},
        outside.desk.settings.outside_s_max, now_s));
  }
  away.address = TRY(outside.client.departure(*provider, departure, now_s));
  return away;
}

base::Result<Home> come_home(const OutsideDesk& outside, std::string_view provider_key,
                             const Return& back, std::string_view ticket,
                             const Principal& principal, const Origin& origin) {
  const OidcProvider* provider = TRY(outside.client.find(provider_key));
  const auto intent = intent_of(ticket);
  if (!intent) return over();
  const OutsideSignIn sign_in = TRY(taken(outside, *provider, back, ticket, origin));
  const Departure departure = {back.state, sign_in.nonce, sign_in.verifier,
                               outside.site + callback_path(provider->key)};
  auto session = [&]() -> base::Result<std::optional<NewSession>> {
    const Claims claims = TRY(outside.client.arrival(*provider, departure, back, origin.now_s));
    return let_in(outside, *provider, claims, *intent, principal, origin);
  }();
  if (session.ok()) return Home{std::move(session).value(), sign_in.return_to};
  // That a provider is down is nobody's refusal. That a person declined is said by the browser
  // alone: recorded, it would let anybody fill the trail.
  const base::Error& error = session.error();
  if (error.kind != base::ErrorKind::Unavailable && error.code != "outside_declined") {
    TRY(record_refusal(outside.desk, *provider, session.error(), origin.now_s));
  }
  return session.error();
}

}  // namespace guard

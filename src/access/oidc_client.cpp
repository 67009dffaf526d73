// A clock set back makes what is kept look new; it is then asked for again.
#include "access/oidc_client.hpp"

#include "base/check.hpp"

namespace guard {
namespace {

bool is_within(std::int64_t then_s, std::int64_t now_s, std::int64_t span_s) {
  return then_s <= now_s && now_s - then_s < span_s;
}

}  // namespace

OidcClient::OidcClient(std::vector<OidcProvider> providers, Fetch fetch, OidcSettings settings)
    : providers_(std::move(providers)), fetch_(std::move(fetch)), settings_(settings) {
  for (std::size_t i = 0; i < providers_.size(); ++i) known_.push_back(std::make_unique<Known>());
}

base::Result<const OidcProvider*> OidcClient::find(std::string_view key) const {
  for (const OidcProvider& each : providers_) {
    if (each.key == key) return &each;
  }
  return base::make_error("provider_unknown", "There is no sign-in provider of this name here.");
}

OidcClient::Known& OidcClient::known(const OidcProvider& provider) {
  const auto at = static_cast<std::size_t>(&provider - providers_.data());
  CHECK(at < known_.size());
  return *known_[at];
}

template <typename Ask>
auto OidcClient::unless_failing(Known& known, std::int64_t now_s, const Ask& ask)
    -> decltype(ask()) {
  if (known.failure && is_within(known.failed_at, now_s, settings_.retry_s_min)) {
    return *known.failure;
  }
  auto answer = ask();
  known.failure.reset();
  if (!answer.ok()) {
    known.failure = answer.error();
    known.failed_at = now_s;
  }
  return answer;
}

base::Result<Discovery> OidcClient::discovery(const OidcProvider& provider, std::int64_t now_s) {
  Known& known = this->known(provider);
  const std::lock_guard lock(known.mutex);
  if (known.discovery && is_within(known.discovered_at, now_s, settings_.kept_s_max)) {
    return *known.discovery;
  }
  known.discovery = TRY(unless_failing(known, now_s, [&]() -> base::Result<Discovery> {
    return read_discovery(TRY(fetch_({discovery_address(provider.issuer)})), provider.issuer);
  }));
  known.discovered_at = now_s;
  return *known.discovery;
}

base::Result<KeySet> OidcClient::keys_for(const OidcProvider& provider, const Discovery& discovery,
                                          const TokenHeader& header, std::int64_t now_s) {
  Known& known = this->known(provider);
  const std::lock_guard lock(known.mutex);
  if (known.keys && is_within(known.keys_at, now_s, settings_.kept_s_max) &&
      (known.keys->knows(header) || is_within(known.keys_at, now_s, settings_.keys_every_s_min))) {
    return *known.keys;
  }
  known.keys = TRY(unless_failing(known, now_s, [&]() -> base::Result<KeySet> {
    const HttpAnswer answer = TRY(fetch_({discovery.jwks_uri}));
    if (answer.status == 200) return KeySet::parse(answer.body);
    return bad_answer("The sign-in provider does not show its keys.", "jwks_uri",
                      "status " + std::to_string(answer.status));
  }));
  known.keys_at = now_s;
  return *known.keys;
}

base::Result<std::string> OidcClient::departure(const OidcProvider& provider,
                                                const Departure& departure, std::int64_t now_s) {
  return authorization_address(provider, TRY(discovery(provider, now_s)), departure);
}

base::Result<Claims> OidcClient::arrival(const OidcProvider& provider, const Departure& departure,
                                         const Return& back, std::int64_t now_s) {
  const Discovery found = TRY(discovery(provider, now_s));
  TRY(check_return(back, found));
  const HttpCall call =
      token_call(provider, found, back.code, departure.verifier, departure.redirect_uri);
  const std::string token = TRY(read_token_answer(TRY(fetch_(call))));
  const TokenHeader header = TRY(token_header(token));
  const KeySet keys = TRY(keys_for(provider, found, header, now_s));
  const Expected expected = {provider.issuer, provider.client_id, departure.nonce, now_s,
                             settings_.leeway_s};
  return verified_claims(token, keys, expected);
}

}  // namespace guard

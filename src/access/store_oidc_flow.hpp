// A sign-in at a provider from beginning to end: away with the browser, and home again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/oidc_client.hpp"
#include "access/store_oidc.hpp"

namespace guard {

struct OutsideDesk {
  Desk desk;
  OidcClient& client;
  std::string site;  // where people reach this server: "https://guildhall.example"
};

// Where a provider sends the browser back to; it has to be told to the provider beforehand.
std::string callback_path(std::string_view provider_key);
// A path of this server; "/" for anything that could lead elsewhere.
std::string safe_return(std::string_view path);

struct Away {
  std::string address;  // at the provider
  std::string ticket;   // for a cookie of this browser that lasts as long as the sign-in may take
};
// Errors: provider_unknown, provider_unreachable, provider_answer.
base::Result<Away> go_away(const OutsideDesk& outside, std::string_view provider_key,
                           const Intent& intent, std::string_view return_to, std::int64_t now_s);

struct Home {
  std::optional<NewSession> session;  // none after linking: the session there was goes on
  std::string return_to;
};
// `principal` is who is signed in already, for linking. That somebody is not let in is put on
// record. Errors: provider_unknown, outside_sign_in_over (replayed, another browser, too late, or
// somebody else signed in meanwhile), and those of OidcClient::arrival and store_oidc.hpp.
base::Result<Home> come_home(const OutsideDesk& outside, std::string_view provider_key,
                             const Return& back, std::string_view ticket,
                             const Principal& principal, const Origin& origin);

}  // namespace guard

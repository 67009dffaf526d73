// The conversation with the providers of the settings. What a provider says of itself and its keys
// are kept for an hour; a provider that does not answer is left alone for some seconds, so that it
// cannot hold the workers.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "access/id_token.hpp"
#include "access/oidc.hpp"

namespace guard {

struct OidcSettings {
  std::int64_t kept_s_max = 3600;
  std::int64_t keys_every_s_min = 60;  // how often an unknown key is worth a question
  std::int64_t retry_s_min = 5;        // after a failure
  std::int64_t leeway_s = 60;
};

// May be used by several threads.
class OidcClient {
 public:
  OidcClient(std::vector<OidcProvider> providers, Fetch fetch, OidcSettings settings = {});

  const std::vector<OidcProvider>& providers() const { return providers_; }
  // Error: provider_unknown.
  base::Result<const OidcProvider*> find(std::string_view key) const;

  // Where to send the browser. Errors: provider_unreachable, provider_answer.
  base::Result<std::string> departure(const OidcProvider& provider, const Departure& departure,
                                      std::int64_t now_s);
  // Who came back. Errors: outside_declined, provider_unreachable, provider_answer,
  // id_token_invalid.
  base::Result<Claims> arrival(const OidcProvider& provider, const Departure& departure,
                               const Return& back, std::int64_t now_s);

 private:
  // What is known of one provider; one thread at a time asks it.
  struct Known {
    std::mutex mutex;
    std::optional<Discovery> discovery;
    std::int64_t discovered_at = 0;
    std::optional<KeySet> keys;
    std::int64_t keys_at = 0;
    std::optional<base::Error> failure;
    std::int64_t failed_at = 0;
  };
  Known& known(const OidcProvider& provider);
  template <typename Ask>
  auto unless_failing(Known& known, std::int64_t now_s, const Ask& ask) -> decltype(ask());
  base::Result<Discovery> discovery(const OidcProvider& provider, std::int64_t now_s);
  // The keys, asked for again when that of the header is not among them.
  base::Result<KeySet> keys_for(const OidcProvider& provider, const Discovery& discovery,
                                const TokenHeader& header, std::int64_t now_s);

  std::vector<OidcProvider> providers_;
  std::vector<std::unique_ptr<Known>> known_;  // in the order of the providers
  Fetch fetch_;
  OidcSettings settings_;
};

}  // namespace guard

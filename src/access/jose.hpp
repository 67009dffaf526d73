// Signed tokens (JWS, RFC 7515) and the public keys of a provider (JWKS, RFC 7517), by cjose. Only
// signatures by a public key of the provider count: no token says which way it may be checked.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct _cjose_jwk_int;

namespace guard {

struct TokenHeader {
  std::string alg;  // RS256, PS256 or ES256
  std::string kid;  // "" where the token names no key
};

// What a token says before it is believed. Error: id_token_invalid (no token, another algorithm
// such as none or HS256, critical extensions, far too long).
base::Result<TokenHeader> token_header(std::string_view token);

class KeySet {
 public:
  // Keys of other kinds, for other uses or too weak (RSA under 2048 bits) are left out.
  // Error: provider_answer, where no list of keys can be read.
  static base::Result<KeySet> parse(std::string_view jwks);

  std::size_t size() const { return keys_.size(); }
  // Whether there is the key that the header names, or the only one that suits where it names none.
  bool knows(const TokenHeader& header) const;
  // What the token says, once its signature is found to be good. Error: id_token_invalid.
  base::Result<std::string> payload(std::string_view token) const;

 private:
  struct Key {
    std::string kid;
    std::string alg;  // "" for any that suits its kind
    bool elliptic = false;
    std::shared_ptr<const _cjose_jwk_int> key;
  };
  const Key* find(const TokenHeader& header) const;
  std::vector<Key> keys_;
};

base::Error bad_token(std::string_view what, std::string claim);

}  // namespace guard

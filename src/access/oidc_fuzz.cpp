// Whatever a provider, or whoever stands in for it, sends: it is read or refused, and nothing that
// no key of ours signed is believed.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "access/id_token.hpp"
#include "access/oidc.hpp"
#include "base/check.hpp"

namespace {

// The example of RFC 7515, appendix A.3.
constexpr std::string_view keys =
    R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const guard::KeySet set = guard::KeySet::parse(keys).value();
  const auto discovery = guard::read_discovery({200, std::string(text)}, "https://login.example");
  if (discovery.ok()) CHECK(guard::is_safe_address(discovery.value().token_endpoint));
  const auto token = guard::read_token_answer({200, std::string(text)});
  if (token.ok()) CHECK(!token.value().empty());
  const auto header = guard::token_header(text);
  const auto payload = set.payload(text);
  if (payload.ok()) CHECK(header.ok() && header.value().alg == "ES256");
  const guard::Expected expected = {"https://login.example", "guildhall", "n-0S6", 1800000000};
  const auto claims = guard::checked_claims(text, expected);
  if (claims.ok()) CHECK(!claims.value().subject.empty());
  const auto other = guard::KeySet::parse(text);
  if (other.ok()) CHECK(other.value().size() <= 100);
  if (const auto intent = guard::intent_of(text)) {
    CHECK(guard::intent_of(guard::ticket_for(*intent))->account == intent->account);
  }
  if (guard::is_safe_address(text)) CHECK(!guard::discovery_address(text).empty());
  CHECK(guard::provider_key(text).size() <= text.size());
  return 0;
}

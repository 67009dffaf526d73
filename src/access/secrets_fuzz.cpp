// Whatever arrives as a token, a code, a user agent or a password is read or refused; what was read
// says the same when it is written again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "access/agent.hpp"
#include "access/audit.hpp"
#include "access/password.hpp"
#include "access/secrets.hpp"
#include "access/totp.hpp"
#include "access/values.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto token = guard::parse_api_token(text)) CHECK(token->text() == text);
  if (const auto code = guard::parse_recovery_code(text)) {
    CHECK(guard::parse_recovery_code(*code) == code);
  }
  if (const auto code = guard::parse_totp_code(text)) {
    CHECK(code->size() == 6 && guard::parse_totp_code(*code) == code);
  }
  if (const auto scopes = guard::parse_scopes(text)) {
    CHECK(guard::parse_scopes(scopes->text()) == scopes);
  }
  const auto anchor = guard::parse_anchor(text);
  if (anchor.ok()) CHECK(guard::parse_anchor(anchor.value()).value() == anchor.value());
  CHECK(guard::agent_summary(text).size() < 60);
  CHECK(base::is_utf8(guard::Values().add("value", text).json()));
  const std::string normal = guard::normal_password(text);
  CHECK(guard::normal_password(normal) == normal);
  const bool good = guard::check_password(text, text, {}).ok();
  CHECK(!good || base::is_utf8(text));
  return 0;
}

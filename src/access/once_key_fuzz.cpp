// Any header is a key or is not; what is sealed with a key is read with that one only, and whatever
// stands in the database in its place is read or refused.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "access/once_key.hpp"
#include "access/secrets.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const std::string other = "account 1\nanother-key-of-mine";
  (void)guard::unsealed(text, other);
  // A head of the text as key, its rest as the answer.
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view key = text.substr(0, end);
  if (!guard::is_once_key(key)) return 0;
  CHECK(key.size() >= guard::once_key_size_min && key.size() <= guard::once_key_size_max);
  CHECK(base::trim(key) == key && base::is_utf8(key));
  const std::string answer(text.substr(end));
  const std::string mine = "account 1\n" + std::string(key);
  const std::string kept = guard::sealed(answer, mine);
  CHECK(guard::unsealed(kept, mine) == answer);
  CHECK(mine == other || !guard::unsealed(kept, other));
  return 0;
}

// Any bytes at all: conversions give valid UTF-8, folding is idempotent, numbers are read or not.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/date.hpp"
#include "base/money.hpp"
#include "base/share.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CHECK(base::is_utf8(base::utf8_from_cp1252(bytes)));

  const std::string folded = base::fold(bytes);
  CHECK(base::fold(folded) == folded);

  if (const auto number = base::parse_decimal(bytes)) {
    CHECK(base::parse_decimal(base::with_decimals(*number, 2)).has_value());
  }
  if (const auto number = base::parse_integer(bytes)) {
    CHECK(base::parse_integer(std::to_string(*number)) == number);
  }
  if (const auto date = base::Date::parse(bytes)) {
    CHECK(base::Date::parse(date->long_form()) == date);
  }
  if (const auto amount = base::Money::parse(bytes); amount.ok()) {
    CHECK(base::Money::parse(amount.value().format()).value() == amount.value());
  }
  if (const auto share = base::Share::parse(bytes); share.ok()) {
    CHECK(base::Share::parse(share.value().format()).value() == share.value());
  }
  return 0;
}

// Which type a value has there, and its bytes.
#include "sql/postgres_parameters.hpp"

#include <bit>
#include <cmath>

namespace sql {

Oid type_of(const Value& value) {
  const auto& state = value.state();
  if (std::holds_alternative<std::int64_t>(state)) return oid_int8;
  if (std::holds_alternative<std::string_view>(state)) return oid_text;
  const auto* real = std::get_if<double>(&state);
  // Not a number is null on SQLite.
  return real != nullptr && !std::isnan(*real) ? oid_float8 : oid_unknown;
}

void Parameters::add(const Value& value) {
  types_.push_back(type_of(value));
  formats_.push_back(1);
  if (types_.back() == oid_unknown) {
    data_.push_back(nullptr);
    sizes_.push_back(0);
  } else if (types_.back() == oid_text) {
    const auto text = std::get<std::string_view>(value.state());
    data_.push_back(text.empty() ? "" : text.data());
    sizes_.push_back(static_cast<int>(text.size()));
  } else {
    const auto* integer = std::get_if<std::int64_t>(&value.state());
    const auto bits = integer != nullptr
                          ? static_cast<std::uint64_t>(*integer)
                          : std::bit_cast<std::uint64_t>(std::get<double>(value.state()));
    numbers_.push_back(std::endian::native == std::endian::little ? __builtin_bswap64(bits) : bits);
    data_.push_back(reinterpret_cast<const char*>(&numbers_.back()));
    sizes_.push_back(sizeof bits);
  }
}

}  // namespace sql

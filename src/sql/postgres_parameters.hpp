// Values on their way to PostgreSQL.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sql/database.hpp"

namespace sql {

using Oid = unsigned int;  // as libpq-fe.h has it, which stands in no header

// The numbers of PostgreSQL's built-in types never change (src/include/catalog/pg_type.dat there).
constexpr Oid oid_bool = 16;
constexpr Oid oid_int8 = 20;
constexpr Oid oid_text = 25;
constexpr Oid oid_float8 = 701;
constexpr Oid oid_unknown = 0;  // a null: the server finds the type by itself

Oid type_of(const Value& value);

// Parameters in binary form: exact, and text may hold anything. Big-endian on the wire.
class Parameters {
 public:
  explicit Parameters(std::span<const Value> values) {
    numbers_.reserve(values.size());  // pointers into it must stay
    for (const Value& value : values) add(value);
  }
  int count() const { return static_cast<int>(types_.size()); }
  const std::vector<Oid>& types() const { return types_; }
  const char* const* data() const { return data_.data(); }
  const int* sizes() const { return sizes_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add(const Value& value);

  std::vector<std::uint64_t> numbers_;
  std::vector<Oid> types_;
  std::vector<const char*> data_;
  std::vector<int> sizes_;
  std::vector<int> formats_;
};

}  // namespace sql

// Internal identifiers. An Id<School> cannot be passed where an Id<Cluster> is wanted, and neither
// is ever an outside number such as a URN: those live in the table of outside identifiers.
#pragma once

#include <compare>
#include <cstdint>

namespace base {

template <typename Tag>
struct Id {
  std::int64_t value = 0;

  // Zero is "none": no table of ours hands out 0.
  bool known() const { return value != 0; }
  friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace base

// Digests of what is derived, so that only what changed is written. That of a school is the sum of
// those of its rows: one edit takes away the rows that go and adds those that come.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "registry/model.hpp"

namespace registry {

// FNV-1a over the parts of a record: equal records have equal digests, unequal ones almost surely
// not; a digest only saves writing, it is never shown.
class Digest {
 public:
  void add(std::int64_t number);
  void add(const std::optional<std::int64_t>& number);
  void add(std::string_view text);
  void add(const base::Period& period);
  std::uint64_t value() const { return state_; }

 private:
  void mix(std::int64_t part);
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

enum class StateTable { Derived, Stated };
std::uint64_t digest_of(const SchoolState& state, StateTable table);
std::uint64_t digest_of(const ClusterMembership& membership);
std::int64_t digest_of(const SchoolRecord& record);

}  // namespace registry

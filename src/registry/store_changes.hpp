// What changed between two days: who opened, closed, joined, left, moved. Compared day with day,
// by register entry (URN) and group, as the department's own statistics are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "registry/store.hpp"

namespace registry {

enum class ChangeKind {
  JoinedTrust,
  LeftTrust,
  MovedTrust,
  Closed,
  Opened,
  Continued,
  Renamed,
  JoinedCluster,
  LeftCluster,
  MovedCluster,
};
inline constexpr std::size_t change_kind_count = 10;
std::string_view change_code(ChangeKind kind);   // "joined_trust"
std::string_view change_label(ChangeKind kind);  // "Joined a trust"

struct Change {
  ChangeKind kind = ChangeKind::Opened;
  std::int64_t urn = 0;
  std::string school;
  std::string before;  // trust, cluster or name before; the successor for Continued
  std::string after;
};

// INVARIANT: every Continued entry is also Closed: it closed, and another entry succeeded it.
struct ChangeList {
  std::vector<std::int64_t> counts = std::vector<std::int64_t>(change_kind_count, 0);
  std::vector<Change> changes;  // by kind, then by name
  std::int64_t count(ChangeKind kind) const { return counts[static_cast<std::size_t>(kind)]; }
};

// `filter` keeps schools that are within it on either day. Joining and leaving concern multi- and
// single-academy trusts; an academy that closed while in a trust has left it.
base::Result<ChangeList> changes_between(sql::Connection& connection, base::Date from,
                                         base::Date to, const Filter& filter);

}  // namespace registry

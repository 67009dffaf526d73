// Writes what was derived into the tables, touching only what changed, and says what changed.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/derive.hpp"
#include "sql/database.hpp"

namespace registry {

// What an import or its undoing did (or would do) to the registry, counted by register entry (URN)
// where schools are concerned, comparing the newest state before with the newest after.
struct Changes {
  // Before: what the shares of loss are taken of.
  std::int64_t open_before = 0;
  std::int64_t members_before = 0;  // of trusts
  std::int64_t schools_new = 0;
  std::int64_t schools_changed = 0;
  std::int64_t schools_gone = 0;  // only when an import is undone
  std::int64_t opened = 0;
  std::int64_t closed = 0;
  std::int64_t renamed = 0;
  std::int64_t joined_trust = 0;
  std::int64_t left_trust = 0;
  std::int64_t moved_trust = 0;
  std::int64_t linked = 0;  // successions that were not known before
  // Of these, what looks wrong. Circular and contradicted links are shown, never followed.
  std::int64_t links_circular = 0;
  std::int64_t links_one_sided = 0;     // only one of two entries that we hold says so
  std::int64_t links_contradicted = 0;  // by the statuses of the entries
  std::int64_t groups_new = 0;
  std::int64_t clusters_new = 0;

  // By the names under which they are recorded and given in JSON, in this order.
  std::vector<std::pair<std::string_view, std::int64_t>> counts() const {
    return {{"schools_new", schools_new},
            {"schools_changed", schools_changed},
            {"schools_gone", schools_gone},
            {"opened", opened},
            {"closed", closed},
            {"renamed", renamed},
            {"joined_trust", joined_trust},
            {"left_trust", left_trust},
            {"moved_trust", moved_trust},
            {"linked", linked},
            {"links_circular", links_circular},
            {"links_one_sided", links_one_sided},
            {"links_contradicted", links_contradicted},
            {"groups_new", groups_new},
            {"clusters_new", clusters_new}};
  }
};

// Inside a writing transaction. Ids of schools, organisations and clusters that stay are kept.
base::Result<Changes> write_timelines(sql::Connection& connection, Derived& derived,
                                      const std::function<void(double)>& progress = {});

base::Result<SchoolTypes> load_types(sql::Connection& connection);

}  // namespace registry

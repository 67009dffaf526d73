// What a version changes, and how two places differ, in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/difference.hpp"
#include "delegation/store_setting.hpp"

namespace delegation {

struct VersionDifference {
  std::optional<VersionRow> before;  // the adopted version that it follows; none: it is the first
  std::vector<Difference> all;
};
// Beside the scheme of the group, of no particular school; from the day on which it begins until
// the version that follows it.
base::Result<VersionDifference> version_difference(sql::Connection& connection,
                                                   const VersionRow& row);
// The two alone, as if the other held from the same day: another version of that owner, by its
// number, or a scheme that is shipped, by its name. `before` is of a version alone. Error:
// scheme_not_found, at "with". `drafts`: may be asked for too.
base::Result<VersionDifference> difference_with(sql::Connection& connection, const VersionRow& row,
                                                const std::string& other, bool drafts);
// Of two places on one day, with what is known of each. Error: scheme_not_in_force.
base::Result<std::vector<Difference>> place_differences(const Setting& one, const Setting& other);

}  // namespace delegation

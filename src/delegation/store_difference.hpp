// What a version changes, and how two places differ, in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/store_setting.hpp"

namespace delegation {

struct VersionDifference {
  std::optional<VersionRow> before;  // the adopted version that it follows; none: it is the first
  std::vector<std::string> lines;    // as differences() tells them
};
// Beside the scheme of the group, of no particular school; from the day on which it begins until
// the version that follows it.
base::Result<VersionDifference> version_difference(sql::Connection& connection,
                                                   const VersionRow& row);
// Of two places on one day, with what is known of each. Error: scheme_not_in_force.
base::Result<std::vector<std::string>> place_differences(const Setting& one, const Setting& other);

}  // namespace delegation

// Single cells of the register's files: what counts as missing, what each kind must look like.
#pragma once

#include <string>
#include <string_view>

#include "registry/attribute.hpp"

namespace registry {

// Appends the cell as it is kept: white space trimmed, the register's words for "missing" made
// empty, control characters made spaces, dates written as ISO, whole numbers without decimals.
// Returns "" when the cell is good, else why it is not of its kind; nothing is appended then.
std::string_view append_clean(std::string& out, std::string_view cell, CellKind kind);

// "", "Not applicable", "Not recorded", "SUPP".
bool means_missing(std::string_view trimmed);

}  // namespace registry

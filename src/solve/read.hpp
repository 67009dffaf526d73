// The layouts of published instances.
#pragma once

#include <string_view>

#include "solve/problem.hpp"

namespace solve {

// Reads one of three layouts, told apart by their first lines:
//   "number best", "n p capacity", then "id x y demand"   OR-Library; distances are truncated
//   "n p", then "x y capacity demand"                     Lorena and Senne, Stefanello
//   "n p lower upper", then "x y weight"                  the county's schools
// The number of clusters is p. Errors: bad_instance, with the line.
base::Result<Problem> read_instance(std::string_view text);

}  // namespace solve

// What pages that put plans side by side share.
#pragma once

#include <string>
#include <vector>

#include "design/measures.hpp"
#include "design/scenario.hpp"
#include "web/html.hpp"

namespace design {

// All measures, part by part, a column for each plan; better and worse are against the first.
web::Html measures_beside(const std::vector<std::string>& names,
                          const std::vector<const Measured*>& plans);

// Line by line what a scenario says otherwise than another.
web::Html differences_table(const std::vector<Difference>& found, std::string_view caption);

}  // namespace design

// The structure of a group as a list and as a picture.
#pragma once

#include <string>
#include <vector>

#include "governance/structure.hpp"
#include "web/html.hpp"

namespace governance {

struct StructureRow {
  std::string name;
  std::string kind;  // "Cluster board"
  std::string href;
  int depth = 0;  // each beneath the one that it stands under
};

// A list within lists, with links.
web::Html structure_list(const std::vector<StructureRow>& rows);
// The same as a drawing that says nothing more: the list stands beside it. Of more bodies than fit
// into a picture that can be read there is none: a sentence says so.
web::Html structure_picture(const std::vector<StructureRow>& rows, const std::string& owner);

}  // namespace governance

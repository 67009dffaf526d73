// A file of edits: one row an edit, all or none of which are made (docs/reference/files.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "registry/edit.hpp"
#include "registry/gias.hpp"

namespace registry {

// An edit as people name it: owners, groups and clusters by their words.
struct EditWords {
  Edit edit;               // of it what needs no looking up
  std::string owner = {};  // of a new cluster, or the group to be corrected: name or "UID 501"
  std::string cluster = {};
  std::string to_cluster = {};
};

struct EditLine {
  int line = 0;
  EditWords words;
};
struct EditFile {
  std::vector<EditLine> lines;
  std::vector<Remark> remarks;  // what is wrong with rows
};

// The columns, parted by commas.
extern const std::string_view edit_columns;

// Error: edits_rejected, when the heading cannot be used or the file is cut off. What is wrong with
// a row is a remark.
base::Result<EditFile> read_edits(std::string_view text);

}  // namespace registry

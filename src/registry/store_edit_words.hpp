// Edits as people name them: one on the command line, many in a file.
#pragma once

#include <string_view>
#include <vector>

#include "registry/edit_csv.hpp"
#include "registry/store_edit.hpp"

namespace registry {

// Finds what the words mean. Errors: cluster_not_found, cluster_ambiguous, group_not_found,
// bad_edit.
base::Result<EditRequest> request_of(sql::Connection& connection, const EditWords& words);

struct EditsReport {
  std::size_t rows = 0;
  std::vector<SavedEdit> saved;
  std::vector<Remark> remarks;  // with any, nothing was saved
  bool conflict = false;        // some of them are because somebody else changed something since
};
// `versions` are those of the report that was looked at, one for each row in their order; without
// any none is minded. Errors: edits_rejected (the file as a whole, or versions that are not of it),
// and those of the database.
base::Result<EditsReport> import_edits(sql::Database& database, std::string_view text,
                                       const SaveOptions& options,
                                       const std::vector<std::string>& versions = {});

}  // namespace registry

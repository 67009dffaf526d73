// The procedure of an import and of its undoing: one transaction, previewed on request.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/gias.hpp"
#include "registry/store_timelines.hpp"
#include "sql/database.hpp"

namespace registry {

// Told what is being done and which share of it is done, 0 to 1.
using Progress = std::function<void(std::string_view step, double share)>;

struct ImportOptions {
  bool dry_run = false;
  bool clusters = false;  // the files state clusters
  bool partial = false;   // absence from the files means nothing
  std::optional<base::Date> as_of;
  base::Date today;
  std::int64_t now_s = 0;  // seconds since 1970, for the record
  Progress progress;
};

struct FileReport {
  std::string name;
  std::string kind;
  base::Date as_of;
  std::string as_of_reason;
  std::int64_t rows_read = 0;
  std::int64_t rows_bad = 0;
  std::int64_t rows_left_out = 0;
  std::int64_t evidence_new = 0;
  bool already = false;  // the same content for the same day is in force: passed over
  std::vector<Remark> remarks;
};

struct ImportReport {
  std::int64_t import_id = 0;  // 0: nothing was written
  std::vector<FileReport> files;
  Changes changes;
};

// Reads, stores and derives. A file that cannot be used refuses the whole import; bad rows are
// left out and reported. Errors: those of read_unpacked and read_gias, and of the database.
base::Result<ImportReport> import_files(sql::Database& database,
                                        const std::vector<std::string>& paths,
                                        const ImportOptions& options);

// Takes the files of an import out of force and derives anew; the import itself stays on record.
// Errors: import_not_found, import_undone (already).
base::Result<ImportReport> undo_import(sql::Database& database, std::int64_t import_id,
                                       const ImportOptions& options);

// Works out all timelines anew from the evidence in force. The same database gives no changes.
base::Result<Changes> rebuild(sql::Database& database, const ImportOptions& options);

}  // namespace registry

// The procedure of an import and of its undoing: one transaction, previewed on request.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "registry/gias.hpp"
#include "registry/store_timelines.hpp"
#include "sql/database.hpp"

namespace registry {

// Told what is being done and which share of it is done, 0 to 1.
using Progress = std::function<void(std::string_view step, double share)>;

struct ImportReport;

struct ImportOptions {
  bool dry_run = false;
  bool clusters = false;  // the files state clusters
  bool sure = false;      // yes, so many schools closed or left
  bool partial = false;   // absence from the files means nothing
  bool rests = false;     // people use the database meanwhile: it is worked as they leave room
  std::optional<base::Date> as_of;
  base::Date today;
  std::int64_t now_s = 0;  // seconds since 1970, for the record
  Progress progress;
  guard::Doer by = guard::command_doer();  // for the audit trail
  // Asked between the steps; whoever says yes gets import_stopped, and nothing is changed.
  std::function<bool()> stop = {};
  // Kept with the import, by its transaction, or neither is.
  std::function<base::Status(sql::Connection&, const ImportReport&)> beside = {};
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

// A complete list that would close, or take out of trusts, a larger share of what was open or
// member before is refused unless `sure`: it was cut off, or is not complete. In a usual year some
// three schools in a hundred close or convert (docs/reference/limits.md).
inline constexpr std::int64_t loss_percent_max = 10;
inline constexpr std::int64_t loss_always_allowed = 50;

// Reads the files whole; asks no database. Errors: those of read_unpacked and read_gias,
// import_stopped.
base::Result<std::vector<SourceFile>> read_files(const std::vector<std::string>& paths,
                                                 const ImportOptions& options);

// Reads, stores and derives; a dry run only reads, and nobody waits for it. A file that cannot be
// used refuses the whole import; bad rows are left out and reported. Errors: those of read_files,
// import_loses_many, import_stopped, and those of the database.
base::Result<ImportReport> import_files(sql::Database& database,
                                        const std::vector<std::string>& paths,
                                        const ImportOptions& options);
base::Result<ImportReport> import_files(sql::Database& database, std::vector<SourceFile> files,
                                        const ImportOptions& options);

// Takes the files of an import out of force and derives anew; the import itself stays on record.
// Errors: import_not_found, import_undone (already).
base::Result<ImportReport> undo_import(sql::Database& database, std::int64_t import_id,
                                       const ImportOptions& options);

// A database that was filled before there were edits lacks what files alone state of clusters, by
// which edits go: works everything out anew, once. Else does nothing.
base::Status derive_what_is_stated(sql::Database& database);

// Works out all timelines anew from the evidence in force. The same database gives no changes.
base::Result<Changes> rebuild(sql::Database& database, const ImportOptions& options);

}  // namespace registry

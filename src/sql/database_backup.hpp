// Backups. A backup is one SQLite file, whichever engine it was taken from, and can be restored to
// either (docs/adr/0014). A file with its name is whole: it was read back before it got that name.
#pragma once

#include <string>

#include "sql/database_copy.hpp"

namespace sql {

struct BackupFacts {
  int schema_version = 0;
  Tally tables;
};

// Copies the database as it is at one moment, while others read and write, to `file`, which
// only its owner may read. The copy is checked, then takes the place of what was called `file`.
// Errors: database_newer, backup_damaged, file_unwritable, and those of a database.
base::Result<BackupFacts> write_backup(Database& database, const std::string& file,
                                       const Progress& progress = {});

// Reads a backup through: its structure, all its keys, the version, every row. Any database file of
// Guildhall that nobody writes passes. Errors: backup_damaged, database_newer, file_unreadable.
base::Result<BackupFacts> check_backup(const std::string& file, const Progress& progress = {});

// Fills the database at `url` with a backup, after checking it. All or nothing: when it fails, what
// was there before is there still. Errors: those of check_backup; database_exists, when something
// is there and `replace` is not given; database_in_use, when a program has it open.
base::Result<BackupFacts> restore_backup(const std::string& file, const std::string& url,
                                         bool replace, const Progress& progress = {});

}  // namespace sql

// Files of backups: made under another name, checked, then renamed.
#include "sql/database_backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/check.hpp"
#include "sql/migrate.hpp"

namespace sql {
namespace {

base::Error unwritable(const std::string& file, int code) {
  return base::make_error("file_unwritable",
                          "The file " + file + " cannot be written: " + std::strerror(code) +
                              ". Give the name of a file in a folder that you may write.",
                          {}, file);
}

base::Error damaged(const std::string& file, std::string detail) {
  return base::make_error("backup_damaged",
                          "The file " + file +
                              " is not a whole backup of Guildhall. Nothing was "
                              "changed. Take another backup.",
                          {}, std::move(detail));
}

// A file that is being made; it goes when nobody wanted it. Only its owner may read it.
class NewFile {
 public:
  static base::Result<NewFile> make(const std::string& wanted) {
    const std::string name = wanted + ".partial";
    // What a killed program left under this name is nobody's.
    ::unlink(name.c_str());
    const int made = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) return unwritable(wanted, errno);
    ::close(made);
    return NewFile(name, wanted);
  }
  NewFile(NewFile&& other) noexcept
      : name_(std::exchange(other.name_, {})), wanted_(std::move(other.wanted_)) {}
  ~NewFile() {
    if (name_.empty()) return;
    for (const char* end : {"", "-journal", "-wal", "-shm"}) ::unlink((name_ + end).c_str());
  }
  const std::string& name() const { return name_; }

  // Gives it its name, so that it is there whole even when the power fails now.
  base::Status keep() {
    TRY(flush(name_));
    if (std::rename(name_.c_str(), wanted_.c_str()) != 0) return unwritable(wanted_, errno);
    name_.clear();
    const auto folder = std::filesystem::path(wanted_).parent_path();
    return flush(folder.empty() ? "." : folder.string());
  }

 private:
  NewFile(std::string name, std::string wanted)
      : name_(std::move(name)), wanted_(std::move(wanted)) {}

  base::Status flush(const std::string& path) const {
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = opened >= 0 && ::fsync(opened) == 0;
    const int code = errno;
    if (opened >= 0) ::close(opened);
    if (!flushed) return unwritable(wanted_, code);
    return {};
  }

  std::string name_;
  std::string wanted_;
};

base::Result<Database> open_sealed(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return base::make_error("file_unreadable",
                            "There is no file " + file + ", or it may not be read. Check the name.",
                            {}, file);
  }
  Options options;
  options.create = false;
  options.sealed = true;
  return Database::open(file, options);
}

// Connections give their engine away; a copy of pages is only asked of SQLite.
base::Status copy_pages(Connection& connection, const std::string& file, const Progress& progress) {
  return static_cast<EngineConnection&>(connection).copy_pages(file, progress);
}

// All rows of `from` into `to`, which are both in a transaction, and a look at what arrived.
base::Status copy_all(Connection& from, Connection& to, const BackupFacts& facts,
                      const Progress& progress) {
  TRY(lay_tables(to, facts.schema_version));
  TRY(copy_rows(from, to, progress));
  if (TRY(tally(to)) != facts.tables) {
    return base::make_error("database_failed",
                            "What was copied is not what was read. Nothing was changed.");
  }
  return {};
}

base::Status copy_into_file(Connection& from, const std::string& file, const BackupFacts& facts,
                            const Progress& progress) {
  Database database = TRY(Database::open(file));
  Lease to = TRY(database.write());
  TRY(to->script("PRAGMA foreign_keys = OFF"));
  Transaction transaction = TRY(Transaction::begin_write(*to));
  TRY(copy_all(from, *to, facts, progress));
  TRY(transaction.commit());
  TRY(to->script("PRAGMA journal_mode = DELETE"));
  return {};
}

base::Result<BackupFacts> facts_of(Connection& connection, const std::string& name,
                                   const Progress& progress) {
  BackupFacts facts;
  facts.schema_version = TRY(known_version(connection));
  if (facts.schema_version == 0) {
    return base::make_error("database_not_ours",
                            name + " holds nothing of Guildhall. Check its name.");
  }
  facts.tables = TRY(tally(connection, progress));
  return facts;
}

// Whether some program has the database open. Each keeps a lock on SQLite's "shared" bytes while it
// does (Database File Format, 1.3.9 "The Lock-Byte Page").
bool is_open_elsewhere(const std::string& path) {
  const int opened = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (opened < 0) return false;
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = 0x40000000;
  lock.l_len = 512;
  const bool asked = ::fcntl(opened, F_GETLK, &lock) == 0;
  ::close(opened);
  return asked && lock.l_type != F_UNLCK;
}

base::Error exists(const std::string& name) {
  return base::make_error("database_exists", "There is something at " + name +
                                                 " already. Give another name, or "
                                                 "--replace to put the backup in its place.");
}

base::Error in_use(const std::string& name) {
  return base::make_error("database_in_use", "A program has the database " + name +
                                                 " open. Stop the server and other "
                                                 "commands, then try again.");
}

base::Status restore_to_file(Connection& from, const BackupFacts& facts, const std::string& path,
                             bool replace, const Progress& progress) {
  std::error_code ignored;
  const bool there = std::filesystem::exists(path, ignored);
  if (there && !replace) return exists(path);
  if (there && is_open_elsewhere(path)) return in_use(path);
  NewFile made = TRY(NewFile::make(path));
  TRY(copy_pages(from, made.name(), progress));
  {
    Database copy = TRY(open_sealed(made.name()));
    Lease lease = TRY(copy.read());
    Transaction transaction = TRY(Transaction::begin_read(*lease));
    if (TRY(tally(*lease)) != facts.tables) return damaged(made.name(), "rows differ");
  }
  if (there) {
    // Brings what the old one has in its journal into its file, so that it stays whole until the
    // very moment in which the new one takes its name. One that cannot be opened is lost anyway.
    auto old = Database::open(path);
    if (old.ok()) {
      Lease lease = TRY(old.value().write());
      if (TRY(lease->text("PRAGMA journal_mode = DELETE")) != "delete") return in_use(path);
    }
  }
  // A journal of another database would be played into the new one.
  for (const char* end : {"-journal", "-wal", "-shm"}) ::unlink((path + end).c_str());
  return made.keep();
}

base::Status restore_to_server(Connection& from, const BackupFacts& facts, const std::string& url,
                               bool replace, const Progress& progress) {
  Database database = TRY(Database::open(url));
  Lease to = TRY(database.write());
  Transaction transaction = TRY(Transaction::begin_write(*to));
  TRY(lock_schema(*to));
  if (!TRY(table_names(*to)).empty()) {
    if (!replace) return exists(database.name());
    const std::int64_t others =
        TRY(to->integer("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        " AND pid <> pg_backend_pid() AND application_name = 'guildhall'"));
    if (others > 0) return in_use(database.name());
    // Looked at first: what is not ours is not taken away.
    TRY(schema_version(*to));
    TRY(drop_tables(*to));
  }
  TRY(copy_all(from, *to, facts, progress));
  TRY(transaction.commit());
  return to->analyse();
}

bool is_server(const std::string& url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

}  // namespace

base::Result<BackupFacts> write_backup(Database& database, const std::string& file,
                                       const Progress& progress) {
  NewFile made = TRY(NewFile::make(file));
  BackupFacts facts;
  {
    Lease lease = TRY(database.read());
    Transaction transaction = TRY(Transaction::begin_read(*lease));
    facts = TRY(facts_of(*lease, database.name(), {}));
    if (database.engine() == Engine::Sqlite) {
      TRY(copy_pages(*lease, made.name(), progress));
    } else {
      TRY(copy_into_file(*lease, made.name(), facts, progress));
    }
  }
  const BackupFacts found = TRY(check_backup(made.name()));
  if (found.schema_version != facts.schema_version || found.tables != facts.tables) {
    return damaged(file, "read back, it holds something else than was written");
  }
  TRY(made.keep());
  return facts;
}

base::Result<BackupFacts> check_backup(const std::string& file, const Progress& progress) {
  auto opened = open_sealed(file);
  if (!opened.ok()) {
    if (opened.error().code == "file_unreadable") return opened.error();
    return damaged(file, opened.error().detail);
  }
  auto lease = opened.value().read();
  if (!lease.ok()) return damaged(file, lease.error().detail);
  Connection& connection = *lease.value();
  Transaction transaction = TRY(Transaction::begin_read(connection));
  auto wrong = faults(connection);
  if (!wrong.ok()) return damaged(file, wrong.error().detail);
  if (!wrong.value().empty()) return damaged(file, wrong.value().front());
  auto facts = facts_of(connection, file, progress);
  if (facts.ok() || facts.error().code == "database_newer") return facts;
  return damaged(file, facts.error().message + " " + facts.error().detail);
}

base::Result<BackupFacts> restore_backup(const std::string& file, const std::string& url,
                                         bool replace, const Progress& progress) {
  BackupFacts facts = TRY(check_backup(file));
  Database backup = TRY(open_sealed(file));
  Lease from = TRY(backup.read());
  Transaction transaction = TRY(Transaction::begin_read(*from));
  if (is_server(url)) {
    TRY(restore_to_server(*from, facts, url, replace, progress));
  } else {
    TRY(restore_to_file(*from, facts, url, replace, progress));
  }
  return facts;
}

}  // namespace sql

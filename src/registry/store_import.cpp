// Importing files and undoing imports.
#include "registry/store_import.hpp"

#include <unordered_map>

#include "access/store_audit.hpp"
#include "access/values.hpp"
#include "registry/store_evidence.hpp"
#include "registry/store_parts.hpp"
#include "registry/unpack.hpp"
#include "sql/database_rehearsal.hpp"

namespace registry {

namespace {

std::string name_of(const std::string& path) {
  std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// Of the database's time, for a job: nobody waits while it looks, but while it holds the lock
// editors do, and the sooner it is done the better for them.
constexpr double looking_share = 0.25;
constexpr double locked_share = 0.5;

// What it is done on: a writing transaction with the registry's lock or, for a dry run, a reading
// one that sees what there was when it began and drops what is written.
class Work {
 public:
  static base::Result<Work> begin(sql::Database& database, const ImportOptions& options) {
    const bool dry = options.dry_run;
    sql::Lease lease = TRY(dry ? database.read() : database.write());
    sql::Transaction transaction =
        TRY(dry ? sql::Transaction::begin_read(*lease) : sql::Transaction::begin_write(*lease));
    if (options.rests) lease->work_at_most(dry ? looking_share : locked_share);
    Work work(std::move(lease), std::move(transaction));
    if (dry) {
      work.rehearsal_.emplace(*work.lease_);
      return work;
    }
    TRY(lock_registry(*work.lease_));
    TRY(unsettle_registry(*work.lease_));
    return work;
  }
  sql::Connection& connection() { return rehearsal_ ? *rehearsal_ : *lease_; }
  base::Status commit() { return transaction_.commit(); }

 private:
  Work(sql::Lease lease, sql::Transaction transaction)
      : lease_(std::move(lease)), transaction_(std::move(transaction)) {}
  sql::Lease lease_;
  sql::Transaction transaction_;
  std::optional<sql::Rehearsal> rehearsal_;
};

// Most of the evidence, before anybody has to wait for it.
base::Result<EvidenceStore> look_ahead(sql::Database& database, const ImportOptions& options) {
  EvidenceStore store;
  if (options.dry_run) return store;
  const sql::Lease lease = TRY(database.read());
  const sql::Transaction transaction = TRY(sql::Transaction::begin_read(*lease));
  if (options.rests) lease->work_at_most(looking_share);
  TRY(store.read_rows(*lease));
  return store;
}

void tell(const ImportOptions& options, std::string_view step, double share) {
  if (options.progress) options.progress(step, share);
}

base::Status go_on(const ImportOptions& options) {
  if (!options.stop || !options.stop()) return {};
  return base::make_error("import_stopped", "It was stopped. Nothing was changed.");
}

base::Result<std::int64_t> record(sql::Connection& connection, std::string_view action,
                                  sql::Value undoes, std::int64_t now_s) {
  std::int64_t id = TRY(connection.integer("SELECT coalesce(max(id), 0) + 1 FROM import"));
  TRY(
      connection.run("INSERT INTO import (id, action, undoes, recorded_at) "
                     "VALUES ($1, $2, $3, $4)",
                     {id, action, undoes, now_s}));
  return id;
}

// A school that a file of clusters names is known by any of its URNs.
base::Status check_clusters(SourceFile& file, const Evidence& evidence, SchoolTypes types) {
  Derived derived = derive(evidence, std::move(types));
  std::unordered_map<std::int64_t, std::int64_t> school_of;
  for (std::size_t at = 0; at < derived.schools.size(); ++at) {
    for (std::int64_t urn : derived.schools[at].urns) {
      school_of[urn] = static_cast<std::int64_t>(at);
    }
  }
  check_cluster_file(file, Organisations(evidence),
                     [&](std::int64_t urn) -> std::optional<std::int64_t> {
                       auto found = school_of.find(urn);
                       if (found == school_of.end()) return std::nullopt;
                       return found->second;
                     });
  return {};
}

base::Result<Changes> bring_up_to_date(sql::Connection& connection, EvidenceStore& store,
                                       const ImportOptions& options) {
  SchoolTypes types = TRY(load_types(connection));
  std::vector<Edit> edits = in_force(TRY(load_edits(connection)));
  // Just before the long work without the database: PostgreSQL takes the rows meanwhile, and
  // whoever asks it something would wait for that.
  TRY(store.flush());
  TRY(go_on(options));
  tell(options, "Working out timelines", 0.0);
  Evidence evidence = store.in_force();
  evidence.edits = std::move(edits);
  Derived derived = derive(evidence, std::move(types),
                           [&](double share) { tell(options, "Working out timelines", share); });
  TRY(go_on(options));
  tell(options, "Writing", 0.0);
  return write_timelines(connection, derived,
                         [&](double share) { tell(options, "Writing", share); });
}

base::Status derive_and_write(sql::Connection& connection, EvidenceStore& store,
                              const ImportOptions& options, ImportReport& report) {
  report.changes = TRY(bring_up_to_date(connection, store, options));
  for (const auto& [name, number] : report.changes.counts()) {
    TRY(connection.run("INSERT INTO import_count (import_id, name, number) VALUES ($1, $2, $3)",
                       {report.import_id, name, number}));
  }
  return {};
}

// What the audit trail has of an import or its undoing: the files, and what changed.
base::Status audit(sql::Connection& connection, std::string_view action, std::string name,
                   const ImportOptions& options, const ImportReport& report) {
  guard::Values values;
  for (const FileReport& file : report.files) {
    if (!file.already) values.add(file.name, file.as_of.iso());
  }
  for (const auto& [count, number] : report.changes.counts()) {
    if (number != 0) values.add(count, number);
  }
  guard::Act act{options.by, std::string(action), {"import", report.import_id, std::move(name)}};
  act.new_values = values.json();
  act.recorded_at = options.now_s;
  TRY(guard::record(connection, act));
  return {};
}

base::Status finish(Work& work, const ImportOptions& options, ImportReport& report) {
  if (options.dry_run) {
    report.import_id = 0;
    return {};
  }
  TRY(go_on(options));
  if (options.beside) TRY(options.beside(work.connection(), report));
  TRY(work.commit());
  tell(options, "Writing", 1.0);
  return work.connection().analyse();
}

// A list that lost many schools was cut off between two rows, or never was complete.
base::Status check_losses(const std::vector<SourceFile>& files, const Changes& changes) {
  for (const SourceFile& file : files) {
    if (!file.coverage.any()) continue;
    bool open = file.coverage.open_schools;
    std::int64_t lost = open ? changes.closed : changes.left_trust;
    std::int64_t before = open ? changes.open_before : changes.members_before;
    if (lost <= loss_always_allowed || lost * 100 <= before * loss_percent_max) continue;
    return base::make_error(
        "import_loses_many",
        file.name + " would " + (open ? "close " : "take out of trusts ") + std::to_string(lost) +
            " of " + std::to_string(before) + " schools. It was probably cut off: download it " +
            "again. If it is not a complete list, say --partial; if it is right, say --sure. " +
            "Nothing was imported.",
        file.name);
  }
  return {};
}

// What an import without new files does not reach.
base::Status conclude(Work& work, EvidenceStore& store, const ImportOptions& options,
                      ImportReport& report, const std::vector<SourceFile>& files) {
  sql::Connection& connection = work.connection();
  TRY(derive_and_write(connection, store, options, report));
  if (!options.sure) TRY(check_losses(files, report.changes));
  if (!options.dry_run) {
    TRY(audit(connection, "import.files", "import " + std::to_string(report.import_id), options,
              report));
  }
  return finish(work, options, report);
}

}  // namespace

base::Result<std::vector<SourceFile>> read_files(const std::vector<std::string>& paths,
                                                 const ImportOptions& options) {
  std::vector<SourceFile> files;
  files.reserve(paths.size());
  for (const std::string& path : paths) {
    tell(options, "Reading files",
         static_cast<double>(files.size()) / static_cast<double>(paths.size()));
    TRY(go_on(options));
    std::string bytes = TRY(read_unpacked(path));
    files.push_back(
        TRY(read_gias(bytes, name_of(path), {options.as_of, options.today, options.clusters})));
    // What it lists is open all the same, if it is such a list.
    Coverage& coverage = files.back().coverage;
    if (options.partial) coverage = {.open_schools = coverage.open_schools};
  }
  tell(options, "Reading files", 1.0);
  return files;
}

base::Result<ImportReport> import_files(sql::Database& database,
                                        const std::vector<std::string>& paths,
                                        const ImportOptions& options) {
  return import_files(database, TRY(read_files(paths, options)), options);
}

base::Result<ImportReport> import_files(sql::Database& database, std::vector<SourceFile> files,
                                        const ImportOptions& options) {
  EvidenceStore known = TRY(look_ahead(database, options));
  Work work = TRY(Work::begin(database, options));
  sql::Connection& connection = work.connection();
  EvidenceStore store = TRY(EvidenceStore::load(connection, std::move(known)));
  ImportReport report;
  for (SourceFile& file : files) {
    FileReport& told = report.files.emplace_back();
    // Before asking whether it is known: which rows are good depends on what else is.
    if (options.clusters) {
      TRY(check_clusters(file, store.in_force(), TRY(load_types(connection))));
    }
    told = {file.name,          std::string(kind_name(file.kind)),
            file.as_of,         file.as_of_reason,
            file.rows_read,     0,
            file.rows_left_out, 0,
            store.has(file),    {}};
    if (!told.already) {
      if (report.import_id == 0) {
        report.import_id = TRY(record(connection, "import", nullptr, options.now_s));
      }
      told.evidence_new = TRY(store.add(connection, file, report.import_id));
    }
    told.rows_bad = file.rows_bad;
    told.remarks = file.remarks;
  }
  if (report.import_id == 0) return report;  // nothing is new
  TRY(conclude(work, store, options, report, files));
  return report;
}

base::Result<Changes> rebuild(sql::Database& database, const ImportOptions& options) {
  EvidenceStore known = TRY(look_ahead(database, options));
  Work work = TRY(Work::begin(database, options));
  EvidenceStore store = TRY(EvidenceStore::load(work.connection(), std::move(known)));
  Changes changes = TRY(bring_up_to_date(work.connection(), store, options));
  if (!options.dry_run) TRY(work.commit());
  return changes;
}

base::Status derive_what_is_stated(sql::Database& database) {
  {
    const sql::Lease lease = TRY(database.read());
    const std::int64_t older =
        TRY(lease->integer("SELECT count(*) FROM cluster WHERE NOT EXISTS (SELECT 1 FROM "
                           "cluster_stated) AND NOT EXISTS (SELECT 1 FROM edit)"));
    if (older == 0) return {};
  }
  TRY(rebuild(database, {}));
  return {};
}

base::Result<ImportReport> undo_import(sql::Database& database, std::int64_t import_id,
                                       const ImportOptions& options) {
  EvidenceStore known = TRY(look_ahead(database, options));
  Work work = TRY(Work::begin(database, options));
  sql::Connection& connection = work.connection();
  std::string number = std::to_string(import_id);
  std::string action = TRY(connection.text("SELECT action FROM import WHERE id = $1", {import_id}));
  if (action != "import") {
    return base::make_error("import_not_found",
                            "There is no import number " + number +
                                " to undo. `guildhall import list` shows those that there are.",
                            "ID");
  }
  std::vector<std::int64_t> sources;
  sql::Rows rows = TRY(connection.query(
      "SELECT id FROM source WHERE import_id = $1 AND in_force = 1 ORDER BY id", {import_id}));
  while (TRY(rows.next())) sources.push_back(rows.integer(0));
  if (sources.empty()) {
    return base::make_error("import_undone",
                            "Import number " + number + " has been undone already.", "ID");
  }
  EvidenceStore store = TRY(EvidenceStore::load(connection, std::move(known)));
  for (std::int64_t source : sources) TRY(store.withdraw(connection, source));
  ImportReport report;
  report.import_id = TRY(record(connection, "undo", import_id, options.now_s));
  TRY(derive_and_write(connection, store, options, report));
  if (!options.dry_run) {
    TRY(audit(connection, "import.undo", "import " + number, options, report));
  }
  TRY(finish(work, options, report));
  return report;
}

}  // namespace registry

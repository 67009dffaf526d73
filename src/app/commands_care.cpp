// guildhall backup | restore | doctor
#include <filesystem>
#include <ostream>

#include "app/doctor.hpp"
#include "app/log.hpp"
#include "app/serve.hpp"
#include "base/text.hpp"
#include "sql/database_backup.hpp"
#include "web/json.hpp"

namespace app {

namespace {

// Draws on a terminal, and says nothing elsewhere.
sql::Progress progress_on(const base::Invocation& call, std::string words) {
  if (!call.interactive || call.json) return {};
  return [&err = *call.err, words = std::move(words)](std::int64_t done, std::int64_t all) {
    err << "\r" << words << " " << (all == 0 ? 100 : 100 * done / all) << " % " << std::flush;
    if (done == all) err << "\r" << std::string(words.size() + 8, ' ') << "\r" << std::flush;
  };
}

void show(const base::Invocation& call, const std::string& file, const sql::BackupFacts& facts,
          const std::string& sentence) {
  if (!call.json) {
    *call.out << sentence << " " << base::with_thousands(sql::rows_in(facts.tables)) << " rows in "
              << facts.tables.size() << " tables, schema version " << facts.schema_version << ".\n";
    return;
  }
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.member("file", file);
  json.member("schema_version", facts.schema_version);
  json.member("rows", sql::rows_in(facts.tables));
  json.key("tables");
  json.begin_array();
  for (const sql::TableTally& table : facts.tables) {
    json.begin_object();
    json.member("name", table.name);
    json.member("rows", table.rows);
    // As text: a number of 64 bits is more than many readers of JSON keep.
    json.member("digest", std::to_string(table.digest));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  *call.out << json.take();
}

// The file that was named, or a new one in the folder of the settings.
base::Result<std::string> backup_file(const base::Invocation& call) {
  if (const auto named = call.value("FILE")) return *named;
  const std::string& folder = call.settings.text("backup.folder");
  if (folder.empty()) {
    return base::make_error("usage",
                            "Say into which file, or set backup.folder. `--help` after the command "
                            "explains it.",
                            "FILE");
  }
  std::string moment = utc_time(call.now_ms());
  moment.resize(19);  // to the second
  std::erase(moment, ':');
  return folder + "/guildhall-" + moment + "Z.backup";
}

base::Result<int> run_backup(const base::Invocation& call) {
  const std::string file = TRY(backup_file(call));
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored) && !call.flag("replace")) {
    return base::make_error("file_exists",
                            "There is a file " + file +
                                " already. Give another name, or "
                                "--replace.",
                            "FILE");
  }
  sql::Options options;
  options.create = false;
  sql::Database database = TRY(sql::Database::open(call.database, options));
  const auto facts = TRY(sql::write_backup(database, file, progress_on(call, "Copying")));
  show(call, file, facts, "The backup " + file + " is whole:");
  return 0;
}

base::Result<int> run_restore(const base::Invocation& call) {
  const std::string file = call.value("FILE").value_or("");
  if (call.flag("check")) {
    const auto facts = TRY(sql::check_backup(file, progress_on(call, "Reading")));
    show(call, file, facts, "The backup " + file + " is whole:");
    return 0;
  }
  const auto facts = TRY(sql::restore_backup(file, call.database, call.flag("replace"),
                                             progress_on(call, "Restoring")));
  show(call, file, facts, "The database is restored:");
  return 0;
}

base::Result<int> run_doctor(const base::Invocation& call) {
  const auto findings = examine(call);
  bool bad = false;
  for (const base::Finding& each : findings) bad |= each.level == base::Finding::Level::Bad;
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    json.member("well", !bad);
    json.key("findings");
    json.begin_array();
    for (const base::Finding& each : findings) {
      json.begin_object();
      json.member("level", base::level_name(each.level));
      json.member("name", each.name);
      json.member("what", each.what);
      json.member("mend", each.mend);
      json.end_object();
    }
    json.end_array();
    json.end_object();
    *call.out << json.take();
  } else {
    for (const base::Finding& each : findings) {
      std::string level(base::level_name(each.level));
      level.resize(4, ' ');
      *call.out << level << "  " << each.what << "\n";
      if (!each.mend.empty()) *call.out << "      " << each.mend << "\n";
    }
  }
  return bad ? 1 : 0;
}

}  // namespace

std::vector<base::Command> care_commands() {
  using enum base::OptionKind;
  std::vector<base::Command> made;
  made.push_back({"backup",
                  "Copy the database into one file, also while the server runs",
                  "The copy is of one moment, and is read back before it gets its name. It is an "
                  "SQLite file whichever engine the database has, and only its owner may read it. "
                  "Without a file: a new one in the folder of the setting backup.folder.\n"
                  "Example: guildhall backup guildhall.backup",
                  {{"FILE", Positional, "The file to write", "", false},
                   {"replace", Flag, "Put it in the place of a file that is there", "", false}},
                  run_backup});
  made.push_back(
      {"restore",
       "Make a database from a backup",
       "Reads the backup through first. The database may be of either engine; it must "
       "not be there, or not be in use and --replace be given. When anything fails, what "
       "was there before is there still.\n"
       "Example: guildhall restore guildhall.backup --database new.db",
       {{"FILE", Positional, "The backup", "", true},
        {"replace", Flag, "Put it in the place of what is there", "", false},
        {"check", Flag, "Only read the backup through and say whether it is whole", "", false}},
       run_restore});
  made.push_back({"doctor",
                  "Examine the installation, and say how to mend what is wrong",
                  "Looks at database, schema, disk, rights, clock, settings and versions, and "
                  "changes nothing. Exit status 1 when something is bad.\n"
                  "Example: guildhall doctor --config guildhall.toml",
                  {},
                  run_doctor});
  return made;
}

}  // namespace app

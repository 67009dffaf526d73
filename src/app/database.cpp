// guildhall db status | upgrade | rebuild
#include <ostream>

#include "app/serve.hpp"
#include "base/text.hpp"
#include "registry/api_report.hpp"
#include "registry/store_import.hpp"
#include "sql/database.hpp"
#include "sql/migrate.hpp"
#include "web/json.hpp"

namespace app {

namespace {

base::Result<int> run_status(const base::Invocation& call) {
  sql::Options options;
  options.create = false;
  sql::Database database = TRY(sql::Database::open(call.database, options));
  sql::Lease lease = TRY(database.read());
  int version = TRY(sql::schema_version(*lease));
  int newest = sql::migrations().back().number;
  std::string engine = database.engine() == sql::Engine::Sqlite ? "SQLite" : "PostgreSQL";
  if (call.json) {
    web::JsonWriter json(web::JsonWriter::Layout::Indented);
    json.begin_object();
    json.member("engine", engine);
    json.member("schema_version", version);
    json.member("schema_version_of_program", newest);
    json.end_object();
    *call.out << json.take();
    return 0;
  }
  *call.out << engine << ", schema version " << version;
  if (version < newest) {
    *call.out << "; this program brings version " << newest << ": guildhall db upgrade";
  } else {
    *call.out << ", which is that of this program";
  }
  *call.out << "\n";
  return 0;
}

base::Result<int> run_upgrade(const base::Invocation& call) {
  sql::Database database = TRY(sql::Database::open(call.database));
  sql::Lease lease = TRY(database.write());
  int before = TRY(sql::schema_version(*lease));
  TRY(sql::migrate(*lease));
  int after = TRY(sql::schema_version(*lease));
  *call.out << (before == after ? "Nothing to do: schema version " : "Upgraded to schema version ")
            << after << "\n";
  return 0;
}

base::Result<int> run_rebuild(const base::Invocation& call) {
  sql::Database database = TRY(sql::Database::open(call.database));
  {
    sql::Lease lease = TRY(database.write());
    TRY(sql::migrate(*lease));
  }
  registry::ImportOptions options;
  options.dry_run = call.flag("dry-run");
  options.today = call.today;
  options.now_s = call.now_s();
  registry::Changes changes = TRY(registry::rebuild(database, options));
  std::string text;
  for (const auto& [name, number] : changes.counts()) {
    if (number == 0) continue;
    text +=
        "  " + base::with_thousands(number) + " " + std::string(registry::count_label(name)) + "\n";
  }
  *call.out << (text.empty() ? "The timelines are just what the evidence says.\n"
                             : "The timelines differed from the evidence:\n" + text);
  if (options.dry_run && !text.empty()) *call.out << "Nothing was saved: this was a dry run.\n";
  return text.empty() || !options.dry_run ? 0 : 1;
}

}  // namespace

std::vector<base::Command> database_commands() {
  using enum base::OptionKind;
  std::vector<base::Command> made;
  made.push_back({"db status",
                  "Show the engine and the schema version",
                  "Changes nothing. Example: guildhall db status --database guildhall.db",
                  {},
                  run_status});
  made.push_back({"db upgrade",
                  "Bring the database to this program's schema",
                  "Other commands do this by themselves; make a copy first if you want to go back.",
                  {},
                  run_upgrade});
  made.push_back({"db rebuild",
                  "Work out all timelines anew from the evidence",
                  "With --dry-run: only compares; exit status 1 when something differs.",
                  {{"dry-run", Flag, "Compare and change nothing", "", false}},
                  run_rebuild});
  return made;
}

}  // namespace app

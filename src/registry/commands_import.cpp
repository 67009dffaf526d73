// guildhall import gias | clusters | list | undo
#include <filesystem>
#include <future>
#include <iomanip>
#include <ostream>

#include "base/text.hpp"
#include "registry/api_report.hpp"
#include "registry/commands.hpp"
#include "web/json.hpp"

namespace registry {

namespace {

// On a terminal one line that is drawn over; else a line for each step begun.
Progress progress_of(const base::Invocation& call) {
  if (call.err == nullptr) return {};
  auto last = std::make_shared<std::string>();
  return [&call, last](std::string_view step, double share) {
    std::ostream& err = *call.err;
    if (call.interactive) {
      err << "\r" << std::left << std::setw(24) << step << std::right << std::setw(4)
          << static_cast<int>(share * 100) << " %" << std::flush;
    } else if (*last != step) {
      err << step << "\n";
    }
    *last = step;
  };
}

base::Result<ImportOptions> options_of(const base::Invocation& call) {
  ImportOptions options;
  options.dry_run = call.flag("dry-run");
  options.partial = call.flag("partial");
  options.sure = call.flag("sure");
  options.today = call.today;
  options.now_s = call.now_s();
  options.progress = progress_of(call);
  if (call.value("as-of")) options.as_of = TRY(date_option(call, "as-of", call.today));
  return options;
}

void show(const base::Invocation& call, const ImportReport& report, bool dry_run) {
  if (call.err != nullptr && call.interactive) *call.err << "\r" << std::string(32, ' ') << "\r";
  *call.out << (call.json ? report_json(report, dry_run) : report_text(report, dry_run));
}

// A dry run leaves nothing behind, not even an empty database.
base::Result<sql::Database> open_for_import(base::Invocation call, bool dry_run) {
  sql::Options there;
  there.create = false;
  if (dry_run && !sql::Database::open(call.database, there).ok() &&
      !std::filesystem::exists(call.database)) {
    call.database = ":memory:";
  }
  return open_database(call);
}

base::Result<int> run_import(const base::Invocation& call, bool clusters) {
  ImportOptions options = TRY(options_of(call));
  options.clusters = clusters;
  // A new database is made by its server, or on the disk, while the files are read.
  auto reading = std::async(std::launch::async, read_files, call.list("FILE"), options);
  sql::Database database = TRY(open_for_import(call, options.dry_run));
  ImportReport report = TRY(import_files(database, TRY(reading.get()), options));
  show(call, report, options.dry_run);
  return 0;
}

base::Result<int> run_undo(const base::Invocation& call) {
  std::optional<std::int64_t> id = base::parse_integer(call.value("ID").value_or(""));
  if (!id) {
    return base::make_error("bad_number",
                            "\"" + call.value("ID").value_or("") + "\" is not the number of an " +
                                "import. `guildhall import list` shows them.",
                            "ID");
  }
  ImportOptions options = TRY(options_of(call));
  sql::Database database = TRY(open_database(call));
  ImportReport report = TRY(undo_import(database, *id, options));
  show(call, report, options.dry_run);
  return 0;
}

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(open_existing(call));
  sql::Lease lease = TRY(database.read());
  std::vector<ImportRow> imports = TRY(Store(*lease).imports());
  *call.out << (call.json ? imports_json(imports) : imports_text(imports));
  return 0;
}

using enum base::OptionKind;

const base::CommandOption dry_run = {"dry-run", Flag, "Show what would happen and change nothing",
                                     "", false};
const base::CommandOption files = {"FILE", PositionalList, "One or more files, plain or gzip", "",
                                   true};

}  // namespace

std::vector<base::Command> import_commands() {
  std::vector<base::Command> made;
  made.push_back(
      {"import gias",
       "Import files of the national register",
       "Reads extracts of Get Information About Schools: schools, groups, group links, links "
       "between schools, in any of the layouts in docs/reference/files.md. All files of one call "
       "are one import: either all are taken or none. The same file twice changes nothing.\n"
       "Example: guildhall import gias edubasealldata20260601.csv alllinksdata20260601.csv",
       {files,
        {"as-of", Value, "The day the files speak of, where their names do not say", "DATE", false},
        {"partial", Flag, "The files are not complete: absence from them means nothing", "", false},
        {"sure", Flag, "Import even if it would close very many schools", "", false},
        dry_run},
       [](const base::Invocation& call) { return run_import(call, false); }});
  made.push_back(
      {"import clusters",
       "Import clusters and who belongs to them",
       "Reads a CSV with the columns owner, cluster, letter, kind, urn, school, joined, left, "
       "funding, lead. It states the whole history of each owner's clusters: for every owner the "
       "newest file counts.\nExample: guildhall import clusters clusters.csv --dry-run",
       {files,
        {"as-of", Value, "The day on which this was stated; today if not given", "DATE", false},
        dry_run},
       [](const base::Invocation& call) { return run_import(call, true); }});
  made.push_back({"import list",
                  "List imports and what each did",
                  "The newest first. Example: guildhall import list --json",
                  {},
                  run_list});
  made.push_back({"import undo",
                  "Undo an import",
                  "Takes the files of an import out of force and works out all timelines anew. The "
                  "import and its undoing stay on record.\nExample: guildhall import undo 3 "
                  "--dry-run",
                  {{"ID", Positional, "The number of the import", "", true}, dry_run},
                  run_undo});
  return made;
}

}  // namespace registry

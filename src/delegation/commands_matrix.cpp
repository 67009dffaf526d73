// guildhall scheme import|export|samples: schemes as the tables of spreadsheets.
#include "delegation/commands_matrix.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>

#include "delegation/api_matrix.hpp"
#include "delegation/commands_files.hpp"
#include "delegation/matrix.hpp"
#include "delegation/samples.hpp"
#include "registry/commands.hpp"
#include "registry/unpack.hpp"
#include "web/json.hpp"

namespace delegation {

namespace {

using enum base::OptionKind;

base::Status write_mapping(const base::Invocation& call, const std::string& text) {
  const auto path = call.value("write-mapping");
  if (!path) return {};
  std::ofstream file(*path, std::ios::binary | std::ios::trunc);
  file << text;
  if (file.flush()) return {};
  return base::make_error("file_unwritable", *path + " cannot be written.", "--write-mapping");
}

base::Result<Mapping> mapping_asked(const base::Invocation& call, const Catalogue& catalogue,
                                    const Table& table) {
  const auto path = call.value("mapping");
  if (!path) return propose_mapping(catalogue, table);
  base::Result<Mapping> read = read_mapping(catalogue, TRY(registry::read_unpacked(*path)));
  if (!read.ok()) return of_file(std::move(read).error(), *path);
  Mapping mapping = std::move(read).value();
  complete_mapping(catalogue, table, mapping);
  return mapping;
}

// What is said on the command line goes before the table and the mapping.
base::Status name_scheme(const base::Invocation& call, const Catalogue& catalogue, Scheme& head) {
  head.code = call.value("code").value_or(head.code);
  head.title = call.value("title").value_or(head.title);
  head.version = call.value("version").value_or(head.version);
  if (call.value("from") || head.from == base::Date()) {
    head.from = TRY(registry::date_option(call, "from", call.today));
  }
  // Refused here, as the text would be when it is read.
  TRY(read_scheme(catalogue, scheme_text(catalogue, head)));
  return {};
}

void tell(std::ostream& out, const Catalogue& catalogue, const TableReading& of) {
  for (const bool lost : {true, false}) {
    bool first = true;
    for (const Remark& each : of.imported.remarks) {
      if (each.lost != lost) continue;
      if (first) out << (lost ? "\nNot in the scheme:\n" : "\nTo be looked at:\n");
      first = false;
      out << "  " << remark_text(each) << "\n";
    }
  }
  if (!of.faults.empty()) out << "\nFaults of the scheme:\n";
  for (const std::string& each : of.faults) out << "  " << each << "\n";
  out << "\n"
      << of.imported.scheme.clauses.size() << " clauses, " << of.faults.size() << " faults. "
      << nga_model(catalogue, of.imported.scheme) << ".\n";
}

base::Result<int> run_import(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  const std::string path = call.value("FILE").value_or("");
  base::Result<Table> table = read_table(TRY(registry::read_unpacked(path)));
  if (!table.ok()) return of_file(std::move(table).error(), path);
  Mapping mapping = TRY(mapping_asked(call, catalogue, table.value()));
  TRY(name_scheme(call, catalogue, mapping.head));
  TRY(write_mapping(call, mapping_text(catalogue, mapping)));
  const TableReading outcome = TRY(read_as(catalogue, table.value(), std::move(mapping)));
  if (call.json) {
    *call.out << import_json(catalogue, outcome);
  } else if (call.flag("dry-run")) {
    *call.out << mapping_text(catalogue, outcome.mapping);
    tell(*call.out, catalogue, outcome);
  } else {
    *call.out << scheme_text(catalogue, outcome.imported.scheme);
    tell(*call.err, catalogue, outcome);
  }
  return outcome.lost() ? 1 : 0;
}

base::Result<int> run_export(const base::Invocation& call) {
  const Catalogue catalogue = TRY(catalogue_asked(call));
  const Scheme scheme = TRY(scheme_named(catalogue, call.value("FILE").value_or("shipped")));
  const std::string as = call.value("as").value_or("csv");
  if (as == "json" || as == "text") {
    *call.out << (as == "json" ? export_json(catalogue, scheme) : scheme_text(catalogue, scheme));
    return 0;
  }
  const Exported made = exported(catalogue, scheme, TRY(shape_of(as, "--as")));
  *call.out << made.text;
  for (const std::string& each : made.warnings) *call.err << each << "\n";
  return 0;
}

base::Result<int> run_samples(const base::Invocation& call) {
  if (!call.json) {
    for (const Sample& each : samples()) *call.out << each.name << ": " << each.about << "\n";
    return 0;
  }
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_array();
  for (const Sample& each : samples()) {
    json.begin_object();
    json.member("name", each.name);
    json.member("about", each.about);
    json.end_object();
  }
  json.end_array();
  *call.out << json.take();
  return 0;
}

}  // namespace

std::vector<base::Command> matrix_commands() {
  const base::CommandOption catalogue = {
      "catalogue", Value, "A catalogue of decisions in place of the shipped one", "FILE"};
  return {
      {"scheme import",
       "Read a scheme of delegation from a table, and print it as text",
       "A table is what a spreadsheet saves as CSV or with tabs: decisions down, levels across, in "
       "the cells ticks, letters (A R C I D, RASCI and others) or words, limits in pounds "
       "anywhere. "
       "How it is read is proposed; --dry-run shows the proposal, what is not read, and the faults "
       "of the scheme that would come of it; --write-mapping keeps the proposal for you to edit. "
       "The exit status is 1 where something of the table is not in the scheme.\n"
       "Example: guildhall scheme import matrix.csv --from 2026-09-01 --write-mapping mapping.txt",
       {{"FILE", Positional, "The table", "", true},
        {"mapping", Value, "How it is read, as you edited it", "FILE"},
        {"write-mapping", Value, "Where to write how it is read", "FILE"},
        {"code", Value, "The code of the scheme", "CODE"},
        {"title", Value, "Its title", "TEXT"},
        {"from", Value, "The day from which it holds (that of the table, else today)", "DATE"},
        {"version", Value, "Its version", "TEXT"},
        {"dry-run", Flag, "Print the mapping and what would come of it, and no scheme"},
        catalogue},
       run_import},
      {"scheme export",
       "Write a scheme of delegation as a table",
       "csv has all but withdrawals, and is read again as the same scheme; rasci and nga are the "
       "shapes that people know, and what they cannot carry is told; json and text have all of "
       "it.\n"
       "Example: guildhall scheme export trust.txt --as rasci > matrix.csv",
       {{"FILE", Positional, "The text of a scheme, or the name of a sample; none: shipped"},
        {"as", Value, "csv (if nothing is said), rasci, nga, json or text", "SHAPE"},
        catalogue},
       run_export},
      {"scheme samples",
       "List the schemes that are shipped",
       "Each can be given by its name wherever the text of a scheme is wanted.\n"
       "Example: guildhall scheme samples",
       {},
       run_samples},
  };
}

}  // namespace delegation

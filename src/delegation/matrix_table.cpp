// Rows and cells out of what a spreadsheet saved.
#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "delegation/matrix.hpp"

namespace delegation {

namespace {

base::Error bad(int line, const std::string& what) {
  return base::make_error("bad_matrix", "Table, line " + std::to_string(line) + ": " + what + ".");
}

// On one line, without the apostrophe that keeps a spreadsheet from taking a cell for a formula.
std::string tidy(std::string_view cell) {
  if (cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@").find(cell[1]) < 4) {
    cell.remove_prefix(1);
  }
  std::string made;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const bool nbsp = cell.substr(at).starts_with("\u00a0");
    const auto byte = static_cast<unsigned char>(cell[at]);
    if (!nbsp && byte > ' ' && byte != 0x7f) {
      made += cell[at];
      continue;
    }
    if (nbsp) ++at;
    if (!made.empty() && made.back() != ' ') made += ' ';
  }
  if (made.ends_with(' ')) made.pop_back();
  return made;
}

// The separator that stands oftenest outside quotation marks.
char separator_of(std::string_view text) {
  std::size_t commas = 0;
  std::size_t tabs = 0;
  std::size_t semicolons = 0;
  bool quoted = false;
  for (const char byte : text) {
    if (byte == '"') quoted = !quoted;
    if (quoted) continue;
    commas += byte == ',' ? 1 : 0;
    tabs += byte == '\t' ? 1 : 0;
    semicolons += byte == ';' ? 1 : 0;
  }
  if (tabs > 0 && tabs >= commas) return '\t';
  return semicolons > 2 * commas ? ';' : ',';
}

// The same with commas. What stands in quotation marks stays.
std::string with_commas(std::string_view text, char separator) {
  std::string made;
  std::string cell;
  bool quoted = false;
  bool was_quoted = false;
  const auto finish = [&] {
    const bool must = !was_quoted && cell.find_first_of(",\"") != std::string::npos;
    if (!must) made += cell;
    if (must) {
      made += '"';
      for (const char byte : cell) made += byte == '"' ? std::string("\"\"") : std::string(1, byte);
      made += '"';
    }
    cell.clear();
    was_quoted = false;
  };
  for (const char byte : text) {
    if (byte == '"' && (quoted || cell.empty() || was_quoted)) {
      quoted = !quoted;
      was_quoted = true;
    }
    if (!quoted && (byte == separator || byte == '\n' || byte == '\r')) {
      finish();
      made += byte == separator ? ',' : byte;
    } else {
      cell += byte;
    }
  }
  finish();
  return made;
}

}  // namespace

const std::string& Table::cell(const TableRow& row, std::size_t column) {
  static const std::string none;
  return column < row.cells.size() ? row.cells[column] : none;
}

base::Result<Table> read_table(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!base::is_utf8(text)) return bad(1, "it is not text in UTF-8; save it as CSV UTF-8");
  const char separator = separator_of(text);
  const std::string rewritten = separator == ',' ? std::string() : with_commas(text, separator);
  base::CsvReader reader(separator == ',' ? text : std::string_view(rewritten));
  Table table;
  for (;;) {
    const base::CsvRow row = reader.next();
    if (row == base::CsvRow::End) break;
    if (row == base::CsvRow::Unterminated) {
      return bad(reader.line(), "a quotation mark is opened and never closed");
    }
    if (reader.doubtful()) {
      return bad(reader.line(), "a quotation mark stands where none may; double it inside a cell");
    }
    TableRow made{reader.line(), {}};
    for (const std::string_view cell : reader.cells()) made.cells.push_back(tidy(cell));
    while (!made.cells.empty() && made.cells.back().empty()) made.cells.pop_back();
    if (made.cells.empty()) continue;
    if (made.cells.size() > table_columns_max) {
      return bad(made.line, "it has more than " + std::to_string(table_columns_max) + " columns");
    }
    if (table.rows.size() == table_rows_max) {
      return bad(made.line, "it has more than " + std::to_string(table_rows_max) + " rows");
    }
    table.rows.push_back(std::move(made));
  }
  if (table.rows.empty()) return bad(1, "it has no row");
  return table;
}

}  // namespace delegation

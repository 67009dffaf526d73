// Comma-separated values as RFC 4180 and spreadsheets write them: quoted cells may hold commas,
// doubled quotes and new lines; rows end in LF, CRLF or CR. Reading never copies but for cells
// with doubled quotes.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace base {

enum class CsvRow {
  Row,           // cells() holds a row
  End,           // no more rows
  Unterminated,  // the text ends inside a quoted cell: it was cut off
};

class CsvReader {
 public:
  // The text must outlive the reader and the cells that it gives.
  explicit CsvReader(std::string_view text) : text_(text) {}

  // Reads the next row; blank lines are passed over.
  CsvRow next();
  const std::vector<std::string_view>& cells() const { return cells_; }
  // The line on which the current row begins, from 1.
  int line() const { return row_line_; }
  // A quoted cell was followed by something other than a comma or the end of the row, or a quote
  // stood inside a cell that is not quoted: the row is doubtful.
  bool doubtful() const { return doubtful_; }

 private:
  bool read_quoted();
  void read_plain();

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int row_line_ = 1;
  bool doubtful_ = false;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unescaped_;  // a deque, so that views of its strings stay good
};

// One cell as CSV: quoted when it must be. A cell that a spreadsheet would take for a formula
// (= + - @ at its start, and not a number) is given a leading apostrophe.
std::string csv_cell(std::string_view text);
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace base

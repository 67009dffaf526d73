// Schemes of delegation as the tables that people keep in spreadsheets: decisions down, levels
// across, and in the cells ticks, letters or words. A table is read by a mapping, which is proposed
// here, may be edited as text, and is explained in docs/spec/delegation.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "delegation/scheme.hpp"

namespace delegation {

// As much as a table may have, and no more.
inline constexpr std::size_t table_rows_max = 5000;
inline constexpr std::size_t table_columns_max = 64;

struct TableRow {
  int line = 0;                    // of the file, from 1
  std::vector<std::string> cells;  // without spaces round them, each on one line
};
struct Table {
  std::vector<TableRow> rows;
  // "" beyond the end of the row.
  static const std::string& cell(const TableRow& row, std::size_t column);
};
// Commas, tabs or semicolons, whichever the text has; UTF-8. Error: bad_matrix, which says where.
base::Result<Table> read_table(std::string_view text);

enum class ColumnUse {
  Nothing,
  Code,     // of the decision, or a number of the table's own
  Wording,  // of the decision
  Clause,   // the code of the clause
  When,     // conditions
  Says,     // words that are kept
  Area,     // headings, which are not needed
  Level,    // what a level does
  Part,     // which levels do this
};
struct Column {
  ColumnUse use = ColumnUse::Nothing;
  int level = -1;     // of Level
  PartSet parts = 0;  // of Part
  std::string when;   // of Level: only under this condition, such as "rating full"
  std::string head;   // as the table has it
};

// What a sign, a letter or a word in a cell means.
struct Mark {
  PartSet parts = 0;
  bool known = true;     // else somebody has to say what it means
  bool blocked = false;  // the law does not let the level decide
  friend bool operator==(const Mark&, const Mark&) = default;
};

enum class RowUse {
  Clause,   // it speaks of decisions
  Unsure,   // it may speak of this decision, or of none that is known: somebody has to say
  Heading,  // it says nothing of anybody
  LeftOut,  // it is not to be in the scheme
};
struct RowMeaning {
  int line = 0;
  RowUse use = RowUse::LeftOut;
  // What it is about, as of a clause; all three empty: all decisions.
  std::vector<int> decisions;
  std::string domain;
  std::string when;  // a condition, as schemes write it
  int decides = -1;  // which of several levels that the row lets decide
  double score = 1;  // how near its wording is to the decision's: 0 to 1
  std::string wording;
};

// Where a row lets several levels decide.
enum class Several {
  Torn,     // each has a clause of its own, which the check of the scheme tells as a conflict
  Highest,  // the highest decides, the others recommend
  Lowest,   // the lowest decides, the others recommend
};

struct Mapping {
  Scheme head;             // without clauses; `from` is Date() where nobody has said
  int head_row = 0;        // the line with the names of the levels; 0: there is none
  std::string style;       // what letters mean, as data/delegation/matrix_words.txt has it
  bool style_sure = true;  // else the letters could mean something else
  Several several = Several::Torn;
  std::vector<Column> columns;
  std::map<std::string, Mark> marks;  // that no word of the style covers, or that say otherwise
  std::vector<RowMeaning> rows;       // in the order of the table, from beneath the heads
};

Mapping propose_mapping(const Catalogue& catalogue, const Table& table);
// Proposes what a mapping does not say: the head of the scheme, columns, the style, rows. So
// somebody who says what the columns are may leave the rows to be looked up anew.
void complete_mapping(const Catalogue& catalogue, const Table& table, Mapping& mapping);
// The mapping as text that people edit, and back. Error: bad_mapping, with the line.
std::string mapping_text(const Catalogue& catalogue, const Mapping& mapping);
base::Result<Mapping> read_mapping(const Catalogue& catalogue, std::string_view text);

// What is to be said of the reading, and what to do about it.
struct Remark {
  int line = 0;       // of the table; 0: of all of it
  bool lost = false;  // something that the table says is not in the scheme
  std::string text;
};
std::string remark_text(const Remark& remark);  // "Line 7: ..."
struct Imported {
  Scheme scheme;
  std::vector<Remark> remarks;  // in the order of the table
};
Imported imported(const Catalogue& catalogue, const Table& table, const Mapping& mapping);

enum class Shape {
  Csv,    // all of a scheme but its withdrawals; read again without a mapping as the same
  Rasci,  // letters A R S C I
  Nga,    // ticks and arrows, in the manner of the models of the National Governance Association
};
struct Exported {
  std::string text;                   // a table, with commas
  std::vector<std::string> warnings;  // what the shape cannot carry
};
Exported exported(const Catalogue& catalogue, const Scheme& scheme, Shape shape);

// To which of the four models of the National Governance Association a scheme is nearest, in words.
std::string nga_model(const Catalogue& catalogue, const Scheme& scheme);

}  // namespace delegation

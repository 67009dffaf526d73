// What one cell of a table says of a level. Not part of the room's interface; matrix*.cpp use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delegation/matrix.hpp"
#include "delegation/matrix_limits.hpp"
#include "delegation/matrix_words.hpp"

namespace delegation {

struct CellPiece {
  PartSet parts = 0;
  int days = 0;
  int to = -1;     // to which level it reports
  int level = -1;  // that the cell names in brackets, in place of that of the column
  std::vector<Limit> limits;
};
struct CellReading {
  std::vector<CellPiece> pieces;
  std::vector<std::string> unknown;  // marks of which nobody has said what they mean
  bool blocked = false;              // the law does not let the level decide
  bool kept = false;                 // it says more than its pieces do: the words are to be kept
};
CellReading read_cell(const Catalogue& catalogue, const Mapping& mapping, std::string_view text);

// The letters of a cell that are marks: "A", "R/C", "AR".
std::vector<std::string> letters_in(std::string_view text);

// "F15, F17", "domain finance", "all"; nothing where it is none of these.
struct OnWhat {
  std::vector<int> decisions;
  std::string domain;
};
std::optional<OnWhat> on_what(const Catalogue& catalogue, std::string_view text);

// What a row asks for before it applies, from its wording and its column of conditions.
struct RowCondition {
  std::string when;               // as schemes write it
  std::string rest;               // of the wording, for holding it against decisions
  std::vector<std::string> told;  // what could not be read, as sentences
  bool moved = false;             // from 3,001 is read as over 3,000
};
RowCondition condition_of_row(const Catalogue& catalogue, int decision, std::string_view wording,
                              std::string_view when);

// What a table that was exported says of its scheme, above the heads of its columns.
struct HeadOfTable {
  Scheme scheme;      // with a name of its own where the table has none
  int last_line = 0;  // 0: it says nothing
  std::string error;  // why it could not be read
};
HeadOfTable head_of_table(const Catalogue& catalogue, const Table& table);

}  // namespace delegation

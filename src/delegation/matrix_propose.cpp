// Looks at a table and says what its columns, cells and rows seem to mean.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "delegation/matrix_cells.hpp"

namespace delegation {

namespace {

// From here on a wording is taken to be about a decision, and from here on asked about.
constexpr double sure_from = 0.62;
constexpr double perhaps_from = 0.36;
// The next decision must be so much farther away.
constexpr double apart = 0.04;
constexpr std::size_t heads_within = 60;

class Proposer {
 public:
  // `made` says what is known already: its head, columns, marks, style or rows.
  Proposer(const Catalogue& catalogue, const Table& table, Mapping& made)
      : catalogue_(catalogue), table_(table), words_(MatrixWords::shipped()), made_(made) {}

  void complete() {
    if (made_.head.code.empty()) made_.head = head_of_table(catalogue_, table_).scheme;
    const std::size_t heads = made_.head_row > 0 ? row_of_line(made_.head_row) : head_row();
    if (heads < table_.rows.size()) {
      made_.head_row = table_.rows[heads].line;
      if (made_.columns.empty()) columns(table_.rows[heads]);
      first_row_ = heads + 1;
    }
    if (!made_.rows.empty()) return;
    style();
    for (std::size_t at = first_row_; at < table_.rows.size(); ++at) row(table_.rows[at]);
  }

 private:
  // The part that a column is about, where levels stand in its cells.
  PartSet part_of_head(std::string_view head) const {
    const std::string word = base::fold(head);
    if (word == "responsible") {
      // Beside one who is accountable, who is responsible does the work.
      return part_bit(accountable_ ? Part::CarriesOut : Part::Decides);
    }
    if (word == "support" || word == "supports") return part_bit(Part::Recommends);
    if (word.size() < 4) return 0;
    return words_.mark(word).value_or(0);
  }

  Column column_of(const std::string& head) const {
    Column made;
    made.head = head;
    made.level = words_.level(catalogue_, head, true);
    if (made.level < 0) {
      made.use = words_.column(head);
      if (made.use != ColumnUse::Nothing) return made;
      made.parts = part_of_head(head);
      if (made.parts != 0) {
        made.use = ColumnUse::Part;
        return made;
      }
      made.level = words_.level(catalogue_, head, false);
    }
    if (made.level >= 0) made.use = ColumnUse::Level;
    return made;
  }

  std::size_t row_of_line(int line) const {
    const auto found = std::ranges::find(table_.rows, line, &TableRow::line);
    return static_cast<std::size_t>(found - table_.rows.begin());
  }

  std::size_t head_row() {
    std::size_t best = table_.rows.size();
    int most = 1;
    for (std::size_t at = 0; at < std::min(heads_within, table_.rows.size()); ++at) {
      int known = 0;
      std::set<std::string> different;
      for (const std::string& cell : table_.rows[at].cells) {
        const bool long_text = cell.size() > 60;
        if (long_text || !different.insert(cell).second) continue;
        known += column_of(cell).use != ColumnUse::Nothing ? 1 : 0;
      }
      if (known <= most) continue;
      most = known;
      best = at;
    }
    return best;
  }

  void columns(const TableRow& heads) {
    accountable_ = std::ranges::any_of(heads.cells, [](const std::string& cell) {
      return base::equal_ignoring_case(cell, "accountable");
    });
    std::size_t width = heads.cells.size();
    for (const TableRow& row : table_.rows) width = std::max(width, row.cells.size());
    for (std::size_t at = 0; at < width; ++at) {
      made_.columns.push_back(column_of(Table::cell(heads, at)));
    }
    one_wording(heads);
    only_first(ColumnUse::Code);
    only_first(ColumnUse::Clause);
    only_first(ColumnUse::When);
    conditions_of_twins();
    if (!has(ColumnUse::Code)) guess_code(heads);
    if (!has(ColumnUse::Wording)) guess_wording(heads);
    if (!has(ColumnUse::Wording)) {
      // Then the first column has them, whatever its head says.
      const ColumnUse first = made_.columns.empty() ? ColumnUse::Level : made_.columns.front().use;
      const bool needed = first == ColumnUse::Level || first == ColumnUse::Part;
      if (!needed && first != ColumnUse::Code) made_.columns.front().use = ColumnUse::Wording;
    }
  }

  bool has(ColumnUse use) const {
    return std::ranges::find(made_.columns, use, &Column::use) != made_.columns.end();
  }

  // Of two columns for one thing the second is kept as words.
  void only_first(ColumnUse use) {
    bool seen = false;
    for (Column& column : made_.columns) {
      if (column.use != use) continue;
      if (seen) column.use = ColumnUse::Says;
      seen = true;
    }
  }

  // Of several columns with words that which has the most different ones has the wordings; one that
  // says the same again and again has areas.
  void one_wording(const TableRow& heads) {
    std::size_t most = 0;
    Column* chosen = nullptr;
    for (std::size_t at = 0; at < made_.columns.size(); ++at) {
      if (made_.columns[at].use != ColumnUse::Wording) continue;
      std::set<std::string> different;
      std::size_t filled = 0;
      for (const TableRow& row : table_.rows) {
        const std::string& cell = Table::cell(row, at);
        if (row.line <= heads.line || cell.empty()) continue;
        ++filled;
        different.insert(cell);
      }
      if (chosen && different.size() <= most) {
        made_.columns[at].use = 2 * different.size() < filled ? ColumnUse::Area : ColumnUse::Says;
        continue;
      }
      if (chosen) chosen->use = ColumnUse::Area;
      most = different.size();
      chosen = &made_.columns[at];
    }
  }

  // "LGB (full)" and "LGB (reduced)": two columns of one level that say for which schools each is.
  void conditions_of_twins() {
    std::map<int, std::vector<Column*>> by_level;
    for (Column& column : made_.columns) {
      if (column.use == ColumnUse::Level) by_level[column.level].push_back(&column);
    }
    for (auto& [level, columns] : by_level) {
      if (columns.size() < 2) continue;
      for (const FactInfo& fact : catalogue_.facts) {
        if (fact.type == FactType::Word && fact.of_school && each_has_a_word(fact, columns)) break;
      }
    }
  }

  static bool each_has_a_word(const FactInfo& fact, const std::vector<Column*>& columns) {
    std::set<std::string> found;
    std::vector<std::string> words;
    for (const Column* column : columns) {
      const std::string head = " " + base::fold(column->head) + " ";
      const auto word = std::ranges::find_if(fact.words, [&](const std::string& each) {
        return head.find(" " + base::fold(each) + " ") != std::string::npos;
      });
      if (word == fact.words.end() || !found.insert(*word).second) return false;
      words.push_back(*word);
    }
    for (std::size_t at = 0; at < columns.size(); ++at) {
      columns[at]->when = fact.code + " " + words[at];
    }
    return true;
  }

  void guess_code(const TableRow& heads) {
    for (std::size_t at = 0; at < made_.columns.size(); ++at) {
      if (made_.columns[at].use != ColumnUse::Nothing) continue;
      int codes = 0;
      int others = 0;
      for (const TableRow& row : table_.rows) {
        const std::string& cell = Table::cell(row, at);
        if (row.line <= heads.line || cell.empty()) continue;
        (catalogue_.decision_called(cell) >= 0 ? codes : others) += 1;
      }
      if (codes > others) {
        made_.columns[at].use = ColumnUse::Code;
        return;
      }
    }
  }

  // The column with the most words of those before the levels that mean nothing else.
  void guess_wording(const TableRow& heads) {
    std::size_t longest = 0;
    Column* found = nullptr;
    for (std::size_t at = 0; at < made_.columns.size(); ++at) {
      const ColumnUse use = made_.columns[at].use;
      if (use == ColumnUse::Level || use == ColumnUse::Part) break;
      if (use != ColumnUse::Nothing) continue;
      std::size_t letters = 0;
      for (const TableRow& row : table_.rows) {
        if (row.line > heads.line) letters += Table::cell(row, at).size();
      }
      if (letters <= longest) continue;
      longest = letters;
      found = &made_.columns[at];
    }
    if (found) found->use = ColumnUse::Wording;
  }

  template <typename Look>
  void each_cell_of_levels(Look look) const {
    for (std::size_t at = first_row_; at < table_.rows.size(); ++at) {
      for (std::size_t column = 0; column < made_.columns.size(); ++column) {
        const std::string& cell = Table::cell(table_.rows[at], column);
        if (made_.columns[column].use == ColumnUse::Level && !cell.empty()) look(cell);
      }
    }
  }

  // Words of the table outside its cells: a legend says what letters mean.
  bool hinted(const MarkStyle& style) const {
    for (const TableRow& row : table_.rows) {
      if (row.line >= made_.head_row && row.cells.size() > 2) continue;
      for (const std::string& cell : row.cells) {
        const std::string folded = " " + base::fold(cell) + " ";
        for (const std::string& hint : style.hints) {
          if (folded.find(" " + hint + " ") != std::string::npos) return true;
        }
      }
    }
    return false;
  }

  void style() {
    std::set<std::string> letters;
    each_cell_of_levels([&](const std::string& cell) {
      for (const std::string& each : letters_in(cell)) letters.insert(each);
    });
    std::vector<const MarkStyle*> able;
    for (const MarkStyle& style : words_.styles()) {
      bool decides = false;
      bool all = true;
      for (const std::string& letter : letters) {
        const auto found = style.letters.find(letter);
        const bool known = found != style.letters.end() || words_.mark(letter).has_value();
        all = all && known;
        decides = decides ||
                  (found != style.letters.end() && (found->second & part_bit(Part::Decides)) != 0);
      }
      if (all && decides) able.push_back(&style);
    }
    const MarkStyle* chosen = able.empty() ? nullptr : able.front();
    bool hint = false;
    for (const MarkStyle* each : able) {
      if (hint || !hinted(*each)) continue;
      hint = true;
      chosen = each;
    }
    if (made_.style.empty()) {
      made_.style = chosen                             ? chosen->name
                    : letters.empty() || !able.empty() ? "words"
                                                       : nearest(letters);
      made_.style_sure = hint || able.size() < 2;
    }
    responsible_beside_accountable();
    std::set<std::string> unknown;
    each_cell_of_levels([&](const std::string& cell) {
      for (std::string& each : read_cell(catalogue_, made_, cell).unknown) {
        unknown.insert(std::move(each));
      }
    });
    constexpr std::size_t marks_max = 200;
    for (const std::string& each : unknown) {
      const bool writable = each.find(':') == std::string::npos && each.size() < 60;
      if (writable && made_.marks.size() < marks_max) made_.marks.emplace(each, Mark{0, false});
    }
  }

  // Beside one who is accountable, who is responsible does the work.
  void responsible_beside_accountable() {
    bool accountable = false;
    bool responsible = false;
    each_cell_of_levels([&](const std::string& cell) {
      const std::string folded = " " + base::fold(cell) + " ";
      accountable = accountable || folded.find(" accountable ") != std::string::npos;
      responsible = responsible || folded.find(" responsible ") != std::string::npos;
    });
    if (!accountable || !responsible) return;
    made_.marks.emplace("responsible", Mark{part_bit(Part::CarriesOut)});
  }

  // No style knows all the letters: that which knows the most.
  std::string nearest(const std::set<std::string>& letters) const {
    std::string best = "words";
    std::ptrdiff_t most = 0;
    for (const MarkStyle& style : words_.styles()) {
      const auto known = std::ranges::count_if(
          letters, [&](const std::string& each) { return style.letters.contains(each); });
      if (known <= most) continue;
      most = known;
      best = style.name;
    }
    return best;
  }

  const std::string& text_of(const TableRow& row, ColumnUse use) const {
    static const std::string none;
    const auto found = std::ranges::find(made_.columns, use, &Column::use);
    return found == made_.columns.end()
               ? none
               : Table::cell(row, static_cast<std::size_t>(found - made_.columns.begin()));
  }

  bool gives_parts(const TableRow& row) const {
    for (std::size_t at = 0; at < made_.columns.size(); ++at) {
      const ColumnUse use = made_.columns[at].use;
      // What nobody has said what it is may be a level.
      const bool of_parts =
          use == ColumnUse::Level || use == ColumnUse::Part || use == ColumnUse::Nothing;
      if (of_parts && !Table::cell(row, at).empty()) return true;
    }
    return false;
  }

  void row(const TableRow& row) {
    RowMeaning made;
    made.line = row.line;
    const std::string& code = text_of(row, ColumnUse::Code);
    made.wording = text_of(row, ColumnUse::Wording);
    if (made.wording.empty()) made.wording = row.cells.front();
    made.wording = made.wording.substr(0, 200);
    while (!base::is_utf8(made.wording)) made.wording.pop_back();
    const auto on = code.empty() ? std::nullopt : on_what(catalogue_, code);
    if (!gives_parts(row)) {
      made.use = on ? RowUse::LeftOut : RowUse::Heading;
      made_.rows.push_back(std::move(made));
      return;
    }
    if (on) {
      made.use = RowUse::Clause;
      made.decisions = on->decisions;
      made.domain = on->domain;
    } else {
      by_wording(row, made);
    }
    condition(row, made);
    made_.rows.push_back(std::move(made));
  }

  void by_wording(const TableRow& row, RowMeaning& made) {
    if (!index_) index_.emplace(catalogue_);
    const std::string& wording = text_of(row, ColumnUse::Wording);
    const std::string rest = limits_in(wording, false).rest;
    DecisionIndex::Match match = index_->nearest(wording);
    const DecisionIndex::Match without = index_->nearest(rest);
    if (without.score > match.score) match = without;
    made.use = RowUse::Unsure;
    made.score = match.score;
    if (match.score < perhaps_from) return;
    made.decisions = {match.decision};
    const bool sure = match.score >= sure_from && match.score - match.second >= apart;
    if (sure) made.use = RowUse::Clause;
  }

  void condition(const TableRow& row, RowMeaning& made) const {
    if (made.use == RowUse::Unsure && made.decisions.empty()) return;
    const int decision = made.decisions.empty() ? -1 : made.decisions.front();
    made.when = condition_of_row(catalogue_, decision, text_of(row, ColumnUse::Wording),
                                 text_of(row, ColumnUse::When))
                    .when;
  }

  const Catalogue& catalogue_;
  const Table& table_;
  const MatrixWords& words_;
  std::optional<DecisionIndex> index_;  // made when a wording is first looked up
  Mapping& made_;
  std::size_t first_row_ = 0;
  bool accountable_ = false;
};

}  // namespace

HeadOfTable head_of_table(const Catalogue& catalogue, const Table& table) {
  HeadOfTable made;
  std::string text;
  for (const TableRow& row : table.rows) {
    const std::string& word = row.cells.front();
    if (text.empty() && word != "scheme") break;
    if (row.cells.size() > 2 || word.empty() || word == "clause") break;
    text += word + (text.empty() ? " " : ": ") + Table::cell(row, 1) + "\n";
    made.last_line = row.line;
  }
  if (!text.empty()) {
    base::Result<Scheme> read = read_scheme(catalogue, text);
    if (read.ok()) {
      made.scheme = std::move(read).value();
      return made;
    }
    made.error = read.error().message;
  }
  made.scheme.code = "imported";
  made.scheme.title = "Imported scheme of delegation";
  made.scheme.version = "1";
  // What is not delegated stays with the board: so it is in trusts, and the mapping can say else.
  made.scheme.retained = catalogue.level_called("board");
  return made;
}

Mapping propose_mapping(const Catalogue& catalogue, const Table& table) {
  Mapping made;
  complete_mapping(catalogue, table, made);
  return made;
}

void complete_mapping(const Catalogue& catalogue, const Table& table, Mapping& mapping) {
  Proposer(catalogue, table, mapping).complete();
}

}  // namespace delegation

// A scheme out of a table, row by row; whatever of the table is not in it is told.
#include <algorithm>
#include <set>

#include "base/money.hpp"
#include "base/text.hpp"
#include "delegation/matrix_cells.hpp"

namespace delegation {

namespace {

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 80;
  std::string made(text.substr(0, most));
  while (!base::is_utf8(made)) made.pop_back();
  return "\"" + made + (text.size() > most ? "…" : "") + "\"";
}

// What is given by one row under the same limits.
struct Group {
  std::string when;  // of the column
  std::vector<Limit> limits;
  std::vector<Cell> cells;
};

bool same_bounds(const std::vector<Limit>& one, const std::vector<Limit>& other) {
  return std::ranges::equal(one, other, {}, &Limit::bounds, &Limit::bounds);
}

class Importer {
 public:
  Importer(const Catalogue& catalogue, const Table& table, const Mapping& mapping)
      : catalogue_(catalogue), table_(table), mapping_(mapping) {
    made_.scheme = mapping.head;
    made_.scheme.clauses.clear();
    made_.scheme.withdrawals.clear();
  }

  Imported run() {
    general();
    std::size_t next = 0;
    const int above = std::max(mapping_.head_row, head_of_table(catalogue_, table_).last_line);
    for (const TableRow& row : table_.rows) {
      while (next < mapping_.rows.size() && mapping_.rows[next].line < row.line) {
        no_such_row(mapping_.rows[next++]);
      }
      const bool meant = next < mapping_.rows.size() && mapping_.rows[next].line == row.line;
      if (meant) {
        read_row(row, mapping_.rows[next++]);
      } else if (row.line > above) {
        lost(row.line, "the mapping says nothing of this row; add a line \"" +
                           std::to_string(row.line) + ": CODE\" to its rows");
      }
    }
    while (next < mapping_.rows.size()) no_such_row(mapping_.rows[next++]);
    finish();
    return std::move(made_);
  }

 private:
  void lost(int line, std::string text) { made_.remarks.push_back({line, true, std::move(text)}); }
  void told(int line, std::string text) { made_.remarks.push_back({line, false, std::move(text)}); }

  void no_such_row(const RowMeaning& row) {
    told(row.line, "the mapping speaks of this line, and the table has no row there");
  }

  void general() {
    const HeadOfTable head = head_of_table(catalogue_, table_);
    if (!head.error.empty()) {
      lost(0,
           "what stands above the heads of the columns cannot be read as the head of a scheme (" +
               head.error + "); write it into the mapping");
    }
    if (made_.scheme.from == base::Date()) {
      made_.scheme.from = *base::Date::from_ymd(2000, 1, 1);
      lost(0,
           "nobody has said from which day the scheme holds; write \"from: 2026-09-01\" into the "
           "mapping, or give --from");
    }
    if (made_.scheme.retained >= 0 && made_.scheme.retained == head.scheme.retained &&
        head.last_line == 0) {
      told(0, "what the table does not speak of is taken to stay with the " +
                  base::lower_ascii(level(made_.scheme.retained).label) +
                  "; the mapping says it as \"retained\"");
    }
    if (mapping_.columns.empty()) {
      lost(0,
           "no row has the names of the levels; write its line into the mapping as \"heads\", "
           "and what its columns are");
    }
    if (!mapping_.style_sure) {
      told(0, "letters are read as: " + MatrixWords::shipped().style_called(mapping_.style)->label +
                  "; where they mean something else, change \"style\" in the mapping");
    }
    columns();
  }

  void columns() {
    std::map<std::pair<int, std::string>, std::size_t> columns_of;
    for (std::size_t at = 0; at < mapping_.columns.size(); ++at) {
      const Column& column = mapping_.columns[at];
      const std::pair key(column.level, column.when);
      if (column.use == ColumnUse::Level && !columns_of.emplace(key, at).second) {
        told(mapping_.head_row, "columns " + std::to_string(columns_of[key] + 1) + " and " +
                                    std::to_string(at + 1) + " are both the " +
                                    base::lower_ascii(level(column.level).label) +
                                    ": their cells are put together");
      }
      if (column.use != ColumnUse::Nothing || !filled(at)) continue;
      lost(mapping_.head_row, "column " + std::to_string(at + 1) +
                                  (column.head.empty() ? "" : ", " + quoted(column.head)) +
                                  ", is not read; say in the mapping what it is: \"" +
                                  std::to_string(at + 1) +
                                  ": level CODE\", or \"says\" to keep its words");
    }
  }

  bool filled(std::size_t column) const {
    return std::ranges::any_of(table_.rows, [&](const TableRow& row) {
      return row.line > mapping_.head_row && !Table::cell(row, column).empty();
    });
  }

  const Level& level(int at) const { return catalogue_.levels[static_cast<std::size_t>(at)]; }

  const std::string& text_of(const TableRow& row, ColumnUse use) const {
    static const std::string none;
    for (std::size_t at = 0; at < mapping_.columns.size(); ++at) {
      if (mapping_.columns[at].use == use) return Table::cell(row, at);
    }
    return none;
  }

  void read_row(const TableRow& row, const RowMeaning& meaning) {
    const std::string& wording = text_of(row, ColumnUse::Wording);
    const std::string name = quoted(wording.empty() ? row.cells.front() : wording);
    switch (meaning.use) {
      case RowUse::Heading: return heading(row, name);
      case RowUse::LeftOut: return told(row.line, name + " is left out");
      case RowUse::Clause: return clauses(row, meaning);
      case RowUse::Unsure: break;
    }
    if (meaning.decisions.empty()) {
      return lost(row.line, name +
                                " is like no decision of the catalogue; write its code into the "
                                "mapping, or add it to a catalogue of your own");
    }
    const Decision& perhaps =
        catalogue_.decisions[static_cast<std::size_t>(meaning.decisions.front())];
    lost(row.line, name + " is perhaps " + perhaps.code + ", " + quoted(perhaps.title) +
                       "; if so, take the ? away in the mapping, else write another code");
  }

  // A heading gives nobody a part.
  void heading(const TableRow& row, const std::string& name) {
    for (std::size_t at = 0; at < mapping_.columns.size(); ++at) {
      const ColumnUse use = mapping_.columns[at].use;
      const bool of_parts = use == ColumnUse::Level || use == ColumnUse::Part;
      if (!of_parts || Table::cell(row, at).empty()) continue;
      return lost(row.line, name + " is taken as a heading, and its column " +
                                std::to_string(at + 1) +
                                " gives a part; write the code of a decision into the mapping");
    }
  }

  void add_piece(const CellPiece& piece, const std::string& when, int of_level, int line) {
    auto found = std::ranges::find_if(groups_, [&](const Group& each) {
      return each.when == when && same_bounds(each.limits, piece.limits);
    });
    if (found == groups_.end()) found = groups_.insert(found, {when, piece.limits, {}});
    for (int part = 0; part < parts; ++part) {
      const Part each = static_cast<Part>(part);
      if ((piece.parts & part_bit(each)) == 0) continue;
      Cell cell{of_level, each, 0, -1};
      const bool timed =
          each == Part::Consulted || each == Part::Recommends || each == Part::Reports;
      if (timed) cell.days = piece.days;
      if (each == Part::Reports) cell.to = piece.to;
      const auto twin = std::ranges::find_if(found->cells, [&](const Cell& other) {
        return other.level == cell.level && other.part == cell.part;
      });
      if (twin == found->cells.end()) {
        found->cells.push_back(cell);
      } else if (!(*twin == cell)) {
        lost(line, "the part of the " + base::lower_ascii(level(of_level).label) +
                       " is said twice, with different days; the first is taken");
      }
    }
  }

  void level_cell(const TableRow& row, std::size_t at) {
    const std::string& text = Table::cell(row, at);
    const CellReading read = read_cell(catalogue_, mapping_, text);
    for (const CellPiece& piece : read.pieces) {
      add_piece(piece, mapping_.columns[at].when,
                piece.level >= 0 ? piece.level : mapping_.columns[at].level, row.line);
    }
    for (const std::string& each : read.unknown) {
      lost(row.line, "column " + std::to_string(at + 1) + ", " + quoted(mapping_.columns[at].head) +
                         ": nobody has said what " + quoted(each) +
                         " means; say it in the marks of the mapping");
    }
    if (read.blocked) blocked_.push_back(mapping_.columns[at].level);
    if (read.kept || !read.unknown.empty()) {
      words_.push_back(level(mapping_.columns[at].level).label + ": " + text);
    }
  }

  // What the law known here says of a level that the table calls blocked.
  enum class ByLaw { Silent, Sometimes, Always };
  // `source`: of the law that says so, where it says least.
  ByLaw by_law(int of_level, const std::vector<int>& decisions, std::string& source) const {
    ByLaw found = decisions.empty() ? ByLaw::Silent : ByLaw::Always;
    for (const int each : decisions) {
      ByLaw of_decision = ByLaw::Silent;
      std::string citation;
      for (const Law& law : catalogue_.decisions[static_cast<std::size_t>(each)].laws) {
        const bool among = (law.levels & level_bit(of_level)) != 0;
        const bool against =
            law.kind != Law::Kind::Approval && among == (law.kind == Law::Kind::Forbids);
        if (!against || !law.period.contains(made_.scheme.from)) continue;
        const ByLaw says = law.when.empty() ? ByLaw::Always : ByLaw::Sometimes;
        if (says > of_decision) citation = law.citation;
        of_decision = std::max(of_decision, says);
      }
      if (of_decision < found || source.empty()) source = citation;
      found = std::min(found, of_decision);
    }
    return found;
  }

  void tell_blocked(const TableRow& row, const RowMeaning& meaning) {
    for (const int each : blocked_) {
      const std::string says = "the table says that the law does not let the " +
                               base::lower_ascii(level(each).label) + " decide; ";
      std::string source;
      switch (by_law(each, meaning.decisions, source)) {
        case ByLaw::Always:
          told(row.line, says + "the law known here says so too (" + source + ")");
          break;
        case ByLaw::Sometimes:
          told(row.line, says + "the law known here says so under conditions (" + source + ")");
          break;
        case ByLaw::Silent:
          lost(row.line, says +
                             "the law known here does not say so, so nothing was made of it; "
                             "if it is so, let a catalogue of your own say it");
      }
    }
  }

  // Levels that stand in the cell of a part.
  void part_cell(const TableRow& row, std::size_t at) {
    std::string text = Table::cell(row, at);
    for (char& byte : text) {
      if (byte == '/' || byte == ';' || byte == '&') byte = ',';
    }
    for (const std::string_view each : base::split(text, ',')) {
      const std::string_view name = base::trim(each);
      const std::optional<PartSet> mark = MatrixWords::shipped().mark(name);
      if (name.empty() || (mark && *mark == 0)) continue;
      const int named = MatrixWords::shipped().level(catalogue_, name, false);
      if (named >= 0) {
        add_piece({mapping_.columns[at].parts, 0, -1, -1, {}}, "", named, row.line);
        continue;
      }
      lost(row.line, "column " + std::to_string(at + 1) + ": " + quoted(name) +
                         " is no level of the catalogue; write the name of one there");
    }
  }

  // Conditions of the row that could not be read are told, whether the mapping was edited or not.
  void tell_conditions(const TableRow& row, const RowMeaning& meaning) {
    const RowCondition read =
        condition_of_row(catalogue_, meaning.decisions.empty() ? -1 : meaning.decisions.front(),
                         text_of(row, ColumnUse::Wording), text_of(row, ColumnUse::When));
    if (read.moved && meaning.when == read.when) {
      told(row.line,
           "a limit that begins at a number such as 3,001 is read as over 3,000, so that "
           "no penny falls between");
    }
    if (meaning.when != read.when || read.told.empty()) return;
    for (const std::string& each : read.told) lost(row.line, each);
    const std::string& when = text_of(row, ColumnUse::When);
    if (!when.empty()) words_.push_back("Condition: " + when);
  }

  static bool decides(const Cell& cell) { return cell.part == Part::Decides; }
  static bool decided(const Group& group) { return std::ranges::any_of(group.cells, decides); }

  // The most of a group whose only limit is "up to" so many pounds.
  static std::optional<base::Money> most_of(const Group& group) {
    if (!decided(group) || !group.when.empty() || group.limits.size() != 1) return std::nullopt;
    const std::string& bounds = group.limits.front().bounds;
    if (group.limits.front().type != FactType::Money || !bounds.starts_with("up to ")) {
      return std::nullopt;
    }
    const auto read = base::Money::parse(bounds.substr(6));
    return read.ok() ? std::optional(read.value()) : std::nullopt;
  }

  // "3,000 | 10,000 | yes": whoever may decide up to more begins where the one before ends, and who
  // has no limit decides above them all.
  void follow_on(const TableRow& row) {
    std::vector<std::pair<base::Money, std::size_t>> steps;
    std::size_t open = groups_.size();
    std::size_t deciders = 0;
    for (std::size_t at = 0; at < groups_.size(); ++at) {
      deciders += decided(groups_[at]) ? 1 : 0;
      if (const auto most = most_of(groups_[at])) steps.emplace_back(*most, at);
      const bool unlimited = groups_[at].limits.empty() && groups_[at].when.empty();
      if (decided(groups_[at]) && unlimited) open = at;
    }
    const bool above = open < groups_.size() && deciders == steps.size() + 1;
    if (steps.empty() || (steps.size() < 2 && !above)) return;
    std::ranges::sort(steps);
    for (std::size_t at = 1; at < steps.size(); ++at) {
      Limit& limit = groups_[steps[at].second].limits.front();
      limit.bounds = over(groups_[steps[at - 1].second]) + " " + limit.bounds;
    }
    if (above) open_above(open, groups_[steps.back().second]);
    told(row.line, "its limits are read one after another: each begins where the one before ends");
  }

  // "over 3000" of what reaches up to 3000.
  static std::string over(const Group& group) {
    const std::string& bounds = group.limits.front().bounds;
    return "over " + bounds.substr(bounds.rfind(' ') + 1);
  }

  void open_above(std::size_t open, const Group& last) {
    Limit limit = last.limits.front();
    limit.bounds = over(last);
    Group above{"", {limit}, {}};
    std::vector<Cell>& cells = groups_[open].cells;
    for (const Cell& cell : cells) {
      if (decides(cell)) above.cells.push_back(cell);
    }
    std::erase_if(cells, decides);
    groups_.push_back(std::move(above));
    std::erase_if(groups_, [](const Group& each) { return each.cells.empty(); });
  }

  void clauses(const TableRow& row, const RowMeaning& meaning) {
    groups_.clear();
    words_.clear();
    blocked_.clear();
    for (std::size_t at = 0; at < mapping_.columns.size(); ++at) {
      const std::string& cell = Table::cell(row, at);
      if (cell.empty()) continue;
      if (mapping_.columns[at].use == ColumnUse::Level) level_cell(row, at);
      if (mapping_.columns[at].use == ColumnUse::Part) part_cell(row, at);
      if (mapping_.columns[at].use == ColumnUse::Says) words_.push_back(cell);
    }
    tell_blocked(row, meaning);
    tell_conditions(row, meaning);
    std::erase_if(groups_, [](const Group& each) { return each.cells.empty(); });
    if (groups_.empty()) {
      return lost(row.line, "no level has a part in it, so there is no clause of it");
    }
    const bool nobody = std::ranges::none_of(groups_, [](const Group& each) {
      return std::ranges::find(each.cells, Part::Decides, &Cell::part) != each.cells.end();
    });
    if (nobody) told(row.line, "nobody decides by this row");
    if (meaning.when.empty()) follow_on(row);
    for (Group& group : groups_) one_clause(row, meaning, group);
  }

  // The condition of the row with the limits of its cells; false where it cannot be one.
  bool condition(const TableRow& row, const RowMeaning& meaning, const Group& group,
                 Condition& into) {
    std::string when = meaning.when;
    if (!group.when.empty()) when += (when.empty() ? "" : "; ") + group.when;
    for (const Limit& limit : group.limits) {
      const std::string each = meaning.decisions.empty()
                                   ? ""
                                   : condition_of(catalogue_, meaning.decisions.front(), limit);
      if (each.empty()) {
        lost(row.line,
             "\"" + limit.bounds +
                 "\" is a limit of what the decision does not ask for, so the part is left "
                 "out; let the catalogue say that it asks for it");
        return false;
      }
      if (limit.moved) {
        told(row.line, "the limit " + quoted(limit.bounds) +
                           " of a cell began one pound higher; so no penny falls between");
      }
      when += (when.empty() ? "" : "; ") + each;
    }
    const ReadCondition read = read_condition(catalogue_.facts, when);
    std::string error = read.error.value_or("");
    for (const Atom& atom : read.condition) {
      for (const int decision : meaning.decisions) {
        if (catalogue_.has(decision, atom.fact)) continue;
        error = catalogue_.decisions[static_cast<std::size_t>(decision)].code +
                " does not ask for \"" +
                catalogue_.facts[static_cast<std::size_t>(atom.fact)].code + "\"";
      }
    }
    if (!error.empty()) {
      lost(row.line,
           "its condition " + quoted(when) + " cannot be used, so it is left out: " + error);
    }
    into = read.condition;
    return error.empty();
  }

  std::string new_code(const TableRow& row, const RowMeaning& meaning) {
    std::string code = text_of(row, ColumnUse::Clause);
    const std::string& own = text_of(row, ColumnUse::Code);
    if (code.empty() && !on_what(catalogue_, own)) code = own;
    if (code.empty() && !meaning.decisions.empty()) {
      code = catalogue_.decisions[static_cast<std::size_t>(meaning.decisions.front())].code;
    }
    if (code.empty()) code = meaning.domain.empty() ? "all" : meaning.domain;
    std::ranges::replace(code, ':', '.');
    std::string unique = code;
    for (int& number = numbers_[code]; !codes_.insert(unique).second;) {
      number = std::max(number + 1, 2);
      unique = code + "-" + std::to_string(number);
    }
    return unique;
  }

  void one_clause(const TableRow& row, const RowMeaning& meaning, Group& group) {
    Clause made;
    made.decisions = meaning.decisions;
    made.domain = meaning.domain;
    if (!condition(row, meaning, group, made.when)) return;
    made.cells = std::move(group.cells);
    made.says = base::join(words_, "; ");
    std::vector<int> deciders;
    for (const Cell& cell : made.cells) {
      if (cell.part == Part::Decides) deciders.push_back(cell.level);
    }
    if (deciders.size() < 2) {
      made.code = new_code(row, meaning);
      return add(row, std::move(made));
    }
    several(row, meaning, std::move(made), deciders);
  }

  void several(const TableRow& row, const RowMeaning& meaning, Clause made,
               const std::vector<int>& deciders) {
    int chosen =
        std::ranges::find(deciders, meaning.decides) != deciders.end() ? meaning.decides : -1;
    if (chosen < 0 && mapping_.several != Several::Torn) {
      chosen = mapping_.several == Several::Highest ? std::ranges::min(deciders)
                                                    : std::ranges::max(deciders);
    }
    std::vector<std::string> names;
    for (const int each : deciders) names.push_back("the " + base::lower_ascii(level(each).label));
    const std::string all = base::join(names, " and ");
    if (chosen >= 0) {
      told(row.line, all + " would decide; the mapping lets the " +
                         base::lower_ascii(level(chosen).label) +
                         " decide and the others recommend");
      decide_alone(made, chosen);
      made.code = new_code(row, meaning);
      return add(row, std::move(made));
    }
    told(row.line, all + " would decide, which is a conflict; write \"decides " +
                       level(deciders.front()).code +
                       "\" behind the row in the mapping, or "
                       "\"several: highest\"");
    for (const int each : deciders) {
      Clause one = made;
      std::erase_if(one.cells, [&](const Cell& cell) {
        const bool first = each == deciders.front();
        return cell.part == Part::Decides ? cell.level != each : !first;
      });
      one.code = new_code(row, meaning);
      add(row, std::move(one));
    }
  }

  static void decide_alone(Clause& clause, int chosen) {
    std::vector<Cell> cells;
    for (Cell cell : clause.cells) {
      if (cell.part == Part::Decides && cell.level != chosen) cell.part = Part::Recommends;
      const bool twin = std::ranges::any_of(cells, [&](const Cell& other) {
        return other.level == cell.level && other.part == cell.part;
      });
      if (!twin) cells.push_back(cell);
    }
    clause.cells = std::move(cells);
  }

  void add(const TableRow& row, Clause clause) {
    if (made_.scheme.clauses.size() == clauses_of_scheme_max) {
      return lost(row.line, "the scheme has as many clauses as one may have; divide the table");
    }
    if (made_.scheme.levels != 0) {
      for (const Cell& cell : clause.cells) {
        made_.scheme.levels |= level_bit(cell.level);
        if (cell.to >= 0) made_.scheme.levels |= level_bit(cell.to);
      }
    }
    std::ranges::stable_sort(clause.cells, [](const Cell& one, const Cell& other) {
      return one.level != other.level ? one.level < other.level : one.part < other.part;
    });
    made_.scheme.clauses.push_back(std::move(clause));
  }

  // What the check of a scheme would refuse is refused by no reader; but nothing may come of
  // nothing.
  void finish() {
    if (made_.scheme.clauses.empty()) lost(0, "no clause came of the table");
    std::ranges::stable_sort(made_.remarks, {}, &Remark::line);
  }

  const Catalogue& catalogue_;
  const Table& table_;
  const Mapping& mapping_;
  Imported made_;
  std::vector<Group> groups_;
  std::vector<std::string> words_;  // of the row, that are kept
  std::vector<int> blocked_;        // levels of the row that the table says may not
  std::set<std::string> codes_;
  std::map<std::string, int> numbers_;  // the last that was put behind a code
};

}  // namespace

std::string remark_text(const Remark& remark) {
  std::string text = remark.text;
  if (remark.line > 0) return "Line " + std::to_string(remark.line) + ": " + text + ".";
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text + ".";
}

Imported imported(const Catalogue& catalogue, const Table& table, const Mapping& mapping) {
  return Importer(catalogue, table, mapping).run();
}

}  // namespace delegation

// A mapping as text, both ways.
#include <algorithm>

#include "base/blocks.hpp"
#include "base/text.hpp"
#include "delegation/matrix_cells.hpp"

namespace delegation {

namespace {

constexpr std::pair<std::string_view, ColumnUse> column_words[] = {
    {"-", ColumnUse::Nothing},     {"code", ColumnUse::Code}, {"wording", ColumnUse::Wording},
    {"clause", ColumnUse::Clause}, {"when", ColumnUse::When}, {"says", ColumnUse::Says},
    {"area", ColumnUse::Area}};

constexpr std::pair<std::string_view, Several> several_words[] = {
    {"torn", Several::Torn}, {"highest", Several::Highest}, {"lowest", Several::Lowest}};

base::Error bad(int line, std::string_view what) {
  if (what.ends_with('.')) what.remove_suffix(1);
  return base::make_error("bad_mapping",
                          "Mapping, line " + std::to_string(line) + ": " + std::string(what) + ".");
}

std::string hint(std::string_view text) { return text.empty() ? "" : " -- " + std::string(text); }

std::string said_of(const Mark& mark) {
  if (!mark.known) return "?";
  return mark.blocked ? std::string(blocked_word) : parts_text(mark.parts);
}

std::string column_text(const Catalogue& catalogue, const Column& column) {
  if (column.use == ColumnUse::Level) {
    return "level " + catalogue.levels[static_cast<std::size_t>(column.level)].code +
           (column.when.empty() ? "" : " when " + column.when);
  }
  if (column.use == ColumnUse::Part) return "part " + parts_text(column.parts);
  for (const auto& [word, use] : column_words) {
    if (use == column.use) return std::string(word);
  }
  return "-";
}

std::string on_text(const Catalogue& catalogue, const RowMeaning& row) {
  std::vector<std::string> codes;
  for (const int each : row.decisions) {
    codes.push_back(catalogue.decisions[static_cast<std::size_t>(each)].code);
  }
  if (!codes.empty()) return base::join(codes, ", ");
  return row.domain.empty() ? "all" : "domain " + row.domain;
}

std::string row_text(const Catalogue& catalogue, const RowMeaning& row) {
  const std::string why =
      hint((row.score < 1 ? base::with_decimals(row.score, 2) + " " : "") + row.wording);
  if (row.use == RowUse::Heading) return "heading" + why;
  if (row.use == RowUse::LeftOut) return "-" + why;
  const bool none = row.use == RowUse::Unsure && row.decisions.empty() && row.domain.empty();
  std::string text = row.use == RowUse::Unsure ? "?" : "";
  if (!none) {
    text += (text.empty() ? "" : " ") + on_text(catalogue, row);
    if (!row.when.empty()) text += " when " + row.when;
    if (row.decides >= 0) {
      text += " decides " + catalogue.levels[static_cast<std::size_t>(row.decides)].code;
    }
  }
  return text + why;
}

class Reader {
 public:
  Reader(const Catalogue& catalogue, Mapping& made) : catalogue_(catalogue), made_(made) {}

  base::Status block(const base::Block& block, std::string_view text) {
    if (block.kind == "mapping") return general(block);
    if (block.kind == "scheme") return scheme(block, text);
    for (const base::BlockLine& line : block.lines) {
      const std::size_t end = line.value.starts_with("-- ") ? 0 : line.value.find(" -- ");
      const std::string value(base::trim(std::string_view(line.value).substr(0, end)));
      if (block.kind == "columns")
        TRY(column(line, value));
      else if (block.kind == "marks")
        TRY(mark(line, value));
      else if (block.kind == "rows")
        TRY(row(line, value));
      else
        return bad(block.line, "a block is mapping, scheme, columns, marks or rows");
    }
    return {};
  }

 private:
  base::Status general(const base::Block& block) {
    for (const base::BlockLine& line : block.lines) {
      if (line.word == "heads") {
        const auto number = base::parse_integer(line.value);
        if (!number || *number < 0 || *number > 1'000'000) {
          return bad(line.line, "\"heads\" is the line of the table with the names of the levels");
        }
        made_.head_row = static_cast<int>(*number);
      } else if (line.word == "style") {
        if (!MatrixWords::shipped().style_called(line.value)) {
          std::vector<std::string> names;
          for (const MarkStyle& each : MatrixWords::shipped().styles()) names.push_back(each.name);
          return bad(line.line, "a style is one of " + base::join(names, ", "));
        }
        made_.style = line.value;
      } else if (line.word == "several") {
        const auto* const found = std::ranges::find(several_words, line.value,
                                                    &std::pair<std::string_view, Several>::first);
        if (found == std::end(several_words)) {
          return bad(line.line, "\"several\" is torn, highest or lowest");
        }
        made_.several = found->second;
      } else {
        return bad(line.line, "a mapping has no \"" + line.word + "\"");
      }
    }
    return {};
  }

  // The head of a scheme is read as schemes read it, on the same lines.
  base::Status scheme(const base::Block& block, std::string_view text) {
    std::string alone;
    int number = 0;
    int last = block.line;
    bool dated = false;
    for (const base::BlockLine& line : block.lines) {
      last = line.line;
      dated = dated || line.word == "from";
    }
    for (const std::string_view each : base::split(text, '\n')) {
      ++number;
      if (number >= block.line && number <= last) alone += each;
      alone += "\n";
    }
    if (!dated) alone += "from: 2000-01-01\n";
    base::Result<Scheme> read = read_scheme(catalogue_, alone);
    if (!read.ok()) {
      const std::string& message = read.error().message;
      return base::make_error("bad_mapping", "Mapping" + message.substr(message.find(',')));
    }
    made_.head = std::move(read).value();
    if (!dated) made_.head.from = base::Date();
    return {};
  }

  base::Status column(const base::BlockLine& line, const std::string& value) {
    const auto number = base::parse_integer(line.word);
    if (!number || *number < 1 || *number > static_cast<int>(table_columns_max)) {
      return bad(line.line, "a column is a number from 1 on, and what it has");
    }
    const auto at = static_cast<std::size_t>(*number - 1);
    if (made_.columns.size() <= at) made_.columns.resize(at + 1);
    Column& column = made_.columns[at];
    column = Column();
    if (value.starts_with("level ")) {
      column.use = ColumnUse::Level;
      const std::size_t when = std::min(value.find(" when "), value.size());
      column.level = TRY(level(line.line, value.substr(6, when - 6)));
      if (when == value.size()) return {};
      const ReadCondition read = read_condition(catalogue_.facts, value.substr(when + 6));
      if (read.error) return bad(line.line, *read.error);
      column.when = condition_text(catalogue_.facts, read.condition);
      return {};
    }
    if (value.starts_with("part ")) {
      const auto parts = parts_of(value.substr(5));
      if (!parts) return bad(line.line, "\"" + value.substr(5) + "\" is no part of a level");
      column.use = ColumnUse::Part;
      column.parts = *parts;
      return {};
    }
    const auto* const found =
        std::ranges::find(column_words, value, &std::pair<std::string_view, ColumnUse>::first);
    if (found == std::end(column_words)) {
      return bad(line.line,
                 "a column is code, wording, clause, when, says, area, level CODE, part WORD or -");
    }
    column.use = found->second;
    return {};
  }

  base::Result<int> level(int line, std::string_view code) const {
    const int found = catalogue_.level_called(base::trim(code));
    if (found >= 0) return found;
    return bad(line, "there is no level \"" + std::string(base::trim(code)) + "\"");
  }

  base::Status mark(const base::BlockLine& line, const std::string& value) {
    std::string_view word = line.word;
    if (word.size() < 3 || !word.starts_with('"') || !word.ends_with('"')) {
      return bad(line.line, "a mark stands in quotation marks: \"A\": decides");
    }
    word = word.substr(1, word.size() - 2);
    const bool bare = value == "?" || value == blocked_word;
    const auto parts = bare ? std::optional<PartSet>(PartSet{0}) : parts_of(value);
    if (!parts) {
      return bad(line.line, "\"" + value +
                                "\" is no part: write decides, recommends, consulted, informed, "
                                "carries out, reports, nothing, blocked (the law forbids it), or ? "
                                "where it is not known");
    }
    made_.marks[base::lower_ascii(word)] = {*parts, value != "?", value == blocked_word};
    return {};
  }

  base::Status row(const base::BlockLine& line, std::string value) {
    RowMeaning row;
    const auto number = base::parse_integer(line.word);
    if (!number || *number < 1 || *number > 100'000'000) {
      return bad(line.line, "a row is the number of its line, and what it is about");
    }
    row.line = static_cast<int>(*number);
    if (!made_.rows.empty() && made_.rows.back().line >= row.line) {
      return bad(line.line, "rows stand in the order of the table, each once");
    }
    row.use = RowUse::Clause;
    if (value == "-") row.use = RowUse::LeftOut;
    if (value == "heading") row.use = RowUse::Heading;
    if (value.starts_with('?')) {
      row.use = RowUse::Unsure;
      value = base::trim(std::string_view(value).substr(1));
    }
    const bool named = row.use == RowUse::Clause || (row.use == RowUse::Unsure && !value.empty());
    if (named) TRY(about(line.line, value, row));
    made_.rows.push_back(std::move(row));
    return {};
  }

  // "F15, F17 when amount up to 3000 decides head"
  base::Status about(int line, std::string_view value, RowMeaning& row) const {
    if (const std::size_t at = value.rfind(" decides "); at != std::string_view::npos) {
      row.decides = TRY(level(line, value.substr(at + 9)));
      value = value.substr(0, at);
    }
    if (const std::size_t at = value.find(" when "); at != std::string_view::npos) {
      const ReadCondition read = read_condition(catalogue_.facts, value.substr(at + 6));
      if (read.error) return bad(line, *read.error);
      row.when = condition_text(catalogue_.facts, read.condition);
      value = value.substr(0, at);
    }
    const auto on = on_what(catalogue_, value);
    if (!on) {
      return bad(line, "\"" + std::string(value) +
                           "\" is no decision of the catalogue; write its code, \"heading\", or - "
                           "to leave the row out");
    }
    row.decisions = on->decisions;
    row.domain = on->domain;
    return {};
  }

  const Catalogue& catalogue_;
  Mapping& made_;
};

}  // namespace

std::string mapping_text(const Catalogue& catalogue, const Mapping& mapping) {
  std::string text =
      "# How a table is read as a scheme of delegation. Edit it, and give it back with --mapping.\n"
      "# What stands behind -- is for you alone. A row that begins with ? is not taken until you\n"
      "# take the ? away; a row that is - is left out. Without rows they are looked up anew.\n\n"
      "mapping\n";
  text += "heads: " + std::to_string(mapping.head_row) + "\n";
  if (!mapping.style.empty()) text += "style: " + mapping.style + "\n";
  for (const MarkStyle& each : MatrixWords::shipped().styles()) {
    text += "#   " + each.name + ": " + each.label + "\n";
  }
  text +=
      "several: " + std::string(several_words[static_cast<std::size_t>(mapping.several)].first) +
      "\n# where a row lets several decide: torn (told as a conflict), highest or lowest\n\n";
  Scheme head = mapping.head;
  head.clauses.clear();
  head.withdrawals.clear();
  const std::string head_text = scheme_text(catalogue, head);
  for (const std::string_view line : base::split(head_text, '\n')) {
    const bool undated = line.starts_with("from: ") && head.from == base::Date();
    if (!line.empty() && !undated) text += std::string(line) + "\n";
  }
  text += "\ncolumns\n";
  for (std::size_t at = 0; at < mapping.columns.size(); ++at) {
    text += std::to_string(at + 1) + ": " + column_text(catalogue, mapping.columns[at]) +
            hint(mapping.columns[at].head) + "\n";
  }
  text += "\nmarks\n";
  for (const auto& [mark, meaning] : mapping.marks) {
    text += "\"" + mark + "\": " + said_of(meaning) + "\n";
  }
  text += "\nrows\n";
  for (const RowMeaning& row : mapping.rows) {
    text += std::to_string(row.line) + ": " + row_text(catalogue, row) + "\n";
  }
  return text;
}

base::Result<Mapping> read_mapping(const Catalogue& catalogue, std::string_view text) {
  Mapping made;
  Reader reader(catalogue, made);
  for (const base::Block& block : base::read_blocks(text)) TRY(reader.block(block, text));
  return made;
}

}  // namespace delegation

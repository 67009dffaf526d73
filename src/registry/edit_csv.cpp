// Reading a file of edits.
#include "registry/edit_csv.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace registry {

const std::string_view edit_columns =
    "action,owner,cluster,to,urn,name,letter,kind,fact,value,from,until,funding,lead,reason";

namespace {

base::Error rejected(std::string message) {
  return base::make_error("edits_rejected", std::move(message));
}

using Columns = std::map<std::string, std::size_t>;

base::Result<Columns> read_heading(const std::vector<std::string_view>& cells) {
  const std::vector<std::string_view> known = base::split(edit_columns, ',');
  Columns columns;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const std::string name = base::lower_ascii(base::trim(cells[at]));
    const bool fits = std::find(known.begin(), known.end(), name) != known.end();
    if (!fits || !columns.emplace(name, at).second) {
      return rejected("Line 1 has the column \"" + name + "\", which is unknown or there twice. " +
                      "The columns are " + std::string(edit_columns) + ".");
    }
  }
  if (columns.count("action") == 0) {
    return rejected("Line 1 lacks the column \"action\". The columns are " +
                    std::string(edit_columns) + ".");
  }
  return columns;
}

class Row {
 public:
  Row(const Columns& columns, const std::vector<std::string_view>& cells, int line,
      std::vector<Remark>& remarks)
      : columns_(columns), cells_(cells), line_(line), remarks_(remarks) {}

  std::string text(const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= cells_.size()) return "";
    return std::string(base::trim(cells_[found->second]));
  }

  bool yes(const std::string& column) {
    const std::string words = text(column);
    const bool yes = base::equal_ignoring_case(words, "yes");
    if (!yes && !words.empty() && !base::equal_ignoring_case(words, "no")) {
      refuse(column, "Use yes or no");
    }
    return yes;
  }

  base::Date day(const std::string& column, base::Date otherwise) {
    const std::string words = text(column);
    if (words.empty()) return otherwise;
    const std::optional<base::Date> date = base::Date::parse(words);
    if (!date) refuse(column, "Write the day as 2027-09-01 or 01/09/2027");
    return date.value_or(otherwise);
  }

  std::int64_t number(const std::string& column) {
    const std::string words = text(column);
    if (words.empty()) return 0;
    const std::optional<std::int64_t> number = base::parse_integer(words);
    if (!number) refuse(column, "A URN has six digits");
    return number.value_or(0);
  }

  void refuse(const std::string& column, std::string reason) {
    remarks_.push_back({line_, true, column, text(column), std::move(reason)});
  }

 private:
  const Columns& columns_;
  const std::vector<std::string_view>& cells_;
  int line_;
  std::vector<Remark>& remarks_;
};

EditWords read_row(Row& row) {
  EditWords words;
  const std::optional<EditKind> kind = edit_kind_of(row.text("action"));
  if (!kind || *kind == EditKind::Withdraw) {
    row.refuse("action",
               "Use cluster.make, cluster.rename, cluster.change, cluster.end, cluster.lead, "
               "membership.add, membership.move, membership.end, membership.funding, "
               "school.correct or group.correct");
  }
  Edit& edit = words.edit;
  edit.kind = kind.value_or(EditKind::ClusterMake);
  words.owner = row.text("owner");
  words.cluster = row.text("cluster");
  words.to_cluster = row.text("to");
  edit.urn = row.number("urn");
  edit.name = row.text("name");
  edit.letter = row.text("letter");
  edit.cluster_kind = row.text("kind");
  edit.fact = row.text("fact");
  edit.value = row.text("value");
  edit.from = row.day("from", base::Date::distant_past());
  edit.until = row.day("until", base::Date::distant_future());
  edit.funding = row.yes("funding");
  edit.lead = row.yes("lead");
  edit.reason = row.text("reason");
  return words;
}

}  // namespace

base::Result<EditFile> read_edits(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  // Spreadsheets of Windows save in its code page.
  const std::string text =
      base::is_utf8(bytes) ? std::string(bytes) : base::utf8_from_cp1252(bytes);
  base::CsvReader reader(text);
  EditFile file;
  if (reader.next() != base::CsvRow::Row) return rejected("The file has no rows.");
  const Columns columns = TRY(read_heading(reader.cells()));
  const std::size_t width = reader.cells().size();
  for (base::CsvRow state = reader.next(); state != base::CsvRow::End; state = reader.next()) {
    if (state == base::CsvRow::Unterminated) {
      return rejected("The file ends inside a quoted cell that begins on line " +
                      std::to_string(reader.line()) + ": it was cut off.");
    }
    if (reader.doubtful() || reader.cells().size() > width) {
      file.remarks.push_back({reader.line(), true, "", "",
                              "The row has more cells than the heading, or quotes that do not "
                              "match"});
      continue;
    }
    Row row(columns, reader.cells(), reader.line(), file.remarks);
    const std::size_t wrong = file.remarks.size();
    EditWords words = read_row(row);
    if (file.remarks.size() == wrong) file.lines.push_back({reader.line(), std::move(words)});
  }
  if (file.lines.empty() && file.remarks.empty()) return rejected("The file has no rows.");
  return file;
}

}  // namespace registry

// Recognising and reading the register's files. Columns are found by their names, never by place.
#include "registry/gias.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "registry/gias_cell.hpp"
#include "registry/unpack.hpp"

namespace registry {

namespace {

// The columns of one file that are kept.
struct Column {
  Attribute attribute;
  std::size_t at;  // in the file's rows
  std::string heading;
};

bool has(const std::vector<Column>& columns, Attribute attribute) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Column& column) { return column.attribute == attribute; });
}

std::optional<SourceKind> recognise(const std::vector<Column>& columns, bool clusters) {
  auto all = [&](std::initializer_list<Attribute> wanted) {
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](Attribute attribute) { return has(columns, attribute); });
  };
  using enum Attribute;
  if (clusters) {
    if (all({ClusterOwner, ClusterName, Urn})) return SourceKind::Clusters;
    return std::nullopt;
  }
  if (all({Urn, LinkUrn, LinkType})) return SourceKind::Links;
  if (all({Urn, GroupUid, GroupName, GroupType})) return SourceKind::GroupLinks;
  if (all({GroupUid, GroupName, GroupType})) return SourceKind::Groups;
  if (all({Urn, Name}) || all({Urn, ReportCardOn})) return SourceKind::Establishments;
  return std::nullopt;
}

// Some headings mean one thing in a file of schools and another in a file of groups.
Attribute in_kind(Attribute attribute, SourceKind kind) {
  bool group = kind == SourceKind::Groups || kind == SourceKind::GroupLinks;
  return group && attribute == Attribute::OpenDate ? Attribute::GroupOpened : attribute;
}

bool belongs(Attribute attribute, SourceKind kind) {
  bool cluster = attribute >= Attribute::ClusterOwner || attribute == Attribute::JoinedOn;
  bool identity = attribute == Attribute::Urn || attribute == Attribute::Name;
  if (kind == SourceKind::Clusters) return cluster || identity;
  if (kind == SourceKind::GroupLinks) return attribute < Attribute::ClusterOwner;
  return attribute < Attribute::ClusterOwner && attribute != Attribute::JoinedOn;
}

Family family_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::Establishments: return Family::Establishment;
    case SourceKind::GroupLinks: return Family::GroupLink;
    case SourceKind::Groups: return Family::Group;
    case SourceKind::Links: return Family::Link;
    case SourceKind::Clusters: return Family::Cluster;
  }
  return Family::Establishment;
}

// URNs and UIDs have up to seven digits.
bool is_number_of_register(std::int64_t number) { return number >= 1 && number <= 9'999'999; }

base::Error not_gias(const std::string& name, bool clusters) {
  std::string wanted =
      clusters ? "A file of clusters has at least the columns owner, cluster and urn."
               : "Its first row should name columns such as URN and EstablishmentName (schools), "
                 "Group UID, Group Name and Group Type (groups and their members), or URN, LinkURN "
                 "and LinkType (links).";
  return base::make_error("file_not_gias",
                          name +
                              (clusters ? " is not a file of clusters. "
                                        : " is not a file of the national register. ") +
                              wanted + " Nothing was imported.",
                          name);
}

// Reads the rows of one file; a class only because the steps share the same half dozen things.
class FileReader {
 public:
  FileReader(std::string_view text, SourceFile& file) : csv_(text), file_(file) {}

  base::Status read(bool clusters) {
    columns_ = TRY(read_header(clusters));
    Batch& batch = file_.batches.emplace_back();
    batch.family = family_of(file_.kind);
    std::vector<Attribute> attributes;
    for (const Column& column : columns_) attributes.push_back(column.attribute);
    batch.layout = Layout(std::move(attributes));
    find_coverage_rule();
    find_row_length();
    spills_over_ = columns_.back().attribute == Attribute::LinkedEstablishments &&
                   columns_.back().at + 1 == header_cells_;
    for (;;) {
      base::CsvRow state = csv_.next();
      if (state == base::CsvRow::End) break;
      if (state == base::CsvRow::Unterminated) return cut_off();
      ++file_.rows_read;
      read_row();
    }
    if (file_.rows_read > 0 && last_row_short_ && !text_ends_line_) return cut_off();
    if (file_.rows_read == 0) {
      return base::make_error("file_empty",
                              file_.name + " has column names but no rows. Nothing was imported.",
                              file_.name);
    }
    finish();
    return {};
  }

  void text_ends_line(bool ends) { text_ends_line_ = ends; }

 private:
  base::Result<std::vector<Column>> read_header(bool clusters) {
    base::CsvRow state = csv_.next();
    std::vector<Column> columns;
    if (state == base::CsvRow::Row) {
      header_cells_ = csv_.cells().size();
      for (std::size_t i = 0; i < csv_.cells().size(); ++i) {
        std::optional<Attribute> attribute = attribute_of_heading(csv_.cells()[i]);
        if (attribute && !has(columns, *attribute)) {
          columns.push_back({*attribute, i, std::string(base::trim(csv_.cells()[i]))});
        }
      }
    }
    std::optional<SourceKind> kind = recognise(columns, clusters);
    if (!kind) return not_gias(file_.name, clusters);
    file_.kind = *kind;
    std::vector<Column> kept;
    for (Column& column : columns) {
      if (!belongs(column.attribute, *kind)) continue;
      column.attribute = in_kind(column.attribute, *kind);
      kept.push_back(std::move(column));
    }
    return kept;
  }

  base::Error cut_off() const {
    return base::make_error("file_truncated",
                            file_.name + " was cut off: it ends in the middle of the row that " +
                                "begins on line " + std::to_string(csv_.line()) +
                                ". Nothing was imported; download or copy it again.",
                            file_.name);
  }

  void find_coverage_rule() {
    bool listed = has(columns_, Attribute::AuthorityName) && has(columns_, Attribute::TypeGroup);
    file_.coverage.open_schools = file_.kind == SourceKind::Establishments && listed &&
                                  !has(columns_, Attribute::Status) &&
                                  !has(columns_, Attribute::CloseDate);
    collect_coverage_ = file_.coverage.open_schools || (file_.kind == SourceKind::GroupLinks &&
                                                        has(columns_, Attribute::AuthorityName));
  }

  void bad(const std::string& column, std::string_view value, std::string_view reason) {
    file_.remarks.push_back({csv_.line(), true, column, std::string(value), std::string(reason)});
    ++file_.rows_bad;
  }

  void note(const std::string& column, std::string_view value, std::string_view reason) {
    file_.remarks.push_back({csv_.line(), false, column, std::string(value), std::string(reason)});
  }

  // The group links of 2017 name a last column that no row has. One short row among the first is
  // no reason to believe that of a file.
  void find_row_length() {
    constexpr int rows_looked_at = 20;
    base::CsvReader ahead = csv_;
    std::size_t longest = 0;
    for (int i = 0; i < rows_looked_at && ahead.next() == base::CsvRow::Row; ++i) {
      longest = std::max(longest, ahead.cells().size());
    }
    row_cells_ = std::min(longest, header_cells_);
    if (row_cells_ == header_cells_ || longest == 0) return;
    file_.remarks.push_back({ahead.line(), false, "", std::to_string(row_cells_) + " cells",
                             "The rows leave out the last of the " + std::to_string(header_cells_) +
                                 " columns that the first line names; these count as missing"});
  }

  // Too few cells: bad. Too many: bad, too, for a comma inside a cell has moved the rest; unless
  // the file's last column is the one that the register lets spill over.
  bool right_length() {
    const auto& cells = csv_.cells();
    last_row_short_ = cells.size() < row_cells_;
    if (last_row_short_) {
      bad("", std::to_string(cells.size()) + " cells",
          "The row has fewer cells than the " + std::to_string(row_cells_) + " of other rows");
      return false;
    }
    if (cells.size() <= header_cells_) return true;
    if (!spills_over_) {
      bad("", std::to_string(cells.size()) + " cells",
          "The row has more cells than the " + std::to_string(header_cells_) +
              " columns of the file: what belongs to which column is not certain");
      return false;
    }
    note("", std::to_string(cells.size()) + " cells",
         "The row has more cells than the " + std::to_string(header_cells_) +
             " columns of the file; the surplus was read with the last column");
    return true;
  }

  void read_row() {
    if (csv_.doubtful()) {
      bad("", "",
          "A quotation mark stands where none may be: what belongs to which column is not certain");
      return;
    }
    if (!right_length()) return;
    Batch& batch = file_.batches.front();
    std::size_t start = batch.arena.size();
    for (const Column& column : columns_) {
      if (&column != &columns_.front()) batch.arena += cell_separator;
      std::string_view raw;
      if (column.at < csv_.cells().size()) raw = csv_.cells()[column.at];
      std::string_view problem =
          append_clean(batch.arena, raw, attribute_row(column.attribute).kind);
      if (problem.empty()) continue;
      bad(column.heading, raw, problem);
      batch.arena.resize(start);
      return;
    }
    EvidenceRow row{0, csv_.line(), start, batch.arena.size() - start};
    if (!accept(batch, row)) {
      batch.arena.resize(start);
      return;
    }
    batch.rows.push_back(row);
    if (batch.layout.has(Attribute::LinkedEstablishments)) read_linked(row.subject);
  }

  // Finds the subject; false (and a remark) when the row cannot be used.
  bool accept(const Batch& batch, EvidenceRow& row) {
    std::string_view cells = batch.cells(row);
    auto get = [&](Attribute attribute) { return cell(batch.layout, cells, attribute); };
    bool group = batch.family == Family::Group;
    std::string_view subject = get(group ? Attribute::GroupUid : Attribute::Urn);
    std::optional<std::int64_t> number = base::parse_integer(subject);
    if (!number || !is_number_of_register(*number)) {
      bad(group ? "Group UID" : "URN", subject,
          subject.empty() ? "The number is missing" : "A number of 1 to 7 digits is wanted");
      return false;
    }
    row.subject = *number;
    std::string_view group_type = get(Attribute::GroupType);
    if (group_type.substr(0, 10) == "Children's") {
      ++file_.rows_left_out;
      return false;
    }
    if (batch.family == Family::Establishment && repeated(batch, row)) return false;
    if (!required(batch, get)) return false;
    if (collect_coverage_) collect(get);
    return true;
  }

  template <typename Get>
  bool required(const Batch& batch, const Get& get) {
    std::vector<Attribute> wanted;
    if (batch.family == Family::Establishment) {
      // A file of report cards need not repeat names.
      wanted = {batch.layout.has(Attribute::Name) ? Attribute::Name : Attribute::ReportCardOn};
    }
    if (batch.family == Family::Link) wanted = {Attribute::LinkUrn, Attribute::LinkType};
    if (batch.family == Family::Group) wanted = {Attribute::GroupName, Attribute::GroupType};
    if (batch.family == Family::GroupLink) wanted = {Attribute::GroupUid, Attribute::GroupType};
    if (batch.family == Family::Cluster) wanted = {Attribute::ClusterOwner, Attribute::ClusterName};
    for (Attribute attribute : wanted) {
      if (!get(attribute).empty()) continue;
      bad(std::string(attribute_row(attribute).label), "", "This may not be empty");
      return false;
    }
    std::string_view other = get(Attribute::LinkUrn);
    if (!other.empty() && !is_number_of_register(base::parse_integer(other).value_or(0))) {
      bad("LinkURN", other, "A number of 1 to 7 digits is wanted");
      return false;
    }
    std::string_view joined = get(Attribute::JoinedOn);
    std::string_view left = get(Attribute::LeftOn);
    if (!joined.empty() && !left.empty() && left <= joined) {
      bad("left", left, "The day of leaving is not after the day of joining");
      return false;
    }
    return true;
  }

  // One school may stand in a file once. An equal row is passed over in silence.
  bool repeated(const Batch& batch, const EvidenceRow& row) {
    auto [found, added] = first_rows_.emplace(row.subject, row);
    if (added) return false;
    if (batch.cells(found->second) == batch.cells(row)) {
      ++file_.rows_left_out;
    } else {
      bad("URN", std::to_string(row.subject),
          "The same URN stands on line " + std::to_string(found->second.line) +
              " with other facts; that line was used");
    }
    return true;
  }

  template <typename Get>
  void collect(const Get& get) {
    std::string_view authority = get(Attribute::AuthorityName);
    std::string_view type =
        get(file_.kind == SourceKind::GroupLinks ? Attribute::GroupType : Attribute::TypeGroup);
    if (!authority.empty() && authority != last_authority_) {
      last_authority_ = authority;
      std::string folded = base::fold(authority);
      if (!folded.empty()) file_.coverage.authorities.insert(std::move(folded));
    }
    if (!type.empty() && file_.coverage.types.find(type) == file_.coverage.types.end()) {
      file_.coverage.types.emplace(type);
    }
  }

  // "115961 Predecessor": the full-set export says links in its last column and spills over.
  void read_linked(std::int64_t subject) {
    std::size_t first = columns_.back().at;
    for (const Column& column : columns_) {
      if (column.attribute == Attribute::LinkedEstablishments) first = column.at;
    }
    std::size_t end = spills_over_ ? csv_.cells().size() : first + 1;
    for (std::size_t i = first; i < std::min(end, csv_.cells().size()); ++i) {
      std::string_view text = base::trim(csv_.cells()[i]);
      std::size_t space = text.find(' ');
      if (space == std::string_view::npos) continue;
      std::optional<std::int64_t> urn = base::parse_integer(text.substr(0, space));
      if (!urn || !is_number_of_register(*urn)) continue;
      if (linked_.layout.attributes().empty()) {
        linked_.family = Family::Link;
        linked_.layout = Layout({Attribute::Urn, Attribute::LinkUrn, Attribute::LinkType});
      }
      std::size_t start = linked_.arena.size();
      linked_.arena +=
          std::to_string(subject) + cell_separator + std::to_string(*urn) + cell_separator;
      append_clean(linked_.arena, text.substr(space + 1), CellKind::Text);
      linked_.rows.push_back({subject, csv_.line(), start, linked_.arena.size() - start});
    }
  }

  void finish() {
    if (!linked_.rows.empty()) file_.batches.push_back(std::move(linked_));
    if (!collect_coverage_) file_.coverage = {};
    file_.coverage.national = file_.coverage.authorities.size() >= national_authorities_min;
  }

  base::CsvReader csv_;
  SourceFile& file_;
  std::vector<Column> columns_;
  std::size_t header_cells_ = 0;
  std::size_t row_cells_ = 0;  // that a row must have
  bool spills_over_ = false;   // the last column may take several cells
  bool collect_coverage_ = false;
  bool last_row_short_ = false;
  bool text_ends_line_ = true;
  std::string last_authority_;
  std::unordered_map<std::int64_t, EvidenceRow> first_rows_;
  Batch linked_;
};

base::Status find_as_of(SourceFile& file, const ReadOptions& options) {
  if (options.as_of) {
    file.as_of = *options.as_of;
    file.as_of_reason = "given";
  } else if (std::optional<NamedDate> named = date_of_name(file.name)) {
    file.as_of = std::min(named->date, options.today);
    file.as_of_reason = named->reason;
  } else if (options.clusters) {
    file.as_of = options.today;
    file.as_of_reason = "today";
  } else {
    return base::make_error("as_of_missing",
                            "The name of " + file.name + " does not tell the day it speaks of. " +
                                "Say it with --as-of, for example --as-of 2025-05-24.",
                            "--as-of");
  }
  if (file.as_of > options.today) {
    return base::make_error("as_of_future",
                            file.as_of.long_form() + " is in the future: a file of the register " +
                                "cannot speak of a day that has not come.",
                            "--as-of");
  }
  return {};
}

}  // namespace

base::Result<SourceFile> read_gias(const std::string& bytes, const std::string& name,
                                   const ReadOptions& options) {
  SourceFile file;
  file.name = name;
  file.digest = digest(bytes);
  std::string text = to_utf8(bytes);
  if (base::trim(text).empty()) {
    return base::make_error("file_empty", name + " is empty. Nothing was imported.", name);
  }
  FileReader reader(text, file);
  reader.text_ends_line(text.back() == '\n' || text.back() == '\r');
  TRY(reader.read(options.clusters));
  TRY(find_as_of(file, options));
  return file;
}

}  // namespace registry

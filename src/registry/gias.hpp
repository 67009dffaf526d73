// Reading the files of the national register (Get Information About Schools): which kind a file
// is, what its rows say, which of them cannot be read. Nothing is stored here.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "registry/attribute.hpp"

namespace registry {

enum class SourceKind { Establishments, GroupLinks, Groups, Links, Clusters };
std::string_view kind_name(SourceKind kind);  // "establishments", as in the table source

// What an evidence row speaks of; the numbers stand in the database.
enum class Family : std::int64_t {
  Establishment = 1,
  GroupLink = 2,
  Link = 3,
  Group = 4,
  Cluster = 5
};

// Something to say about one line of a file. A bad row was left out; a note was used all the same.
struct Remark {
  int line = 0;
  bool bad = false;
  std::string column;
  std::string value;
  std::string reason;
};

// For what absence from a file means something (docs/adr/0009): for schools or group links of the
// authorities and types that it names. An empty coverage: absence means nothing.
struct Coverage {
  bool open_schools = false;  // the file lists open schools only
  bool national = false;      // it names so many authorities that it covers every one
  std::set<std::string, std::less<>> authorities;  // folded names
  std::set<std::string, std::less<>> types;        // type groups, or kinds of group

  bool any() const { return !types.empty(); }
  bool covers_authority(std::string_view folded) const {
    return national || authorities.count(folded) > 0;
  }
  std::string text() const;  // as stored
  static Coverage from_text(std::string_view text);
};

// A file that names at least so many authorities speaks for all England: it has 153.
inline constexpr std::size_t national_authorities_min = 100;

struct EvidenceRow {
  std::int64_t subject = 0;  // URN; the group's UID for Family::Group
  int line = 0;
  std::size_t start = 0;  // of its cells in Batch::arena
  std::size_t length = 0;
};

// Rows of one family and layout.
struct Batch {
  Family family = Family::Establishment;
  Layout layout;
  std::string arena;
  std::vector<EvidenceRow> rows;
  std::string_view cells(const EvidenceRow& row) const {
    return std::string_view(arena).substr(row.start, row.length);
  }
};

struct SourceFile {
  SourceKind kind = SourceKind::Establishments;
  std::string name;
  std::string digest;
  base::Date as_of;
  std::string as_of_reason;  // "from its name", for the report
  Coverage coverage;
  std::vector<Batch> batches;
  std::vector<Remark> remarks;
  int rows_read = 0;
  int rows_bad = 0;
  int rows_left_out = 0;  // sound, but not about schools: children's centres
};

// The day of which a file speaks, from its name: "edubasealldata20240617.csv", "2024-06-17",
// "202207" (its last day), "2021" (its last day). Nothing when the name has no date.
struct NamedDate {
  base::Date date;
  std::string reason;
};
std::optional<NamedDate> date_of_name(std::string_view file_name);

struct ReadOptions {
  std::optional<base::Date> as_of;  // for every file, before any date in its name
  base::Date today;
  bool clusters = false;  // read as the CSV of clusters (docs/reference/files.md)
};

// Reads one unpacked file. Errors: file_not_gias (no kind has these columns), file_truncated (it
// ends inside a quoted cell or in the middle of its last row), file_empty, as_of_missing,
// as_of_future. A bad row is not an error: it is remarked and left out.
base::Result<SourceFile> read_gias(const std::string& bytes, const std::string& name,
                                   const ReadOptions& options);

}  // namespace registry

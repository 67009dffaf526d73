// Reading a table of travel minutes, row by row.
#include "geo/matrix.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"

namespace geo {
namespace {

constexpr double minutes_max = 100'000;
constexpr double km_max = 100'000;
constexpr std::size_t identifier_max = 200;

base::Error refused(const std::string& name, const std::string& what) {
  return base::make_error("matrix_invalid", name + ": " + what, name);
}

std::uint64_t key_of(std::size_t from, std::size_t to) {
  return static_cast<std::uint64_t>(from) << 32 | to;
}

// Where the columns stand that we read; others are passed over.
struct Columns {
  std::size_t from, to, minutes, all;
  std::optional<std::size_t> km;
};

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

base::Result<Columns> read_headings(const std::vector<std::string_view>& cells,
                                    const std::string& name) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string heading = base::lower_ascii(base::trim(cells[i]));
    if (!places.emplace(heading, i).second && !heading.empty()) {
      return refused(name, "The column \"" + heading + "\" is there twice; take one away.");
    }
  }
  for (const char* needed : {"from", "to", "minutes"}) {
    if (!places.contains(needed)) {
      return refused(name, std::string("There is no column \"") + needed +
                               "\". The first row must be \"from,to,minutes\" or "
                               "\"from,to,minutes,km\".");
    }
  }
  Columns columns{places["from"], places["to"], places["minutes"], cells.size(), {}};
  if (places.contains("km")) columns.km = places["km"];
  return columns;
}

std::optional<MatrixFault> bad_identifier(int line, const char* column, std::string_view text) {
  if (text.empty()) return MatrixFault{line, column, "it is empty; say the place"};
  if (text.size() > identifier_max || !base::is_utf8(text)) {
    return MatrixFault{line, column, "write at most 200 letters in UTF-8"};
  }
  return {};
}

class MatrixReader {
 public:
  MatrixReader(TravelMatrix& into, const Columns& columns) : into_(into), columns_(columns) {}

  void take(const base::CsvReader& row) {
    if (auto fault = try_row(row)) into_.faults.push_back(std::move(*fault));
  }

 private:
  std::size_t number_of(std::string_view identifier) {
    const auto [found, added] = into_.numbers.emplace(identifier, into_.identifiers.size());
    if (added) into_.identifiers.emplace_back(identifier);
    return found->second;
  }

  std::optional<MatrixFault> try_row(const base::CsvReader& row) {
    const auto& cells = row.cells();
    const int line = row.line();
    if (row.doubtful())
      return MatrixFault{line, "", "quotes stand inside a cell; write \"\" there"};
    if (cells.size() != columns_.all) {
      return MatrixFault{line, "",
                         "it has " + std::to_string(cells.size()) + " cells, the first row " +
                             std::to_string(columns_.all)};
    }
    const std::string_view from = base::trim(cells[columns_.from]);
    const std::string_view to = base::trim(cells[columns_.to]);
    if (auto fault = bad_identifier(line, "from", from)) return fault;
    if (auto fault = bad_identifier(line, "to", to)) return fault;
    MatrixEntry entry;
    const auto minutes = base::parse_decimal(base::trim(cells[columns_.minutes]));
    if (!minutes || *minutes < 0 || *minutes > minutes_max) {
      return MatrixFault{line, "minutes", "write a number from 0 to 100000, such as 12.5"};
    }
    entry.minutes = *minutes;
    if (columns_.km && !base::trim(cells[*columns_.km]).empty()) {
      entry.km = base::parse_decimal(base::trim(cells[*columns_.km]));
      if (!entry.km || *entry.km < 0 || *entry.km > km_max) {
        return MatrixFault{line, "km", "write a number from 0 to 100000, or leave it empty"};
      }
    }
    if (from == to) {
      if (entry.minutes == 0) return {};
      return MatrixFault{line, "minutes", "from a place to itself it is nought; take the row away"};
    }
    return keep(line, from, to, entry);
  }

  std::optional<MatrixFault> keep(int line, std::string_view from, std::string_view to,
                                  const MatrixEntry& entry) {
    // One after the other: numbers are given in the order of the table.
    const std::size_t start = number_of(from);
    const std::uint64_t key = key_of(start, number_of(to));
    const auto [found, added] = into_.entries.emplace(key, entry);
    if (added || found->second == entry) return {};
    return MatrixFault{line, "minutes",
                       "the way from " + std::string(from) + " to " + std::string(to) +
                           " has another number on an earlier line, which was kept"};
  }

  TravelMatrix& into_;
  Columns columns_;
};

}  // namespace

std::optional<std::size_t> TravelMatrix::place(const std::string& identifier) const {
  const auto found = numbers.find(identifier);
  if (found == numbers.end()) return {};
  return found->second;
}

const MatrixEntry* TravelMatrix::find(std::size_t from, std::size_t to) const {
  const auto found = entries.find(key_of(from, to));
  return found == entries.end() ? nullptr : &found->second;
}

base::Result<TravelMatrix> read_matrix(std::string_view csv, std::string name) {
  TravelMatrix read;
  read.name = std::move(name);
  base::CsvReader reader(without_mark(csv));
  if (reader.next() != base::CsvRow::Row) {
    return refused(read.name, "There is nothing in it. The first row must be \"from,to,minutes\".");
  }
  MatrixReader rows(read, TRY(read_headings(reader.cells(), read.name)));
  for (base::CsvRow state = reader.next(); state != base::CsvRow::End; state = reader.next()) {
    if (state == base::CsvRow::Unterminated) {
      return refused(read.name, "It ends inside the quoted cell of line " +
                                    std::to_string(reader.line()) +
                                    ": it was cut off. Write it anew.");
    }
    rows.take(reader);
  }
  if (read.entries.empty()) {
    std::string why = "No row of it can be used.";
    if (!read.faults.empty()) {
      const MatrixFault& first = read.faults.front();
      why += " Line " + std::to_string(first.line) +
             (first.column.empty() ? "" : ", " + first.column) + ": " + first.what + ".";
    }
    return refused(read.name, why);
  }
  return read;
}

MissingPairs missing_pairs(const TravelMatrix& matrix, const std::vector<std::string>& identifiers,
                           std::size_t most) {
  std::vector<std::optional<std::size_t>> places;
  for (const std::string& each : identifiers) places.push_back(matrix.place(each));
  MissingPairs missing;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = i + 1; j < places.size(); ++j) {
      if (places[i] && places[j] &&
          (places[i] == places[j] || matrix.find(*places[i], *places[j]) != nullptr ||
           matrix.find(*places[j], *places[i]) != nullptr)) {
        continue;
      }
      if (missing.all++ < most) missing.first.emplace_back(i, j);
    }
  }
  return missing;
}

}  // namespace geo

// A table of travel minutes that somebody supplies: "from,to,minutes[,km]", a row for each pair and
// direction, places by any identifiers of the supplier's (text; "0123" is not "123").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace geo {

struct MatrixEntry {
  double minutes = 0;
  std::optional<double> km = {};
  friend bool operator==(const MatrixEntry&, const MatrixEntry&) = default;
};

// A row that was not taken.
struct MatrixFault {
  int line = 0;
  std::string column;
  std::string what;  // and how to mend it
};

struct TravelMatrix {
  std::string name;                      // of the file
  std::optional<base::Date> dated = {};  // given by whoever supplies it
  std::vector<std::string> identifiers;  // in order of their first row
  std::vector<MatrixFault> faults;

  std::optional<std::size_t> place(const std::string& identifier) const;
  // One direction, as the table has it.
  const MatrixEntry* find(std::size_t from, std::size_t to) const;
  std::size_t pairs() const { return entries.size(); }

  std::unordered_map<std::string, std::size_t> numbers;
  std::unordered_map<std::uint64_t, MatrixEntry> entries;  // from << 32 | to
};

// Bad rows are left out and reported. Errors: matrix_invalid when the columns are not there, the
// text is cut off inside a quoted cell, or no row can be used.
base::Result<TravelMatrix> read_matrix(std::string_view csv, std::string name);

// Pairs of these places, (from, to) by their place in the list, for which the table has neither
// direction, from < to; at most `most` of them, and how many there are.
struct MissingPairs {
  std::vector<std::pair<std::size_t, std::size_t>> first;
  std::size_t all = 0;
};
MissingPairs missing_pairs(const TravelMatrix& matrix, const std::vector<std::string>& identifiers,
                           std::size_t most);

}  // namespace geo

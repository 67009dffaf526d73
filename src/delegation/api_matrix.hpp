// Schemes as the tables of spreadsheets, as the API and commands tell them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "delegation/matrix.hpp"

namespace delegation {

struct TableReading {
  Mapping mapping;  // by which it was read
  Imported imported;
  std::vector<std::string> faults;  // of the scheme that comes of it
  bool lost() const;                // something of the table is not in the scheme
};
base::Result<TableReading> read_as(const Catalogue& catalogue, const Table& table, Mapping mapping);

std::string import_json(const Catalogue& catalogue, const TableReading& of);
// All of it, with the text that is read again.
std::string export_json(const Catalogue& catalogue, const Scheme& scheme);
// "csv", "rasci", "nga". Error: bad_format.
base::Result<Shape> shape_of(std::string_view word, std::string_view field);

}  // namespace delegation

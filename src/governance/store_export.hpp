// Everything that this room keeps of a person: what they may ask to see of themselves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "governance/store_change.hpp"

namespace governance {

// A table with rows of people, and the columns that name one.
struct PersonTable {
  std::string_view table;
  std::string_view title;  // "Offices held"
  std::vector<std::string_view> people;
  std::vector<std::string_view> columns;  // that are told, in their order
};
// The values of the column are words; those of others are whole numbers.
bool is_words(std::string_view column);
// A test holds it to the columns that the database has.
const std::vector<PersonTable>& person_tables();

// Its rows of one person, those entered by mistake too. Numbers as they are kept: days as yyyymmdd,
// moments as seconds since 1970.
struct PersonRows {
  const PersonTable* table;
  std::vector<std::vector<std::variant<std::int64_t, std::string>>> rows;
};
// Every table, also without rows. Error: person_not_found.
base::Result<std::vector<PersonRows>> person_export(sql::Connection& connection, PersonId person);
// The same, with a record in the trail that it was given out: whose, and how many rows.
base::Result<std::vector<PersonRows>> give_out(sql::Connection& connection, PersonId person,
                                               const Writing& writing);

}  // namespace governance

// Rows in the text form of PostgreSQL's COPY, in which they are sent.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sql/database.hpp"

namespace sql {

void add_copy_row(std::string& content, std::span<const Value> values);

// The first rows of the content, of so many bytes or, where one row is longer, that row.
std::string_view copy_piece(std::string_view content, std::size_t bytes);

}  // namespace sql

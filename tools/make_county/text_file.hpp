// Lines of CSV as the national register writes them: CRLF, quotes, cp1252.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace county {

enum class Quotes {
  AsNeeded,       // only where a comma or a quotation mark stands in the cell
  AllButNumbers,  // every cell but the leading URNs, as in the nightly extracts
};

// `bare` counts the leading cells without quotation marks under AllButNumbers.
std::string csv_line(const std::vector<std::string>& cells, Quotes quotes, std::size_t bare = 0);

// The program's text is UTF-8; the register's files are cp1252. A letter that cp1252 lacks is a
// mistake in the tables and ends the program.
std::string to_cp1252(std::string_view utf8);

}  // namespace county

// The text files in which numbers of travel are kept (data/travel): a word, what is said of it, one
// to a line; "#" begins a line of comment. Every file says its name, its date and its source.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace geo {

struct DataLine {
  int number = 0;
  std::string_view key;
  std::string_view value;
};

struct DataFile {
  std::string_view file;  // as messages call it
  std::string name;
  base::Date dated;
  std::string source;
  std::vector<DataLine> lines;  // all others
};

// The views are of `text` and `file`. Error: travel_data_invalid: name, dated or source is missing
// or twice, or the text is not UTF-8.
base::Result<DataFile> read_data_file(std::string_view text, std::string_view file);

// travel_data_invalid: `what` is wrong with this line, and how it is written.
base::Error bad_line(const DataFile& file, const DataLine& line, std::string_view what);
base::Error bad_file(std::string_view file, std::string_view what);

struct Matched {
  std::vector<double> numbers;
  std::vector<std::string> words;
};
// The value against a pattern of words: "#" takes a decimal number from nought to a million, "*"
// any word, others themselves. "until 3 km" has the pattern "until # km".
std::optional<Matched> match(std::string_view value, std::string_view pattern);

}  // namespace geo

// Any bytes are rows or end inside a quoted cell; what was read without doubt and is written again
// is read the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "base/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  base::CsvReader reader(bytes);
  std::size_t rows = 0;
  int line = 0;
  for (;;) {
    const base::CsvRow state = reader.next();
    if (state != base::CsvRow::Row) break;
    CHECK(++rows <= size && reader.line() > line && !reader.cells().empty());
    line = reader.line();
    const std::vector<std::string> cells(reader.cells().begin(), reader.cells().end());
    const std::string written = base::csv_row(cells);
    base::CsvReader again(written);
    CHECK(again.next() == base::CsvRow::Row && !again.doubtful());
    CHECK(again.cells().size() == cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      // A formula is defused by an apostrophe.
      const std::string_view read = again.cells()[i];
      CHECK(read == cells[i] || (read.substr(1) == cells[i] && read[0] == '\''));
    }
    CHECK(again.next() == base::CsvRow::End);
  }
  return 0;
}

// Reading and writing comma-separated values: what goes out comes back.
#include "base/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace base {
namespace {

using Table = std::vector<std::vector<std::string>>;

Table read(std::string_view text) {
  Table rows;
  CsvReader reader(text);
  while (reader.next() == CsvRow::Row) {
    rows.emplace_back(reader.cells().begin(), reader.cells().end());
  }
  return rows;
}

TEST(Csv, reads_quotes_commas_and_lines_in_cells) {
  EXPECT_EQ(read("a,\"b,\"\"c\"\"\",\"d\r\ne\"\r\n1,,3\r\n"),
            (Table{{"a", "b,\"c\"", "d\r\ne"}, {"1", "", "3"}}));
  EXPECT_EQ(read("a,b\n\n\nc"), (Table{{"a", "b"}, {"c"}}));
  EXPECT_EQ(read("a\rb\r\nc,"), (Table{{"a"}, {"b"}, {"c", ""}}));
  EXPECT_EQ(read(""), Table());
}

TEST(Csv, counts_lines_through_quoted_cells) {
  CsvReader reader("a\r\n\"b\r\nb\"\r\n\r\nc");
  std::vector<int> lines;
  while (reader.next() == CsvRow::Row) lines.push_back(reader.line());
  EXPECT_EQ(lines, (std::vector<int>{1, 2, 5}));
}

TEST(Csv, doubts_quotes_in_odd_places) {
  for (std::string_view text : {"a\"b,c", "\"a\"b,c", "c, \"a\""}) {
    CsvReader reader(text);
    ASSERT_EQ(reader.next(), CsvRow::Row);
    EXPECT_TRUE(reader.doubtful()) << text;
    EXPECT_EQ(reader.cells().size(), 2u) << text;
  }
}

TEST(Csv, tells_when_the_text_ends_in_a_cell) {
  CsvReader reader("a,b\nc,\"d\n");
  EXPECT_EQ(reader.next(), CsvRow::Row);
  EXPECT_EQ(reader.next(), CsvRow::Unterminated);
}

TEST(Csv, defuses_formulas_but_not_numbers) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("@x"), "'@x");
  EXPECT_EQ(csv_cell("-5.25"), "-5.25");
  EXPECT_EQ(csv_cell("-"), "'-");
  EXPECT_EQ(csv_cell("St Mary's, \"Oak\""), "\"St Mary's, \"\"Oak\"\"\"");
  EXPECT_EQ(csv_cell(std::string(1, '\0')), std::string(1, '\0'));
}

rc::Gen<std::string> some_cell() {
  return rc::gen::container<std::string>(
      rc::gen::element('a', 'b', ',', '"', '\n', '\r', ' ', '\xc3', '\0'));
}

RC_GTEST_PROP(CsvProperty, gives_back_what_was_written, ()) {
  Table rows;
  int count = *rc::gen::inRange(0, 5);
  std::string text;
  for (int i = 0; i < count; ++i) {
    rows.push_back(*rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(some_cell())));
    // A line end at the start of a cell counts as the start of a formula.
    for (std::string& cell : rows.back()) {
      if (!cell.empty() && cell[0] == '\r') cell[0] = 'x';
    }
    text += csv_row(rows.back());
  }
  RC_ASSERT(read(text) == rows);
}

// Cut anywhere, the rows before the cut are as they were.
RC_GTEST_PROP(CsvProperty, reads_whole_rows_before_a_cut, ()) {
  std::vector<std::string> cells =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(some_cell()));
  std::string text = csv_row({"a", "b"}) + csv_row(cells);
  std::size_t cut = *rc::gen::inRange<std::size_t>(5, text.size() + 1);
  Table rows = read(std::string_view(text).substr(0, cut));
  RC_ASSERT((!rows.empty() && rows.size() <= 2));
  RC_ASSERT(rows[0] == (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace base

// Tables of travel minutes: what is taken, and what is said of the rest.
#include "geo/matrix.hpp"

#include <gtest/gtest.h>

namespace geo {
namespace {

TravelMatrix must(std::string_view csv) {
  auto read = read_matrix(csv, "minutes.csv");
  EXPECT_TRUE(read.ok()) << read.error().message;
  return std::move(read).value();
}

double minutes(const TravelMatrix& matrix, const std::string& from, const std::string& to) {
  const auto one = matrix.place(from);
  const auto other = matrix.place(to);
  if (!one || !other) return -1;
  const MatrixEntry* const entry = matrix.find(*one, *other);
  return entry == nullptr ? -1 : entry->minutes;
}

TEST(Matrix, keeps_both_directions_and_identifiers_as_text) {
  const TravelMatrix matrix = must(
      "\xEF\xBB\xBF"
      "From,TO, minutes ,km,remark\r\n0123,123,7.5,6,\r\n123,0123,9,,slow\r\n");
  EXPECT_EQ(matrix.identifiers, (std::vector<std::string>{"0123", "123"}));
  EXPECT_EQ(minutes(matrix, "0123", "123"), 7.5);
  EXPECT_EQ(minutes(matrix, "123", "0123"), 9);
  EXPECT_EQ(matrix.find(0, 1)->km, 6);
  EXPECT_EQ(matrix.find(1, 0)->km, std::nullopt);
  EXPECT_TRUE(matrix.faults.empty());
}

TEST(Matrix, bad_rows_are_named_and_the_others_taken) {
  const TravelMatrix matrix = must(
      "from,to,minutes,km\n"
      "a,b,5,\n"
      "a,,5,\n"
      "a,c,soon,\n"
      "a,d,-1,\n"
      "a,e,5,far\n"
      "a,f\n"
      "a,b,6,\n"
      "a,b,5,\n"
      "a,a,0,\n"
      "a,a,1,\n"
      "a\"b,c,1,\n"
      "\"a\nz\",b,2,\n"
      "\xff,b,2,\n");
  EXPECT_EQ(matrix.pairs(), 2U);
  EXPECT_EQ(minutes(matrix, "a", "b"), 5);
  EXPECT_EQ(minutes(matrix, "a\nz", "b"), 2);
  std::string told;
  for (const MatrixFault& fault : matrix.faults) {
    told += std::to_string(fault.line) + " " + fault.column + "; ";
  }
  EXPECT_EQ(told, "3 to; 4 minutes; 5 minutes; 6 km; 7 ; 8 minutes; 11 minutes; 12 ; 15 from; ");
}

TEST(Matrix, what_is_no_table_is_refused_whole) {
  const auto why = [](std::string_view csv) {
    const auto read = read_matrix(csv, "m.csv");
    if (read.ok()) return std::string();
    EXPECT_EQ(read.error().code, "matrix_invalid");
    return read.error().message;
  };
  EXPECT_NE(why("").find("nothing in it"), std::string::npos);
  EXPECT_NE(why("from,to\na,b\n").find("no column \"minutes\""), std::string::npos);
  EXPECT_NE(why("from,to,minutes,to\n").find("there twice"), std::string::npos);
  EXPECT_NE(why("from,to,minutes\na,b,\"5").find("line 2: it was cut off"), std::string::npos);
  EXPECT_NE(why("from,to,minutes\n").find("No row of it"), std::string::npos);
  EXPECT_NE(why("from,to,minutes\na,b,x\n").find("Line 2, minutes: write"), std::string::npos);
}

TEST(Matrix, missing_pairs_are_those_with_neither_direction) {
  const TravelMatrix matrix = must("from,to,minutes\na,b,5\nc,b,6\nc,d,7\n");
  const MissingPairs missing = missing_pairs(matrix, {"a", "b", "c", "x"}, 3);
  EXPECT_EQ(missing.all, 4U);  // a-c, a-x, b-x, c-x
  EXPECT_EQ(missing.first,
            (std::vector<std::pair<std::size_t, std::size_t>>{{0, 2}, {0, 3}, {1, 3}}));
}

}  // namespace
}  // namespace geo

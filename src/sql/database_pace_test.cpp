// How long a paced connection rests, and how large its pieces are.
#include "sql/database_pace.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "sql/postgres_copy.hpp"

namespace sql {
namespace {

using std::chrono::milliseconds;

TEST(Pace, rests_as_its_share_says) {
  EXPECT_EQ(Pace(0.25).rest_after(milliseconds(10)), milliseconds(30));
  EXPECT_EQ(Pace(0.5).rest_after(milliseconds(10)), milliseconds(10));
  EXPECT_EQ(Pace(0.25).rest_after(milliseconds(5000)), Pace::rest_max);
  EXPECT_FALSE(Pace().rests());
  EXPECT_EQ(Pace().rest_after(milliseconds(10)), milliseconds(0));
}

// Whatever a row costs, by and by so many are asked for as take the time of a piece.
TEST(Pace, comes_to_pieces_of_the_right_size) {
  for (const int row_us : {1, 3, 50, 200}) {
    int rows = 64;
    for (int turn = 0; turn < 20; ++turn) {
      rows = Pace::rows_next(rows, std::chrono::microseconds(rows * row_us));
    }
    EXPECT_NEAR(rows * row_us, 5000, 5000 * 0.05) << row_us;
  }
  EXPECT_EQ(Pace::rows_next(16, milliseconds(900)), 16);
}

TEST(CopyPiece, ends_with_a_row) {
  std::string content;
  for (int i = 0; i < 40; ++i) add_copy_row(content, std::vector<Value>{i, "a\nb", nullptr, 0.5});
  std::string whole;
  for (std::string_view rest = content; !rest.empty();) {
    const std::string_view piece = copy_piece(rest, 50);
    ASSERT_FALSE(piece.empty());
    EXPECT_LE(piece.size(), 51u);
    EXPECT_EQ(piece.back(), '\n');
    whole += piece;
    rest.remove_prefix(piece.size());
  }
  EXPECT_EQ(whole, content);
  EXPECT_EQ(copy_piece("a long row\nanother\n", 3), "a long row\n");
}

}  // namespace
}  // namespace sql

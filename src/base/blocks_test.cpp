// Blocks, and where their lines stand.
#include "base/blocks.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Blocks, HeadingsAndLinesAreKeptInTheirOrderWithWhereTheyStand) {
  const auto blocks = read_blocks(
      "# about\n\nclause 4.7\n  when: amount over 5000\n cluster : decides\r\nend\nsays: a: b\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].kind, "clause");
  EXPECT_EQ(blocks[0].name, "4.7");
  EXPECT_EQ(blocks[0].line, 3);
  ASSERT_EQ(blocks[0].lines.size(), 2U);
  EXPECT_EQ(blocks[0].lines[1].word, "cluster");
  EXPECT_EQ(blocks[0].lines[1].value, "decides");
  EXPECT_EQ(blocks[0].lines[1].line, 5);
  EXPECT_EQ(blocks[0].value("when"), "amount over 5000");
  EXPECT_EQ(blocks[0].value("nobody"), "");
  EXPECT_EQ(blocks[1].name, "");
  EXPECT_EQ(blocks[1].value("says"), "a: b");
}

TEST(Blocks, LinesBeforeAHeadingAreABlockWithoutAName) {
  const auto blocks = read_blocks("title: x\nfact amount\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].kind, "");
  EXPECT_EQ(blocks[0].value("title"), "x");
  EXPECT_TRUE(read_blocks("").empty());
  EXPECT_TRUE(read_blocks("\n# nothing\n").empty());
}

}  // namespace
}  // namespace base

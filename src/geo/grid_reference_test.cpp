// Grid references in the forms in which people write them.
#include "geo/grid_reference.hpp"

#include <gtest/gtest.h>

#include <string>

namespace geo {
namespace {

TEST(GridReference, letters_name_the_middle_of_a_square) {
  const auto at = [](std::string_view text) {
    return parse_grid_reference(text, "FROM").value_or(GridPoint{-1, -1});
  };
  // Caister's water tower, as in the guide of the Ordnance Survey (grid.hpp).
  EXPECT_EQ(at("TG 51409 13177"), (GridPoint{651409.5, 313177.5}));
  EXPECT_EQ(at("tg5113"), (GridPoint{651500, 313500}));
  EXPECT_EQ(at(" TG 514 131 "), (GridPoint{651450, 313150}));
  EXPECT_EQ(at("SV 00 00"), (GridPoint{500, 500}));       // the grid's own corner
  EXPECT_EQ(at("HP 5 5"), (GridPoint{455000, 1255000}));  // Shetland
  EXPECT_EQ(at("NY 2 1"), (GridPoint{325000, 515000}));   // the Lakes
  EXPECT_EQ(at("623000,308500"), (GridPoint{623000, 308500}));
  EXPECT_EQ(at("623000.5, 308500"), (GridPoint{623000.5, 308500}));
  EXPECT_EQ(at("623000 308500"), (GridPoint{623000, 308500}));
}

TEST(GridReference, anything_else_is_refused) {
  for (const char* text : {"", "TG", "TG 1", "TG 123", "TI 12 34", "TG 12 3x", "AA 00 00", "990001",
                           "1,2,3", "-1,5", "800000,5", "TG 123456 123456", "\xff\xff 11"}) {
    const auto read = parse_grid_reference(text, "FROM");
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, "bad_grid_reference");
    EXPECT_EQ(read.error().field, "FROM");
  }
}

}  // namespace
}  // namespace geo

// Lists of places, good and bad.
#include "geo/places.hpp"

#include <gtest/gtest.h>

namespace geo {
namespace {

TEST(Places, are_read_by_the_names_of_their_columns) {
  const auto read = read_places("name,id,north_m,east_m\nOak,990001,308500,623000\n", "p.csv");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().identifiers, (std::vector<std::string>{"990001"}));
  EXPECT_EQ(read.value().points, (std::vector<GridPoint>{{623000, 308500}}));
}

TEST(Places, a_bad_row_refuses_the_file_and_is_named) {
  const std::string head = "id,east_m,north_m\n1,2,3\n";
  for (const auto& [text, words] : std::vector<std::pair<std::string, std::string>>{
           {"", "the first row"},
           {"id,east_m\n", "the first row"},
           {"id,east_m,north_m\n", "no places"},
           {head + "2,3\n", "line 3: it has not the cells"},
           {head + "2,\"3", "line 3: it has not the cells"},
           {head + ",3,4\n", "line 3: it has no id"},
           {head + "1,3,4\n", "line 3: the id 1 was there already"},
           {head + "2,3,x\n", "line 3: metres"},
           {head + "2,,\n", "line 3: metres"},
           {head + "2,3,9999999\n", "line 3: metres"},
           {head + "2,3,\xff\n", "UTF-8"}}) {
    const auto read = read_places(text, "p.csv");
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, "travel_data_invalid");
    EXPECT_NE(read.error().message.find(words), std::string::npos) << read.error().message;
  }
}

}  // namespace
}  // namespace geo

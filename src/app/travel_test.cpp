// The travel commands, as a person types them, on files that the test writes.
#include "app/travel.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/serve.hpp"
#include "geo/osm_testing.hpp"

namespace app {
namespace {

class TravelCommands : public testing::Test {
 protected:
  TravelCommands() {
    geo::OsmWriter osm;
    const auto west = osm.node({600000, 300000});
    osm.road({west, osm.node({603000, 300000})});
    osm.way({osm.node({603100, 300000}), west}, {{"highway", "primary"}, {"oneway", "yes"}});
    osm.write(file("small.osm.pbf"));
    write("places.csv", "id,east_m,north_m\nA,600000,300000\nB,603000,300000\nC,640000,300000\n");
    write("minutes.csv", "from,to,minutes\nA,B,7\nB,A,9\nA,C,x\n");
    write("river.csv", "line,east_m,north_m\nR,601000,290000\nR,601000,310000\n");
  }

  std::string file(const std::string& name) const { return folder_.file(name); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(file(name), std::ios::binary) << text;
  }

  using Values = std::map<std::string, std::vector<std::string>>;
  // The code of the error, if there is one.
  std::string run(const std::string& path, Values values, bool json = false) {
    base::Invocation call;
    call.values = std::move(values);
    call.json = json;
    out_.str("");
    err_.str("");
    call.out = &out_;
    call.err = &err_;
    for (const base::Command& command : travel_commands()) {
      if (command.path != path) continue;
      const auto status = command.run(call);
      return status.ok() ? "" : status.error().code;
    }
    return "no such command";
  }
  std::string between(const std::string& from, const std::string& to, Values values = {},
                      bool json = false) {
    values["FROM"] = {from};
    values["TO"] = {to};
    return run("travel between", std::move(values), json);
  }
  std::string matrix(Values values) {
    values.emplace("PLACES", std::vector{file("places.csv")});
    return run("travel matrix", std::move(values));
  }
  bool says(const std::string& words) const { return out_.str().find(words) != std::string::npos; }
  bool warns(const std::string& words) const { return err_.str().find(words) != std::string::npos; }

  geo::TemporaryFolder folder_;
  std::ostringstream out_, err_;
};

TEST_F(TravelCommands, an_estimate_says_that_it_is_one) {
  ASSERT_EQ(between("600000,300000", "603000,300000"), "");
  EXPECT_EQ(out_.str(),
            "12.9 minutes, estimated (Guildhall's assumptions, 27 November 2026)\n"
            "3.0 km in a straight line\n");
  ASSERT_EQ(between("TG 000 000", "TG 030 000", {}, true), "");
  EXPECT_TRUE(says("\"how\": \"estimated\"")) << out_.str();
  EXPECT_EQ(between("600000,300000", "603000,300000", {{"barriers", {file("river.csv")}}}),
            "travel_unknown");
  EXPECT_EQ(between("Oak", "603000,300000"), "bad_grid_reference");
}

TEST_F(TravelCommands, numbers_can_be_printed_edited_and_given_back) {
  ASSERT_EQ(run("travel numbers", {{"WHICH", {"estimate"}}}), "");
  std::string numbers = out_.str();
  numbers.replace(numbers.find("fixed     4"), 11, "fixed     9");
  write("ours.txt", numbers);
  ASSERT_EQ(between("600000,300000", "603000,300000", {{"estimate", {file("ours.txt")}}}), "");
  EXPECT_TRUE(says("17.9 minutes")) << out_.str();
  ASSERT_EQ(run("travel numbers", {{"WHICH", {"roads"}}}), "");
  EXPECT_TRUE(says("class     primary"));
  EXPECT_EQ(run("travel numbers", {{"WHICH", {"money"}}}), "usage");
  write("ours.txt", "fixed 3\n");
  EXPECT_EQ(between("1,1", "2,2", {{"estimate", {file("ours.txt")}}}), "travel_data_invalid");
}

TEST_F(TravelCommands, roads_are_read_once_and_kept) {
  const Values roads = {{"roads", {file("small.osm.pbf")}}};
  ASSERT_EQ(between("600000,300000", "603000,300000", roads), "");
  EXPECT_TRUE(says("8.5 minutes, by road (small.osm.pbf, 1 May 2026)")) << out_.str();
  ASSERT_TRUE(std::filesystem::exists(file("small.osm.pbf.roads")));
  write("small.osm.pbf.roads", "damaged");
  ASSERT_EQ(between("600000,300000", "603000,300000", roads), "");
  EXPECT_TRUE(warns("made anew")) << err_.str();
  ASSERT_EQ(between("600000,300000", "603000,300000", roads), "");
  EXPECT_EQ(err_.str(), "");
  // Far from any road it is an estimate, or nothing.
  ASSERT_EQ(between("600000,300000", "640000,300000", roads), "");
  EXPECT_TRUE(says("estimated")) << out_.str();
  Values strict = roads;
  strict["no-estimate"] = {"true"};
  EXPECT_EQ(between("600000,300000", "640000,300000", strict), "travel_unknown");
  write("bad.osm.pbf", "no extract");
  EXPECT_EQ(between("1,1", "2,2", {{"roads", {file("bad.osm.pbf")}}}), "roads_unreadable");
  EXPECT_EQ(between("1,1", "2,2", {{"roads", {file("none.osm.pbf")}}}), "file_unreadable");
}

TEST_F(TravelCommands, a_table_is_asked_by_its_own_identifiers) {
  const Values table = {{"matrix", {file("minutes.csv")}}, {"dated", {"2026-03-01"}}};
  ASSERT_EQ(between("A", "B", table), "");
  EXPECT_EQ(out_.str(),
            "8.0 minutes, from a table (minutes.csv, 1 March 2026)\n7.0 there, 9.0 back\n");
  EXPECT_TRUE(warns("minutes.csv: line 4, minutes: write a number")) << err_.str();
  EXPECT_TRUE(warns("1 rows were left out, 2 taken")) << err_.str();
  EXPECT_EQ(between("A", "Z", table), "bad_grid_reference");
  Values wrong = table;
  wrong["dated"] = {"soon"};
  EXPECT_EQ(between("A", "B", wrong), "bad_date");
  wrong = table;
  wrong["roads"] = {file("small.osm.pbf")};
  EXPECT_EQ(between("A", "B", wrong), "usage");
  EXPECT_EQ(between("1,1", "2,2", {{"no-estimate", {"true"}}}), "usage");
  EXPECT_EQ(between("A", "B", {{"matrix", {file("places.csv")}}}), "matrix_invalid");
}

TEST_F(TravelCommands, a_matrix_that_is_written_can_be_given_back) {
  ASSERT_EQ(matrix({{"roads", {file("small.osm.pbf")}}}), "");
  const std::string written = out_.str();
  EXPECT_NE(written.find("A,B,8.50,roads\r\n"), std::string::npos) << written;
  EXPECT_NE(written.find("B,C,"), std::string::npos);
  EXPECT_TRUE(warns("estimated: estimated (Guildhall's assumptions")) << err_.str();
  EXPECT_TRUE(warns("C is too far from any road.")) << err_.str();
  write("written.csv", written);
  ASSERT_EQ(between("A", "C", {{"matrix", {file("written.csv")}}}), "");
  EXPECT_TRUE(says("from a table (written.csv)")) << out_.str();
}

TEST_F(TravelCommands, a_matrix_may_have_only_the_nearest) {
  ASSERT_EQ(matrix({{"nearest", {"1"}}}), "");
  EXPECT_TRUE(says("A,B,12.86,estimated")) << out_.str();
  EXPECT_TRUE(says("C,B,")) << out_.str();
  EXPECT_FALSE(says("C,A,")) << out_.str();
  ASSERT_EQ(matrix({{"matrix", {file("minutes.csv")}}, {"no-estimate", {"true"}}}), "");
  EXPECT_EQ(out_.str(), "from,to,minutes,how\r\nA,B,7.00,matrix\r\nB,A,9.00,matrix\r\n");
  EXPECT_TRUE(warns("4 pairs have no way")) << err_.str();
  EXPECT_EQ(matrix({{"nearest", {"0"}}}), "bad_number");
  EXPECT_EQ(matrix({{"minutes-max", {"-1"}}}), "bad_number");
  std::string many = "id,east_m,north_m\n";
  for (int i = 0; i < 3001; ++i) many += std::to_string(i) + ",1,1\n";
  write("many.csv", many);
  EXPECT_EQ(matrix({{"PLACES", {file("many.csv")}}}), "usage");
}

}  // namespace
}  // namespace app

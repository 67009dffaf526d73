// Levels are the bodies and offices of one school on a day, and change when those do.
#include "delegation/standing.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "governance/world_testing.hpp"

namespace delegation {
namespace {

class Standings : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* row : {
             "school Oak",
             "member Oak; of group Tide",
             "member Oak; of cluster Harbour; until 2026-09-01",
             "body board; kind trust_board; of group Tide",
             "body money; kind committee; of group Tide",
             "body north; kind cluster_board; of cluster Harbour",
             "body oak; kind local_governing_body; of school Oak",
             "office headteacher; at school Oak; held Ann; until 2026-03-01",
             "office headteacher; at school Oak; held Ben; from 2026-04-01",
             "seat trustee; on board; held Cas",
             "seat trustee; on board; held Dee",
             "seat trustee; on board; held Eve; from 2026-05-01",
         }) {
      world.line(row);
    }
    world.facts.index();
    school = world.facts.schools.front().id;
  }

  // `in_cluster`: the question found the school in its cluster.
  Standing at(int month, bool in_cluster = true) const {
    const auto unit = [&](const char* name) {
      return std::ranges::find(world.facts.units, name, &governance::UnitName::name)->unit;
    };
    return standing_of(catalogue, world.facts, governance::shipped_rules(),
                       {unit("Tide"), in_cluster ? unit("Harbour").id : 0, school},
                       *base::Date::from_ymd(2026, static_cast<unsigned>(month), 15));
  }
  std::size_t level(const char* code) const {
    return static_cast<std::size_t>(catalogue.level_called(code));
  }

  const Catalogue& catalogue = shipped_catalogue();
  governance::World world;
  std::int64_t school = 0;
};

TEST_F(Standings, AnOfficeIsVacantBetweenTwoHolders) {
  EXPECT_EQ(at(2).filled[level("head")], Filled::Yes);
  EXPECT_EQ(at(2).behind[level("head")].people, std::vector<std::string>{"Ann"});
  EXPECT_EQ(at(3).filled[level("head")], Filled::None);
  EXPECT_EQ(at(4).behind[level("head")].people, std::vector<std::string>{"Ben"});
  EXPECT_EQ(at(4).behind[level("head")].name, "Headteacher of Oak");
}

TEST_F(Standings, ABodyWithFewerMembersThanItsQuorumCannotDecide) {
  EXPECT_EQ(at(4).filled[level("board")], Filled::Inquorate);  // two, and three are the least
  EXPECT_EQ(at(5).filled[level("board")], Filled::Yes);
  EXPECT_EQ(at(5).behind[level("board")].quorum, 3);
  EXPECT_EQ(at(5).behind[level("lgb")].name, "oak");
  EXPECT_EQ(at(5).filled[level("lgb")], Filled::Inquorate);  // nobody sits there
}

TEST_F(Standings, ACommitteeIsKnownByItsName) {
  EXPECT_EQ(at(5).filled[level("finance_committee")], Filled::None);
}

TEST_F(Standings, ASchoolThatHasLeftItsClusterHasNoClusterBoard) {
  EXPECT_EQ(at(8).behind[level("cluster")].name, "north");
  EXPECT_EQ(at(8).names.cluster, "Harbour");
  EXPECT_EQ(at(9, false).filled[level("cluster")], Filled::None);
  EXPECT_EQ(at(9, false).names.cluster, "");
}

}  // namespace
}  // namespace delegation

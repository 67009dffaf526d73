// Plans as text, by hand, and against today.
#include "design/plan.hpp"

#include <gtest/gtest.h>

#include "design/matching.hpp"
#include "design/world_testing.hpp"
#include "sql/database_testing.hpp"

namespace design {
namespace {

using sql::code_of;
using sql::must;

const Facts facts = world(
    "Ab.Cd\n"
    "e..fG\n",
    "11.22\n"
    "1..2.\n");

TEST(PlanText, knows_whom_somebody_took_out_from_those_it_never_knew) {
  Plan plan = plan_of_today(facts);
  plan.of[0] = plan.of[1] = no_place;
  plan.pinned[0] = 1;
  const std::string outside = "outside\t" + std::to_string(facts.schools[0].urn) + "\n";
  const std::string text = plan_text(plan, facts);
  EXPECT_TRUE(text.ends_with(outside)) << text;
  const ReadPlan read = must(read_plan(text, facts));
  EXPECT_EQ(read.plan, plan);
  ASSERT_EQ(read.unplaced.size(), 2U);
  EXPECT_EQ(read.unplaced.front(), 1);
  EXPECT_EQ(code_of(read_plan(text + outside, facts)), "bad_plan");
}

TEST(PlanText, is_read_again_with_pins_and_locks) {
  Plan plan = plan_of_today(facts);
  plan.pinned[1] = 1;
  plan.clusters[1].locked = true;
  plan.clusters.push_back({{}, "Over the river", "", false});
  const std::string text = plan_text(plan, facts);
  const ReadPlan read = must(read_plan(text, facts));
  EXPECT_EQ(read.plan, plan);
  EXPECT_TRUE(read.unknown.empty());
  ASSERT_EQ(read.unplaced.size(), 1U);
  EXPECT_EQ(facts.schools[static_cast<std::size_t>(read.unplaced[0])].name, "G");
}

TEST(PlanText, reports_schools_that_are_gone) {
  const ReadPlan read = must(read_plan("cluster 1 A Cluster 1\t990001 999999\n", facts));
  EXPECT_EQ(read.unknown, std::vector<std::int64_t>{999999});
  EXPECT_EQ(read.unplaced.size(), 6U);
}

TEST(PlanText, refuses_what_is_no_plan) {
  for (const char* text :
       {"hello\n", "cluster 1 A One 990001\n", "cluster x A One\t990001\n", "cluster 1 A One\tx\n",
        "cluster 1\t990001\n", "cluster 1 A One\t990001\ncluster 2 B Two\t990001\n"}) {
    EXPECT_EQ(code_of(read_plan(text, facts)), "bad_plan") << text;
  }
}

Hand hand(HandKind kind, std::vector<int> schools, int cluster = no_place, int to = no_place) {
  Hand made;
  made.kind = kind;
  made.schools = std::move(schools);
  made.cluster = cluster;
  made.to = to;
  return made;
}

TEST(ByHand, a_school_that_is_moved_is_pinned) {
  const Plan today = plan_of_today(facts);
  const Handled made =
      must(handle(today, facts, hand(HandKind::Move, {school(facts, 'b')}, no_place, 1)));
  EXPECT_EQ(groups(facts, made.plan), "Ae bCdf");
  EXPECT_EQ(made.plan.pinned[static_cast<std::size_t>(school(facts, 'b'))], 1);
  EXPECT_EQ(made.sentence, "Moved b from Cluster 1 to Cluster 2");
  const auto moves = moved(today, made.plan);
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].school, school(facts, 'b'));
}

TEST(ByHand, locked_clusters_neither_gain_nor_lose) {
  Plan plan = must(handle(plan_of_today(facts), facts, hand(HandKind::Lock, {}, 1))).plan;
  EXPECT_EQ(code_of(handle(plan, facts, hand(HandKind::Move, {0}, no_place, 1))), "bad_plan");
  EXPECT_EQ(code_of(handle(plan, facts, hand(HandKind::Split, {}, 1))), "bad_plan");
  EXPECT_EQ(code_of(handle(plan, facts, hand(HandKind::Merge, {}, 0, 1))), "bad_plan");
  plan = must(handle(plan, facts, hand(HandKind::Unlock, {}, 1))).plan;
  EXPECT_EQ(code_of(handle(plan, facts, hand(HandKind::Unlock, {}, 1))), "bad_plan");
  EXPECT_TRUE(handle(plan, facts, hand(HandKind::Move, {0}, no_place, 1)).ok());
}

TEST(ByHand, splits_in_the_middle_and_merges_again) {
  const Plan today = plan_of_today(facts);
  const Handled split = must(handle(today, facts, hand(HandKind::Split, {}, 0)));
  EXPECT_EQ(split.plan.clusters.size(), 3U);
  EXPECT_FALSE(split.plan.clusters[2].name.empty());
  const Handled merged = must(handle(split.plan, facts, hand(HandKind::Merge, {}, 0, 2)));
  EXPECT_EQ(groups(facts, merged.plan), groups(facts, today));
  EXPECT_EQ(code_of(handle(today, facts, hand(HandKind::Split, {school(facts, 'f')}, 0))),
            "bad_plan");
  EXPECT_EQ(code_of(handle(today, facts, hand(HandKind::Merge, {}, 0, 0))), "bad_plan");
}

TEST(ByHand, pins_and_names) {
  const Plan today = plan_of_today(facts);
  const Plan pinned = must(handle(today, facts, hand(HandKind::Pin, {0}))).plan;
  EXPECT_EQ(code_of(handle(pinned, facts, hand(HandKind::Pin, {0}))), "bad_plan");
  EXPECT_EQ(must(handle(pinned, facts, hand(HandKind::Unpin, {0}))).plan, today);
  Hand rename = hand(HandKind::Rename, {}, 0);
  rename.name = "Cluster 2";
  EXPECT_EQ(code_of(handle(today, facts, rename)), "bad_plan");
  rename.name = "Two\nlines";
  EXPECT_EQ(code_of(handle(today, facts, rename)), "bad_plan");
  rename.name = "Haven";
  EXPECT_EQ(must(handle(today, facts, rename)).plan.clusters[0].name, "Haven");
  EXPECT_EQ(code_of(handle(today, facts, hand(HandKind::Pin, {99}))), "bad_plan");
  EXPECT_EQ(code_of(handle(today, facts, hand(HandKind::Move, {}))), "bad_plan");
  for (const HandKind kind : {HandKind::Move, HandKind::Rename}) {
    EXPECT_EQ(hand_kind_of(hand_code(kind)), kind);
  }
  EXPECT_FALSE(hand_kind_of("dance").has_value());
}

TEST(ByHand, a_name_or_letter_of_another_cluster_is_refused) {
  Plan plan = plan_of_today(facts);
  plan.clusters[0].letter = "A";
  plan.clusters[1].name = "Haven École";
  plan.clusters[1].letter = "B";
  const auto field_of = [&](HandKind kind, std::string name, std::string letter) {
    Hand asked = hand(kind, {}, 0);
    asked.name = std::move(name);
    asked.letter = std::move(letter);
    const auto made = handle(plan, facts, asked);
    if (made.ok()) return std::string("done");
    return made.error().code == "bad_plan" ? made.error().field : made.error().code;
  };
  for (const HandKind kind : {HandKind::Rename, HandKind::Split}) {
    for (const char* name : {"Haven École", "haven école", "HAVEN  ECOLE"}) {
      EXPECT_EQ(field_of(kind, name, "C"), "name") << name;
    }
    EXPECT_EQ(field_of(kind, "Quay", "B"), "letter");
    EXPECT_EQ(field_of(kind, "Quay", "b"), "letter");
    EXPECT_EQ(field_of(kind, "Quay", "C"), "done");
    EXPECT_EQ(field_of(kind, "Quay", ""), "done");
  }
  EXPECT_EQ(field_of(HandKind::Split, "", "b"), "letter");
  EXPECT_EQ(field_of(HandKind::Split, "cluster 1", ""), "name") << "the one that is split has it";
  // Its own may be written otherwise, or kept.
  EXPECT_EQ(field_of(HandKind::Rename, "CLUSTER 1", "A"), "done");
  plan.clusters[0].letter = "B";
  EXPECT_EQ(field_of(HandKind::Rename, "Quay", "B"), "done") << "it had that letter before";
}

TEST(Names, a_new_cluster_continues_the_one_it_shares_most_with) {
  Plan plan = plan_of_today(facts);
  plan.clusters = {{}, {}};
  std::swap(plan.of[0], plan.of[2]);
  for (int& each : plan.of) each = each == no_place ? no_place : 1 - each;
  name_clusters(plan, facts);
  EXPECT_EQ(plan.clusters[0].name, "Cluster 2");
  EXPECT_EQ(plan.clusters[1].name, "Cluster 1");
  EXPECT_EQ(plan.clusters[1].id, facts.today[0].id);
}

TEST(Matching, keeps_as_many_schools_as_can_be) {
  // Greedily 9 would be taken, and 1 left: the best is 8 + 7.
  EXPECT_EQ(best_matching({{9, 8}, {7, 1}}), (std::vector<int>{1, 0}));
  EXPECT_EQ(best_matching({{3}, {5}}), (std::vector<int>{-1, 0}));
  EXPECT_EQ(best_matching({{0, 0}}), (std::vector<int>{-1}));
  EXPECT_TRUE(best_matching({}).empty());
}

TEST(Matching, the_rand_index_is_one_for_equals_and_near_nought_for_chance) {
  EXPECT_DOUBLE_EQ(adjusted_rand({0, 0, 1, 1}, {5, 5, 2, 2}), 1);
  // Hubert and Arabie's worked contingency {{1,1,0},{1,2,1},{0,0,4}}: 0.31257.
  EXPECT_NEAR(adjusted_rand({0, 0, 1, 1, 1, 1, 2, 2, 2, 2}, {0, 1, 0, 1, 1, 2, 2, 2, 2, 2}),
              0.31257, 1e-4);
}

}  // namespace
}  // namespace design

// Measures, worked out by hand on small maps.
#include "design/measures.hpp"

#include <gtest/gtest.h>

#include <set>

#include "design/broken.hpp"
#include "design/neighbours.hpp"
#include "design/overlap.hpp"
#include "design/problem_of.hpp"
#include "design/world_testing.hpp"

namespace design {
namespace {

std::vector<std::vector<int>> neighbours(const Facts& facts) {
  return neighbours_of(Rules{}, facts);
}

Measured today(const Facts& facts, std::string_view lines = "") {
  const Plan plan = plan_of_today(facts);
  return measured(rules(lines), facts, plan, plan, neighbours(facts));
}

double whole(const Measured& made, std::string_view code) {
  return made.whole[measure_place(code)].value.value_or(-1);
}
std::string missing(const Measured& made, std::string_view code) {
  return made.whole[measure_place(code)].missing;
}

TEST(Measures, have_codes_words_and_no_gap) {
  std::set<std::string_view> codes;
  for (const MeasureKind& kind : measure_kinds()) {
    EXPECT_TRUE(codes.insert(kind.code).second) << kind.code;
    EXPECT_EQ(kind.sentence.back(), '.') << kind.code;
  }
  const Facts facts = world("aB.c\n", "11.1\n");
  const Measured made = today(facts);
  for (std::size_t kind = 0; kind < measure_kinds().size(); ++kind) {
    const Figure& figure = made.whole[kind];
    EXPECT_TRUE(figure.value.has_value() || !figure.missing.empty())
        << measure_kinds()[kind].code << ": neither a figure nor what is missing";
  }
}

TEST(Measures, of_travel) {
  // a - B 5 minutes, B - c 10: the middle is B.
  const Facts facts = world("aB.c\n", "11.1\n");
  const Measured made = today(facts);
  EXPECT_DOUBLE_EQ(whole(made, "travel.mean"), 5);
  EXPECT_DOUBLE_EQ(whole(made, "travel.worst"), 10);
  EXPECT_DOUBLE_EQ(whole(made, "travel.p95"), 10);
  EXPECT_DOUBLE_EQ(whole(made, "travel.within20"), 100);
  EXPECT_DOUBLE_EQ(whole(made, "travel.km"), 15);
  EXPECT_EQ(made.clusters[0].middle, school(facts, 'B'));
  EXPECT_EQ(made.clusters[0].meeting, school(facts, 'B'));
  EXPECT_EQ(made.travel_label, facts.travel->sources().front().label());
}

TEST(Measures, by_pupils_count_each_school_for_its_pupils) {
  Facts facts = world("aB.c\n", "11.1\n");
  facts.schools[2].pupils = 300;
  EXPECT_DOUBLE_EQ(whole(today(facts), "travel.mean_pupils"), (100 * 5 + 300 * 10) / 500.0);
  facts.schools[2].pupils.reset();
  const Measured made = today(facts);
  EXPECT_EQ(missing(made, "size.pupils_min"), "pupils of 1 school");
  EXPECT_DOUBLE_EQ(whole(made, "travel.mean_pupils"), 2.5);
}

TEST(Measures, of_feeders) {
  // b's nearest secondary is D, which is in the other cluster; two of D's feeders are elsewhere.
  const Facts facts = world("Aa.bcDd\n", "11.1122\n");
  const Measured made = today(facts);
  EXPECT_DOUBLE_EQ(whole(made, "feeders.share"), 50);
  EXPECT_DOUBLE_EQ(whole(made, "feeders.without"), 0);
  EXPECT_DOUBLE_EQ(whole(made, "feeders.split"), 1);
}

TEST(Measures, of_the_capacity_to_lead) {
  Facts facts = world("ab.cd\n", "11.22\n");
  facts.schools[0].ofsted_grade = "Inadequate";
  facts.schools[2].ofsted_grade = facts.schools[3].ofsted_grade = "Requires improvement";
  const Measured made = today(facts, "schools: 1 to 3\nable lead: kept\n");
  EXPECT_DOUBLE_EQ(whole(made, "lead.none"), 1);
  EXPECT_DOUBLE_EQ(whole(made, "lead.few"), 2);
  EXPECT_DOUBLE_EQ(whole(made, "lead.share"), 25);
  EXPECT_EQ(made.broken,
            std::vector<std::string>{"Cluster 2: no school able to supply the lead head"});
  facts.schools[2].ofsted_grade.clear();
  facts.schools[2].report_card_on = base::Date::from_iso("2026-01-20");
  EXPECT_DOUBLE_EQ(whole(today(facts), "lead.none"), 0);
  for (SchoolFacts& each : facts.schools) each.ofsted_grade.clear();
  facts.schools[2].report_card_on.reset();
  EXPECT_EQ(missing(today(facts), "lead.none"), "inspections of 4 schools");
}

TEST(Measures, of_pieces_and_overlaps) {
  const Facts facts = world(
      "a.b.c\n"
      "d.e.f\n",
      "1.2.1\n"
      "1.2.1\n");
  const Measured made = today(facts, "schools: 1 to 5\ncontiguous: kept\n");
  EXPECT_DOUBLE_EQ(whole(made, "contiguity.pieces"), 1);
  EXPECT_DOUBLE_EQ(whole(made, "contiguity.overlaps"), 1);
  EXPECT_EQ(made.broken, std::vector<std::string>{"Cluster 1: in 2 pieces"});
}

TEST(Measures, overlaps_are_of_areas_not_of_edges) {
  using Points = std::vector<geo::GridPoint>;
  const Points square = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  const Points beside = {{10, 0}, {20, 0}, {20, 10}, {10, 10}};
  const Points across = {{5, 5}, {15, 5}, {15, 15}, {5, 15}};
  const Points line = {{-5, 5}, {25, 5}};
  EXPECT_EQ(overlaps_of({square, beside}), (std::vector<int>{0, 0}));
  EXPECT_EQ(overlaps_of({square, across, beside}), (std::vector<int>{1, 2, 1}));
  EXPECT_EQ(overlaps_of({square, line}), (std::vector<int>{1, 1}));
  EXPECT_EQ(overlaps_of({square, {{50, 50}}, {}}), (std::vector<int>{0, 0, 0}));
}

TEST(Measures, of_change_do_not_mind_what_clusters_are_called) {
  const Facts facts = world("abc.def\n", "111.222\n");
  const Plan before = plan_of_today(facts);
  Plan plan = before;
  for (int& each : plan.of) each = 1 - each;
  std::swap(plan.of[2], plan.of[3]);
  plan.of[3] = plan.of[4];
  const Measured made = measured(rules(""), facts, plan, before, neighbours(facts));
  EXPECT_DOUBLE_EQ(whole(made, "change.moved"), 1);
  EXPECT_DOUBLE_EQ(whole(made, "change.parted"), 100.0 * 2 / 6);
  EXPECT_DOUBLE_EQ(whole(made, "change.joined"), 100.0 * 3 / 7);
  EXPECT_GT(whole(made, "change.rand"), 0);
  EXPECT_DOUBLE_EQ(whole(today(facts), "change.rand"), 1);
  EXPECT_EQ(missing(today(world("abc\n")), "change.moved"), "clusters of today");
}

TEST(Measures, of_trusts_need_and_isolation) {
  Facts facts = world("abc.d.....e\n", "111.2.....2\n");
  for (const char mark : {'a', 'b', 'd'}) {
    facts.schools[static_cast<std::size_t>(school(facts, mark))].trust = 9;
  }
  facts.schools[0].fsm = 0.5;
  facts.schools[3].fsm = 0.1;
  const Measured made = today(facts);
  EXPECT_DOUBLE_EQ(whole(made, "trusts.spread"), 1);
  EXPECT_NEAR(whole(made, "trusts.single"), 200.0 / 3, 1e-9);
  EXPECT_DOUBLE_EQ(whole(made, "trusts.outsiders"), 1);
  EXPECT_DOUBLE_EQ(whole(made, "need.fsm"), 30);
  EXPECT_DOUBLE_EQ(whole(made, "need.fsm_spread"), 40);
  EXPECT_DOUBLE_EQ(whole(made, "isolation.alone"), 2);
  EXPECT_EQ(missing(made, "need.send"), "pupils with SEND of 5 schools");
}

TEST(Broken, says_every_rule_in_words) {
  Facts facts = world("abC.....d\n", "111.....1\n");
  facts.schools[0].federation = facts.schools[3].federation = 4;
  facts.schools[0].federation_name = facts.schools[3].federation_name = "Saltmere Federation";
  Plan plan = plan_of_today(facts);
  plan.clusters.push_back({{}, "Far", "", false});
  plan.of[3] = 1;
  const Scenario scenario = rules(
      "schools: 4 to 5\npupils: at most 200\nsecondary: kept\nfederations: kept\n"
      "travel limit: 4 minutes, kept\napart: 990001 990002\npin: 990001 in Far\n");
  std::vector<std::string> found;
  for (const BrokenRule& each : broken_rules(scenario, facts, plan, neighbours(facts))) {
    found.push_back(each.text);
  }
  EXPECT_EQ(found, (std::vector<std::string>{
                       "3 schools, at least 4", "300 pupils, at most 200",
                       "a is 5 minutes from b, at most 4", "C is 5 minutes from b, at most 4",
                       "1 school, at least 4", "no secondary or all-through school",
                       "Saltmere Federation is spread over 2 clusters",
                       "a and b are to be kept apart", "a is pinned to Far"}));
}

TEST(Broken, knows_barriers_locks_and_how_many_clusters_were_asked_for) {
  Facts facts = world("ab.cd\n", "11.22\n");
  Plan plan = plan_of_today(facts);
  plan.of[1] = 1;  // b goes over the river
  const Scenario scenario = rules(
      "schools: any\nclusters: 3\nlocked: Cluster 1\nbarrier: River; 609000 200000, 609000 "
      "400000\n");
  std::vector<std::string> found;
  for (const BrokenRule& each :
       broken_rules(scenario, facts, plan, neighbours_of(scenario.rules, facts))) {
    found.push_back(each.text);
  }
  EXPECT_EQ(found, (std::vector<std::string>{"b and c lie on two sides of River",
                                             "b has left Cluster 1, which is locked",
                                             "2 clusters, at least 3"}));
  EXPECT_TRUE(broken_rules(rules("schools: any\n"), facts, plan, neighbours(facts)).empty());
  // Whoever is beyond the line is no neighbour.
  EXPECT_EQ(neighbours_of(scenario.rules, facts)[1], std::vector<int>{0});
  // A school in no cluster spreads no federation.
  facts.schools[0].federation = facts.schools[1].federation = 4;
  plan.of[0] = no_place;
  EXPECT_TRUE(
      broken_rules(rules("schools: any\nfederations: kept\n"), facts, plan, neighbours(facts))
          .empty());
}

TEST(Measures, say_that_there_is_no_way) {
  Facts facts = world("ab.c\n", "11.1\n");
  const geo::Barriers river({{{612000, 200000}, {612000, 400000}}});
  std::vector<geo::GridPoint> points;
  for (const SchoolFacts& each : facts.schools) points.push_back(each.point);
  facts.travel = geo::travel_straight(points, river, neighbours_kept);
  const Measured made = today(facts);
  EXPECT_EQ(missing(made, "travel.mean"), "a way to the middle school of 1 school");
  EXPECT_EQ(missing(made, "travel.worst"), "a way to the middle school of 1 school");
  EXPECT_EQ(missing(made, "travel.meeting"), "a way between all schools");
  EXPECT_EQ(missing(made, "isolation.nearest"), "a way to a colleague of 1 school");
}

TEST(Compared, gives_a_verdict_on_each_measure) {
  const Facts facts = world("abc.def\n", "112.122\n");
  const Plan before = plan_of_today(facts);
  Plan plan = before;
  plan.of[2] = 0;
  plan.of[3] = 1;
  const auto net = neighbours(facts);
  const Measured first = measured(rules(""), facts, before, before, net);
  const Measured second = measured(rules(""), facts, plan, before, net);
  const auto rows = compared({&first, &second});
  EXPECT_EQ(rows[measure_place("travel.mean")].against_first[1], Verdict::Better);
  EXPECT_EQ(rows[measure_place("change.moved")].against_first[1], Verdict::Worse);
  EXPECT_EQ(rows[measure_place("size.clusters")].against_first[1], Verdict::Same);
  EXPECT_EQ(rows[measure_place("need.send")].against_first[1], Verdict::Other);
  const MeasureKind& within = measure_kinds()[measure_place("travel.within20")];
  EXPECT_EQ(figure_text(within, {96.2, {}}), "96%");
  EXPECT_EQ(figure_text(within, {std::nullopt, "schools"}), "not known: schools");
}

}  // namespace
}  // namespace design

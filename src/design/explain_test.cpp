// Explaining: of a school, of moves, of sizes; and what a plan changes.
#include "design/explain.hpp"

#include <gtest/gtest.h>

#include "design/effects.hpp"
#include "design/export.hpp"
#include "design/run_report.hpp"
#include "design/world_testing.hpp"
#include "sql/database_testing.hpp"

namespace design {
namespace {

using sql::code_of;
using sql::must;

StudyOptions quick() {
  StudyOptions options;
  options.seconds = 1;
  return options;
}

TEST(Why, compares_here_with_the_next_best) {
  const Facts facts = world("abcD..efG\n", "1111..222\n");
  const Scenario scenario = rules("schools: 3 to 4\n");
  const Plan plan = plan_of_today(facts);
  const Built built = must(problem_of(scenario, facts, &plan));
  const WhyHere why = must(why_here(scenario, facts, built, plan, school(facts, 'e')));
  EXPECT_EQ(why.cluster, 1);
  ASSERT_EQ(why.next_best.size(), 1U);
  EXPECT_EQ(why.next_best[0].cluster, 0);
  EXPECT_FALSE(why.next_best[0].breaks.empty());
  EXPECT_EQ(why.sentence.substr(0, 54), "e is in Cluster 2, 5 minutes from its middle school. T");
  EXPECT_NE(std::find(why.binding.begin(), why.binding.end(),
                      "Cluster 1 has 4 schools and may not have more."),
            why.binding.end());
  EXPECT_EQ(why.short_reason, "Its nearest secondary, G, is in Cluster 2");
  EXPECT_EQ(code_of(why_here(scenario, facts, built, plan, 99)), "bad_plan");
  Plan without = plan;
  without.of[0] = no_place;
  EXPECT_EQ(code_of(why_here(scenario, facts, built, without, 0)), "bad_plan");
}

TEST(Why, names_the_rule_that_keeps_a_school_from_the_next_best) {
  const Facts facts = world("aBcd..eFg\n", "1111..222\n");
  const Scenario scenario = rules("schools: 2 to 6\ncontiguous: kept\nsecondary: kept\n");
  const Plan plan = plan_of_today(facts);
  const Built built = must(problem_of(scenario, facts, &plan));
  // The only secondary of its cluster, and the bridge between its neighbours.
  const WhyHere why = must(why_here(scenario, facts, built, plan, school(facts, 'B')));
  ASSERT_EQ(why.binding.size(), 3U);
  EXPECT_EQ(why.binding[0],
            "In Cluster 2 it would break a rule: Cluster 1: secondary broken by 1..");
  EXPECT_TRUE(must(why_here(scenario, facts, built, plan, school(facts, 'd'))).binding.empty());
}

TEST(Frontier, says_what_few_moves_gain) {
  // Two pairs are the wrong way round: two moves each.
  const Facts facts = world("abcd.......efgh\n", "1122.......1122\n");
  const Scenario scenario = rules("schools: 3 to 5\n");
  Plan best = plan_of_today(facts);
  for (std::size_t at = 0; at < best.of.size(); ++at) best.of[at] = at < 4 ? 0 : 1;
  const Frontier found = must(frontier(scenario, facts, best, quick()));
  EXPECT_EQ(found.points.front().moves, 0);
  EXPECT_DOUBLE_EQ(found.points.front().share, 0);
  EXPECT_DOUBLE_EQ(found.points.back().share, 1);
  EXPECT_LE(found.points.back().moves, 4);
  for (std::size_t at = 1; at < found.points.size(); ++at) {
    EXPECT_GE(found.points[at].share, found.points[at - 1].share);
  }
  EXPECT_EQ(groups(facts, found.points.back().plan), "abcd efgh");
  EXPECT_EQ(found.sentence, "2 moves gain 56% of what 4 moves would.");
  const Frontier read = must(read_frontier(report_text(found, facts), facts));
  EXPECT_EQ(read.sentence, found.sentence);
  EXPECT_EQ(read.points.back().plan, found.points.back().plan);
  EXPECT_EQ(code_of(read_frontier("nonsense", facts)), "bad_plan");
  for (const FrontierPoint& each : found.points) {
    const double saved = found.points.front().cost - each.cost;
    const double all = found.points.front().cost - found.points.back().cost;
    EXPECT_NEAR(each.share, saved / all, 1e-9);
  }
  const Facts none = world("abcd\n");
  EXPECT_EQ(code_of(frontier(scenario, none, plan_of_today(none), quick())), "no_clusters_today");
}

TEST(Sizes, are_studied_one_by_one) {
  const Facts facts = world("abcdEf\nghijKl\n");
  SizeStudy study = must(size_study(rules(""), facts, 3, 6, quick()));
  ASSERT_EQ(study.points.size(), 4U);
  EXPECT_EQ(study.points[0].clusters, 4);
  EXPECT_EQ(study.points[3].clusters, 2);
  study.points[1].gap = 0.25;
  study.points[2].gap.reset();  // not proven, which is not a gap of nothing
  const SizeStudy read = must(read_size_study(report_text(study)));
  EXPECT_EQ(read.sentence, study.sentence);
  EXPECT_EQ(read.points[1].gap, 0.25);
  EXPECT_FALSE(read.points[2].gap);
  const std::size_t mean = measure_place("travel.mean");
  EXPECT_EQ(read.points[3].measured.whole[mean].value, study.points[3].measured.whole[mean].value);
  EXPECT_EQ(read.points[0].measured.whole[measure_place("need.send")].missing,
            study.points[0].measured.whole[measure_place("need.send")].missing);
}

TEST(Effects, tell_memberships_and_leads) {
  Facts facts = world("abc.de\n", "111.22\n");
  facts.schools[0].leads_today = true;
  facts.schools[3].leads_today = true;
  facts.schools[3].ofsted_grade = "Inadequate";
  const Plan today = plan_of_today(facts);
  Plan plan = today;
  plan.clusters.push_back({{}, "New", "N", false});
  plan.of[0] = 2;
  const Scenario scenario = rules("");
  const PlanChange change{scenario, facts, today, plan, facts.on};
  const auto memberships = membership_effects(change);
  ASSERT_EQ(memberships.size(), 2U);
  EXPECT_EQ(memberships[0].subject, "New");
  EXPECT_EQ(memberships[1].before, "Cluster 1");
  EXPECT_EQ(memberships[1].after, "New");
  const auto leads = lead_effects(change);
  ASSERT_EQ(leads.size(), 3U);
  EXPECT_EQ(leads[0].after, "to be appointed");
  EXPECT_EQ(leads[0].note, "2 could lead: b, c.");
  EXPECT_EQ(leads[1].after, "d (Inadequate, may not lead)");
  EXPECT_EQ(leads[2].before, "none");
  EXPECT_TRUE(trust_effects(change).empty());
  for (SchoolFacts& each : facts.schools) each.ofsted_grade.clear();
  for (const Effect& each : lead_effects(change)) {
    EXPECT_EQ(each.kind, EffectKind::Changes);
    EXPECT_EQ(each.note, "Which schools are able to lead is not known: no inspection is.");
  }
}

TEST(Exports, hold_every_school_once) {
  Facts facts = world("aB.c\n", "11..\n");
  facts.schools[0].name = "=Oak, \"old\" & <new>";
  const Plan plan = plan_of_today(facts);
  const Scenario scenario = rules("");
  const Measured made = measured(scenario, facts, plan, plan, {{1}, {0}, {}});
  const std::string csv = plan_csv(scenario, facts, plan, plan, made);
  EXPECT_NE(csv.find("Cluster 1,A,990001,\"'=Oak, \"\"old\"\" & <new>\",Primary,100,Eastmarch,,"
                     "Cluster 1,no,0.0,yes,no\r\n"),
            std::string::npos)
      << csv;
  EXPECT_NE(csv.find("\r\n,,990003,c,"), std::string::npos) << csv;
  const std::string svg =
      plan_svg(facts, plan, {{{599000, 299000}, {603000, 299000}, {600000, 303000}}}, "A & B");
  EXPECT_NE(svg.find("#f6f4ee"), std::string::npos);
  EXPECT_NE(svg.find("=Oak, \"old\" &amp; &lt;new>"), std::string::npos);
  const std::string json = plan_geojson(facts, plan, plan);
  EXPECT_NE(json.find(R"("name":"=Oak, \"old\" & <new>")"), std::string::npos);
  EXPECT_NE(measures_csv(plan, made).find("not known: pupils with SEND of"), std::string::npos);
  EXPECT_NE(measures_text({"Today"}, {&made}).find("Mean journey"), std::string::npos);
  EXPECT_NE(clusters_text(facts, plan, made).find("2 schools, 200 pupils"), std::string::npos);
}

}  // namespace
}  // namespace design

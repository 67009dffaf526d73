// What a plan changes for boards and for who decides: on the page and by the API.
#include "app/plan_effects.hpp"

#include "app/site_testing.hpp"
#include "app/store_plan_effects.hpp"
#include "design/store_enact.hpp"

namespace app {
namespace {

class EffectsTest : public SiteTest {
 protected:
  EffectsTest() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    import_boards(GUILDHALL_SOURCE_DIR "/data/demo");
    import_schemes();
    import_requests(GUILDHALL_SOURCE_DIR "/data/demo");
    boss_ = administrator();
  }

  static bool has(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
  }
  // A plan in which the school is in another cluster, and everybody of the one that ends there too.
  design::PlanId planned(const design::Scenario& scenario, std::string_view urn,
                         const std::string& ending) {
    const sql::Lease lease = sql::must(database_->write());
    const design::Writing writing{guard::command_doer("A test."), now};
    const design::Begun begun = sql::must(design::begin_scenario(*lease, scenario, {}, writing));
    const design::Facts facts = sql::must(design::load_facts(*lease, scenario, {}));
    design::Plan plan = design::plan_of_today(facts);
    int& moving = plan.of[static_cast<std::size_t>(sql::must(design::school_called(facts, urn)))];
    const int other = moving == 0 ? 1 : 0;
    moving = other;
    if (!ending.empty()) {
      const int gone = sql::must(design::cluster_called(plan, ending));
      for (int& each : plan.of) each = each == gone ? other : each > gone ? each - 1 : each;
      plan.clusters.erase(plan.clusters.begin() + gone);
    }
    return sql::must(design::make_plan(
        *lease, begun.scenario,
        {"Moved", design::PlanKind::Hand, "", design::plan_text(plan, facts)}, writing));
  }
  design::Scenario of_trust() {
    design::Scenario scenario;
    scenario.name = "Clusters of Harbour";
    scenario.on = day(2026, 12, 1);
    scenario.which.groups = {90001};
    return scenario;
  }
  std::string boss_;
};

TEST_F(EffectsTest, ATrustsPlanSaysWhatItChangesForBoardsAndDecisions) {
  const design::PlanId id = planned(of_trust(), "990866", "Fenwater");
  const std::string address = "/plans/" + std::to_string(id.value);
  const web::Response page = get_as(boss_, address + "/effects");
  ASSERT_EQ(page.status, 200) << page.body;
  for (const char* words :
       {"Boards", "Harbour cluster board", "Seats that end:", "Seats that begin:", "Fenwater ends",
        "End the body.", "Who decides", "Requests on their way"}) {
    EXPECT_TRUE(has(page.body, words)) << words;
  }
  const web::Response api = get_as(boss_, "/api/v1" + address + "/effects");
  ASSERT_EQ(api.status, 200) << api.body;
  EXPECT_TRUE(has(api.body, "\"part\": \"Boards\"")) << api.body;
  EXPECT_TRUE(has(api.body, "\"part\": \"Who decides\"")) << api.body;
  const web::Response enact = post_as(boss_, address + "/enact", "from=1+September+2030");
  EXPECT_TRUE(has(enact.body, "Fenwater ends")) << enact.body;
  EXPECT_TRUE(has(page.body, "to be appointed")) << "the lead headteacher of Harbour goes";
}

TEST_F(EffectsTest, ACountysPlanSaysWhatItChangesForSteeringGroups) {
  design::Scenario scenario;
  scenario.name = "Clusters of Eastmarch";
  scenario.on = day(2026, 12, 1);
  scenario.which.authorities = {"918"};
  const design::PlanId id = planned(scenario, "990849", "");
  const web::Response page = get_as(boss_, "/plans/" + std::to_string(id.value) + "/effects");
  EXPECT_TRUE(has(page.body, "steering group")) << page.body;
  EXPECT_TRUE(has(page.body, "headteacher of Wenbridge North High School")) << page.body;
  EXPECT_TRUE(has(page.body, "no scheme of delegation is in force"));
}

TEST_F(EffectsTest, WhatChangesNothingIsToldOfNoBoard) {
  const sql::Lease lease = sql::must(database_->read());
  const design::Scenario scenario = of_trust();
  const design::Facts facts = sql::must(design::load_facts(*lease, scenario, {}));
  const design::Plan today = design::plan_of_today(facts);
  const design::PlanChange change{scenario, facts, today, today, scenario.on};
  EXPECT_TRUE(regrouping_of(change).ends.empty());
  for (const design::Effect& each : sql::must(plan_contributors().effects(*lease, change))) {
    EXPECT_NE(each.part, "Boards") << each.subject;
    EXPECT_NE(each.part, "Who decides") << each.subject;
  }
}

}  // namespace
}  // namespace app

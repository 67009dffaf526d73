// Scenarios and plans in the database: versions, conflicts, publication, the audit trail.
#include "design/store.hpp"

#include "access/store_audit.hpp"
#include "design/store_named.hpp"
#include "design/store_testing.hpp"

namespace design {
namespace {

using sql::code_of;
using sql::must;

class DesignStore : public StoreTest {
 protected:
  std::string last_act() {
    const auto found = must(guard::search_audit(*lease(), {}, 1));
    return found.front().act.action + " " + found.front().act.subject.name;
  }
  PlanId plan_of(ScenarioId scenario, PlanKind kind = PlanKind::Today) {
    const Facts now = facts();
    return must(make_plan(*lease(), scenario,
                          {"Today", kind, "Today's clusters", plan_text(plan_of_today(now), now)},
                          by("Ada Marsh")));
  }
};

TEST_P(DesignStore, loads_the_facts_of_a_county) {
  const Facts now = facts();
  ASSERT_EQ(now.schools.size(), 12U);
  EXPECT_EQ(now.today.size(), 3U);
  EXPECT_EQ(now.owner_name, "Eastmarch");
  EXPECT_TRUE(now.owner_is_authority);
  EXPECT_TRUE(is_secondary(now.schools[0]));
  EXPECT_TRUE(now.schools[0].leads_today);
  EXPECT_TRUE(now.schools[0].funded_today);
  EXPECT_EQ(now.schools[3].today, 1);
  EXPECT_DOUBLE_EQ(now.travel->minutes(0, 1), 5);
  Scenario other = county();
  other.which.leaving = {990001};
  other.which.phases = {registry::Phase::Secondary};
  other.which.joining = {990002};
  const Facts few = must(load_facts(*lease(), other, {}));
  ASSERT_EQ(few.schools.size(), 3U);
  EXPECT_TRUE(few.schools.back().joining);
  other.which.authorities = {"999"};
  EXPECT_EQ(code_of(load_facts(*lease(), other, {})), "authority_not_found");
  other = county();
  other.which.phases = {registry::Phase::Nursery};
  EXPECT_EQ(code_of(load_facts(*lease(), other, {})), "nothing_to_group");
  other = county();
  other.travel = TravelBy::Roads;
  other.travel_file = "missing.osm.pbf";
  EXPECT_EQ(code_of(load_facts(*lease(), other, {})), "file_unreadable");
}

TEST_P(DesignStore, takes_the_schools_of_districts) {
  Scenario west = county();
  west.which.districts = {"west march"};
  EXPECT_EQ(must(load_facts(*lease(), west, {})).schools.size(), 7U);
  west.which.districts.push_back("East March");
  EXPECT_EQ(must(load_facts(*lease(), west, {})).schools.size(), 12U);
  west.which.districts = {"Nowhere"};
  EXPECT_EQ(code_of(load_facts(*lease(), west, {})), "nothing_to_group");
  EXPECT_EQ(must(district_called(*lease(), "EAST MARCH", west.on)), "East March");
  for (const auto& [text, said] : {std::pair("March", "There is East March, West March."),
                                   std::pair("Atlantis", "national register")}) {
    const auto found = district_called(*lease(), text, west.on);
    ASSERT_EQ(code_of(found), "bad_scenario");
    EXPECT_EQ(found.error().field, "district");
    EXPECT_NE(found.error().message.find(said), std::string::npos) << found.error().message;
  }
}

TEST_P(DesignStore, keeps_a_bench_until_something_changes) {
  Benches benches({});
  const BenchPtr first = must(benches.of(*lease(), county()));
  EXPECT_EQ(must(benches.of(*lease(), county())), first);
  Scenario other = county();
  other.weights.moves = 3;
  EXPECT_NE(must(benches.of(*lease(), other)), first);
  EXPECT_EQ(must(benches.of(*lease(), county())), first);
}

TEST_P(DesignStore, two_people_do_not_overwrite_each_other) {
  const ScenarioId id = made();
  Scenario mine = county();
  mine.weights.moves = 5;
  EXPECT_EQ(must(save_scenario(*lease(), id, 1, mine, by("Ada Marsh"))), 2);
  EXPECT_EQ(last_act(), "scenario.change Eastmarch");
  Scenario theirs = county();
  theirs.name = "Other";
  const auto refused = save_scenario(*lease(), id, 1, theirs, by("Ben Fen"));
  ASSERT_EQ(code_of(refused), "scenario_conflict");
  EXPECT_NE(refused.error().message.find("Ada Marsh saved version 2"), std::string::npos);
  const StoredScenario now = must(scenario(*lease(), id));
  EXPECT_EQ(now.row.version, 2);
  EXPECT_EQ(now.scenario.weights.moves, 5);
  EXPECT_EQ(must(scenario(*lease(), id, 1)).scenario.weights.moves, 0);
  const auto versions = must(scenario_versions(*lease(), id));
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].what, "added weight moves: 5");
  EXPECT_EQ(code_of(save_scenario(*lease(), ScenarioId{99}, 1, mine, by("Ada Marsh"))),
            "scenario_not_found");
  EXPECT_EQ(code_of(scenario_versions(*lease(), ScenarioId{99})), "scenario_not_found");
  mine.name.clear();
  EXPECT_EQ(code_of(save_scenario(*lease(), id, 2, mine, by("Ada Marsh"))), "bad_scenario");
}

TEST_P(DesignStore, copies_and_puts_away) {
  const ScenarioId id = made();
  const ScenarioId copy = must(copy_scenario(*lease(), id, "Second", by("Ben Fen")));
  EXPECT_EQ(must(scenario(*lease(), copy)).row.copied_from, id.value);
  EXPECT_EQ(must(scenario(*lease(), copy)).row.name, "Second");
  must(archive_scenario(*lease(), id, true, by("Ben Fen")));
  ASSERT_EQ(must(scenarios(*lease(), false)).size(), 1U);
  EXPECT_EQ(must(scenarios(*lease(), true)).size(), 2U);
  must(archive_scenario(*lease(), id, false, by("Ben Fen")));
  EXPECT_EQ(must(scenarios(*lease(), false)).size(), 2U);
}

TEST_P(DesignStore, a_plan_keeps_its_versions_and_goes_back) {
  const ScenarioId scenario_id = made();
  const PlanId id = plan_of(scenario_id, PlanKind::Solver);
  const Facts now = facts();
  Hand hand;
  hand.schools = {3};
  hand.to = 0;
  const Handled handled = must(handle(plan_of_today(now), now, hand));
  const std::string text = plan_text(handled.plan, now);
  EXPECT_EQ(must(save_plan(*lease(), id, 1, text, handled.sentence, by("Ben Fen"))), 2);
  EXPECT_EQ(code_of(save_plan(*lease(), id, 1, text, "again", by("Ada Marsh"))), "plan_conflict");
  EXPECT_EQ(must(plan(*lease(), id)).row.kind, PlanKind::Hand);
  EXPECT_EQ(must(revert_plan(*lease(), id, 2, 1, by("Ada Marsh"))), 3);
  const std::string first = must(plan(*lease(), id, 1)).text;
  EXPECT_EQ(must(plan(*lease(), id)).text, first);
  EXPECT_EQ(must(plan_versions(*lease(), id)).front().what, "Went back to version 1");
  must(rename_plan(*lease(), id, "By hand", by("Ada Marsh")));
  EXPECT_EQ(last_act(), "plan.rename Today");
  EXPECT_EQ(code_of(rename_plan(*lease(), id, "", by("Ada Marsh"))), "bad_plan");
  const PlanId copy = must(copy_plan(*lease(), id, "Copy", by("Ada Marsh")));
  EXPECT_EQ(must(plans(*lease(), scenario_id)).size(), 2U);
  EXPECT_EQ(must(plan(*lease(), copy)).row.copied_from, id.value);
  EXPECT_EQ(code_of(plan(*lease(), PlanId{99})), "plan_not_found");
  EXPECT_EQ(code_of(plan_versions(*lease(), PlanId{99})), "plan_not_found");
}

TEST_P(DesignStore, what_is_published_stays_as_it_was) {
  const PlanId id = plan_of(made());
  const Publication publication{1, base::Date::from_iso("2026-03-31"), "Tell us."};
  must(publish_plan(*lease(), id, publication, by("Ada Marsh")));
  EXPECT_EQ(code_of(publish_plan(*lease(), id, publication, by("Ada Marsh"))), "plan_settled");
  EXPECT_EQ(code_of(save_plan(*lease(), id, 1, "", "", by("Ben Fen"))), "plan_settled");
  const PlanRow row = must(published_plans(*lease())).front();
  EXPECT_EQ(row.published_version, 1);
  EXPECT_EQ(row.answers_until, publication.answers_until);
  must(withdraw_plan(*lease(), id, by("Ada Marsh")));
  EXPECT_TRUE(must(published_plans(*lease())).empty());
  EXPECT_EQ(code_of(withdraw_plan(*lease(), id, by("Ada Marsh"))), "plan_settled");
  EXPECT_EQ(code_of(publish_plan(*lease(), id, {7, {}, ""}, by("Ada Marsh"))), "plan_conflict");
}

INSTANTIATE_TEST_SUITE_P(Engines, DesignStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace design

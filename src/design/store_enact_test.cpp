// Enacting: previews, one transaction, undo.
#include "design/store_enact.hpp"

#include "access/store_audit.hpp"
#include "base/text.hpp"
#include "design/store_testing.hpp"
#include "registry/store_reference.hpp"

namespace design {
namespace {

using sql::code_of;
using sql::must;

class Enacting : public StoreTest {
 protected:
  EnactOptions options(bool dry_run = false) const {
    EnactOptions made;
    made.from = *base::Date::from_iso("2026-09-01");
    made.today = today;
    made.now_s = now_s;
    made.reason = "The cabinet decided.";
    made.dry_run = dry_run;
    made.authorise = [](const registry::EditPreview&) {
      return base::Result<guard::Doer>(guard::command_doer());
    };
    return made;
  }
  // Schools 4 and 5 change places; 12 makes a cluster of its own with 11, Fen's others join Moor.
  PlanId planned(ScenarioId scenario) {
    const Facts now = facts();
    Plan plan = plan_of_today(now);
    plan.of[3] = 0;
    plan.of[4] = 1;
    plan.clusters[2].name = "Fen and sea";
    plan.clusters.push_back({{}, "Shore", "S", false});
    plan.of[10] = plan.of[11] = 3;
    return must(make_plan(*lease(), scenario, {"Plan", PlanKind::Hand, "", plan_text(plan, now)},
                          by("Ada Marsh")));
  }
  std::map<std::string, int> sizes(std::string_view on) {
    std::map<std::string, int> found;
    const sql::Lease own = lease();
    registry::Store store(*own);
    const auto reference = must(registry::Reference::read(*own));
    const base::Date day = *base::Date::from_iso(on);
    for (const auto& cluster : must(store.clusters(std::nullopt))) {
      for (const auto& each : must(store.members(reference, cluster.id, day))) {
        if (each.period.contains(day)) ++found[cluster.name];
      }
    }
    return found;
  }
};

using Sizes = std::map<std::string, int>;

TEST_P(Enacting, is_shown_done_and_undone) {
  const PlanId id = planned(made());
  const Enactment shown = must(enact_plan(database(), id, {}, options(true)));
  EXPECT_TRUE(shown.edits.empty());
  ASSERT_EQ(shown.sentences.size(), 6U);
  EXPECT_EQ(shown.sentences[2], "Move School D from Moor to Harbour from 1 September 2026");
  EXPECT_EQ(must(plan(*lease(), id)).row.state, PlanState::Draft);

  const Enactment done = must(enact_plan(database(), id, {}, options()));
  EXPECT_EQ(done.edits.size(), 6U);
  EXPECT_EQ(sizes("2026-08-31"), (Sizes{{"Fen and sea", 4}, {"Harbour", 4}, {"Moor", 4}}));
  EXPECT_EQ(sizes("2026-09-01"),
            (Sizes{{"Fen and sea", 2}, {"Harbour", 4}, {"Moor", 4}, {"Shore", 2}}));
  const PlanRow row = must(plan(*lease(), id)).row;
  EXPECT_EQ(row.state, PlanState::Enacted);
  EXPECT_EQ(row.enacted_from, options().from);
  EXPECT_EQ(code_of(enact_plan(database(), id, {}, options())), "plan_settled");
  EXPECT_EQ(must(guard::search_audit(*lease(), {}, 1)).front().act.action, "plan.enact");

  must(undo_enactment(database(), id, options()));
  EXPECT_EQ(sizes("2026-09-01"), (Sizes{{"Fen", 4}, {"Harbour", 4}, {"Moor", 4}}));
  EXPECT_EQ(must(plan(*lease(), id)).row.state, PlanState::Undone);
  EXPECT_EQ(code_of(undo_enactment(database(), id, options())), "plan_not_enacted");
  EXPECT_TRUE(must(guard::verify_audit(*lease())).whole());
  EXPECT_TRUE(enact_plan(database(), id, {}, options()).ok());
}

TEST_P(Enacting, merges_by_ending_a_cluster) {
  const Facts now = facts();
  Hand merge;
  merge.kind = HandKind::Merge;
  merge.cluster = 0;
  merge.to = 2;
  const Plan plan = must(handle(plan_of_today(now), now, merge)).plan;
  const ScenarioId scenario_id = made();
  const PlanId id = must(make_plan(
      *lease(), scenario_id, {"Two", PlanKind::Hand, "", plan_text(plan, now)}, by("Ada Marsh")));
  must(enact_plan(database(), id, {}, options()));
  EXPECT_EQ(sizes("2026-09-01"), (Sizes{{"Harbour", 8}, {"Moor", 4}}));
  EXPECT_EQ(sizes("2026-08-31")["Fen"], 4);
}

TEST_P(Enacting, ends_no_cluster_with_schools_that_the_scenario_leaves_out) {
  Scenario primaries = county();
  primaries.which.phases = {registry::Phase::Primary};
  const ScenarioId scenario_id = must(make_scenario(*lease(), primaries, by("Ada Marsh")));
  const Facts now = must(load_facts(*lease(), primaries, {}));
  Hand merge;
  merge.kind = HandKind::Merge;
  merge.cluster = 0;
  merge.to = 2;
  const Plan plan = must(handle(plan_of_today(now), now, merge)).plan;
  const PlanId id = must(make_plan(
      *lease(), scenario_id, {"Two", PlanKind::Hand, "", plan_text(plan, now)}, by("Ada Marsh")));
  const Enactment made = must(enact_plan(database(), id, {}, options()));
  EXPECT_EQ(sizes("2026-09-01"), (Sizes{{"Fen", 1}, {"Harbour", 7}, {"Moor", 4}}));
  EXPECT_NE(base::join(made.remarks, " ").find("School I is not of the scenario, and stays in Fen"),
            std::string::npos);
}

TEST_P(Enacting, leaves_schools_alone_that_the_plan_does_not_know_and_ends_whom_it_takes_out) {
  const ScenarioId scenario_id = made();
  const Facts now = facts();
  Plan plan = plan_of_today(now);
  plan.of[1] = plan.of[2] = no_place;  // nobody said so of the third
  plan.pinned[1] = 1;
  const PlanId id = must(make_plan(
      *lease(), scenario_id, {"Out", PlanKind::Hand, "", plan_text(plan, now)}, by("Ada Marsh")));
  const Enactment made = must(enact_plan(database(), id, {}, options()));
  ASSERT_EQ(made.sentences.size(), 1U);
  EXPECT_EQ(made.remarks,
            std::vector<std::string>{"School C is not known to the plan, and stays where it is."});
  EXPECT_EQ(sizes("2026-09-01")["Harbour"], 3);
  const sql::Lease own = lease();
  const auto effects = must(
      effects_of(*own, registry_contributors(), must(design::plan(*own, id)), {}, options().from));
  EXPECT_TRUE(std::none_of(effects.begin(), effects.end(),
                           [](const Effect& each) { return each.subject == "School C"; }));
}

TEST_P(Enacting, refuses_and_then_changes_nothing) {
  const ScenarioId scenario_id = made();
  const PlanId id = planned(scenario_id);
  EnactOptions refused = options();
  refused.authorise = [](const registry::EditPreview&) {
    return base::Result<guard::Doer>(base::make_error("not_allowed", "Not yours."));
  };
  const auto before = sizes("2026-09-01");
  EXPECT_EQ(code_of(enact_plan(database(), id, {}, refused)), "not_allowed");
  EXPECT_EQ(sizes("2026-09-01"), before);
  EnactOptions late = options();
  late.seen_version = 7;
  EXPECT_EQ(code_of(enact_plan(database(), id, {}, late)), "plan_conflict");
  const Facts now = facts();
  const PlanId same = must(make_plan(
      *lease(), scenario_id, {"Today", PlanKind::Today, "", plan_text(plan_of_today(now), now)},
      by("Ada Marsh")));
  EXPECT_EQ(code_of(enact_plan(database(), same, {}, options())), "nothing_to_enact");
  Scenario all = county();
  all.which.authorities.clear();
  const ScenarioId everywhere = must(make_scenario(*lease(), all, by("Ada Marsh")));
  const PlanId ownerless =
      must(make_plan(*lease(), everywhere, {"All", PlanKind::Hand, "", ""}, by("Ada Marsh")));
  EXPECT_EQ(code_of(enact_plan(database(), ownerless, {}, options())), "plan_without_owner");
}

TEST_P(Enacting, does_only_what_was_seen) {
  const PlanId id = planned(made());
  EnactOptions seen = options();
  seen.seen_preview = must(enact_plan(database(), id, {}, options(true))).version;
  registry::EditRequest rename;
  rename.cluster = must(registry::Store(*lease()).cluster_by_text("Harbour"));
  rename.edit.kind = registry::EditKind::ClusterRename;
  rename.edit.name = "Quay";
  registry::SaveOptions save;
  save.today = today;
  save.authorise = seen.authorise;
  must(registry::save_edit(database(), rename, "", save));
  EXPECT_EQ(code_of(enact_plan(database(), id, {}, seen)), "enact_conflict");
  EXPECT_EQ(must(plan(*lease(), id)).row.state, PlanState::Draft);
  EXPECT_EQ(sizes("2026-09-01")["Fen"], 4);
  seen.seen_preview = must(enact_plan(database(), id, {}, options(true))).version;
  EXPECT_EQ(must(enact_plan(database(), id, {}, seen)).version, seen.seen_preview);

  EnactOptions back = options();
  back.seen_preview = "what was never shown";
  EXPECT_EQ(code_of(undo_enactment(database(), id, back)), "enact_conflict");
  back.seen_preview = must(undo_enactment(database(), id, options(true))).version;
  EXPECT_TRUE(undo_enactment(database(), id, back).ok());
}

TEST_P(Enacting, names_the_edit_that_cannot_be_made) {
  const Facts now = facts();
  Plan plan = plan_of_today(now);
  plan.clusters.push_back({{}, "Moor", "S", false});
  plan.of[10] = plan.of[11] = 3;
  const ScenarioId scenario_id = made();
  const PlanId id = must(make_plan(
      *lease(), scenario_id, {"Two Moors", PlanKind::Hand, "", plan_text(plan, now)}, by("Ada")));
  const auto refused = enact_plan(database(), id, {}, options());
  EXPECT_EQ(code_of(refused), "enact_failed");
  EXPECT_NE(refused.error().message.find("Make Moor: "), std::string::npos)
      << refused.error().message;
  EXPECT_EQ(sizes("2026-09-01")["Fen"], 4);
}

TEST_P(Enacting, exchanges_names_and_gives_letters) {
  const Facts now = facts();
  Plan plan = plan_of_today(now);
  std::swap(plan.clusters[0].name, plan.clusters[1].name);
  std::swap(plan.clusters[0].letter, plan.clusters[1].letter);
  const ScenarioId scenario_id = made();
  const PlanId id = must(make_plan(*lease(), scenario_id,
                                   {"Names", PlanKind::Hand, "", plan_text(plan, now)}, by("Ada")));
  EXPECT_EQ(must(enact_plan(database(), id, {}, options())).edits.size(), 5U);
  const sql::Lease own = lease();
  std::map<std::int64_t, std::string> called;
  for (const registry::ClusterRow& each : must(registry::Store(*own).clusters(std::nullopt))) {
    called[each.id.value] = each.name + each.letter;
  }
  EXPECT_EQ(called[now.today[0].id.value], "MoorB");
  EXPECT_EQ(called[now.today[1].id.value], "HarbourA");
}

TEST_P(Enacting, effects_come_from_all_contributors) {
  Contributors contributors = registry_contributors();
  contributors.add([](sql::Connection&, const PlanChange& change) {
    return base::Result<std::vector<Effect>>(std::vector<Effect>{
        {"Boards", EffectKind::Trouble, change.plan.clusters[0].name, 0, "a board", "none"}});
  });
  const Facts now = facts();
  const Scenario scenario = county();
  const Plan today = plan_of_today(now);
  Plan plan = today;
  plan.of[0] = 1;
  const auto found =
      must(contributors.effects(*lease(), {scenario, now, today, plan, scenario.on}));
  EXPECT_EQ(found.front().part, "Memberships");
  EXPECT_EQ(found.back().part, "Boards");
}

INSTANTIATE_TEST_SUITE_P(Engines, Enacting, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace design

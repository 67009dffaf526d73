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
    plan.of[10] = plan.of[11] = static_cast<int>(plan.clusters.size()) - 1;
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

// With memberships beside each other and memberships to come.
class EnactingBeside : public Enacting {
 protected:
  void save(registry::EditKind kind, std::string_view cluster, std::int64_t urn,
            std::string_view from, std::string_view to = "") {
    registry::EditRequest request;
    request.edit.kind = kind;
    request.edit.urn = urn;
    request.edit.from = *base::Date::from_iso(from);
    if (kind == registry::EditKind::ClusterMake) {
      request.organisation = must(registry::Store(*lease()).authority("Eastmarch"));
      request.edit.name = cluster;
      request.edit.letter = "Z";
      request.edit.cluster_kind = "cluster";
    } else {
      request.cluster = must(registry::Store(*lease()).cluster_by_text(cluster));
    }
    if (!to.empty()) request.to_cluster = must(registry::Store(*lease()).cluster_by_text(to));
    request.edit.funding = kind == registry::EditKind::MembershipMove;
    registry::SaveOptions options;
    options.today = today;
    options.authorise = this->options().authorise;
    must(registry::save_edit(database(), request, "", options));
  }
  void add(std::string_view cluster, std::int64_t urn, std::string_view from) {
    save(registry::EditKind::MembershipAdd, cluster, urn, from);
  }
  // "Harbour until 31 August 2026, funding; Moor since 1 September 2026"
  std::string belongings(std::int64_t urn) {
    const sql::Lease own = lease();
    auto rows = must(own->query(
        "SELECT c.name, m.from_on, m.until_on, m.funding FROM cluster_membership m JOIN cluster c "
        "ON c.id = m.cluster_id WHERE m.school_id = $1 AND m.until_on > $2 ORDER BY m.from_on, "
        "c.name, m.funding",
        {must(registry::Store(*own).school_of_urn(urn)), options().from}));
    std::string text;
    while (must(rows.next())) {
      text += (text.empty() ? "" : "; ") + std::string(rows.text(0)) + " " +
              base::Period(rows.date(1), rows.date(2)).describe() +
              (rows.integer(3) != 0 ? ", funding" : "");
    }
    return text;
  }
  std::string all_belongings() {
    std::string text;
    for (std::int64_t urn = 990001; urn <= 990012; ++urn) text += belongings(urn) + "\n";
    return text;
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

TEST_P(EnactingBeside, leaves_each_school_what_the_plan_gives_it_of_the_clusters_that_it_redraws) {
  using enum registry::EditKind;
  add("Harbour", 990004, "2020-09-01");  // beside Moor; the plan has it in Harbour
  add("Fen", 990005, "2020-09-01");      // beside Harbour; the plan has it in Moor
  add("Moor", 990009, "2020-09-01");     // beside Fen, where the plan leaves it
  add("Harbour", 990006, "2028-09-01");  // beside Moor, where the plan leaves it
  save(MembershipMove, "Harbour", 990002, "2028-09-01", "Moor");
  const std::string before = all_belongings();
  const PlanId id = planned(made());
  std::vector<Effect> effects;
  {
    const sql::Lease own = lease();
    effects = must(effects_of(*own, registry_contributors(), must(design::plan(*own, id)), {},
                              options().from));
  }
  const auto effect = [&](std::int64_t urn) -> std::string {
    for (const Effect& each : effects) {
      if (each.urn == urn && each.part == "Memberships") {
        return each.before + " > " + each.after + " " + each.note;
      }
    }
    return "";
  };
  EXPECT_EQ(effect(990004), "Moor and Harbour > Harbour ");
  EXPECT_EQ(effect(990005), "Harbour and Fen > Moor It leaves Fen too.");
  EXPECT_EQ(effect(990009), "");

  const Enactment made = must(enact_plan(database(), id, {}, options()));
  const auto says = [&](std::string_view sentence) {
    return std::count(made.sentences.begin(), made.sentences.end(), sentence);
  };
  EXPECT_EQ(says("End the membership of School D in Moor from 1 September 2026"), 1);
  EXPECT_EQ(says("Make Harbour the funding cluster of School D from 1 September 2026"), 1);
  EXPECT_EQ(says("End the membership of School B in Moor from 1 September 2028"), 1);
  EXPECT_EQ(says("Add School B to Harbour from 1 September 2028, as its funding cluster"), 1);
  EXPECT_EQ(belongings(990004), "Harbour since 1 September 2026, funding");
  EXPECT_EQ(belongings(990005), "Moor since 1 September 2026, funding");
  EXPECT_EQ(belongings(990009),
            "Fen and sea since 1 September 2018, funding; Moor since 1 September 2020");
  EXPECT_EQ(belongings(990006), "Moor since 1 September 2018, funding");
  EXPECT_EQ(belongings(990002),
            "Harbour 1 September 2018 to 31 August 2028, funding; "
            "Harbour since 1 September 2028, funding");
  must(undo_enactment(database(), id, options()));
  EXPECT_EQ(all_belongings(), before);
}

TEST_P(EnactingBeside, keeps_what_schools_have_in_clusters_that_it_leaves_as_they_are) {
  using enum registry::EditKind;
  save(ClusterMake, "Coast", 0, "2020-09-01");
  add("Coast", 990007, "2020-09-01");
  add("Coast", 990008, "2028-09-01");
  add("Coast", 990011, "2028-09-01");  // this one goes from Fen to Shore before
  add("Coast", 990005, "2020-09-01");  // and this one from Harbour to Moor
  const std::string before = all_belongings();
  const PlanId id = planned(made());
  const Enactment made = must(enact_plan(database(), id, {}, options()));
  EXPECT_EQ(made.remarks, (std::vector<std::string>{"School E stays in Coast too.",
                                                    "School G stays in Coast too."}));
  EXPECT_EQ(belongings(990007),
            "Moor since 1 September 2018, funding; Coast since 1 September 2020");
  EXPECT_EQ(belongings(990008),
            "Moor since 1 September 2018, funding; Coast since 1 September 2028");
  EXPECT_EQ(belongings(990011), "Shore since 1 September 2026, funding");
  EXPECT_EQ(belongings(990005),
            "Coast since 1 September 2020; Moor since 1 September 2026, "
            "funding");
  must(undo_enactment(database(), id, options()));
  EXPECT_EQ(all_belongings(), before);
}

TEST_P(EnactingBeside, brings_forward_what_was_to_come) {
  using enum registry::EditKind;
  save(MembershipEnd, "Fen", 990012, "2024-09-01");
  add("Fen", 990012, "2028-09-01");
  const std::string before = all_belongings();
  const ScenarioId scenario = made();
  const Facts now = facts();
  Plan plan = plan_of_today(now);
  plan.of[11] = 2;
  const PlanId id = must(make_plan(
      *lease(), scenario, {"Early", PlanKind::Hand, "", plan_text(plan, now)}, by("Ada Marsh")));
  EXPECT_EQ(must(enact_plan(database(), id, {}, options())).sentences,
            (std::vector<std::string>{
                "End the membership of School L in Fen from 1 September 2028",
                "Add School L to Fen from 1 September 2026, as its funding cluster"}));
  EXPECT_EQ(belongings(990012), "Fen since 1 September 2026, funding");
  must(undo_enactment(database(), id, options()));
  EXPECT_EQ(all_belongings(), before);
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
INSTANTIATE_TEST_SUITE_P(Engines, EnactingBeside, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace design

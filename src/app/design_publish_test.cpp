// The designer's pages of consulting and enacting, by who may and who may not, as requests.
#include "app/site_testing.hpp"
#include "design/store_enact.hpp"
#include "registry/store_edit.hpp"
#include "registry/store_units.hpp"

namespace app {
namespace {

const std::string encoded_day = "from=1+September+2030";

class PublishTest : public SiteTest {
 protected:
  PublishTest() { import_county(GUILDHALL_SOURCE_DIR "/data/demo"); }

  // Moves the first school of the first cluster of plan 2 to the second.
  std::int64_t move_a_school() {
    const sql::Lease lease = sql::must(database_->write());
    design::Benches benches{design::TravelPlaces{}};
    const design::OnTable table =
        sql::must(design::on_table(*lease, benches, design::PlanId{2}, 0));
    const design::Facts& facts = table.bench->facts;
    design::Hand hand;
    hand.schools = {design::members_of(table.read.plan).front().front()};
    hand.to = 1;
    moved_urn_ = facts.schools[static_cast<std::size_t>(hand.schools.front())].urn;
    moved_name_ = facts.schools[static_cast<std::size_t>(hand.schools.front())].name;
    const design::Handled handled = sql::must(design::handle(table.read.plan, facts, hand));
    return sql::must(design::save_plan(*lease, design::PlanId{2}, table.stored.row.version,
                                       design::plan_text(handled.plan, facts), handled.sentence,
                                       {guard::command_doer("A test."), now}));
  }
  std::string with_role(guard::Role role, guard::UnitKind kind, const std::string& words) {
    const auto unit = sql::must(find_unit(*sql::must(database_->read()), kind, words, today()));
    return person("Somebody", guard::Grant{{}, role, unit, base::Period::since(today())});
  }
  std::string editor() {
    return with_role(guard::Role::Editor, guard::UnitKind::Authority, "Eastmarch");
  }
  design::PlanRow plan(std::int64_t id) {
    return sql::must(design::plan(*sql::must(database_->read()), design::PlanId{id})).row;
  }
  static bool has(const web::Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
  }
  // The value of a hidden field.
  static std::string hidden(const web::Response& page, const std::string& name) {
    const std::string before = "name=\"" + name + "\" value=\"";
    const std::size_t at = page.body.find(before);
    if (at == std::string::npos) return "";
    return page.body.substr(at + before.size(),
                            page.body.find('"', at + before.size()) - at - before.size());
  }
  // What the page of a preview would send to save.
  web::Response save(const std::string& session, const std::string& path, const std::string& body) {
    const web::Response shown = post_as(session, path, body);
    return send_again(session, path, body, shown);
  }
  web::Response send_again(const std::string& session, const std::string& path,
                           const std::string& body, const web::Response& shown) {
    return post_as(session, path,
                   body + "&step=save&version=" + hidden(shown, "version") +
                       "&preview=" + hidden(shown, "preview"));
  }
  void rename_cluster(const std::string& name) {
    registry::EditRequest wanted;
    wanted.cluster = registry::ClusterId{1};
    wanted.edit.kind = registry::EditKind::ClusterRename;
    wanted.edit.name = name;
    save_edit(wanted);
  }
  registry::ClusterId cluster_called(std::string_view name) {
    const sql::Lease lease = sql::must(database_->read());
    return sql::must(registry::Store(*lease).cluster_by_text(name));
  }
  // The school that moves has another cluster too, from the first of September.
  void add_to_cluster(std::string_view cluster, int year) {
    registry::EditRequest wanted;
    wanted.cluster = cluster_called(cluster);
    wanted.edit.kind = registry::EditKind::MembershipAdd;
    wanted.edit.urn = moved_urn_;
    wanted.edit.from = day(year, 9, 1);
    save_edit(wanted);
  }
  void save_edit(const registry::EditRequest& wanted) {
    registry::SaveOptions options;
    options.today = today();
    options.now_s = now;
    options.authorise = [](const registry::EditPreview&) { return guard::command_doer(); };
    sql::must(registry::save_edit(*database_, wanted, "", options));
  }
  std::int64_t moved_urn_ = 0;
  std::string moved_name_;
};

TEST_F(PublishTest, APlanIsPublishedReadAndWithdrawn) {
  const std::string version = std::to_string(move_a_school());
  const std::string ada = editor();
  EXPECT_EQ(get("/consultations/2").status, 404);
  EXPECT_TRUE(has(get_as(ada, "/plans/2/publish"), "Publish for consultation"));

  const std::string wanted = "note=Tell+us+what+we+missed&version=" + version;
  const web::Response past = post_as(ada, "/plans/2/publish", wanted + "&until=1+May+2020");
  EXPECT_EQ(past.status, 400);
  EXPECT_TRUE(has(past, "1 May 2020 is over"));
  EXPECT_TRUE(has(past, "Tell us what we missed")) << "what was typed stays";
  EXPECT_EQ(post_as(ada, "/plans/2/publish", wanted + "&until=soon").error_code, "bad_date");
  const web::Response late = post_as(ada, "/plans/2/publish", "note=x&version=1");
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.error_code, "plan_conflict");

  const web::Response sent = post_as(ada, "/plans/2/publish", wanted + "&until=31+January+2030");
  EXPECT_EQ(sent.status, 303);
  EXPECT_TRUE(has(get_as(ada, "/plans/2/publish", "done=published"), "It is published"));
  const web::Response read = get("/consultations/2");
  EXPECT_EQ(read.status, 200);
  EXPECT_TRUE(has(read, "Tell us what we missed"));
  EXPECT_TRUE(has(read, "until 31 January 2030"));
  EXPECT_TRUE(has(read, "1 of 1"));
  EXPECT_EQ(post_as(ada, "/plans/2/publish", wanted).error_code, "plan_settled");

  EXPECT_EQ(post_as(ada, "/plans/2/withdraw").status, 303);
  EXPECT_EQ(get("/consultations/2").status, 404);
  EXPECT_TRUE(has(get_as(ada, "/plans/2/publish", "done=withdrawn"), "It is a draft again"));
  EXPECT_EQ(post_as(ada, "/plans/2/withdraw").error_code, "plan_settled");
}

TEST_F(PublishTest, WhatIsOverOrDecidedIsNotOutForConsultation) {
  move_a_school();
  const std::string ada = editor();
  const std::string none = "No plan is out for consultation just now.";
  const std::string proposal = "It is a proposal.";
  ASSERT_EQ(post_as(ada, "/plans/2/publish", "version=2&until=22+November+2026").status, 303);
  EXPECT_FALSE(has(get("/designer"), none));
  EXPECT_FALSE(has(get("/designer"), "h-over"));
  EXPECT_TRUE(has(get("/consultations/2"), proposal));
  guard::FrontRules later = rules();
  later.today = [] { return day(2026, 11, 23); };
  build(std::move(later));
  EXPECT_TRUE(has(get("/designer"), none));
  EXPECT_TRUE(has(get("/designer"), "Answers were wanted until 22 November 2026"));
  EXPECT_TRUE(has(get("/consultations/2"), proposal)) << "that it is over decides nothing";

  ASSERT_EQ(save(ada, "/plans/2/enact", encoded_day).status, 303);
  EXPECT_TRUE(has(get("/designer"), none));
  EXPECT_TRUE(has(get("/designer"), "h-decided"));
  EXPECT_TRUE(has(get("/designer"), "Holds from 1 September 2030"));
  EXPECT_FALSE(has(get("/designer"), "h-over"));
  EXPECT_TRUE(has(get("/consultations/2"), "It has been decided"));
  EXPECT_FALSE(has(get("/consultations/2"), proposal));
}

TEST_F(PublishTest, EverybodyFindsTheirSchool) {
  move_a_school();
  const std::string ada = editor();
  ASSERT_EQ(post_as(ada, "/plans/2/publish", "version=2&until=22+November+2026").status, 303);
  const std::string urn = std::to_string(moved_urn_);
  EXPECT_TRUE(has(get("/consultations/2", "school=" + urn), "would change its cluster."));
  EXPECT_TRUE(has(get("/consultations/2", "school=zebra"), "No school of this plan is called"));
  EXPECT_TRUE(has(get("/consultations/2", "school=school"), "Which one do you mean?") ||
              has(get("/consultations/2", "school=school"), "The first of them:"));
  EXPECT_TRUE(has(get("/consultations/2"), "What do you think?")) << "the last day counts";
  guard::FrontRules later = rules();
  later.today = [] { return day(2026, 11, 23); };
  build(std::move(later));
  EXPECT_TRUE(has(get("/consultations/2"), "This consultation is over"));

  for (const auto& [file, type, name] :
       {std::tuple{"plan.csv", "text/csv; charset=utf-8", "plan-2.csv"},
        std::tuple{"measures.csv", "text/csv; charset=utf-8", "plan-2-measures.csv"},
        std::tuple{"plan.geojson", "application/geo+json", "plan-2.geojson"},
        std::tuple{"map.svg", "image/svg+xml", "plan-2.svg"}}) {
    const web::Response sent = get(std::string("/consultations/2/") + file);
    EXPECT_EQ(sent.status, 200) << file;
    EXPECT_EQ(sent.content_type, type);
    EXPECT_NE(header_of(sent, "Content-Disposition").find(name), std::string::npos);
    EXPECT_EQ(get_as(ada, std::string("/plans/2/") + file).body, sent.body);
    EXPECT_EQ(get(std::string("/plans/2/") + file).status, 303) << "drafts are not for everybody";
  }
}

TEST_F(PublishTest, WhoMayNotIsRefusedAndWhoMayOnlyReadSees) {
  move_a_school();
  const std::string mo = person("Mo", {});
  for (const char* page : {"publish", "effects", "enact", "undo", "plan.csv"}) {
    EXPECT_EQ(get_as(mo, std::string("/plans/2/") + page).status, 403) << page;
  }
  EXPECT_EQ(post_as(mo, "/plans/2/publish", "version=2").status, 403);
  guard::FrontRules closed = rules();
  closed.reading = guard::Reading::Members;
  build(std::move(closed));
  const std::string reader =
      with_role(guard::Role::Reader, guard::UnitKind::Authority, "Eastmarch");
  EXPECT_EQ(get_as(reader, "/plans/2/effects").status, 200);
  EXPECT_EQ(get_as(reader, "/plans/2/publish").status, 403);
  EXPECT_EQ(post_as(reader, "/plans/2/withdraw").status, 403);
  const web::Response shown = post_as(reader, "/plans/2/enact", encoded_day);
  EXPECT_EQ(shown.status, 200);
  EXPECT_TRUE(has(shown, "You may not do this"));
  EXPECT_EQ(hidden(shown, "preview"), "") << "there is nothing to press";
  EXPECT_EQ(
      post_as(reader, "/plans/2/enact", encoded_day + "&step=save&version=2&preview=x").status,
      403);
  EXPECT_EQ(plan(2).state, design::PlanState::Draft);
}

TEST_F(PublishTest, EffectsSayWhatChanges) {
  move_a_school();
  const std::string ada = editor();
  const web::Response page = get_as(ada, "/plans/2/effects");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, moved_name_));
  EXPECT_TRUE(has(page, "Lead schools"));
  EXPECT_EQ(get_as(ada, "/plans/2/effects", "format=json").content_type, "application/json");
  EXPECT_EQ(get_as(ada, "/plans/2/effects", "from=soon").status, 400);
}

TEST_F(PublishTest, APlanIsEnactedSeenOnBothDaysAndUndone) {
  move_a_school();
  const std::string ada = editor();
  EXPECT_EQ(post_as(ada, "/plans/2/enact", "from=").error_code, "bad_date");
  EXPECT_EQ(post_as(ada, "/plans/2/enact", "from=soon").error_code, "bad_date");
  const web::Response none = post_as(ada, "/plans/1/enact", "from=1+September+2026");
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(none.error_code, "nothing_to_enact");
  const web::Response shown = post_as(ada, "/plans/2/enact", encoded_day + "&reason=Cabinet");
  EXPECT_EQ(shown.status, 200);
  EXPECT_TRUE(has(shown, "would make the plan true from 1 September 2030."));
  EXPECT_TRUE(has(shown, "Move " + moved_name_));
  EXPECT_EQ(plan(2).state, design::PlanState::Draft);
  EXPECT_TRUE(has(post_as(ada, "/plans/2/enact", encoded_day + "&step=edit"), "1 September 2030"))
      << "what was typed stays";

  const web::Response done =
      send_again(ada, "/plans/2/enact", encoded_day + "&reason=Cabinet", shown);
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(header_of(done, "Location"), "/plans/2/enact?done=enacted");
  const web::Response after = get_as(ada, "/plans/2/enact", "done=enacted");
  EXPECT_TRUE(has(after, "/clusters?on=2030-08-31"));
  EXPECT_TRUE(has(after, "/clusters?on=2030-09-01"));
  EXPECT_TRUE(has(after, "See what undoing would change"));
  EXPECT_EQ(post_as(ada, "/plans/2/publish", "version=2").error_code, "plan_settled");
  const std::string school = "/schools/" + std::to_string(moved_urn_) + "?on=2030-09-01";
  EXPECT_TRUE(has(get("/clusters/2", "on=2030-09-01"), school));

  EXPECT_TRUE(has(get_as(ada, "/plans/2/undo"), "would take the enactment back"));
  const web::Response undone = save(ada, "/plans/2/undo", "reason=A+mistake");
  EXPECT_EQ(header_of(undone, "Location"), "/plans/2/enact?done=undone");
  EXPECT_TRUE(has(get_as(ada, "/plans/2/enact", "done=undone"), "The enactment is undone"));
  EXPECT_EQ(plan(2).state, design::PlanState::Undone);
  EXPECT_TRUE(has(get_as(ada, "/plans/2/undo"), "nothing to undo"));
  EXPECT_EQ(post_as(ada, "/plans/2/undo", "step=save&version=2&preview=x").error_code,
            "plan_not_enacted");
}

TEST_F(PublishTest, FurtherMembershipsAreShownAndUndone) {
  move_a_school();
  add_to_cluster("Wenbridge North", 2031);  // where the plan has it, but later
  add_to_cluster("Hollinstead", 2026);      // which the plan leaves as it is
  const std::string ada = editor();
  const web::Response shown = post_as(ada, "/plans/2/enact", encoded_day);
  EXPECT_EQ(shown.status, 200);
  EXPECT_TRUE(has(
      shown, "End the membership of " + moved_name_ + " in Wenbridge North from 1 September 2031"));
  EXPECT_TRUE(has(shown, moved_name_ + " stays in Hollinstead too"));
  ASSERT_EQ(send_again(ada, "/plans/2/enact", encoded_day, shown).status, 303);
  const auto is_in = [&](std::string_view cluster, const std::string& on) {
    const auto id = cluster_called(cluster);
    return has(get("/clusters/" + std::to_string(id.value), "on=" + on),
               "/schools/" + std::to_string(moved_urn_) + "?on=" + on);
  };
  EXPECT_TRUE(is_in("Wenbridge North", "2030-09-01"));
  EXPECT_TRUE(is_in("Hollinstead", "2030-09-01"));
  ASSERT_EQ(save(ada, "/plans/2/undo", "reason=A+mistake").status, 303);
  EXPECT_TRUE(is_in("Wenbridge North", "2031-09-01"));
}

TEST_F(PublishTest, OnlyWhatWasSeenIsEnacted) {
  move_a_school();
  const std::string ada = editor();
  const web::Response shown = post_as(ada, "/plans/2/enact", encoded_day);
  rename_cluster("Another name");
  const web::Response late = send_again(ada, "/plans/2/enact", encoded_day, shown);
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.error_code, "enact_conflict");
  EXPECT_TRUE(has(late, "Nothing is changed yet"));
  EXPECT_TRUE(has(late, "Another name"));
  EXPECT_EQ(plan(2).state, design::PlanState::Draft);
  EXPECT_EQ(send_again(ada, "/plans/2/enact", encoded_day, late).status, 303);
  EXPECT_EQ(plan(2).state, design::PlanState::Enacted);
}

TEST_F(PublishTest, APlanOfNobodysClustersIsNotEnacted) {
  design::Scenario all;
  all.name = "Everywhere";
  all.on = day(2026, 9, 1);
  {
    const sql::Lease lease = sql::must(database_->write());
    const design::Writing writing{guard::command_doer("A test."), now};
    const design::ScenarioId id = sql::must(design::make_scenario(*lease, all, writing));
    sql::must(design::make_plan(*lease, id, {"All", design::PlanKind::Hand, "", ""}, writing));
  }
  const web::Response page = post_as(administrator(), "/plans/3/enact", encoded_day);
  EXPECT_EQ(page.status, 400);
  EXPECT_EQ(page.error_code, "plan_without_owner");
}

TEST_F(PublishTest, ProgramsDoTheSameAndAreToldOfConflicts) {
  const std::string ada = editor();
  using enum web::Method;
  const web::Response made =
      ask(ada, Post, "/api/v1/scenarios", R"({"authority": "Eastmarch", "name": "By program"})");
  EXPECT_EQ(made.status, 201) << made.body;
  const std::string words = R"({"text": "name: Renamed\nauthority: 918\n"})";
  EXPECT_EQ(ask(ada, Put, "/api/v1/scenarios/2", words, "7").status, 412);
  EXPECT_EQ(ask(ada, Put, "/api/v1/scenarios/2", words, "1").status, 200);
  EXPECT_EQ(ask(person("Mo", {}), Put, "/api/v1/scenarios/2", words).status, 403);
  EXPECT_EQ(ask(ada, Put, "/api/v1/scenarios/2", R"({"text": "name: All\n"})").status, 403)
      << "a scenario of everybody is not an editor's of one authority";
  EXPECT_EQ(ask(ada, Post, "/api/v1/scenarios", R"({"preset": "none"})").status, 400);
  EXPECT_EQ(ask(ada, Post, "/api/v1/scenarios/2/runs", R"({"kind": "dance"})").status, 400);
  EXPECT_EQ(ask(ada, Post, "/api/v1/scenarios/2/runs", R"({"seconds": 1})").status, 201);

  move_a_school();
  const std::string pin = R"({"kind": "unpin", "schools": [)" + std::to_string(moved_urn_) + "]}";
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/hand", pin, "1").status, 412);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/hand", R"({"kind": "dance"})").status, 400);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/hand", pin, "2").status, 201);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/publish", "{}", "1").status, 412);
  const std::string enact = R"({"from": "2030-09-01"})";
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/enact", "{}").status, 400);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/enact", enact, "", "dry_run=true").status, 200);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/enact", enact, "seen").status, 412);
  EXPECT_EQ(plan(2).state, design::PlanState::Draft);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/enact", enact).status, 201);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/name", R"({"name": "No"})").status, 409);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/undo", "{}").status, 201);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/name", R"({"name": "Yes"})").status, 200);
  EXPECT_EQ(plan(2).name, "Yes");
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/revert", R"({"to": 1})", "1").status, 412);
  EXPECT_EQ(ask(ada, Post, "/api/v1/plans/2/revert", R"({"to": 1})").status, 200);
  EXPECT_EQ(plan(2).version, 4);
  EXPECT_EQ(ask(ada, Post, "/api/v1/runs/1/plan", R"({"moves": 1})").status, 400);
}

TEST_F(PublishTest, ReadersAreToldThatTheRegisterChangedSince) {
  move_a_school();
  const std::string ada = editor();
  EXPECT_EQ(post_as(ada, "/plans/2/publish", "version=2").status, 303);
  EXPECT_FALSE(has(get("/consultations/2"), "has changed since"));
  // The county of these tests was imported at the beginning of all time.
  sql::must(
      sql::must(database_->write())->run("UPDATE plan SET published_at = -1 WHERE id = 2", {}));
  EXPECT_TRUE(has(get("/consultations/2"), "has changed since"));
}

TEST_F(PublishTest, AScenarioOfAGroupIsMadeByItsUidOrName) {
  const std::string boss = administrator();
  using enum web::Method;
  for (const char* group : {"90002", "Lantern Schools Trust"}) {
    const web::Response made = ask(boss, Post, "/api/v1/scenarios",
                                   R"({"name": "Trust", "group": ")" + std::string(group) + "\"}");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_TRUE(has(made, "group: 90002")) << made.body;
  }
}

}  // namespace
}  // namespace app

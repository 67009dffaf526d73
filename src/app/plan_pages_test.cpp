// The pages of a plan as requests: what they say, changes by hand, conflicts, refusals.
#include <algorithm>

#include "app/site_testing.hpp"
#include "design/store_worker.hpp"
#include "web/json_read.hpp"

namespace app {
namespace {

// Plan 1 is today's clusters, plan 2 a copy to be changed by hand.
class PlanPagesTest : public SiteTest {
 protected:
  PlanPagesTest() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    boss_ = administrator();
  }

  web::Response by_hand(const std::string& body, int version = 1) {
    return post_as(boss_, "/plans/2/hand", "version=" + std::to_string(version) + "&" + body);
  }
  std::string page(const std::string& path, const std::string& query = "") {
    const web::Response response = get_as(boss_, path, query);
    EXPECT_EQ(response.status, 200) << path << response.error_detail;
    return response.body;
  }
  static void expect_words(const std::string& body, const std::vector<std::string>& words) {
    for (const std::string& each : words) {
      EXPECT_NE(body.find(each), std::string::npos) << each;
    }
  }
  static void expect_refused(const web::Response& response, const std::string& words) {
    EXPECT_EQ(response.status, 400) << words;
    EXPECT_EQ(response.error_code, "bad_plan") << words;
    expect_words(response.body, {"There is a problem", words});
  }
  std::int64_t newest() {
    const sql::Lease lease = sql::must(database_->read());
    return sql::must(design::plan(*lease, design::PlanId{2})).row.version;
  }
  std::string whose(guard::Role role, const std::string& authority) {
    const auto unit = sql::must(
        find_unit(*sql::must(database_->read()), guard::UnitKind::Authority, authority, today()));
    return person("Olive of " + authority,
                  guard::Grant{{}, role, unit, base::Period::since(today())});
  }
  design::Writing writing() { return {guard::command_doer("A test."), now}; }

  std::string boss_;
};

TEST_F(PlanPagesTest, APlanStandsBesideToday) {
  expect_words(page("/plans/1"), {"Today’s clusters as a plan", "Measures", "No proof"});
  const std::string body = page("/plans/2");
  expect_words(body, {"Plan 2: By hand", "No school changes cluster", "Measures side by side",
                      "Map of today’s clusters", "This plan was made by hand", "Estimated.",
                      "Saltmere Academy", "/plans/2/schools/990866", "/plans/2/clusters/1",
                      "Publish for consultation", "Copy and change", "/scenarios/1#h-plans",
                      "/plans/2/plan.csv", "History and name"});
}

TEST_F(PlanPagesTest, AMoveIsMadeSaidAndUndone) {
  const web::Response moved = by_hand("kind=move&urn=990867&to=Fenwater&at=plan");
  EXPECT_EQ(moved.status, 303);
  EXPECT_EQ(header_of(moved, "Location"), "/plans/2?done=2");
  expect_words(page("/plans/2", "done=2"),
               {"Moved Saltmere Quay Primary School from Saltmere to Fenwater", "Mean journey: ",
                "→", "Undo", "1 of ", "Pinned by hand", "1 school pinned by hand"});
  const web::Response undone = post_as(boss_, "/plans/2/revert", "version=2&to=1");
  EXPECT_EQ(header_of(undone, "Location"), "/plans/2?done=3");
  expect_words(page("/plans/2", "done=3"), {"Went back to version 1", "No school changes cluster"});
  // Said once: by another address it is over.
  EXPECT_EQ(page("/plans/2", "done=2").find("Success"), std::string::npos);
}

TEST_F(PlanPagesTest, EveryKindOfChangeCanBeMade) {
  const char* const bodies[] = {
      "kind=pin&urn=990867",
      "kind=unpin&urn=990867",
      "kind=lock&cluster=Saltmere",
      "kind=unlock&cluster=A",
      "kind=split&cluster=Saltmere&urn=990867&urn=990878",
      "kind=split&cluster=Fenwater",
      "kind=merge&cluster=Saltmere&to=Fenwater",
      "kind=rename&cluster=Saltmere&name=The+coast&letter=S",
      "kind=move&urn=990866&urn=990105&to=-",
  };
  int version = 1;
  for (const char* body : bodies) {
    const web::Response response = by_hand(body, version);
    EXPECT_EQ(response.status, 303) << body << response.body;
    ++version;
    EXPECT_EQ(newest(), version) << body;
  }
  expect_words(page("/plans/2"), {"The coast", "In no cluster: ", "Called Saltmere The coast"});
  expect_words(page("/plans/2/schools/990866"), {"is in no cluster of this plan", "Move it"});
}

TEST_F(PlanPagesTest, TwoAtOnceLoseNothing) {
  EXPECT_EQ(by_hand("kind=move&urn=990867&to=Fenwater").status, 303);
  const web::Response late = by_hand("kind=move&urn=990878&to=Fenwater&at=plan");
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.error_code, "plan_conflict");
  expect_words(late.body,
               {"Somebody else changed this plan meanwhile", "Agnes Marsh, version 2",
                "Moved Saltmere Quay Primary School from Saltmere to Fenwater",
                "Moved Gannet Bank Nursery School from Saltmere to Fenwater", "Do it all the same",
                "name=\"version\" value=\"2\"", "name=\"urn\" value=\"990878\""});
  EXPECT_EQ(newest(), 2);
  EXPECT_EQ(by_hand("kind=move&urn=990878&to=Fenwater&at=plan", 2).status, 303);
  // What somebody else made impossible says so.
  EXPECT_EQ(by_hand("kind=lock&cluster=Fenwater", 3).status, 303);
  const web::Response never = by_hand("kind=move&urn=990105&to=Fenwater", 3);
  EXPECT_EQ(never.status, 409);
  expect_words(never.body, {"It cannot be made any more", "Fenwater is locked"});
  const web::Response back = post_as(boss_, "/plans/2/revert", "version=3&to=1");
  EXPECT_EQ(back.status, 409);
  expect_words(back.body, {"Go back to version 1", "Locked Fenwater"});
  EXPECT_EQ(post_as(boss_, "/plans/2/revert", "version=4&to=99").status, 404);
}

TEST_F(PlanPagesTest, WhatIsPublishedIsCopied) {
  {
    const sql::Lease lease = sql::must(database_->write());
    sql::must(design::publish_plan(*lease, design::PlanId{2}, {1, {}, ""}, writing()));
  }
  for (const web::Response& each : {by_hand("kind=lock&cluster=Saltmere"),
                                    post_as(boss_, "/plans/2/revert", "version=1&to=1")}) {
    EXPECT_EQ(each.status, 409);
    EXPECT_EQ(each.error_code, "plan_settled");
    expect_words(each.body, {"This plan can no longer be changed", "/plans/2/copy"});
  }
  EXPECT_EQ(header_of(post_as(boss_, "/plans/2/copy"), "Location"), "/plans/3");
  expect_words(page("/plans/3"), {"Copy of By hand", "/plans/3/hand"});
  EXPECT_EQ(post_as(person("Mo", {}), "/plans/2/copy").error_code, "not_allowed");
  const std::string body = page("/plans/2");
  expect_words(body, {"Published for consultation", "/consultations/2"});
  EXPECT_EQ(body.find("/plans/2/hand"), std::string::npos);
}

TEST_F(PlanPagesTest, WhatCannotBeDoneComesBackToItsForm) {
  expect_refused(by_hand("at=plan"), "Choose what to do");
  expect_refused(by_hand("kind=stir&at=plan"), "Choose what to do");
  expect_refused(by_hand("kind=move&at=plan&to=Fenwater"), "Choose a school");
  expect_refused(by_hand("kind=move&at=plan&urn=990867"), "Choose a cluster");
  expect_refused(by_hand("kind=move&at=plan&urn=1&to=Fenwater"), "no school with the URN 1");
  expect_refused(by_hand("kind=move&at=plan&urn=990867&to=Nowhere"), "no cluster");
  expect_refused(by_hand("kind=unpin&at=school&urn=990867"), "Nothing would change");
  expect_refused(by_hand("kind=merge&at=cluster&cluster=Saltmere&to=Saltmere"),
                 "Choose two clusters");
  expect_refused(by_hand("kind=rename&at=cluster&cluster=Saltmere&name="), "Give the cluster");
  expect_refused(by_hand("kind=rename&at=cluster&cluster=Saltmere&name=Fenwater"),
                 "Another cluster has that name");
  expect_refused(by_hand("kind=rename&at=cluster&cluster=Saltmere&name=Quay&letter=b"),
                 "Another cluster has the letter B");
  expect_refused(by_hand("kind=split&at=cluster&cluster=Saltmere&urn=990121"), "is not in");
  expect_refused(post_as(boss_, "/plans/2/rename", "name="), "Give the plan a name");
  // What was typed is kept.
  expect_words(by_hand("kind=move&at=plan&urn=990867").body, {"value=\"990867\" selected"});
  expect_words(by_hand("kind=move&at=cluster&cluster=Saltmere&urn=990867").body,
               {"value=\"990867\" checked"});
  EXPECT_EQ(newest(), 1);
}

TEST_F(PlanPagesTest, WhatPeopleChangeIsHeldAgainstWhatARunHasProven) {
  EXPECT_EQ(by_hand("kind=move&urn=990867&to=Fenwater").status, 303);
  const std::string before = page("/plans/2");
  expect_words(before, {"This plan was made by hand", "Repair round my pins"});
  EXPECT_EQ(page("/plans/1").find("Repair round my pins"), std::string::npos);
  design::WorkerRules rules;
  rules.now_s = [] { return now; };
  design::Worker worker(*database_, rules);
  {
    const sql::Lease lease = sql::must(database_->write());
    design::Scenario any = sql::must(design::scenario(*lease, design::ScenarioId{1})).scenario;
    any.rules.schools = {1, 30, {}};
    sql::must(design::save_scenario(*lease, design::ScenarioId{1}, 1, any, writing()));
    design::RunWanted wanted;
    wanted.scenario = design::ScenarioId{1};
    wanted.rounds_max = 1;
    sql::must(design::stop_run(*lease, design::RunId{1}, writing()));
    sql::must(design::add_run(*lease, wanted, writing()));
    design::Benches benches{design::TravelPlaces{}};
    const auto table = sql::must(design::on_table(*lease, benches, design::PlanId{2}, 0));
    design::Plan whole = table.read.plan;
    for (int& each : whole.of) each = std::max(each, 0);
    sql::must(design::make_plan(
        *lease, design::ScenarioId{1},
        {"Hand", design::PlanKind::Hand, "Made", design::plan_text(whole, table.bench->facts)},
        writing()));
  }
  EXPECT_TRUE(sql::must(worker.step()));
  expect_words(page("/plans/3"),
               {"Proven within ", "run 2 has proven that", "#h-proof", "How this is proven",
                "What it costs", "Journeys to the middle schools"});
  // The plan by the rules before: another question.
  expect_words(page("/plans/2"), {"No proof"});
  const web::Json json =
      sql::must(web::Json::parse(ask(boss_, web::Method::Get, "/api/v1/plans/3", "").body));
  const web::Json cost = sql::must(json.at("cost"));
  const double minutes = sql::must(sql::must(cost.at("minutes")).number());
  const double bound = sql::must(sql::must(cost.at("bound")).number());
  EXPECT_NEAR(sql::must(sql::must(cost.at("gap")).number()), minutes / bound - 1, 1e-6);
}

TEST_F(PlanPagesTest, ATrustsMapLiesOnItsCounties) {
  {
    const sql::Lease lease = sql::must(database_->write());
    design::Scenario scenario;
    scenario.name = "A trust";
    scenario.on = day(2026, 9, 1);
    const auto trust = sql::must(registry::Store(*lease).group("Harbour Learning Trust"));
    scenario.which.groups = {
        *sql::must(registry::Store(*lease).organisation(trust, scenario.on))->uid};
    const design::Begun begun = sql::must(design::begin_scenario(*lease, scenario, {}, writing()));
    sql::must(design::make_plan(
        *lease, begun.scenario,
        {"All", design::PlanKind::Hand, "Made", "cluster 0 X All\t990866 990867\n"}, writing()));
  }
  expect_words(page("/plans/3"), {"class=\"gh-land\""});
  expect_words(page("/plans/3/map.svg"), {"fill=\"#f6f4ee\""});
}

TEST_F(PlanPagesTest, APlanIsRenamed) {
  EXPECT_EQ(post_as(boss_, "/plans/2/rename", "name=After+the+heads+met").status, 303);
  expect_words(page("/plans/2"), {"Plan 2: After the heads met"});
}

TEST_F(PlanPagesTest, DraftsAreForThoseWhoWorkOnThem) {
  const std::string reader = whose(guard::Role::Reader, "Eastmarch");
  const web::Response seen = get_as(reader, "/plans/2");
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.body.find("<form action=\"/plans/2"), std::string::npos);
  EXPECT_EQ(get_as(reader, "/plans/2/clusters/1").body.find("/plans/2/hand"), std::string::npos);
  const std::string stranger = person("Mo", {});
  for (const std::string path : {"/plans/2", "/plans/2/schools/990866", "/plans/2/clusters/1"}) {
    EXPECT_EQ(get_as(stranger, path).error_code, "not_allowed") << path;
    EXPECT_EQ(get(path).status, 303) << path;
  }
  for (const std::string& who : {reader, stranger}) {
    for (const auto& [path, body] :
         std::map<std::string, std::string>{{"/plans/2/hand", "version=1&kind=lock&cluster=A"},
                                            {"/plans/2/revert", "version=1&to=1"},
                                            {"/plans/2/rename", "name=Mine"}}) {
      EXPECT_EQ(post_as(who, path, body).error_code, "not_allowed") << path;
    }
  }
  EXPECT_EQ(newest(), 1);
}

TEST_F(PlanPagesTest, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(get_as(boss_, "/plans/99").error_code, "plan_not_found");
  EXPECT_EQ(get_as(boss_, "/plans/2", "version=9").error_code, "plan_not_found");
  EXPECT_EQ(get_as(boss_, "/plans/2/schools/1").error_code, "school_not_found");
  EXPECT_EQ(get_as(boss_, "/plans/2/clusters/0").error_code, "not_found");
  EXPECT_EQ(get_as(boss_, "/plans/2/clusters/99").error_code, "not_found");
  EXPECT_EQ(get_as(boss_, "/plans/2/clusters/x").error_code, "not_found");
}

TEST_F(PlanPagesTest, AnEarlierVersionIsOnlyLookedAt) {
  EXPECT_EQ(by_hand("kind=move&urn=990867&to=Fenwater").status, 303);
  const std::string body = page("/plans/2", "version=1");
  expect_words(body, {"This is version 1, which is not the newest", "Show version 2",
                      "No school changes cluster", "/plans/2/schools/990866?version=1"});
  EXPECT_EQ(body.find("/plans/2/hand"), std::string::npos);
  expect_words(page("/plans/2"), {"Go back to this version", "/plans/2?version=1"});
}

TEST_F(PlanPagesTest, ASchoolAsksWhy) {
  const std::string body = page("/plans/2/schools/990867");
  expect_words(body, {"Why is Saltmere Quay Primary School in Saltmere?", "Here and elsewhere",
                      "The next best is", "What keeps it here", "Move it", "Pin it where it is"});
  EXPECT_EQ(by_hand("kind=pin&urn=990867").status, 303);
  expect_words(page("/plans/2/schools/990867"), {"It is pinned there.", "Take the pin off"});
}

TEST_F(PlanPagesTest, WhatAMoveWouldChangeIsJson) {
  const web::Response said = get_as(boss_, "/plans/2/what-if", "urn=990867&to=Fenwater");
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(said.content_type, "application/json");
  const web::Json json = sql::must(web::Json::parse(said.body));
  EXPECT_EQ(sql::must(sql::must(json.at("sentence")).text()),
            "Moved Saltmere Quay Primary School from Saltmere to Fenwater");
  EXPECT_NE(sql::must(sql::must(json.at("changed")).text()).find("→"), std::string::npos);
  const web::Json first = sql::must(sql::must(json.at("measures")).elements()).front();
  EXPECT_EQ(sql::must(sql::must(first.at("measure")).text()), "Mean journey");
  EXPECT_NE(sql::must(sql::must(first.at("before")).number()),
            sql::must(sql::must(first.at("after")).number()));
  EXPECT_EQ(newest(), 1);
  EXPECT_EQ(get_as(boss_, "/plans/2/what-if", "urn=990867&to=Nowhere").error_code, "bad_plan");
  EXPECT_EQ(get_as(boss_, "/plans/2/what-if", "urn=&to=Fenwater").error_code, "bad_plan");
}

TEST_F(PlanPagesTest, WithoutClustersTodayThePlanStandsAlone) {
  {
    const sql::Lease lease = sql::must(database_->write());
    design::Scenario scenario;
    scenario.name = "Schools of all";
    scenario.on = day(2026, 9, 1);
    const design::Begun begun = sql::must(design::begin_scenario(*lease, scenario, {}, writing()));
    EXPECT_FALSE(begun.today.known());
    sql::must(
        design::make_plan(*lease, begun.scenario,
                          {"Two",
                           design::PlanKind::Solver,
                           "Worked out",
                           "cluster 0 X East\t990866 990867\ncluster 0 Y West\t990121 990122!\n",
                           {true, 100, 99.5, true, 1, 1000, 3, 1}},
                          writing()));
  }
  const std::string body = page("/plans/3");
  expect_words(
      body, {"There are no clusters today to compare with",
             "Proven within 0.5% of the best possible", "How this is proven", "In no cluster: "});
  EXPECT_EQ(body.find("Map of today’s clusters"), std::string::npos);
  EXPECT_EQ(body.find("Schools that move"), std::string::npos);
}

}  // namespace
}  // namespace app

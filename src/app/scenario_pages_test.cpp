// Scenarios in the browser: who sees them, making, changing, conflicts, runs, studies, comparing.
#include "app/site_testing.hpp"
#include "design/store_worker.hpp"

namespace app {
namespace {

class ScenarioPages : public SiteTest {
 protected:
  ScenarioPages() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    boss_ = administrator();
  }

  // The fields that a browser would send of the form; the last of each name counts as in one.
  static std::string fields(const std::string& more) {
    return "name=Clusters+2027&authority=Eastmarch&on=1+September+2026&schools_least=6&"
           "schools_most=11&weight_travel=1&federations=kept&" +
           more;
  }
  design::StoredScenario stored(std::int64_t id) {
    return sql::must(design::scenario(*sql::must(database_->read()), design::ScenarioId{id}));
  }
  design::Run run_of(std::int64_t id) {
    return sql::must(design::run(*sql::must(database_->read()), design::RunId{id}));
  }
  std::string body_of(const std::string& path, const std::string& query = "") {
    const web::Response response = get_as(boss_, path, query);
    EXPECT_EQ(response.status, 200) << path << response.body;
    return response.body;
  }
  void work() {
    design::WorkerRules rules;
    rules.now_s = [] { return now; };
    rules.trouble = [](const std::string& line) { ADD_FAILURE() << line; };
    design::Worker worker(*database_, rules);
    while (sql::must(worker.step())) {
    }
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

  std::string boss_;
};

TEST_F(ScenarioPages, ThePageOfTheDesignerShowsDraftsOnlyToThoseWhoWorkOnThem) {
  EXPECT_TRUE(has(body_of("/designer"), "/scenarios/1"));
  const std::string nobody = get("/designer").body;
  EXPECT_FALSE(has(nobody, "/scenarios/1"));
  EXPECT_TRUE(has(nobody, "Sign in to see yours"));
  const std::string passer = person("Pat", {});
  EXPECT_FALSE(has(get_as(passer, "/designer").body, "/scenarios/1"));
  EXPECT_EQ(get_as(passer, "/scenarios/1").status, 403);
  EXPECT_EQ(get_as(passer, "/runs/1").status, 403);
  EXPECT_EQ(get_as(passer, "/scenarios/1/compare", "plan=1&plan=2").status, 403);
}

TEST_F(ScenarioPages, AReaderOfTheAuthoritySeesButDoesNotChange) {
  const auto unit = sql::must(
      find_unit(*sql::must(database_->read()), guard::UnitKind::Authority, "Eastmarch", today()));
  const std::string reader =
      person("Rea", guard::Grant{{}, guard::Role::Reader, unit, base::Period::since(today())});
  const web::Response seen = get_as(reader, "/scenarios/1");
  EXPECT_EQ(seen.status, 200);
  EXPECT_FALSE(has(seen.body, "Look for the best plan</button>"));
  EXPECT_EQ(post_as(reader, "/scenarios/1/runs", "kind=solve&seconds=10").status, 403);
  EXPECT_EQ(post_as(reader, "/scenarios/1/copy", "name=Mine").status, 403);
  EXPECT_EQ(post_as(reader, "/scenarios/1/archive", "archived=yes").status, 403);
  EXPECT_EQ(post_as(reader, "/scenarios/1/edit", fields("seen=1&step=save")).status, 403);
  EXPECT_EQ(post_as(reader, "/runs/1/stop").status, 403);
  EXPECT_EQ(stored(1).row.version, 1);
}

TEST_F(ScenarioPages, NothingIsKeptBeforeItWasShown) {
  const web::Response look = post_as(boss_, "/scenarios/new", fields(""));
  EXPECT_EQ(look.status, 200);
  EXPECT_TRUE(has(look.body, "Check what it means"));
  EXPECT_TRUE(has(look.body, "Clusters of a plan"));
  EXPECT_EQ(get_as(boss_, "/scenarios/2").status, 404);
  const web::Response kept = post_as(boss_, "/scenarios/new", fields("step=save"));
  EXPECT_EQ(kept.status, 303);
  EXPECT_EQ(header_of(kept, "Location"), "/scenarios/2");
  EXPECT_EQ(stored(2).scenario.which.authorities.size(), 1u);
  EXPECT_TRUE(stored(2).scenario.rules.federations.on);
  EXPECT_EQ(stored(2).row.plans, 1);
}

TEST_F(ScenarioPages, WhatIsTypedWronglyIsSaidAtItsField) {
  const std::pair<std::string, std::string> cases[] = {
      {"authority=Nowhere", "No local authority is called"},
      {"group=999999", "href=\"#group\""},
      {"district=Coast", "There is Meresea Coast."},
      {"district=Atlantis", "href=\"#district\""},
      {"most_secondary=two", "not a whole number"},
      {"most_secondary=0&secondary=kept", "cannot have a secondary and at most 0"},
      {"schools_least=many", "not a whole number"},
      {"schools_least=12&schools_most=6", "at least 12"},
      {"on=sometime", "is not a date"},
      {"joining=abc", "No school that is open on 1 September 2026 is called “abc”"},
      {"leaving=123456", "href=\"#leaving\""},
      {"joining=school", "Give more of the name, or the URN"},
      {"minutes=soon", "not a number of minutes"},
      {"clusters_least=9999999", "too many clusters"},
      {"further=name:+No", "has a field of its own"},
      {"further=pin:+nothing", "Line 1: A pin is a URN"},
      {"weight_travel=0", "Nothing is wanted"},
      {"name=", "Give the scenario a name"},
      {"travel=matrix", "name of a file"},
  };
  for (const auto& [typed, said] : cases) {
    // What is typed comes first: the first of a name is what counts.
    const web::Response response = post_as(boss_, "/scenarios/new", typed + "&" + fields(""));
    EXPECT_TRUE(response.status == 400 || response.status == 404) << typed << response.status;
    EXPECT_TRUE(has(response.body, said)) << typed;
    EXPECT_TRUE(has(response.body, "Error: ")) << typed;
  }
}

TEST_F(ScenarioPages, DistrictsAndClassesOfWhichThereAreFewComeBackIntoTheForm) {
  const std::string typed = fields(
      "district=meresea+coast%0D%0AWenbridge&most_secondary=2&"
      "most_special=1&most_special_strength=20");
  const web::Response look = post_as(boss_, "/scenarios/new", typed);
  ASSERT_EQ(look.status, 200) << look.body;
  EXPECT_EQ(post_as(boss_, "/scenarios/new", typed + "&step=save").status, 303);
  const std::string text = design::scenario_text(stored(2).scenario);
  EXPECT_TRUE(has(text, "district: Meresea Coast\ndistrict: Wenbridge\n")) << text;
  EXPECT_TRUE(has(text, "at most: 2 secondary, kept\nat most: 1 special, 20 each\n")) << text;
  const std::string form = body_of("/scenarios/2/edit");
  EXPECT_TRUE(has(form, "Meresea Coast\nWenbridge"));
  EXPECT_TRUE(has(form, "name=\"most_secondary\" type=\"text\"") || has(form, "most_secondary"));
  const web::Response api =
      ask(boss_, web::Method::Post, "/api/v1/scenarios",
          R"({"authority": "918", "districts": ["wenbridge"], "on": "2026-09-01", "name": "W"})");
  EXPECT_EQ(api.status, 201) << api.body;
  EXPECT_TRUE(has(api.body, "district: Wenbridge")) << api.body;
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/scenarios",
                R"({"authority": "918", "districts": ["Atlantis"], "name": "W"})")
                .error_code,
            "bad_scenario");
  EXPECT_EQ(ask(boss_, web::Method::Post, "/api/v1/scenarios",
                R"({"text": "name: W\nauthority: 918\ndistrict: Wenbridge\ndistrict: Atlantis\n"})")
                .error_code,
            "bad_scenario");
}

TEST_F(ScenarioPages, SchoolsThatJoinAndLeaveAreCalledByName) {
  const web::Response which = post_as(boss_, "/scenarios/new", "leaving=Saltmere&" + fields(""));
  EXPECT_EQ(which.status, 400);
  for (const char* each : {"Choose below which you mean", "Saltmere Quay Primary School",
                           "name=\"leaving_chosen\"", "value=\"990867\""}) {
    EXPECT_TRUE(has(which.body, each)) << each;
  }
  const std::string chosen = "leaving=Saltmere%0D%0AGannet+Bank+Nursery+School&" + fields("") +
                             "&leaving_chosen=990867&leaving_chosen=990866";
  const web::Response look = post_as(boss_, "/scenarios/new", chosen);
  EXPECT_EQ(look.status, 200) << look.body;
  EXPECT_TRUE(has(look.body, "name=\"leaving_chosen\" value=\"990867\""));
  EXPECT_EQ(post_as(boss_, "/scenarios/new", chosen + "&step=save").status, 303);
  const std::vector<std::int64_t> leaving = stored(2).scenario.which.leaving;
  EXPECT_EQ(std::set<std::int64_t>(leaving.begin(), leaving.end()),
            (std::set<std::int64_t>{990866, 990867, 990878}));
  EXPECT_TRUE(has(body_of("/scenarios/2/edit"), "990867 Saltmere Quay Primary School"));
  // Programs name them too.
  const web::Response made = ask(boss_, web::Method::Post, "/api/v1/scenarios",
                                 R"({"authority": "918", "on": "2026-09-01", "name": "By program",
              "leaving": ["Saltmere Quay Primary School", "990878"]})");
  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_TRUE(has(made.body, "leaving: 990867"));
  const web::Response several =
      ask(boss_, web::Method::Post, "/api/v1/scenarios",
          R"({"authority": "918", "on": "2026-09-01", "name": "X", "leaving": ["Saltmere"]})");
  EXPECT_EQ(several.status, 400);
  EXPECT_TRUE(has(several.body, "Which one do you mean: 9908")) << several.body;
}

TEST_F(ScenarioPages, RulesThatNoPlanCanKeepAreNamedAtOnce) {
  const web::Response look =
      post_as(boss_, "/scenarios/new",
              "schools_least=11&clusters_least=100&clusters_most=100&" + fields(""));
  EXPECT_EQ(look.status, 200);
  EXPECT_TRUE(has(look.body, "No plan can keep these rules")) << look.body;
}

TEST_F(ScenarioPages, TheFormSaysAllThatAScenarioSays) {
  design::Scenario odd = stored(1).scenario;
  odd.note = "For the forum";
  odd.which.phases = {registry::Phase::Primary};
  odd.which.mainstream_only = true;
  odd.which.leaving = {990101};
  odd.rules.pupils = {500, 4000, {false, 0.5}};
  odd.rules.travel = {17.5, {false, 3}};
  odd.rules.secondary = {true, {false, 33}};
  odd.rules.apart = {{990101, 990103}};
  odd.weights.moves = 7.25;
  odd.weights.by_pupils = true;
  odd.clusters = {3, 9};
  {
    const sql::Lease lease = sql::must(database_->write());
    sql::must(design::save_scenario(*lease, design::ScenarioId{1}, 1, odd,
                                    {guard::command_doer("A test."), now}));
  }
  // The page's own fields, sent back untouched, change nothing.
  const std::string page = body_of("/scenarios/1/edit");
  for (const char* each : {"value=\"17.5\"", "Costs 33 minutes", "Exactly 7.25", "apart: 990101",
                           "Eastmarch", "990101"}) {
    EXPECT_TRUE(has(page, each)) << each;
  }
}

TEST_F(ScenarioPages, TwoPeopleChangeOneScenario) {
  EXPECT_EQ(post_as(boss_, "/scenarios/1/edit", fields("seen=1&step=save")).status, 303);
  EXPECT_EQ(stored(1).row.version, 2);
  const web::Response late =
      post_as(boss_, "/scenarios/1/edit", "schools_most=9&" + fields("seen=1&step=save"));
  EXPECT_EQ(late.status, 409);
  EXPECT_TRUE(has(late.body, "Somebody else changed this scenario meanwhile"));
  EXPECT_TRUE(has(late.body, "name=\"seen\" value=\"2\"")) << late.body;
  EXPECT_EQ(stored(1).row.version, 2);
  EXPECT_EQ(
      post_as(boss_, "/scenarios/1/edit", "schools_most=9&" + fields("seen=2&step=save")).status,
      303);
  EXPECT_EQ(stored(1).scenario.rules.schools.most, 9);
  const std::string history = body_of("/scenarios/1/history");
  EXPECT_TRUE(has(history, "Version 3"));
  EXPECT_TRUE(has(history, "6 to 9, kept"));
}

TEST_F(ScenarioPages, ARunIsAskedForWatchedAndStopped) {
  const web::Response begun = post_as(boss_, "/scenarios/1/runs", "kind=solve&seconds=10");
  ASSERT_EQ(begun.status, 303);
  const std::string href = header_of(begun, "Location");
  const web::Response waiting = get_as(boss_, href);
  EXPECT_TRUE(has(waiting.body, "It waits for its turn"));
  EXPECT_EQ(header_of(waiting, "Refresh"), "3");
  EXPECT_EQ(post_as(boss_, href + "/stop").status, 303);
  const web::Response stopped = get_as(boss_, href);
  EXPECT_TRUE(has(stopped.body, "It was stopped"));
  EXPECT_EQ(header_of(stopped, "Refresh"), "");
  // Over is over: the second press of the button leads to the same page.
  EXPECT_EQ(post_as(boss_, href + "/stop").status, 303);
  EXPECT_EQ(post_as(boss_, "/scenarios/1/runs", "kind=dance&seconds=10").status, 400);
  const std::pair<std::string, std::string> wrong[] = {
      {"kind=solve&seconds=0", "at most 86,400 seconds"},
      {"kind=solve&seconds=10&plan_name=" + std::string(300, 'x'), "at most 200 characters"},
      {"kind=sizes&seconds=10&size_least=5000&size_most=7", "from 1 to 1,000"},
      {"kind=sizes&seconds=10&size_least=six&size_most=7", "value=\"six\""},
      {"kind=frontier&seconds=10&from=99", "no plan number 99"},
  };
  for (const auto& [typed, said] : wrong) {
    const web::Response again = post_as(boss_, "/scenarios/1/runs", typed);
    EXPECT_TRUE(again.status == 400 || again.status == 404) << typed << again.status;
    // The page of the scenario, with what is wrong at its field.
    EXPECT_TRUE(has(again.body, "Look for the best plan")) << typed;
    EXPECT_TRUE(has(again.body, said)) << typed;
  }
  const web::Response named = post_as(boss_, "/scenarios/1/copy", "name=" + std::string(300, 'y'));
  EXPECT_EQ(named.status, 400);
  EXPECT_TRUE(has(named.body, std::string(300, 'y')));
  EXPECT_EQ(get_as(boss_, "/runs/99").status, 404);
}

TEST_F(ScenarioPages, StudiesAreShownAndAPointBecomesAPlan) {
  EXPECT_EQ(post_as(boss_, "/runs/1/stop").status, 303);
  post_as(boss_, "/scenarios/1/runs", "kind=solve&seconds=1");
  work();
  const design::PlanId best = run_of(2).made;
  ASSERT_TRUE(best.known());
  post_as(boss_, "/scenarios/1/runs", "kind=frontier&seconds=2&from=" + std::to_string(best.value));
  post_as(boss_, "/scenarios/1/runs", "kind=sizes&seconds=2&size_least=6&size_most=8");
  work();
  EXPECT_TRUE(has(body_of("/runs/2"), "Look at the plan"));
  const std::string frontier = body_of("/runs/3");
  EXPECT_TRUE(has(frontier, "gh-curve"));
  EXPECT_TRUE(has(frontier, "Make this plan"));
  EXPECT_TRUE(has(body_of("/runs/4"), "Mean journey, minutes"));
  const web::Response made = post_as(boss_, "/runs/3/plan", "moves=1");
  EXPECT_EQ(made.status, 303) << made.body;
  EXPECT_EQ(post_as(boss_, "/runs/3/plan", "moves=77").status, 400);
  EXPECT_EQ(post_as(boss_, "/runs/4/plan", "moves=1").status, 400);
}

TEST_F(ScenarioPages, PlansAreComparedAndThoseOfOthersAreNot) {
  const std::string page = body_of("/scenarios/1/compare", "plan=1&plan=2");
  EXPECT_TRUE(has(page, "Mean journey"));
  EXPECT_TRUE(has(page, "By hand"));
  EXPECT_TRUE(has(body_of("/scenarios/1/compare", "plan=1"), "nothing to compare"));
  post_as(boss_, "/scenarios/new", fields("step=save"));
  EXPECT_EQ(get_as(boss_, "/scenarios/1/compare", "plan=1&plan=3").status, 404);
}

TEST_F(ScenarioPages, ScenariosAreComparedAndThoseOfOthersAreNot) {
  EXPECT_FALSE(has(body_of("/designer"), "Compare scenarios"));
  EXPECT_EQ(post_as(boss_, "/scenarios/new", "schools_most=8&" + fields("step=save")).status, 303);
  EXPECT_TRUE(has(body_of("/designer"), "Compare scenarios"));
  const std::string page = body_of("/scenarios/compare", "scenario=1&scenario=2");
  for (const char* each : {"What they ask otherwise", "6 to 8, kept", "Clusters 2027", "/plans/2",
                           "/plans/3", "Mean journey, minutes"}) {
    EXPECT_TRUE(has(page, each)) << each;
  }
  EXPECT_TRUE(has(body_of("/scenarios/compare", "scenario=1"), "There is nothing to compare"));
  EXPECT_EQ(get_as(boss_, "/scenarios/compare", "scenario=1&scenario=9").status, 404);
  const std::string passer = person("Pat", {});
  EXPECT_EQ(get_as(passer, "/scenarios/compare", "scenario=1&scenario=2").status, 403);
}

TEST_F(ScenarioPages, AScenarioIsCopiedPutAwayAndTakenBack) {
  EXPECT_EQ(header_of(post_as(boss_, "/scenarios/1/copy", "name=Again"), "Location"),
            "/scenarios/2");
  EXPECT_EQ(post_as(boss_, "/scenarios/1/archive", "archived=yes").status, 303);
  EXPECT_FALSE(has(body_of("/designer"), "href=\"/scenarios/1\""));
  EXPECT_TRUE(has(body_of("/designer", "archived=yes"), "href=\"/scenarios/1\""));
  post_as(boss_, "/scenarios/1/archive", "archived=no");
  EXPECT_TRUE(has(body_of("/designer"), "href=\"/scenarios/1\""));
}

TEST_F(ScenarioPages, AnAuthoritysPageLeadsToItsScenarios) {
  const std::string code = stored(1).scenario.which.authorities.front();
  const std::string page = body_of("/authorities/" + code);
  EXPECT_TRUE(has(page, "Redesign its clusters"));
  EXPECT_TRUE(has(page, "/scenarios/1"));
  EXPECT_FALSE(has(get("/authorities/" + code).body, "Redesign its clusters"));
}

}  // namespace
}  // namespace app

// The pages and addresses of requests for decisions: asking, steps over what was seen, lists, what
// was decided without power, and who may not.
#include "app/site_testing.hpp"

namespace app {
namespace {

class RequestPagesTest : public SiteTest {
 protected:
  RequestPagesTest() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    import_boards(GUILDHALL_SOURCE_DIR "/data/demo");
    import_schemes();
    import_requests(GUILDHALL_SOURCE_DIR "/data/demo");
    boss_ = administrator();
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
  web::Response post(const std::string& path, const std::string& body,
                     const std::string& if_match = "", const std::string& query = "") {
    return ask(boss_, web::Method::Post, path, body, if_match, query);
  }

  std::string boss_;
};

TEST_F(RequestPagesTest, RequestsAreListedAndShown) {
  const std::string open = page("/requests");
  expect_words(open, {"A family worker for two schools", "The route has changed", "Overdue"});
  EXPECT_EQ(open.find("A second licence"), std::string::npos);
  expect_words(page("/requests", "state=all&of=group+90001"), {"A second licence", "Withdrawn"});
  expect_words(page("/requests", "state=all&of=990866"), {"A counsellor"});
  expect_words(page("/requests", "state=overdue&of=990867"), {"There is no such request."});
  expect_words(page("/requests", "state=mine"), {"Tune and repair the pianos"});
  EXPECT_EQ(get_as(boss_, "/requests", "state=odd").status, 400);
  expect_words(page("/requests", "of=nowhere"), {"No school is called"});
  expect_words(page("/requests", "format=csv&state=all"),
               {"number,decision,title", "clause A4.7 of Overlay of the cluster Harbour"});
  expect_words(page("/requests/1"),
               {"Granted by the cluster board of Harbour on 23 September 2026", "Power used",
                "in the register of decisions", "Answered: the chief financial officer"});
  expect_words(page("/requests/2"), {"A motion on it was put in the meeting"});
  expect_words(page("/requests/6"), {"was granted before (request 5)"});
  expect_words(page("/requests/7"), {"The route has changed since 8 December 2025"});
  expect_words(page("/requests/8"), {"On the agenda of Harbour cluster board, 20 January 2027"});
  EXPECT_EQ(get_as(boss_, "/requests/99").error_code, "request_not_found");
  EXPECT_EQ(get("/requests").status, 303) << "only who is signed in reads them";
  expect_words(page("/requests/findings"), {"Decided without power", "The trust board decides."});
  expect_words(page("/boards/decisions", "q=SENCo+three"), {"Power", "Request 1"});
  expect_words(page("/schools/990866"), {"Requests for decisions", "All requests of this school"});
  expect_words(page("/api/v1/boards/decisions", "q=speech"), {"Decided without power"});
}

TEST_F(RequestPagesTest, TheApiTellsThemPageByPage) {
  const std::string first = page("/api/v1/requests", "state=all&page_size=5");
  const std::size_t at = first.find("cursor=");
  ASSERT_NE(at, std::string::npos) << first;
  const std::string cursor = first.substr(at, first.find('"', at) - at);
  const std::string second = page("/api/v1/requests", "state=all&page_size=5&" + cursor);
  expect_words(second, {"\"next\": null"});
  int told = 0;
  for (int number = 1; number <= 9; ++number) {
    const std::string wanted = "\"number\": " + std::to_string(number) + ",\n      \"revision\"";
    told += first.find(wanted) != std::string::npos ? 1 : 0;
    told += second.find(wanted) != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(told, 9) << "each of them once";
  EXPECT_EQ(get_as(boss_, "/api/v1/requests", "cursor=x").error_code, "bad_page");
  EXPECT_EQ(get_as(boss_, "/requests", "after=x").error_code, "bad_page");
  EXPECT_EQ(get_as(boss_, "/requests", "after=1").error_code, "bad_page");
  expect_words(page("/requests", "state=all&after=1-19990101-1"), {"There is no such request."});
}

TEST_F(RequestPagesTest, WhatABodyDecidesIsOfferedForItsAgenda) {
  const std::string asked = page("/requests/8");
  const std::size_t at = asked.find("/meetings/");
  ASSERT_NE(at, std::string::npos);
  const std::string agenda = asked.substr(at, asked.find_first_of("\"#?", at) - at) + "/agenda";
  EXPECT_EQ(page(agenda).find("value=\"request 8\""), std::string::npos) << "8 is on it already";
  const std::string wanted =
      R"({"decision": "F07", "for": "990866", "words": "Books", "facts": {"amount": "18000"}})";
  EXPECT_EQ(post("/api/v1/requests", wanted).status, 201);
  const std::string offers = page(agenda);
  expect_words(offers, {"value=\"request 10\"", "F07, "});
  const std::size_t seen = offers.find("name=\"seen\" value=\"");
  ASSERT_NE(seen, std::string::npos);
  const std::string version = offers.substr(seen + 19, offers.find('"', seen + 19) - seen - 19);
  EXPECT_EQ(
      post_as(boss_, agenda, "change=take&take=request+10&seen=" + base::percent_encode(version))
          .status,
      303);
  expect_words(page("/requests/10"), {"On the agenda of Harbour cluster board, 20 January 2027"});
  EXPECT_EQ(page(agenda).find("value=\"request 10\""), std::string::npos);
}

TEST_F(RequestPagesTest, AStepIsNotedOverWhatWasSeen) {
  const std::string asked =
      R"({"decision": "F15", "for": "990866", "words": "Pianos", "facts": {"amount": "900"}})";
  EXPECT_EQ(post("/api/v1/requests", asked, "", "dry_run=true").status, 200);
  EXPECT_EQ(get_as(boss_, "/api/v1/requests/10").status, 404) << "a dry run keeps nothing";
  const web::Response made = post("/api/v1/requests", asked);
  EXPECT_EQ(made.status, 201) << made.body;
  expect_words(made.body, {"\"number\": 10", "\"stage\": \"ready\"", "\"level\": \"head\""});
  const std::string steps = "/api/v1/requests/10/steps";
  const std::string granted = R"({"step": "decide", "result": "granted"})";
  EXPECT_EQ(post(steps, granted).status, 428);
  EXPECT_EQ(post(steps, granted, "7").status, 412);
  EXPECT_EQ(
      post(steps, R"({"step": "decide", "level": "lgb", "result": "granted"})", "1").error_code,
      "no_power");
  EXPECT_EQ(post(steps, R"({"step": "dance"})", "1").error_code, "bad_step");
  EXPECT_EQ(post(steps, R"({"step": "facts", "facts": {"wish": "1"}})", "1").error_code,
            "bad_fact");
  const web::Response decided = post(steps, granted, "1");
  EXPECT_EQ(decided.status, 200) << decided.body;
  expect_words(decided.body, {"\"stage\": \"granted\"", "clause 4.1 of Scheme", "\"person\""});
  EXPECT_EQ(post("/api/v1/requests/10/agenda", R"({"meeting": 1})").error_code, "bad_step");
  EXPECT_EQ(post("/api/v1/requests/4/agenda", R"({"meeting": 1})").error_code, "no_power")
      << "the head decides that";
  EXPECT_EQ(
      post("/api/v1/requests", R"({"decision": "F15", "for": "990866", "words": ""})").error_code,
      "bad_step");
  expect_words(page("/api/v1/requests", "of=990866"), {"Pianos"});
  expect_words(page("/api/v1/requests/findings"), {"no_power"});
}

TEST_F(RequestPagesTest, FormsAskAndNote) {
  expect_words(page("/requests/new", "decision=F07&for=990866&f_amount=18000"),
               {"The cluster board of Harbour decides.", "What do you ask for?", "Who asks?"});
  EXPECT_EQ(get_as(boss_, "/requests/new").status, 303) << "one asks who decides first";
  EXPECT_EQ(post_as(boss_, "/requests/new", "decision=F07&for=990866").status, 400);
  const web::Response made =
      post_as(boss_, "/requests/new", "decision=F07&for=990866&f_amount=18000&words=Books");
  EXPECT_EQ(header_of(made, "Location"), "/requests/10?saved=asked");
  expect_words(page("/requests/10"),
               {"Waits for the recommendation of the headteacher", "That it be granted"});
  const web::Response noted =
      post_as(boss_, "/requests/10/steps", "step=recommend&level=head&result=for&seen=1");
  EXPECT_EQ(noted.status, 303) << noted.body;
  const web::Response late =
      post_as(boss_, "/requests/10/steps", "step=recommend&level=head&result=for&seen=1");
  EXPECT_EQ(late.status, 409);
  expect_words(late.body, {"Somebody noted something of request 10 meanwhile"});
  const web::Response refused =
      post_as(boss_, "/requests/10/steps", "step=decide&level=cluster&seen=2");
  EXPECT_EQ(refused.status, 400);
  expect_words(refused.body, {"Say whether it is granted or refused."});
}

TEST_F(RequestPagesTest, WhoEditsAnotherSchoolNotesNothing) {
  const auto unit = sql::must(
      find_unit(*sql::must(database_->read()), guard::UnitKind::School, "990888", today()));
  const std::string other = person(
      "Olive Outsider", guard::Grant{{}, guard::Role::Editor, unit, base::Period::since(today())});
  EXPECT_EQ(get_as(other, "/requests/3").status, 200);
  expect_words(get_as(other, "/requests/3").body, {"you have no role that reaches so far"});
  EXPECT_EQ(post_as(other, "/requests/3/steps", "step=answer&level=lgb&words=Yes&seen=5").status,
            403);
  EXPECT_EQ(post_as(other, "/requests/new", "decision=F07&for=990866&words=Books").status, 403);
  EXPECT_EQ(ask(other, web::Method::Post, "/api/v1/requests",
                R"({"decision": "F15", "for": "990866", "words": "Pianos"})")
                .status,
            403);
  expect_words(get_as(other, "/requests", "state=mine").body, {"You entered none that is open"});
}

}  // namespace
}  // namespace app

// The whole site on a small registry: what it answers, and how it says what is wrong.
#include "app/site.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/site_testing.hpp"

namespace app {

namespace {

const char* const two_schools =
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),Easting,Northing\n"
    "990001,Oak Primary School,Open,Eastmarch,918,600000,310000\n"
    "990002,Elm <b>Primary</b> School,Open,Eastmarch,918,601000,311000\n";

TEST_F(SiteTest, EveryRouteAnswersOnAnEmptyRegistry) {
  const std::string boss = administrator();
  for (const web::Route& route : site_->router().routes()) {
    if (route.method != web::Method::Get) continue;
    const std::string path = route.example.substr(0, route.example.find('?'));
    const bool one_thing =
        (route.kind == web::RouteKind::Page || route.kind == web::RouteKind::Api) &&
        route.pattern.find('{') != std::string::npos;
    const int status = get_as(boss, path).status;
    if (one_thing && status != 200) {
      EXPECT_TRUE(status == 404 || status == 410) << route.example << " " << status;
    } else {
      EXPECT_TRUE(status == 200 || status == 303) << route.example << " " << status;
    }
  }
}

TEST_F(SiteTest, WhatCannotBeSentSomewhereIsSaidWithWhatCan) {
  for (const char* path : {"/schools/990001", "/assets/guildhall.css", "/healthz"}) {
    web::Request request;
    request.method = web::Method::Post;
    request.path = path;
    const web::Response response = site_->answer(request);
    EXPECT_EQ(response.status, 405) << path;
    ASSERT_EQ(response.headers.size(), 1u) << path;
    EXPECT_EQ(response.headers[0].first, "Allow");
    EXPECT_EQ(response.headers[0].second, "GET, HEAD");
  }
}

TEST_F(SiteTest, HelpListsPagesAndNothingElse) {
  std::string help = get("/help").body;
  const std::string_view may_break = "<wbr>";
  for (auto at = help.find(may_break); at != help.npos; at = help.find(may_break)) {
    help.erase(at, may_break.size());
  }
  for (const web::Route& route : site_->router().routes()) {
    if (route.method != web::Method::Get) continue;
    const bool listed = help.find("<code>" + route.pattern + "</code>") != std::string::npos;
    EXPECT_EQ(listed, route.kind == web::RouteKind::Page) << route.pattern;
  }
}

TEST_F(SiteTest, EveryPageKnowsWhoAsks) {
  import("site_test_20240101.csv", two_schools);
  const std::string agnes = administrator("Agnes <Marsh>");
  for (const web::Route& route : site_->router().routes()) {
    if (route.kind != web::RouteKind::Page || route.pattern == "/search/suggest") continue;
    const std::string path = route.example.substr(0, route.example.find('?'));
    const web::Response hers = get_as(agnes, path);
    if (hers.status == 303) continue;
    EXPECT_NE(hers.body.find("Agnes &lt;Marsh&gt;"), std::string::npos) << route.pattern;
    EXPECT_NE(hers.body.find("action=\"/sign-out\""), std::string::npos) << route.pattern;
    if (route.audience > web::Audience::Reader) continue;
    EXPECT_NE(get(path).body.find("href=\"/sign-in\""), std::string::npos) << route.pattern;
  }
}

TEST_F(SiteTest, NamesAreEscapedWhereverTheyStand) {
  import("site_test_20240101.csv", two_schools);
  for (const char* path : {"/schools/990002", "/schools/990002/timeline", "/authorities/918"}) {
    web::Response response = get(path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.body.find("<b>Primary"), std::string::npos) << path;
    EXPECT_NE(response.body.find("Elm &lt;b&gt;"), std::string::npos) << path;
  }
}

TEST_F(SiteTest, SaysThatADayIsBeforeTheFirstFile) {
  import("site_test_20240101.csv", two_schools);
  web::Response before = get("/schools/990001", "on=1900-01-01");
  EXPECT_NE(before.body.find("No imported file speaks of a day before 1 January 2024"),
            std::string::npos);
  web::Response after = get("/schools/990001", "on=2025-01-01");
  EXPECT_EQ(after.body.find("No imported file speaks"), std::string::npos);
}

TEST_F(SiteTest, PupilsThatNoFileGivesAreNotKnown) {
  import("site_test_20240101.csv", two_schools);
  EXPECT_NE(get("/", "format=json").body.find("\"pupils\": null"), std::string::npos);
}

// An academy has a trust; without a list of trusts we do not know which.
TEST_F(SiteTest, TheTrustOfAnAcademyIsNotKnownRatherThanNone) {
  import("site_test_20240101.csv",
         "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),"
         "TypeOfEstablishment (name)\n"
         "990001,Oak Academy,Open,Eastmarch,918,Academy converter\n"
         "990002,Elm Primary School,Open,Eastmarch,918,Community school\n");
  const std::string page = get("/authorities/918").body;
  const auto row_of = [&](const std::string& name) {
    const std::size_t from = page.find(name + "</a>");
    const std::size_t trust = page.find("data-label=\"Trust\"", from);
    return page.substr(trust, page.find("</td>", trust) - trust);
  };
  EXPECT_NE(row_of("Oak Academy").find("Not known"), std::string::npos) << row_of("Oak Academy");
  EXPECT_NE(row_of("Elm Primary School").find("None"), std::string::npos)
      << row_of("Elm Primary School");
}

TEST_F(SiteTest, TheUkprnStandsWithTheSchoolAndNotWithItsTrust) {
  import(
      "site_test_20240101.csv",
      "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),Trusts (name),UKPRN\n"
      "990001,Oak Academy,Open,Eastmarch,918,Harbour Trust,10099001\n");
  const std::string page = get("/schools/990001").body;
  const std::size_t school = page.find("id=\"h-school\"");
  const std::size_t bodies = page.find("id=\"h-bodies\"");
  const std::size_t ukprn = page.find("10099001");
  ASSERT_NE(bodies, std::string::npos);
  EXPECT_LT(school, ukprn);
  EXPECT_LT(ukprn, bodies);
}

// They are a tenth of a second behind, no more.
TEST_F(SiteTest, SuggestionsFollowTheRegistry) {
  const auto suggested = [&] {
    return get("/search/suggest", "q=oak+primary").body.find("Oak Primary") != std::string::npos;
  };
  EXPECT_FALSE(suggested());
  import("site_test_20240101.csv", two_schools);
  std::this_thread::sleep_for(std::chrono::milliseconds(110));
  EXPECT_TRUE(suggested());
}

TEST_F(SiteTest, RefusalsAreJsonForThoseWhoAskForJson) {
  struct Refusal {
    const char* path;
    const char* query;
    int status;
    const char* code;
  };
  for (const Refusal& refusal :
       {Refusal{"/changes", "from=soon&format=json", 400, "bad_request"},
        Refusal{"/nowhere", "format=json", 404, "not_found"},
        Refusal{"/schools/1", "format=json", 404, "school_not_found"},
        Refusal{"/", "on=31/02/2023&format=json", 400, "bad_date"},
        Refusal{"/map", "q=a&group=b&format=json", 400, "filters_exclude"}}) {
    web::Response response = get(refusal.path, refusal.query);
    EXPECT_EQ(response.status, refusal.status) << refusal.path;
    EXPECT_EQ(response.content_type, "application/problem+json") << refusal.path;
    EXPECT_NE(response.body.find("/help/errors#" + std::string(refusal.code)), std::string::npos);
    EXPECT_NE(response.body.find(refusal.code), std::string::npos) << response.body;
  }
}

TEST_F(SiteTest, AFormatThatIsNotThereIsRefused) {
  web::Request request;
  request.query = sql::must(web::Query::parse("format=xml"));
  EXPECT_EQ(sql::code_of(registry::format_of(request)), "bad_format");
  EXPECT_EQ(get("/", "format=xml").status, 400);
}

}  // namespace

}  // namespace app

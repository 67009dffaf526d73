// The whole site on a small registry: what it answers, and how it says what is wrong.
#include "app/site.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/settings.hpp"
#include "registry/store_import.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace app {

namespace {

base::Date day(int year, unsigned month, unsigned of_month) {
  return *base::Date::from_ymd(year, month, of_month);
}

class SiteTest : public testing::Test {
 protected:
  SiteTest() : place_(sql::TestEngine::SqliteFile) {
    database_.emplace(sql::must(sql::Database::open(place_.url())));
    sql::Lease lease = sql::must(database_->write());
    sql::must(sql::migrate(*lease));
    catalogue_.emplace(*database_);
    operation_.emplace(
        *database_, sql::must(read_settings({})), [] { return std::int64_t{1'790'000'000}; },
        "test");
    site_.emplace(
        *catalogue_, *operation_, [] { return day(2026, 11, 22); }, "test");
  }

  void import(const std::string& name, const std::string& text) {
    std::filesystem::path path = std::filesystem::temp_directory_path() / name;
    std::ofstream(path) << text;
    registry::ImportOptions options;
    options.today = day(2026, 11, 22);
    sql::must(registry::import_files(*database_, {path.string()}, options));
    std::filesystem::remove(path);
  }

  web::Response get(const std::string& path, const std::string& query = "") {
    web::Request request;
    request.path = path;
    request.peer = "127.0.0.1";
    request.query = sql::must(web::Query::parse(query));
    return site_->answer(request);
  }

  sql::TestPlace place_;
  std::optional<sql::Database> database_;
  std::optional<registry::Catalogue> catalogue_;
  std::optional<Operation> operation_;
  std::optional<Site> site_;
};

const char* const two_schools =
    "URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code),Easting,Northing\n"
    "990001,Oak Primary School,Open,Eastmarch,918,600000,310000\n"
    "990002,Elm <b>Primary</b> School,Open,Eastmarch,918,601000,311000\n";

TEST_F(SiteTest, EveryRouteAnswersOnAnEmptyRegistry) {
  for (const web::Route& route : site_->router().routes()) {
    if (route.method != web::Method::Get) continue;
    std::string path = route.example.substr(0, route.example.find('?'));
    bool one_thing =
        route.kind == web::RouteKind::Page && route.pattern.find('{') != std::string::npos;
    int status = get(path).status;
    EXPECT_EQ(status, one_thing ? 404 : 200) << route.example;
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
  const std::string help = get("/help").body;
  for (const web::Route& route : site_->router().routes()) {
    const bool listed = help.find("<code>" + route.pattern + "</code>") != std::string::npos;
    EXPECT_EQ(listed, route.kind == web::RouteKind::Page) << route.pattern;
  }
}

TEST_F(SiteTest, EveryPageKnowsWhoAsks) {
  import("site_test_20240101.csv", two_schools);
  auto caller = std::make_shared<web::Caller>();
  caller->signed_in = true;
  caller->shown_name = "Agnes <Marsh>";
  caller->csrf = "token-of-agnes";
  for (const web::Route& route : site_->router().routes()) {
    if (route.kind != web::RouteKind::Page || route.pattern == "/search/suggest") continue;
    web::Request request;
    request.path = route.example.substr(0, route.example.find('?'));
    request.caller = caller;
    const std::string body = site_->answer(request).body;
    EXPECT_NE(body.find("Agnes &lt;Marsh&gt;"), std::string::npos) << route.pattern;
    EXPECT_NE(body.find("token-of-agnes"), std::string::npos) << route.pattern;
    request.caller = nullptr;
    EXPECT_EQ(site_->answer(request).body.find("/sign-"), std::string::npos) << route.pattern;
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

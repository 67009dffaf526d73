// The door itself: who is let in by cookie or token, and which forms are ours.
#include "access/pages_gate.hpp"

#include <gtest/gtest.h>

#include "access/secrets.hpp"
#include "access/store_testing.hpp"

namespace guard {
namespace {

class GateTest : public AccessTest {
 protected:
  Gate gate() {
    return {database(), {settings_, Reading::Anyone, false, today, [] { return noon; }}};
  }
  std::string session() { return session_of(member("Ada")).secret; }
  static web::Route route(web::Method method, web::RouteKind kind) {
    web::Route route;
    route.method = method;
    route.kind = kind;
    route.audience = web::Audience::Member;
    return route;
  }
  static std::string code(const base::Status& status) {
    return status.ok() ? "" : status.error().code;
  }
  std::string admitted(web::Request request, const web::Route& route) {
    const base::Status greeted = gate().greet(request);
    return greeted.ok() ? code(gate().admit(request, route)) : greeted.error().code;
  }
};

TEST_P(GateTest, ASessionIsKnownByItsCookie) {
  web::Request request;
  request.headers["cookie"] = "session=" + session();
  ASSERT_TRUE(gate().greet(request).ok());
  EXPECT_TRUE(request.caller->signed_in);
  EXPECT_EQ(request.caller->shown_name, "Ada");
  EXPECT_EQ(guard::principal_of(request).via, Via::Session);
  web::Request nobody;
  ASSERT_TRUE(gate().greet(nobody).ok());
  EXPECT_FALSE(nobody.caller->signed_in);
}

TEST_P(GateTest, WhoIsNotSignedInIsToldToSignIn) {
  EXPECT_EQ(admitted({}, route(web::Method::Get, web::RouteKind::Page)), "sign_in_wanted");
  EXPECT_EQ(admitted({}, route(web::Method::Post, web::RouteKind::Form)), "sign_in_wanted");
}

TEST_P(GateTest, AFormNeedsTheTokenOfItsOwnSession) {
  const std::string mine = session();
  const web::Route form = route(web::Method::Post, web::RouteKind::Form);
  web::Request request;
  request.method = web::Method::Post;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.headers["cookie"] = "session=" + mine;
  EXPECT_EQ(admitted(request, form), "form_expired");
  request.body = "csrf=" + masked(csrf_of(random_secret()));
  EXPECT_EQ(admitted(request, form), "form_expired");
  request.body = "csrf=" + csrf_of(mine);  // not as forms carry it
  EXPECT_EQ(admitted(request, form), "form_expired");
  request.body = "csrf=" + masked(csrf_of(mine));
  EXPECT_EQ(admitted(request, form), "");
}

TEST_P(GateTest, AChangeByTheApiWithASessionNeedsItsTokenToo) {
  const std::string mine = session();
  const web::Route api = route(web::Method::Put, web::RouteKind::Api);
  web::Request request;
  request.method = web::Method::Put;
  request.headers["cookie"] = "session=" + mine;
  EXPECT_EQ(admitted(request, api), "csrf_missing");
  request.headers[std::string(csrf_header)] = masked(csrf_of(mine));
  EXPECT_EQ(admitted(request, api), "");
}

TEST_P(GateTest, ATokenNeedsNoFormAndALiarIsTurnedAway) {
  const AccountId id = member("Tim");
  const std::string token =
      sql::must(create_token(*sql::must(database().write()), id,
                             {"A program", {.read = true}, noon + 86400}, tester(), {}, noon));
  web::Request request;
  request.method = web::Method::Put;
  request.headers["authorization"] = "Bearer " + token;
  EXPECT_EQ(admitted(request, route(web::Method::Put, web::RouteKind::Api)), "");
  request.headers["authorization"] = "Bearer " + random_api_token().text();
  EXPECT_EQ(admitted(request, route(web::Method::Put, web::RouteKind::Api)), "token_invalid");
  request.headers["authorization"] = "Basic YTpi";
  EXPECT_EQ(admitted(request, route(web::Method::Put, web::RouteKind::Api)), "token_invalid");
}

TEST_P(GateTest, WhereTheDatabaseCannotBeAskedNobodyIsLetIn) {
  web::Request request;
  request.headers["cookie"] = "session=" + session();
  const web::Route page = route(web::Method::Get, web::RouteKind::Page);
  EXPECT_EQ(admitted(request, page), "");
  sql::must(sql::must(database().write())->run("ALTER TABLE session RENAME TO mislaid"));
  EXPECT_EQ(admitted(request, page), "database_failed");
  request.headers["cookie"] = "";
  request.headers["authorization"] = "Bearer " + random_api_token().text();
  sql::must(sql::must(database().write())->run("ALTER TABLE api_token RENAME TO mislaid_too"));
  EXPECT_EQ(admitted(request, page), "database_failed");
}

// While an import writes, pages go on: on SQLite nobody else can write meanwhile.
TEST_P(GateTest, WhoReadsNeverWaitsForWhoWrites) {
  if (GetParam() == sql::TestEngine::SqliteMemory) GTEST_SKIP() << "one connection only";
  const std::string mine = session();
  const std::int64_t later = noon + 600;
  Gate late(database(), {settings_, Reading::Anyone, false, today, [later] { return later; }});
  web::Request request;
  request.headers["cookie"] = "session=" + mine;
  {
    std::vector<sql::Lease> writers;
    if (GetParam() == sql::TestEngine::SqliteFile) {
      writers.push_back(sql::must(database().write()));
    }
    ASSERT_TRUE(late.greet(request).ok());
    EXPECT_TRUE(request.caller->signed_in);
    EXPECT_EQ(database().usage().refusals, 0);
  }
  late.notes().settle();
  EXPECT_EQ(principal_of(mine, later).seen_at, later);
}

TEST_P(GateTest, AFormMayHoldALongText) {
  const std::string mine = session();
  web::Request request;
  request.method = web::Method::Post;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.headers["cookie"] = "session=" + mine;
  request.body = "text=" + std::string(200'000, 'a') + "&csrf=" + masked(csrf_of(mine));
  EXPECT_EQ(admitted(request, route(web::Method::Post, web::RouteKind::Form)), "");
}

TEST_P(GateTest, TheTokenOfAFormLooksDifferentEachTime) {
  const std::string csrf = csrf_of(random_secret());
  EXPECT_NE(masked(csrf), masked(csrf));
  EXPECT_EQ(unmasked(masked(csrf)), csrf);
  EXPECT_EQ(unmasked(csrf), std::nullopt);
  EXPECT_EQ(unmasked(""), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Engines, GateTest, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace guard

// Every address that the program registers is tried by those who may not: none lets one in. The
// list is the router's own, so that no address can be forgotten.
#include <set>

#include "access/store_audit.hpp"
#include "app/site_testing.hpp"

namespace app {
namespace {

class DoorTest : public SiteTest {
 protected:
  DoorTest() {
    import_county(GUILDHALL_SOURCE_DIR "/data/demo");
    import_boards(GUILDHALL_SOURCE_DIR "/data/demo");
    import_schemes();
    import_requests(GUILDHALL_SOURCE_DIR "/data/demo");
  }

  // An example of the route, as `session`, and with the token of a form.
  web::Response attempt(const std::string& session, const web::Route& route) {
    const std::size_t query = route.example.find('?');
    const std::string path = route.example.substr(0, query);
    if (route.method == web::Method::Get) {
      return get_as(session, path,
                    query == std::string::npos ? "" : route.example.substr(query + 1));
    }
    if (route.kind == web::RouteKind::Form) return post_as(session, path, route.example_body);
    web::Request request = request_of(session, path);
    request.method = route.method;
    request.headers["content-type"] = route.api ? route.api->body_type : "application/json";
    request.headers["if-match"] = "\"1\"";
    request.headers["idempotency-key"] = "tried-at-the-door";
    if (!session.empty()) {
      request.headers[std::string(guard::csrf_header)] = guard::masked(guard::csrf_of(session));
    }
    request.body = route.example_body;
    return site_->answer(request);
  }

  std::vector<guard::AuditRecord> records_since(std::int64_t seq) {
    std::vector<guard::AuditRecord> found;
    sql::must(guard::each_audit_record(*sql::must(database_->read()),
                                       [&](const guard::AuditRecord& record) -> base::Status {
                                         if (record.seq > seq) found.push_back(record);
                                         return {};
                                       }));
    return found;
  }
  std::int64_t head() { return sql::must(guard::audit_head(*sql::must(database_->read()))).seq; }
  std::int64_t version() {
    return sql::must(registry::Store(*sql::must(database_->read())).version());
  }

  // Somebody who may edit, but a school far away from all examples.
  std::string outsider() {
    const auto unit = sql::must(
        find_unit(*sql::must(database_->read()), guard::UnitKind::School, "990888", today()));
    return person("Olive Outsider",
                  guard::Grant{{}, guard::Role::Editor, unit, base::Period::since(today())});
  }
};

TEST_F(DoorTest, NobodyIsLetInWhereOneMustBeSignedIn) {
  administrator();
  for (const web::Route& route : site_->router().routes()) {
    if (route.audience < web::Audience::Member) continue;
    const std::int64_t before = head();
    const web::Response response = attempt("", route);
    if (response.status == 303) {
      EXPECT_EQ(header_of(response, "Location").find("/sign-in?to="), 0u) << route.example;
    } else {
      EXPECT_EQ(response.status, 401) << route.pattern;
    }
    EXPECT_EQ(head(), before) << route.pattern;
  }
}

TEST_F(DoorTest, NobodyChangesAnything) {
  administrator();
  const std::int64_t seen = version();
  for (const web::Route& route : site_->router().routes()) {
    const std::int64_t before = head();
    attempt("", route);
    EXPECT_EQ(head(), before) << web::method_name(route.method) << " " << route.pattern;
  }
  EXPECT_EQ(version(), seen);
}

TEST_F(DoorTest, WithoutTheTokenOfAFormNothingIsSent) {
  const std::string boss = administrator();
  for (const web::Route& route : site_->router().routes()) {
    if (route.method == web::Method::Get || route.kind == web::RouteKind::Operation) continue;
    const std::int64_t before = head();
    for (const bool signed_in : {false, true}) {
      web::Request request = request_of(signed_in ? boss : "", route.example);
      request.method = route.method;
      request.headers["content-type"] = route.kind == web::RouteKind::Form
                                            ? "application/x-www-form-urlencoded"
                                            : "application/json";
      request.body = route.example_body;
      const int status = site_->answer(request).status;
      EXPECT_TRUE(status == 403 || status == 401) << route.pattern << " " << status;
    }
    EXPECT_EQ(head(), before) << route.pattern;
  }
}

// With a session and a right of their own, only elsewhere.
TEST_F(DoorTest, WhoMayNotChangesOnlyWhatIsTheirOwn) {
  administrator();
  const std::int64_t seen = version();
  for (const web::Route& route : site_->router().routes()) {
    const std::string session = outsider();
    const std::int64_t before = head();
    const web::Response response = attempt(session, route);
    if (route.audience == web::Audience::Administrator) {
      EXPECT_EQ(response.status, 403) << route.pattern;
      EXPECT_EQ(head(), before) << route.pattern;
    }
    for (const guard::AuditRecord& record : records_since(before)) {
      const guard::Subject& subject = record.act.subject;
      const bool own = (subject.kind == "account" && subject.name == "Olive Outsider") ||
                       ((subject.kind == "session" || subject.kind == "token" ||
                         subject.kind == "calendar_feed") &&
                        record.act.by.name == "Olive Outsider");
      EXPECT_TRUE(own) << route.pattern << " " << record.act.action << " " << subject.name;
    }
  }
  EXPECT_EQ(version(), seen);
}

TEST_F(DoorTest, ATokenOfNobodyOpensNothing) {
  for (const web::Route& route : site_->router().routes()) {
    if (route.kind == web::RouteKind::Operation) continue;
    web::Request request = request_of("", route.example.substr(0, route.example.find('?')));
    request.method = route.method;
    request.headers["authorization"] = "Bearer " + guard::random_api_token().text();
    EXPECT_EQ(site_->answer(request).status, 401) << route.pattern;
  }
}

TEST_F(DoorTest, WhereOnlyMembersReadNobodyReads) {
  guard::FrontRules closed = rules();
  closed.reading = guard::Reading::Members;
  build(std::move(closed));
  const std::string member = person("Mo", {});
  for (const web::Route& route : site_->router().routes()) {
    if (route.audience != web::Audience::Reader) continue;
    const int nobody = attempt("", route).status;
    EXPECT_TRUE(nobody == 303 || nobody == 401) << route.pattern << " " << nobody;
    const int signed_in = attempt(member, route).status;
    EXPECT_TRUE(signed_in == 200 || signed_in == 404) << route.pattern << " " << signed_in;
  }
}

// So that the refusals above are for want of a right, and not because the examples are wrong.
TEST_F(DoorTest, AnAdministratorIsRefusedNowhere) {
  for (const web::Route& route : site_->router().routes()) {
    if (route.pattern == "/sign-in" || route.pattern.find("/account/") == 0) continue;
    const int status = attempt(administrator(), route).status;
    EXPECT_TRUE(status != 401 && status != 403) << route.pattern << " " << status;
    EXPECT_NE(status, 500) << route.pattern;
  }
}

TEST_F(DoorTest, FieldsThatAFormDoesNotHaveChangeNothing) {
  administrator();
  const std::string session = person("Mo", {});
  const auto grants = [&] {
    return sql::must(guard::grants(*sql::must(database_->read()))).size();
  };
  const std::size_t before = grants();
  const web::Response saved = post_as(session, "/account",
                                      "name=Mo+Marsh&email=mo@example.org&version=2&role="
                                      "administrator&state=active&unit=everything&account=1&id=1");
  EXPECT_EQ(saved.status, 303);
  EXPECT_EQ(grants(), before);
  EXPECT_EQ(get_as(session, "/users").status, 403);
  EXPECT_NE(get_as(session, "/account").body.find("Mo Marsh"), std::string::npos);
}

// What failed can be counted in the log, where a line carries the code and no name.
TEST_F(DoorTest, EveryRefusalHasACodeForTheLog) {
  administrator();
  EXPECT_EQ(post_as("", "/sign-in", "email=agnes@example.org&password=wrong").error_code,
            "sign_in_failed");
  EXPECT_EQ(post_as(person("Mo", {}), "/account/password", "present=wrong&password=x").error_code,
            "sign_in_failed");
  EXPECT_EQ(get_as(person("Ed", {}), "/users").error_code, "not_allowed");
  EXPECT_EQ(get("/users").error_code, "sign_in_wanted");
  EXPECT_EQ(get("/changes", "from=yesterday").error_code, "bad_query");
}

TEST_F(DoorTest, EveryAnswerSaysWhatItIsAndIsForThisSiteOnly) {
  const std::string boss = administrator();
  for (const web::Route& route : site_->router().routes()) {
    const web::Response response = attempt(boss, route);
    const std::string& type = response.content_type;
    EXPECT_NE(type, "") << route.pattern;
    if (type.starts_with("text/")) {
      EXPECT_NE(type.find("; charset=utf-8"), std::string::npos) << route.pattern << " " << type;
    }
    for (const auto& [name, value] : response.headers) {
      EXPECT_FALSE(base::starts_with_ignoring_case(name, "Access-Control-")) << route.pattern;
    }
  }
}

TEST_F(DoorTest, WhoStillOwesTheCodeIsNotIn) {
  const sql::Lease lease = sql::must(database_->write());
  const std::string half = [&] {
    const auto made =
        sql::must(guard::invite(*lease,
                                {"half@example.org", "Hal",
                                 guard::Grant{{}, guard::Role::Administrator, {}, base::Period()}},
                                guard::command_doer("A test."), {}, now));
    sql::must(
        guard::use_link(*lease, made.token, {"half@example.org", "Hal", "no hash"}, today(), now));
    return sql::must(guard::start_session(*lease, {made.account, "password", "", true}, now))
        .secret;
  }();
  const web::Response response = get_as(half, "/users");
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(header_of(response, "Location"), "/sign-in/code?to=%2Fusers");
  EXPECT_EQ(post_as(half, "/users/invite", "name=A&email=a@example.org").status, 401);
}

TEST_F(DoorTest, ASessionOfTheDemonstrationIsNobodysElsewhere) {
  guard::FrontRules open = rules();
  open.demo = true;
  const guard::Persona boss = {
      "boss", "Ruth", "officer", "", {{}, guard::Role::Administrator, {}, {}}};
  open.personas = {boss};
  sql::must(guard::make_personas(*sql::must(database_->write()), open.personas, now));
  build(std::move(open));
  const std::string cookie = header_of(post_as("", "/demo/boss", "to=/users"), "Set-Cookie");
  const std::string session = cookie.substr(8, 43);
  EXPECT_EQ(get_as(session, "/users").status, 200);
  EXPECT_NE(get_as(session, "/users").body.find("Demonstration."), std::string::npos);
  EXPECT_EQ(post_as("", "/demo/nobody", "").status, 404);
  build(rules());
  EXPECT_EQ(get_as(session, "/users").status, 303);
  EXPECT_EQ(get("/demo").status, 404);
  EXPECT_EQ(post_as("", "/demo/boss").status, 404);
}

TEST_F(DoorTest, ADemonstrationIsRefusedWherePeopleAreReal) {
  administrator();
  const base::Status made = guard::make_personas(*sql::must(database_->write()), {}, now);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, "demo_refused");
}

}  // namespace
}  // namespace app

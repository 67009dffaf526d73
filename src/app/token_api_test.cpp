// One's own tokens and sessions by the API: made, listed and ended, by a session and by a token.
#include "app/site_testing.hpp"
#include "web/json_read.hpp"

namespace app {
namespace {

class TokenApiTest : public SiteTest {
 protected:
  web::Response by_token(const std::string& token, web::Method method, const std::string& path,
                         const std::string& body = "") {
    web::Request request = request_of("", path);
    request.method = method;
    request.headers["authorization"] = "Bearer " + token;
    request.headers["content-type"] = "application/json";
    request.body = body;
    return site_->answer(request);
  }
  web::Response make(const std::string& session, const std::string& body) {
    return ask(session, web::Method::Post, tokens_, body);
  }
  // What the account of this session has.
  std::vector<web::Json> tokens_of(const std::string& session) {
    const web::Json json = sql::must(web::Json::parse(get_as(session, tokens_).body));
    return sql::must(sql::must(json.at("tokens")).elements());
  }
  // Another sign-in of the one whom the session belongs to.
  std::string again(const std::string& session) {
    const sql::Lease lease = sql::must(database_->write());
    const guard::AccountId account =
        sql::must(guard::session_principal(*lease, session, {}, now)).account;
    return sql::must(guard::start_session(*lease, {account, "password", "", false}, now)).secret;
  }

  const std::string tokens_ = "/api/v1/me/tokens";
  const std::string wanted_ = R"({"label": "Spreadsheet", "scopes": "read edit", "days": 30})";
};

TEST_F(TokenApiTest, ASessionMakesOneThatIsShownOnceAndWithdrawn) {
  const std::string mo = person("Mo Marsh", {});
  const web::Response made = make(mo, wanted_);
  ASSERT_EQ(made.status, 201) << made.body;
  const web::Json json = sql::must(web::Json::parse(made.body));
  const std::string token = sql::must(sql::must(json.at("token")).text());
  EXPECT_EQ(sql::must(sql::must(json.at("scopes")).text()), "read edit");
  EXPECT_EQ(sql::must(sql::must(json.at("expires_at")).whole()), now + 30 * 86400);
  const web::Response me = by_token(token, web::Method::Get, "/api/v1/me");
  EXPECT_NE(me.body.find("Mo Marsh"), std::string::npos) << me.body;
  EXPECT_EQ(get_as(mo, tokens_).body.find(token), std::string::npos) << "shown once";
  ASSERT_EQ(tokens_of(mo).size(), 1U);
  const std::int64_t id = sql::must(sql::must(json.at("id")).whole());
  EXPECT_EQ(sql::must(sql::must(tokens_of(mo)[0].at("id")).whole()), id);
  const std::string path = tokens_ + "/" + std::to_string(id);
  EXPECT_EQ(ask(person("Olive", {}), web::Method::Delete, path, "").error_code, "token_not_found")
      << "that of somebody else";
  EXPECT_EQ(ask(mo, web::Method::Delete, path, "").status, 200);
  EXPECT_EQ(by_token(token, web::Method::Get, "/api/v1/me").error_code, "token_invalid");
}

TEST_F(TokenApiTest, ATokenMakesNoTokens) {
  const std::string boss = administrator();
  const std::string token = token_of(boss, "read edit import admin");
  const web::Response refused = by_token(token, web::Method::Post, tokens_, wanted_);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.error_code, "session_wanted");
  EXPECT_EQ(tokens_of(boss).size(), 1U);
}

TEST_F(TokenApiTest, WhatNoTokenMayBeIsRefused) {
  const std::string mo = person("Mo", {});
  for (const auto& [body, code, field] : std::vector<std::array<std::string, 3>>{
           {R"({"label": "", "scopes": "read"})", "name_missing", "label"},
           {R"({"label": "A", "scopes": ""})", "bad_scopes", "scopes"},
           {R"({"label": "A", "scopes": "read write"})", "bad_scopes", "scopes"},
           {R"({"label": "A", "scopes": "read", "days": 0})", "bad_expiry", "days"},
           {R"({"label": "A", "scopes": "read", "days": 367})", "bad_expiry", "days"},
           {R"({"label": "A", "scopes": "read", "days": 9223372036854775807})", "bad_expiry",
            "days"},
           {R"({"label": "A", "scopes": "read", "account": 1})", "bad_member", "account"}}) {
    const web::Response refused = make(mo, body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_EQ(refused.error_code, code) << body;
    EXPECT_NE(refused.body.find("\"field\":\"" + field + "\""), std::string::npos) << refused.body;
  }
  EXPECT_TRUE(tokens_of(mo).empty());
}

TEST_F(TokenApiTest, OneIsSignedOutEverywhereElse) {
  const std::string path = "/api/v1/me/sessions";
  const std::string here = administrator();
  const std::string there = again(here);
  const std::string other = person("Mo", {});
  EXPECT_EQ(by_token(token_of(here, "read edit import"), web::Method::Delete, path).error_code,
            "not_allowed");
  const web::Response ended = ask(here, web::Method::Delete, path, "");
  EXPECT_EQ(ended.status, 200);
  EXPECT_NE(ended.body.find("\"ended\": 1"), std::string::npos) << ended.body;
  EXPECT_EQ(get_as(here, "/account").status, 200);
  EXPECT_EQ(get_as(there, "/account").status, 303);
  EXPECT_EQ(by_token(token_of(here, "admin"), web::Method::Delete, path).status, 200);
  EXPECT_EQ(get_as(here, "/account").status, 303);
  EXPECT_EQ(get_as(other, "/account").status, 200);
}

}  // namespace
}  // namespace app

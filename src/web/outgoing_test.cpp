// The head of an answer: what is added, what a handler may decide itself, what it cannot break.
#include "web/outgoing.hpp"

#include <gtest/gtest.h>

#include "base/errors.hpp"
#include "web/caller.hpp"

namespace web {
namespace {

std::string head_of(const Response& response, const Request& request = {}) {
  return prepare(request, response, {}).head;
}

bool says(const std::string& head, const std::string& line) {
  return head.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST(Outgoing, AValueWritesNoHeadersOfItsOwn) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", "/a\r\nSet-Cookie: evil\x7F");
  EXPECT_TRUE(says(head_of(response), "Location: /a  Set-Cookie: evil "));
}

TEST(Outgoing, SaysWhatAStatusMustSay) {
  Response response;
  response.status = 405;
  EXPECT_TRUE(says(head_of(response), "Allow: GET, HEAD"));
  response.status = 503;
  EXPECT_TRUE(says(head_of(response), "Retry-After: 5"));
  response.status = 204;
  EXPECT_EQ(head_of(response).find("Content-Length"), std::string::npos);
}

TEST(Outgoing, WhoeverCameByTlsIsToldToStayWithIt) {
  Request request;
  EXPECT_EQ(prepare(request, {}, {}).head.find("Strict-Transport-Security"), std::string::npos);
  request.secure = true;
  EXPECT_TRUE(says(prepare(request, {}, {}).head, "Strict-Transport-Security: max-age=31536000"));
}

TEST(Outgoing, AHandlerMayDecideForItself) {
  Response response;
  response.headers = {{"cache-control", "private"}, {"ETag", "\"mine\""}, {"X-Own", "1"}};
  const std::string head = head_of(response);
  EXPECT_TRUE(says(head, "cache-control: private"));
  EXPECT_EQ(head.find("Cache-Control"), std::string::npos);
  EXPECT_TRUE(says(head, "ETag: \"mine\""));
  EXPECT_EQ(head.find("ETag"), head.rfind("ETag"));
  EXPECT_TRUE(says(head, "X-Own: 1"));
}

TEST(Outgoing, WhatIsMadeForOneIsKeptByNobody) {
  auto caller = std::make_shared<Caller>();
  Request request;
  request.caller = caller;
  Response response;
  response.body = "page";
  EXPECT_TRUE(says(head_of(response, request), "Cache-Control: no-cache"));
  caller->signed_in = true;
  const std::string head = head_of(response, request);
  EXPECT_TRUE(says(head, "Cache-Control: no-store, private"));
  EXPECT_EQ(head.find("ETag"), std::string::npos);
  request.headers["if-none-match"] = "*";
  EXPECT_EQ(prepare(request, response, {}).status, 200);
  response.immutable = true;  // a style sheet is the same for all
  EXPECT_TRUE(
      says(head_of(response, request), "Cache-Control: public, max-age=31536000, immutable"));
  response.immutable = false;
  response.headers.emplace_back("Set-Cookie", "s=1");
  EXPECT_TRUE(says(head_of(response), "Cache-Control: no-store, private"));
}

TEST(Outgoing, AnswersToWhatWasSentAreNeitherTaggedNorPacked) {
  for (const Method method : {Method::Post, Method::Put, Method::Patch, Method::Delete}) {
    Request request;
    request.method = method;
    request.headers["accept-encoding"] = "gzip";
    request.headers["if-none-match"] = "*";
    Response response;
    response.body.assign(5000, 'x');
    const Outgoing out = prepare(request, response, {});
    EXPECT_EQ(out.status, 200);
    EXPECT_EQ(out.body.size(), 5000u);
    EXPECT_EQ(out.head.find("ETag"), std::string::npos);
  }
}

TEST(Outgoing, FormsGoNowhereElseAndNobodyFramesAPage) {
  const std::string head = head_of({});
  EXPECT_NE(head.find("form-action 'self'"), std::string::npos);
  EXPECT_NE(head.find("frame-ancestors 'none'"), std::string::npos);
}

TEST(Outgoing, ThePolicyAllowsWhatIsOursAndNothingElse) {
  const std::string head = head_of({});
  const std::size_t begin = head.find("Content-Security-Policy: ");
  ASSERT_NE(begin, std::string::npos);
  const std::string policy = head.substr(begin, head.find('\r', begin) - begin);
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("script-src 'self';"), std::string::npos);
  EXPECT_NE(policy.find("base-uri 'none'"), std::string::npos);
  for (const char* loose : {"unsafe-", "*", "http", "data:", "blob:"}) {
    EXPECT_EQ(policy.find(loose), std::string::npos) << loose;
  }
  for (const char* feature : {"camera", "geolocation", "microphone", "payment", "usb"}) {
    EXPECT_NE(head.find(feature + std::string("=()")), std::string::npos) << feature;
  }
}

TEST(Outgoing, ADamagedAssetIsAnErrorAndNotGarbage) {
  Response response;
  response.body = "this is not gzip";
  response.gzipped = true;
  EXPECT_EQ(prepare({}, response, {}).status, 500);
}

TEST(Outgoing, PicturesAreNotPacked) {
  Request request;
  request.headers["accept-encoding"] = "gzip";
  Response response;
  response.body.assign(5000, 'x');
  response.content_type = "image/png";
  EXPECT_EQ(prepare(request, response, {}).body.size(), 5000u);
  response.content_type = "image/svg+xml";
  EXPECT_LT(prepare(request, response, {}).body.size(), 500u);
}

TEST(Outgoing, EveryStatusOfTheErrorTableHasAName) {
  for (const base::ErrorRow& row : base::error_table()) {
    EXPECT_NE(status_text(row.http_status), "Other") << row.code;
  }
}

TEST(Outgoing, DatesAreThoseOfTheStandard) {
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(1748044805), "Sat, 24 May 2025 00:00:05 GMT");
}

}  // namespace
}  // namespace web

// JSON from strangers: what is read, what is refused, and that errors say where.
#include "web/json_read.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/errors.hpp"
#include "web/json.hpp"
#include "web/problem.hpp"
#include "web/text_testing.hpp"

namespace web {
namespace {

Json must(std::string_view text) {
  auto json = Json::parse(text);
  EXPECT_TRUE(json.ok()) << text << (json.ok() ? "" : json.error().message);
  return std::move(json).value();
}

base::Error error_of(std::string_view text, const JsonLimits& limits = {}) {
  const auto json = Json::parse(text, limits);
  EXPECT_FALSE(json.ok()) << text;
  return json.ok() ? base::Error() : json.error();
}

const char* const cluster =
    R"({"name": "Harbour", "from": null, "rank": -3, "share": 0.5, "open": true,
        "members": [{"urn": 990001}, {"urn": "990002"}]})";

TEST(JsonReading, GivesWhatIsThere) {
  const Json json = must(cluster);
  EXPECT_EQ(json.at("name").value().text().value(), "Harbour");
  EXPECT_TRUE(json.at("from").value().is_null());
  EXPECT_FALSE(json.maybe("from").value());
  EXPECT_FALSE(json.maybe("until").value());
  EXPECT_EQ(json.maybe("rank").value()->whole().value(), -3);
  EXPECT_EQ(json.at("share").value().number().value(), 0.5);
  EXPECT_EQ(json.at("rank").value().number().value(), -3.0);
  EXPECT_TRUE(json.at("open").value().truth().value());
  const auto members = json.at("members").value().elements().value();
  ASSERT_EQ(members.size(), 2u);
  EXPECT_EQ(members[0].at("urn").value().whole().value(), 990001);
  EXPECT_EQ(members[1].at("urn").value().path(), "members[1].urn");
}

TEST(JsonReading, AValueOutlivesTheRestOfItsDocument) {
  const Json name = must(cluster).at("name").value();
  EXPECT_EQ(name.text().value(), "Harbour");
}

TEST(JsonReading, IsWrittenAgainAsItIs) {
  JsonWriter again;
  must(cluster).write(again);
  EXPECT_EQ(again.take(),
            R"({"from":null,"members":[{"urn":990001},{"urn":"990002"}],"name":"Harbour",)"
            R"("open":true,"rank":-3,"share":0.5})");
}

TEST(JsonReading, SaysWhichMemberIsWrong) {
  const Json json = must(cluster);
  const auto urn = json.at("members").value().elements().value()[1].at("urn").value().whole();
  ASSERT_FALSE(urn);
  EXPECT_EQ(urn.error().code, "bad_member");
  EXPECT_EQ(urn.error().field, "members[1].urn");
  EXPECT_EQ(urn.error().message,
            "The member \"members[1].urn\" must be a whole number, and is a text.");
  EXPECT_EQ(json.at("until").error().field, "until");
  EXPECT_EQ(json.text().error().message, "The body must be a text, and is an object.");
  for (const base::Error& error :
       {json.at("share").value().whole().error(), json.at("name").value().number().error(),
        json.at("name").value().truth().error(), json.at("name").value().elements().error(),
        json.at("name").value().at("x").error(), json.at("name").value().maybe("x").error(),
        json.at("name").value().only({}).error(), json.only({"name"}).error()}) {
    EXPECT_EQ(error.code, "bad_member");
  }
  EXPECT_TRUE(json.only({"name", "from", "rank", "share", "open", "members"}).ok());
}

TEST(JsonReading, SaysWhereTheTextIsWrong) {
  EXPECT_NE(error_of("{\"a\": 1,\n  \"b\": }").message.find("line 2, column 8"), std::string::npos)
      << error_of("{\"a\": 1,\n  \"b\": }").message;
  EXPECT_NE(error_of("{\"caf\u00e9\": x}").message.find("line 1, column 10"), std::string::npos)
      << error_of("{\"caf\u00e9\": x}").message;
  EXPECT_NE(error_of("").message.find("line 1, column 1"), std::string::npos);
  EXPECT_NE(error_of("[1,\n2,\n[3,\n{\"a\":1,\"a\":2}]]").message.find("line 4"),
            std::string::npos);
}

TEST(JsonReading, IsStrict) {
  for (const std::string_view bad : {"",
                                     " ",
                                     "{",
                                     "}",
                                     "[1,]",
                                     "{\"a\":1,}",
                                     "{a:1}",
                                     "{'a':1}",
                                     "1 2",
                                     "nul",
                                     "NaN",
                                     "Infinity",
                                     "01",
                                     "+1",
                                     "1.",
                                     ".5",
                                     "// x\n1",
                                     "\"\xff\"",
                                     "\"\xed\xa0\x80\"",
                                     "\"\\ud800\"",
                                     "\"\n\"",
                                     "\"\\u0000\"",
                                     "{\"\\u0000\":1}",
                                     "{\"a\":1,\"b\":2,\"a\":3}",
                                     "{\"a\":1,\"\\u0061\":3}",
                                     "1e999",
                                     "-1e999"}) {
    EXPECT_EQ(error_of(bad).code, "bad_json") << bad;
  }
  EXPECT_EQ(must("9223372036854775807").whole().value(), INT64_MAX);
  EXPECT_EQ(must("-9223372036854775808").whole().value(), INT64_MIN);
  for (const std::string_view large : {"9223372036854775808", "-9223372036854775809", "1e30"}) {
    EXPECT_TRUE(must(large).number()) << large;
    EXPECT_EQ(must(large).whole().error().code, "bad_member") << large;
  }
  EXPECT_EQ(must("\"\\u00e9\\ud83d\\ude00\"").text().value(), "\u00e9\U0001F600");
}

TEST(JsonReading, HasLimits) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(Json::parse(nested(32)));
  EXPECT_EQ(error_of(nested(33)).code, "bad_json");
  EXPECT_EQ(error_of(std::string(100'000, '[')).code, "bad_json");
  EXPECT_EQ(error_of("[1, 2]", {32, 5}).code, "body_too_large");
  EXPECT_TRUE(Json::parse("[1,2]", {32, 5}));
}

TEST(JsonReading, OfARequestIsOfJsonAlone) {
  Request request;
  request.body = "{}";
  for (const std::string type : {"", "text/plain", "application/x-www-form-urlencoded"}) {
    request.headers["content-type"] = type;
    EXPECT_EQ(read_json(request).error().code, "unknown_media_type") << type;
  }
  request.headers["content-type"] = "application/json; charset=utf-8";
  EXPECT_TRUE(read_json(request));
}

RC_GTEST_PROP(JsonReading, WhatIsWrittenReadsBackTheSame, ()) {
  const std::string name = any_text();
  const std::string text = any_text();
  const auto whole = *rc::gen::arbitrary<std::int64_t>();
  const auto number = *rc::gen::arbitrary<double>();
  JsonWriter writer;
  writer.begin_object();
  writer.key(name);
  writer.begin_array();
  writer.value(text);
  writer.value(whole);
  writer.value(number);
  writer.end_array();
  writer.end_object();
  const Json json = must(writer.take());
  const auto elements = json.at(name).value().elements().value();
  RC_ASSERT(elements[0].text().value() == text);
  RC_ASSERT(elements[1].whole().value() == whole);
  RC_ASSERT(elements[2].number().value() == number);
}

RC_GTEST_PROP(JsonReading, AnyBytesAreReadOrRefused, (const std::string& bytes)) {
  const auto json = Json::parse(bytes);
  RC_ASSERT((json.ok() || json.error().code == "bad_json"));
}

TEST(Problem, IsAnErrorForPrograms) {
  const Response response =
      problem(base::make_error("bad_member", "The member \"urn\" is missing.", "urn", "secret"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.error_code, "bad_member");
  EXPECT_EQ(response.error_detail, "");
  const Json json = must(response.body);
  EXPECT_EQ(json.at("type").value().text().value(), "/help/errors#bad_member");
  EXPECT_EQ(json.at("title").value().text().value(), base::find_error("bad_member")->meaning);
  EXPECT_EQ(json.at("status").value().whole().value(), 400);
  EXPECT_EQ(json.at("detail").value().text().value(), "The member \"urn\" is missing.");
  EXPECT_EQ(json.at("code").value().text().value(), "bad_member");
  EXPECT_EQ(json.at("field").value().text().value(), "urn");
  const Response other = problem(base::make_error("bad_date", "No such day."), 422);
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(must(other.body).at("status").value().whole().value(), 422);
  EXPECT_FALSE(must(other.body).maybe("field").value());
  EXPECT_EQ(problem(base::make_error("internal", "Sorry.", {}, "why")).error_detail, "why");
}

}  // namespace
}  // namespace web

// What is written is read back by a JSON library that is not ours.
#include "web/json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

#include "base/text.hpp"

namespace web {
namespace {

template <typename T>
std::string written(const T& value) {
  JsonWriter json;
  json.value(value);
  return json.take();
}

TEST(Json, WritesValuesAsTheyRead) {
  EXPECT_EQ(written("a \"b\" \\ \n\t\x01 \u00e9"), "\"a \\\"b\\\" \\\\ \\n\\t\\u0001 \u00e9\"");
  EXPECT_EQ(written("\xff"
                    "a\xc3"),
            "\"\uFFFDa\uFFFD\"");
  EXPECT_EQ(written(std::int64_t{-9223372036854775807} - 1), "-9223372036854775808");
  EXPECT_EQ(written(true), "true");
  EXPECT_EQ(written(nullptr), "null");
  EXPECT_EQ(written(std::optional<int>()), "null");
  EXPECT_EQ(written(std::optional<int>(5)), "5");
  EXPECT_EQ(written(21.7), "21.7");
  EXPECT_EQ(written(-0.0), "0");
  EXPECT_EQ(written(1e21), "1000000000000000000000");
  EXPECT_EQ(written(0.0000001), "0.0000001");
  EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "null");
}

void write_school(JsonWriter& json) {
  json.begin_object();
  json.member("name", "Marsh Lane");
  json.member("pupils", 210);
  json.key("clusters");
  json.begin_array();
  json.value("Coast");
  json.begin_object();
  json.end_object();
  json.end_array();
  json.key("links");
  json.begin_array();
  json.end_array();
  json.end_object();
}

TEST(Json, NestsForMachinesAndForPeople) {
  JsonWriter compact;
  write_school(compact);
  EXPECT_EQ(compact.take(),
            R"({"name":"Marsh Lane","pupils":210,"clusters":["Coast",{}],"links":[]})");
  JsonWriter indented(JsonWriter::Layout::Indented);
  write_school(indented);
  EXPECT_EQ(indented.take(),
            "{\n  \"name\": \"Marsh Lane\",\n  \"pupils\": 210,\n  \"clusters\": [\n    "
            "\"Coast\",\n    {}\n  ],\n  \"links\": []\n}\n");
}

TEST(JsonDeathTest, CannotBeMisused) {
  EXPECT_DEATH(JsonWriter().take(), "complete_");
  EXPECT_DEATH(JsonWriter().end_array(), "levels_");
  JsonWriter json;
  json.begin_object();
  EXPECT_DEATH(json.value(1), "key_given_");
  EXPECT_DEATH(json.end_array(), "kind");
  EXPECT_DEATH(json.take(), "complete_");
  json.key("a");
  EXPECT_DEATH(json.key("b"), "key_given_");
  EXPECT_DEATH(json.end_object(), "key_given_");
  json.value(1);
  json.end_object();
  EXPECT_DEATH(json.value(1), "complete_");
}

RC_GTEST_PROP(Json, AnyBytesBecomeJsonThatReadsBack, (const std::string& bytes)) {
  const auto read = nlohmann::json::parse(written(bytes), nullptr, false);
  RC_ASSERT(read.is_string());
  if (base::is_utf8(bytes)) RC_ASSERT(read.get<std::string>() == bytes);
}

RC_GTEST_PROP(Json, AnyNumberReadsBackTheSame, (std::uint64_t bits, std::int64_t whole)) {
  double number = 0;
  static_assert(sizeof number == sizeof bits);
  std::memcpy(&number, &bits, sizeof bits);
  const std::string text = written(number);
  RC_ASSERT(text.find_first_of("eE") == (std::isfinite(number) ? std::string::npos : 5));
  if (std::isfinite(number)) RC_ASSERT(nlohmann::json::parse(text).get<double>() == number);
  RC_ASSERT(nlohmann::json::parse(written(whole)).get<std::int64_t>() == whole);
}

}  // namespace
}  // namespace web

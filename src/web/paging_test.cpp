// Lists in pages.
#include "web/paging.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace web {
namespace {

const std::string seven = R"({"on": "2026-01-01", "list": [1, 2, 3, 4, 5, 6, 7], "more": {"a": 1}})";

Request request_with(const std::string& query) {
  Request request;
  request.path = "/api/v1/list";
  request.query = Query::parse(query).value();
  return request;
}

nlohmann::json page(const std::string& json, const std::string& query) {
  const auto made = page_of(json, "list", request_with(query));
  return made.ok() ? nlohmann::json::parse(made.value()) : nlohmann::json(made.error().code);
}

TEST(Paging, LeadsFromPageToPage) {
  const auto first = page(seven, "page_size=3&x=y");
  EXPECT_EQ(first["list"], (nlohmann::json{1, 2, 3}));
  EXPECT_EQ(first["more"]["a"], 1);
  const std::string next = first["next"];
  EXPECT_EQ(next.find("/api/v1/list?page_size=3&x=y&cursor=3-"), 0u) << next;
  const auto second = page(seven, next.substr(next.find('?') + 1));
  EXPECT_EQ(second["list"], (nlohmann::json{4, 5, 6}));
  const std::string after = second["next"];
  const auto third = page(seven, after.substr(after.find('?') + 1));
  EXPECT_EQ(third["list"], (nlohmann::json{7}));
  EXPECT_TRUE(third["next"].is_null());
  EXPECT_TRUE(page(seven, "page_size=7")["next"].is_null());
  EXPECT_TRUE(page(R"({"list": []})", "")["list"].empty());
}

TEST(Paging, ACursorIsOverWhenTheListHasChanged) {
  const std::string next = page(seven, "page_size=3")["next"];
  EXPECT_EQ(page(R"({"list": [1, 2, 3, 4]})", next.substr(next.find('?') + 1)), "cursor_over");
}

TEST(Paging, WhatIsNoPageIsRefused) {
  for (const char* query : {"page_size=0", "page_size=1001", "page_size=x", "page_size=-1",
                            "cursor=x", "cursor=-1-2", "cursor=3", "cursor=99999999999999999999-1"}) {
    EXPECT_EQ(page(seven, query), "bad_page") << query;
  }
}

}  // namespace
}  // namespace web

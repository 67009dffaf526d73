// Lists in pages.
#include "web/paging.hpp"

#include <gtest/gtest.h>

#include "web/json_read.hpp"

namespace web {
namespace {

const std::string seven =
    R"({"on": "2026-01-01", "list": [1, 2, 3, 4, 5, 6, 7], "more": {"a": 1}})";

Request request_with(const std::string& query) {
  Request request;
  request.path = "/api/v1/list";
  request.query = Query::parse(query).value();
  return request;
}

// What a page holds: its numbers and, after a bar, where the next one begins. Or the error's code.
std::string page(const std::string& json, const std::string& query, std::string* next = nullptr) {
  const auto made = page_of(json, "list", request_with(query));
  if (!made.ok()) return made.error().code;
  const Json whole = Json::parse(made.value()).value();
  std::string text;
  const std::vector<Json> list = whole.at("list").value().elements().value();
  for (const Json& one : list) {
    text += std::to_string(one.whole().value());
  }
  const Json after = whole.at("next").value();
  if (!after.is_null() && next != nullptr) *next = after.text().value();
  return text + (after.is_null() ? "" : "|");
}

std::string query_of(const std::string& address) { return address.substr(address.find('?') + 1); }

TEST(Paging, LeadsFromPageToPage) {
  std::string next;
  EXPECT_EQ(page(seven, "page_size=3&x=y", &next), "123|");
  EXPECT_EQ(next.find("/api/v1/list?page_size=3&x=y&cursor=3-"), 0u) << next;
  EXPECT_EQ(page(seven, query_of(next), &next), "456|");
  EXPECT_EQ(page(seven, query_of(next)), "7");
  EXPECT_EQ(page(seven, "page_size=7"), "1234567");
  EXPECT_EQ(page(R"({"list": []})", ""), "");
  EXPECT_NE(page_of(seven, "list", request_with("")).value().find("\"more\""), std::string::npos);
}

TEST(Paging, ACursorIsOverWhenTheListHasChanged) {
  std::string next;
  page(seven, "page_size=3", &next);
  EXPECT_EQ(page(R"({"list": [1, 2, 3, 4]})", query_of(next)), "cursor_over");
}

TEST(Paging, WhatIsNoPageIsRefused) {
  for (const char* query :
       {"page_size=0", "page_size=1001", "page_size=x", "page_size=-1", "cursor=x", "cursor=-1-2",
        "cursor=3", "cursor=99999999999999999999-1"}) {
    EXPECT_EQ(page(seven, query), "bad_page") << query;
  }
}

}  // namespace
}  // namespace web

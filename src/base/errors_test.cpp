// The error table is complete and sorted; errors travel through Result and TRY unharmed.
#include "base/errors.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/result.hpp"

namespace base {
namespace {

TEST(ErrorTable, is_sorted_by_a_unique_code) {
  const auto rows = error_table();
  ASSERT_FALSE(rows.empty());
  for (std::size_t index = 1; index < rows.size(); ++index) {
    EXPECT_LT(rows[index - 1].code, rows[index].code);
  }
}

TEST(ErrorTable, says_of_each_row_what_it_means_and_how_to_mend_it) {
  for (const ErrorRow& row : error_table()) {
    EXPECT_EQ(row.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), row.code.npos);
    for (const std::string_view sentence : {row.meaning, row.mend}) {
      ASSERT_GE(sentence.size(), 15U) << row.code;
      EXPECT_TRUE(sentence.front() >= 'A' && sentence.front() <= 'Z') << row.code;
      EXPECT_EQ(sentence.back(), '.') << row.code;
    }
    EXPECT_NE(row.meaning, row.mend) << row.code;
  }
}

TEST(ErrorTable, has_statuses_that_mean_failure) {
  for (const ErrorRow& row : error_table()) {
    EXPECT_TRUE(row.http_status >= 400 && row.http_status <= 599) << row.code;
    EXPECT_TRUE(row.exit_status >= 2 && row.exit_status <= 125) << row.code;
  }
}

TEST(ErrorTable, fixes_statuses_by_kind) {
  EXPECT_EQ(find_error("bad_date")->http_status, 400);
  EXPECT_EQ(find_error("bad_date")->exit_status, 3);
  EXPECT_EQ(find_error("not_found")->http_status, 404);
  EXPECT_EQ(find_error("not_found")->exit_status, 4);
  EXPECT_EQ(find_error("database_constraint")->http_status, 409);
  EXPECT_EQ(find_error("database_constraint")->exit_status, 6);
  EXPECT_EQ(find_error("database_unavailable")->http_status, 503);
  EXPECT_EQ(find_error("database_unavailable")->exit_status, 7);
  EXPECT_EQ(find_error("unknown_option")->exit_status, 2);
  EXPECT_EQ(find_error("method_not_allowed")->http_status, 405);
}

TEST(ErrorTable, finds_every_row_and_no_other) {
  for (const ErrorRow& row : error_table()) EXPECT_EQ(find_error(row.code), &row);
  EXPECT_EQ(find_error(""), nullptr);
  EXPECT_EQ(find_error("zzz"), nullptr);
  EXPECT_EQ(find_error("bad_dat"), nullptr);
}

TEST(ErrorTable, makes_errors_of_its_codes_only) {
  const Error error = make_error("not_found", "There is no school 1.", "URN", "looked at 2025");
  EXPECT_EQ(error.kind, ErrorKind::NotFound);
  EXPECT_EQ(error.code, "not_found");
  EXPECT_EQ(error.message, "There is no school 1.");
  EXPECT_EQ(error.field, "URN");
  EXPECT_EQ(error.detail, "looked at 2025");
  EXPECT_DEATH(make_error("no_such_code", "x"), "errors.cpp:.*CHECK failed");
}

Result<int> half(int number) {
  if (number % 2 != 0) return make_error("bad_request", "odd");
  return number / 2;
}

Result<std::string> quarter(int number) {
  const int once = TRY(half(number));
  return std::to_string(TRY(half(once)));
}

Status is_even(int number) {
  TRY(half(number));
  return {};
}

TEST(Result, hands_errors_to_the_caller) {
  EXPECT_EQ(quarter(12).value(), "3");
  EXPECT_EQ(quarter(6).error().message, "odd");
  EXPECT_TRUE(is_even(2).ok());
  EXPECT_EQ(is_even(1).error().code, "bad_request");
  EXPECT_EQ(half(3).value_or(-1), -1);
}

TEST(Result, stops_the_program_when_misread) {
  EXPECT_DEATH(half(1).value(), "result.hpp:.*CHECK failed: ok\\(\\)");
  EXPECT_DEATH(half(2).error(), "CHECK failed: !ok\\(\\)");
  EXPECT_DEATH(is_even(1).value(), "CHECK failed");
}

}  // namespace
}  // namespace base

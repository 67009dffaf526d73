// A change that is sent twice is made once.
#include "access/store_once.hpp"

#include <gtest/gtest.h>

#include "access/secrets.hpp"
#include "access/store_testing.hpp"

namespace guard {
namespace {

class OnceTest : public AccessTest {
 protected:
  std::string begun(const OnceRequest& request, std::int64_t now_s = noon) {
    const auto found = begin_once(*sql::must(database().write()), request, now_s);
    if (!found.ok()) return found.error().code;
    return found.value() ? found.value()->body : "new";
  }
  const OnceRequest first_ = {"account 7", "a-key-of-sixteen", sha256("this")};
};

TEST_P(OnceTest, TheSameRequestGetsTheSameAnswer) {
  EXPECT_EQ(begun(first_), "new");
  EXPECT_EQ(begun(first_), "key_running");
  const std::string body = "{\"link\": \"/links/secret\"}";
  sql::must(keep_answer(*sql::must(database().write()), first_, {201, body}));
  EXPECT_EQ(begun(first_), body);
  EXPECT_EQ(begun({"account 7", "a-key-of-sixteen", sha256("that")}), "key_reused");
  EXPECT_EQ(begun({"account 8", "a-key-of-sixteen", sha256("this")}), "new");
  // A day later nobody sends it again.
  EXPECT_EQ(begun(first_, noon + once_kept_s + 1), "new");
}

TEST_P(OnceTest, WhatFailedMayBeTriedAgain) {
  EXPECT_EQ(begun(first_), "new");
  sql::must(forget_once(*sql::must(database().write()), first_));
  EXPECT_EQ(begun(first_), "new");
}

TEST_P(OnceTest, AKeyIsShortAndVisible) {
  for (const std::string& key :
       {std::string(), std::string(201, 'k'), std::string(15, 'k'),
        std::string("with a space in it"), std::string("with an \xC3\xA9 in it"),
        std::string("with-a-line\nbreak-in-it")}) {
    EXPECT_EQ(begun({"account 7", key, ""}), "key_missing") << key;
  }
}

// An answer may hold a link that is shown once.
TEST_P(OnceTest, TheDatabaseCannotReadTheAnswer) {
  begun(first_);
  sql::must(keep_answer(*sql::must(database().write()), first_, {201, "a secret link"}));
  const sql::Lease lease = sql::must(database().read());
  sql::Rows rows = sql::must(lease->query("SELECT answer FROM api_once"));
  ASSERT_TRUE(sql::must(rows.next()));
  const std::string kept(rows.text(0));
  EXPECT_EQ(kept.find("secret"), std::string::npos);
  EXPECT_EQ(unsealed(kept, "another key"), std::nullopt);
  EXPECT_EQ(unsealed(kept.substr(1), "account 7\na-key-of-sixteen"), std::nullopt);
  EXPECT_EQ(unsealed("", ""), std::nullopt);
  EXPECT_EQ(unsealed(kept, "account 7\na-key-of-sixteen"), "a secret link");
}

INSTANTIATE_TEST_SUITE_P(Engines, OnceTest, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace guard

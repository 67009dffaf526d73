// Which person an account is: on both engines.
#include "governance/store_own.hpp"

#include <gtest/gtest.h>

#include "access/store_audit.hpp"
#include "governance/store_retention.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

class OwnStore : public GovernanceStore {
 protected:
  void SetUp() override {
    GovernanceStore::SetUp();
    if (IsSkipped()) return;
    for (const char* name : {"Ada", "Ben"}) {
      const Outcome made = note({{"change", "person"}, {"person", name}});
      (std::string(name) == "Ada" ? ada_ : ben_) = PersonId{made.number};
    }
    account_ = account("head@example.org");
  }

  guard::AccountId account(const std::string& email) {
    return guard::AccountId{must(lease()->integer(
        "INSERT INTO account (email, email_folded, name, state, password, totp_secret, totp_step,"
        " created_at, version) VALUES ($1, $1, 'Head', 'active', '', '', 0, 1, 1) RETURNING id",
        {email}))};
  }

  PersonId ada_;
  PersonId ben_;
  guard::AccountId account_;
};

INSTANTIATE_TEST_SUITE_P(Engines, OwnStore, sql::all_engines(), sql::test_engine_name);

TEST_P(OwnStore, AnAccountIsOnePersonAndAPersonMayHaveSeveral) {
  EXPECT_FALSE(must(person_of_account(*lease(), account_)).known());
  EXPECT_FALSE(must(person_of_account(*lease(), {})).known());
  must(link_account(*lease(), ada_, "Head@Example.org", writing()));
  must(link_account(*lease(), ada_, "head@example.org", writing()));
  EXPECT_EQ(must(person_of_account(*lease(), account_)), ada_);
  EXPECT_EQ(code_of(link_account(*lease(), ben_, "head@example.org", writing())),
            "governance_conflict");
  account("a@example.org");
  must(link_account(*lease(), ada_, "a@example.org", writing()));
  const auto accounts = must(accounts_of_person(*lease(), ada_));
  ASSERT_EQ(accounts.size(), 2U);
  EXPECT_EQ(accounts.front().email, "a@example.org");
  must(unlink_account(*lease(), ada_, account_, writing()));
  EXPECT_FALSE(must(person_of_account(*lease(), account_)).known());
  must(link_account(*lease(), ben_, "head@example.org", writing()));
  EXPECT_EQ(must(person_of_account(*lease(), account_)), ben_);
}

TEST_P(OwnStore, WhatIsNotThereIsTold) {
  EXPECT_EQ(code_of(link_account(*lease(), PersonId{99}, "head@example.org", writing())),
            "person_not_found");
  EXPECT_EQ(code_of(link_account(*lease(), ada_, "nobody@example.org", writing())),
            "account_not_found");
  EXPECT_EQ(code_of(unlink_account(*lease(), ada_, account_, writing())), "account_not_found");
}

TEST_P(OwnStore, TheTrailHasNumbersAloneAndItGoesWithTheName) {
  must(link_account(*lease(), ada_, "head@example.org", writing()));
  const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
  EXPECT_EQ(last.act.action, "governance.account");
  const std::string told = last.act.new_values + last.act.old_values + last.act.subject.name;
  EXPECT_EQ(told.find("Ada"), std::string::npos);
  EXPECT_EQ(told.find("example.org"), std::string::npos);
  const std::int64_t records = must(guard::audit_head(*lease())).seq;
  must(link_account(*lease(), ada_, "head@example.org", writing()));
  EXPECT_EQ(must(guard::audit_head(*lease())).seq, records) << "nothing was changed";
  note({{"change", "erase"}, {"person", std::to_string(ada_.value)}});
  EXPECT_FALSE(must(person_of_account(*lease(), account_)).known());
}

}  // namespace
}  // namespace governance

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

// What the account of Ada noted, who has no role anywhere; "" where it was saved.
class OwnWords : public OwnStore {
 protected:
  void SetUp() override {
    OwnStore::SetUp();
    if (IsSkipped()) return;
    must(link_account(*lease(), ada_, "head@example.org", writing()));
    own_ = writing();
    own_.by.account = account_;
    own_.by.name = "Head";
    own_.own_words = true;
  }

  std::string says(Words words, PersonId of) {
    if (!words.contains("number")) words["person"] = std::to_string(of.value);
    const base::Result<Change> change = read_change(words);
    if (!change.ok()) return change.error().code;
    return code_of(save_changes(
        *lease(), {change.value()}, own_,
        [](const guard::UnitPath&) -> base::Result<std::string> {
          return base::make_error("not_allowed", "No role.");
        },
        Keep::All));
  }

  Writing own_;
};

INSTANTIATE_TEST_SUITE_P(Engines, OwnWords, sql::all_engines(), sql::test_engine_name);

const Words interest = {{"change", "interest"}, {"kind", "business"}, {"what", "Harbour Boats"}};
const Words declared = {{"change", "declared"}, {"year", "2025"}, {"on", "2026-01-01"}};
const Words skill = {
    {"change", "skill"}, {"skill", "finance"}, {"level", "3"}, {"on", "2026-01-01"}};
const Words address = {{"change", "address"}, {"address", " Ada@Example.org "}};

TEST_P(OwnWords, WhatOnlyTheyCanSayTheyNoteThemselves) {
  for (const Words& each : {interest, declared, skill, address}) {
    EXPECT_EQ(says(each, ada_), "") << each.at("change");
    EXPECT_EQ(says(each, ben_), "not_allowed") << each.at("change");
  }
  EXPECT_EQ(must(person_row(*lease(), ada_)).email, "ada@example.org");
  const Facts facts = must(facts_of_person(*lease(), ada_));
  EXPECT_TRUE(facts.declared(ada_, 2025));
  ASSERT_EQ(facts.interests_of(ada_).size(), 1U);
  const std::string number = std::to_string(facts.interests_of(ada_).front().id.value);
  EXPECT_EQ(says({{"change", "end-interest"}, {"number", number}, {"until", "2026-02-01"}}, ada_),
            "");
  EXPECT_EQ(says({{"change", "withdraw-interest"}, {"number", number}}, ada_), "not_allowed");
  const Outcome of_ben = note({{"change", "interest"},
                               {"person", std::to_string(ben_.value)},
                               {"kind", "family"},
                               {"what", "Ada"}});
  EXPECT_EQ(says({{"change", "end-interest"},
                  {"number", std::to_string(of_ben.number)},
                  {"until", "2026-02-01"}},
                 ada_),
            "not_allowed");
}

TEST_P(OwnWords, WhatOthersVouchForTheyDoNot) {
  Words review = skill;
  review["source"] = "review";
  EXPECT_EQ(says(review, ada_), "not_allowed");
  EXPECT_EQ(says({{"change", "trained"}, {"subject", "safeguarding"}, {"on", "2026-01-01"}}, ada_),
            "not_allowed");
  EXPECT_EQ(says({{"change", "checked"}, {"check", "dbs"}, {"on", "2026-01-01"}}, ada_),
            "not_allowed");
  EXPECT_EQ(says({{"change", "erase"}}, ada_), "not_allowed");
  own_.own_words = false;  // a token that may only read
  EXPECT_EQ(says(skill, ada_), "not_allowed");
  own_.own_words = true;
  must(unlink_account(*lease(), ada_, account_, writing()));
  EXPECT_EQ(says(skill, ada_), "not_allowed");
  own_.by.account = {};
  EXPECT_EQ(says(skill, ada_), "not_allowed") << "nobody in particular";
}

TEST_P(OwnWords, TheTrailHasThatTheyDidItOfThemselves) {
  for (const Words& each : {interest, declared, skill, address}) {
    ASSERT_EQ(says(each, ada_), "");
    const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
    EXPECT_EQ(last.act.action, "governance." + each.at("change"));
    EXPECT_EQ(last.act.by.account, account_);
    EXPECT_EQ(last.act.by.power, "Person " + std::to_string(ada_.value) + " of themselves.");
    const std::string told = last.act.new_values + last.act.old_values + last.act.subject.name;
    for (const char* word : {"Ada", "ada@", "Boats", "finance"}) {
      EXPECT_EQ(told.find(word), std::string::npos) << told;
    }
  }
}

TEST_P(OwnWords, AnAddressIsOneAndStandsForOnePerson) {
  EXPECT_EQ(says({{"change", "address"}, {"address", "ada at home"}}, ada_), "bad_governance");
  ASSERT_EQ(says(address, ada_), "");
  const auto noted = [&](PersonId who, const std::string& text) {
    return refused(
        {{"change", "address"}, {"person", std::to_string(who.value)}, {"address", text}});
  };
  EXPECT_EQ(noted(ben_, "ada@example.org"), "governance_conflict");
  EXPECT_EQ(says({{"change", "address"}, {"address", ""}}, ada_), "");
  EXPECT_EQ(must(person_row(*lease(), ada_)).email, "");
  EXPECT_EQ(noted(ben_, "ada@example.org"), "");
}

// Who says that an address is theirs does not get what is meant for whom it stands for.
TEST_P(OwnWords, AnAddressThatNobodyConfirmedStandsForNobody) {
  ASSERT_EQ(says({{"change", "address"}, {"address", "ann@trust.uk"}}, ada_), "");
  const std::string board = body("Oak", "cluster_board", "cluster North");
  const auto seat = [&](const std::string& who, const std::string& email) {
    return try_note({{"change", "appoint"},
                     {"body", board},
                     {"seat", "staff"},
                     {"person", who},
                     {"email", email}});
  };
  for (const char* name : {"Ann Low", "Ada"}) {
    const auto taken = seat(name, "ann@trust.uk");
    ASSERT_EQ(code_of(taken), "person_ambiguous") << name;
    EXPECT_NE(taken.error().message.find("Ada (person " + std::to_string(ada_.value) +
                                         "), as they say themselves"),
              std::string::npos)
        << taken.error().message;
  }
  EXPECT_EQ(code_of(seat("ann@trust.uk", "")), "person_ambiguous");
  EXPECT_TRUE(must(facts_of_person(*lease(), ada_)).appointments.empty());

  const std::string ada = std::to_string(ada_.value);
  note({{"change", "address"}, {"person", ada}, {"address", "Ann@Trust.uk"}});
  EXPECT_EQ(must(seat("ADA", "ann@trust.uk")).person, ada_);
  ASSERT_EQ(says({{"change", "address"}, {"address", "ann@trust.uk"}}, ada_), "");
  EXPECT_FALSE(must(person_row(*lease(), ada_)).address_own) << "it was confirmed already";
}

TEST_P(OwnWords, AnAddressStandsForWhoHasTheName) {
  note({{"change", "person"}, {"person", "Ann Low-Ray"}, {"email", "ann@trust.uk"}});
  const std::string board = body("Oak", "cluster_board", "cluster North");
  const auto chair = [&](const std::string& who) {
    return try_note({{"change", "office"},
                     {"office", "chair"},
                     {"at", "body " + board},
                     {"person", who},
                     {"email", "ann@trust.uk"}},
                    Keep::Nothing);
  };
  EXPECT_FALSE(must(chair("ann  low ray")).new_person);
  EXPECT_EQ(code_of(chair("Ben")), "person_ambiguous");
  ASSERT_EQ(says({{"change", "address"}, {"address", "ann@trust.uk"}}, ada_), "");
  EXPECT_FALSE(must(chair("Ann Low Ray")).new_person) << "what Ada says changes nothing";
  EXPECT_EQ(code_of(chair("Ada")), "person_ambiguous");
}

TEST_P(OwnWords, NobodyLearnsFromTheirOwnAddressWhetherItIsHeld) {
  note({{"change", "person"}, {"person", "Ann Low"}, {"email", "ann@trust.uk"}});
  EXPECT_EQ(says({{"change", "address"}, {"address", "ann@trust.uk"}}, ada_), "");
  EXPECT_EQ(must(person_row(*lease(), ada_)).email, "ann@trust.uk");
  const auto confirmed = try_note(
      {{"change", "address"}, {"person", std::to_string(ada_.value)}, {"address", "ann@trust.uk"}});
  ASSERT_EQ(code_of(confirmed), "governance_conflict");
  EXPECT_NE(confirmed.error().message.find("Ann Low (person "), std::string::npos);
}

// Who may edit one board alone is not told whose an address is.
TEST_P(OwnWords, WhoseAnAddressIsIsToldToWhoMayEditEverything) {
  note({{"change", "person"}, {"person", "Ann Low"}, {"email", "ann@trust.uk"}});
  const Change change = must(read_change({{"change", "office"},
                                          {"office", "headteacher"},
                                          {"at", "school 990001"},
                                          {"person", "Ben"},
                                          {"email", "ann@trust.uk"}}));
  const auto saved = save_changes(
      *lease(), {change}, writing(),
      [](const guard::UnitPath& path) -> base::Result<std::string> {
        if (path.size() > 1) return std::string("clerk");
        return base::make_error("not_allowed", "No role.");
      },
      Keep::Nothing);
  ASSERT_EQ(code_of(saved), "person_ambiguous");
  EXPECT_EQ(saved.error().message.find("Ann"), std::string::npos) << saved.error().message;
}

}  // namespace
}  // namespace governance

// What is over its time goes, all of it or nothing, and nothing else: on both engines.
#include "governance/store_retention.hpp"

#include <gtest/gtest.h>

#include <map>

#include "access/store_audit.hpp"
#include "governance/store_export.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

class RetentionStore : public GovernanceStore {
 protected:
  void SetUp() override {
    GovernanceStore::SetUp();
    if (IsSkipped()) return;
    oak_ = body("Oak body", "local_governing_body", "school 990001");
  }

  // Somebody of whom everything is kept, who sat until that day.
  PersonId sat(const std::string& name, const std::string& until) {
    const Outcome made = note({{"change", "appoint"},
                               {"body", oak_},
                               {"seat", "parent"},
                               {"person", name},
                               {"email", name.substr(0, 2) + "@example.org"},
                               {"from", "2010-09-01"}});
    const std::string who = std::to_string(made.person.value);
    note({{"change", "trained"}, {"person", who}, {"subject", "prevent"}, {"on", "2012-01-01"}});
    note({{"change", "checked"},
          {"person", who},
          {"check", "dbs"},
          {"on", "2012-01-01"},
          {"certificate", "0012"}});
    note({{"change", "interest"}, {"person", who}, {"kind", "business"}, {"what", "Boats"}});
    note({{"change", "declared"}, {"person", who}, {"year", "2012"}, {"on", "2012-09-01"}});
    note({{"change", "skill"},
          {"person", who},
          {"skill", "finance"},
          {"level", "3"},
          {"on", "2018-09-01"}});
    note({{"change", "end-appointment"},
          {"number", std::to_string(made.number)},
          {"until", until},
          {"why", "illness"}});
    return made.person;
  }

  std::string over() {
    std::string text;
    for (const OverTime& each : must(over_time(*lease(), today))) {
      text += std::string(code_of(each.kind)) + std::to_string(each.person.value) + " ";
    }
    return text;
  }

  std::string oak_;
};

INSTANTIATE_TEST_SUITE_P(Engines, RetentionStore, sql::all_engines(), sql::test_engine_name);

TEST_P(RetentionStore, WhatIsOverItsTimeGoesAndTheRecordStays) {
  const PersonId here = sat("Ann Lee", "2030-01-01");
  const PersonId left = sat("Bob Ray", "2024-01-01");
  const PersonId gone = sat("Cy Bell", "2015-01-01");
  const std::string two = std::to_string(left.value);
  const std::string three = std::to_string(gone.value);
  EXPECT_EQ(over(), "names" + three + " addresses" + two + " addresses" + three + " reasons" + two +
                        " reasons" + three + " training" + three + " checks" + two + " checks" +
                        three + " certificates" + two + " certificates" + three + " interests" +
                        three + " declarations" + three + " skills" + two + " skills" + three +
                        " ");
  const std::string seen = version_of(must(over_time(*lease(), today)));
  EXPECT_EQ(must(purge(*lease(), writing(), seen)).size(), 14U);
  EXPECT_EQ(over(), "");
  EXPECT_EQ(must(person_row(*lease(), left)).name, "Bob Ray");
  EXPECT_EQ(must(person_row(*lease(), left)).email, "");
  EXPECT_EQ(must(person_row(*lease(), gone)).name, erased_name(gone));
  EXPECT_EQ(must(person_row(*lease(), here)).email, "an@example.org");
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM person_check")), 1);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM training")), 2);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM appointment")), 3);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM interest WHERE what = ''")), 1);
}

TEST_P(RetentionStore, TheTrailHasNumbersAlone) {
  const PersonId gone = sat("Cy Bell", "2015-01-01");
  must(purge(*lease(), writing()));
  const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
  EXPECT_EQ(last.act.action, "governance.purge");
  const std::string number = std::to_string(gone.value);
  EXPECT_EQ(last.act.new_values, R"({"addresses":")" + number + R"(","certificates":")" + number +
                                     R"(","checks":")" + number + R"(","declarations":")" + number +
                                     R"(","interests":")" + number + R"(","names":")" + number +
                                     R"(","reasons":")" + number + R"(","skills":")" + number +
                                     R"(","training":")" + number + "\"}");
  const auto records = must(lease()->integer("SELECT count(*) FROM audit"));
  must(purge(*lease(), writing()));  // nothing is left, so nothing is noted
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM audit")), records);
}

TEST_P(RetentionStore, WhatWasNotSeenIsNotTakenOut) {
  const std::string seen = version_of(must(over_time(*lease(), today)));
  const PersonId gone = sat("Cy Bell", "2015-01-01");
  EXPECT_EQ(code_of(purge(*lease(), writing(), seen)), "governance_conflict");
  EXPECT_EQ(must(person_row(*lease(), gone)).name, "Cy Bell");
}

// Of several seats the last counts, one that was entered by mistake does not, and a body that
// ended ends its seats.
TEST_P(RetentionStore, TimeIsCountedFromTheLastSeat) {
  const PersonId cy = sat("Cy Bell", "2015-01-01");
  const std::string who = std::to_string(cy.value);
  const std::string elm = body("Elm body", "local_governing_body", "school 990002");
  const Outcome again =
      note({{"change", "appoint"}, {"body", elm}, {"seat", "parent"}, {"person", who}});
  EXPECT_EQ(over(), "");
  note({{"change", "end-body"}, {"body", elm}, {"until", "2024-06-01"}});
  EXPECT_EQ(over(), "addresses" + who + " reasons" + who + " checks" + who + " certificates" + who +
                        " skills" + who + " ");
  note({{"change", "withdraw-appointment"}, {"number", std::to_string(again.number)}});
  EXPECT_NE(over().find("names"), std::string::npos);
}

TEST_P(RetentionStore, OurOwnTextStandsAboveTheShipped) {
  const PersonId here = sat("Ann Lee", "2030-01-01");
  const std::string text =
      "keep training\nfrom: 2018-05-25\npurpose: p\nbasis: b\nfor: 1 month after record\n"
      "source: s\n";
  EXPECT_EQ(code_of(save_retention(*lease(), "keep it", 0, writing())), "bad_retention");
  must(save_retention(*lease(), text, 0, writing()));
  EXPECT_EQ(code_of(save_retention(*lease(), text, 0, writing())), "governance_conflict");
  EXPECT_EQ(over(), "training" + std::to_string(here.value) + " ");
}

// Row by row, of people of every kind: what was previewed of them is gone, and nothing else of
// anybody is other than before.
TEST_P(RetentionStore, PurgesExactlyWhatWasPreviewed) {
  std::vector<PersonId> people;
  const char* lasts[] = {"2012-03-01", "2015-01-01", "2019-07-01",
                         "2022-01-01", "2024-12-01", "2030-01-01"};
  for (const char* until : lasts) {
    const std::string at = std::to_string(people.size());
    people.push_back(sat("P" + at + " Bell", until));
  }
  note({{"change", "skill"},
        {"person", std::to_string(people[1].value)},
        {"skill", "send"},
        {"level", "2"},
        {"on", "2025-12-31"}});
  const auto kept = [&] {
    std::map<std::string, std::int64_t> rows;  // by person and kind
    for (const PersonId each : people) {
      const std::string who = " of " + std::to_string(each.value);
      const auto count = [&](const std::string& kind, const std::string& from) {
        rows[kind + who] = must(lease()->integer("SELECT count(*) FROM " + from, {each}));
      };
      count("names", "person WHERE id = $1 AND name LIKE '%Bell'");
      count("addresses", "person WHERE id = $1 AND email <> ''");
      count("reasons", "appointment WHERE person_id = $1 AND why_ended <> ''");
      count("training", "training WHERE person_id = $1");
      count("checks", "person_check WHERE person_id = $1");
      count("certificates", "person_check WHERE person_id = $1 AND certificate <> ''");
      count("interests", "interest WHERE person_id = $1 AND what <> ''");
      count("declarations", "declaration WHERE person_id = $1");
      count("skills", "skill_level WHERE person_id = $1");
      count("seats", "appointment WHERE person_id = $1");
    }
    return rows;
  };
  std::map<std::string, std::int64_t> expected = kept();
  const std::vector<OverTime> seen = must(over_time(*lease(), today));
  ASSERT_GT(seen.size(), 20U);
  for (const OverTime& each : seen) {
    expected[std::string(code_of(each.kind)) + " of " + std::to_string(each.person.value)] -=
        each.rows;
  }
  const std::vector<OverTime> taken = must(purge(*lease(), writing(), version_of(seen)));
  EXPECT_EQ(version_of(taken), version_of(seen));
  EXPECT_EQ(kept(), expected);
  for (const auto& [_, rows] : expected) EXPECT_GE(rows, 0);
  EXPECT_TRUE(must(over_time(*lease(), today)).empty());
}

}  // namespace
}  // namespace governance

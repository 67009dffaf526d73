// Audits of skills: noted, found in what a body has, kept for few eyes, taken out: on both engines.
#include "governance/store_skill.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "access/store_audit.hpp"
#include "governance/api_skills.hpp"
#include "governance/api_views.hpp"
#include "governance/store_export.hpp"
#include "governance/store_known.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

class SkillStore : public GovernanceStore {
 protected:
  void SetUp() override {
    GovernanceStore::SetUp();
    if (IsSkipped()) return;
    must(save_skills(*lease(),
                     "skill boats\nfrom: 2010-01-01\ntitle: Boats\narea: Sea\nwanted: 1 at 3\n"
                     "source: s\nbodies: local_governing_body\n",
                     0, writing()));
    oak_ = body("Oak body", "local_governing_body", "school 990001", {{"rules", "sponsored_lgb"}});
    cy_ = note({{"change", "appoint"}, {"body", oak_}, {"seat", "parent"}, {"person", "Cy Bell"}})
              .person;
  }

  Outcome knows(const std::string& skill, const std::string& level,
                const std::string& on = "2025-09-03") {
    return note({{"change", "skill"},
                 {"person", "Cy Bell"},
                 {"skill", skill},
                 {"level", level},
                 {"on", on},
                 {"source", "review"}});
  }
  SkillsView view() {
    return must(skills_view(*lease(), BodyId{*base::parse_integer(oak_)}, today));
  }
  std::string looks(std::string_view on = "2026-01-01") {
    std::string told;
    for (const Finding& each : found(oak_, on)) {
      if (each.kind == FindingKind::Look) told += each.what + " ";
    }
    return told;
  }

  std::string oak_;
  PersonId cy_;
};

INSTANTIATE_TEST_SUITE_P(Engines, SkillStore, sql::all_engines(), sql::test_engine_name);

TEST_P(SkillStore, WhatABodyLacksFollowsFromTheNewestLevels) {
  EXPECT_EQ(looks(), "No audit of skills is noted of anybody who sits. ");
  const Outcome little = knows("boats", "1", "2025-01-01");
  EXPECT_NE(looks().find("Not covered: Vision"), std::string::npos) << looks();
  EXPECT_TRUE(view().matrix.covers.back().gap());
  knows("Boats", "4");
  EXPECT_FALSE(view().matrix.covers.back().gap());
  EXPECT_EQ(looks("2028-09-03"), "No audit of skills is noted of anybody who sits. ");

  const SkillsView now = view();
  const SkillCover& boats = now.matrix.covers.back();
  EXPECT_EQ(boats.skill.code, "boats");
  EXPECT_EQ(boats.covers, 1);
  ASSERT_EQ(boats.levels.size(), 1U);
  EXPECT_EQ(words_of(*boats.levels.front()), "Strong, 3 September 2025, in a review");
  EXPECT_NE(skills_csv(now).find("Oak body,boats,Boats,Sea,1,3,1,no,4"), std::string::npos);
  EXPECT_NE(skills_json(now).find("\"source\": \"review\""), std::string::npos);
  EXPECT_NE(skills_text(now).find("  Cy Bell: Strong, 3 September 2025, in a review"),
            std::string::npos);
  note({{"change", "withdraw-skill"}, {"number", std::to_string(little.number)}});
  EXPECT_EQ(must(levels_of(*lease(), cy_)).size(), 1U);
  EXPECT_EQ(refused({{"change", "withdraw-skill"}, {"number", std::to_string(little.number)}}),
            "bad_governance");
}

TEST_P(SkillStore, RefusesWhatIsNotAskedAndWhatIsNoLevel) {
  const auto refuses = [&](const char* word, const char* value) {
    Words words = {{"change", "skill"}, {"person", "Cy Bell"}, {"skill", "boats"},
                   {"level", "2"},      {"on", "2025-09-03"},  {"source", "self"}};
    words[word] = value;
    return refused(words);
  };
  EXPECT_EQ(refuses("level", "2"), "");
  EXPECT_EQ(refuses("skill", "kites"), "bad_governance");
  EXPECT_EQ(refuses("on", "2009-09-03"), "bad_governance");  // nobody asked then
  for (const char* level : {"5", "-1", "good"})
    EXPECT_EQ(refuses("level", level), "bad_governance");
  EXPECT_EQ(refuses("source", "hearsay"), "bad_governance");
}

TEST_P(SkillStore, AListOfOurOwnIsReadBeforeItIsSaved) {
  EXPECT_EQ(code_of(save_skills(*lease(), "skill\n", 1, writing())), "bad_skills");
  EXPECT_EQ(code_of(save_skills(*lease(), "", 0, writing())), "governance_conflict");
  must(save_skills(*lease(), "", 1, writing()));
  for (const Skill& each : must(all_skills(*lease()))) EXPECT_NE(each.code, "boats");
}

// Neither trail nor sentence has a level; findings are for who has a role; it goes with the name.
TEST_P(SkillStore, HowWellSomebodyKnowsSomethingIsForFewEyes) {
  const Outcome noted = knows("boats", "1");
  const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
  EXPECT_EQ(last.act.action, "governance.skill");
  EXPECT_EQ(last.act.new_values.find("level"), std::string::npos) << last.act.new_values;
  EXPECT_EQ(noted.what, "How well Cy Bell knows boats is noted as of 3 September 2025.");
  std::vector<Finding> seen = found(oak_, "2026-01-01");
  keep_seen(seen, Sight::Anybody);
  EXPECT_EQ(std::ranges::count(seen, FindingKind::Look, &Finding::kind), 0);
  const auto export_of = [&] { return export_json(must(person_export(*lease(), cy_))); };
  EXPECT_NE(export_of().find("\"skill\": \"boats\""), std::string::npos);
  note({{"change", "erase"}, {"person", "Cy Bell"}});
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM skill_level")), 0);
}

}  // namespace
}  // namespace governance

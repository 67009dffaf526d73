// What waits for somebody, gathered from all that they hold; each asker sees their own part of it.
#include "governance/store_due.hpp"

#include <gtest/gtest.h>

#include "governance/api_views.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

class DueStore : public GovernanceStore {
 protected:
  std::vector<Due> due(PersonId person, Sight sight, const char* on = "2026-01-01") {
    return must(due_of(*lease(), person, day(on),
                       [&](const Body&) -> base::Result<Sight> { return sight; }));
  }
  static std::string told(const std::vector<Due>& all) {
    std::string text;
    for (const Due& each : all) text += words_of(each) + "\n";
    return text;
  }
};

TEST_P(DueStore, WhatWaitsForSomebodyIsToldInOnePlace) {
  const std::string oak =
      body("Oak", "local_governing_body", "school 990001", {{"rules", "sponsored_lgb"}});
  const PersonId person = note({{"change", "appoint"},
                                {"body", oak},
                                {"seat", "parent"},
                                {"person", "Cy Bell"},
                                {"from", "2022-03-01"},
                                {"term", "2026-03-01"}})
                              .person;
  const std::string met =
      std::to_string(note({{"change", "meeting"}, {"body", oak}, {"on", "2025-12-01"}}).number);
  note({{"change", "meeting"}, {"body", oak}, {"on", "2026-02-03"}, {"starts", "16:30"}});
  const std::string action = std::to_string(note({{"change", "action"},
                                                  {"meeting", met},
                                                  {"what", "Mend the roof"},
                                                  {"person", "Cy Bell"},
                                                  {"due", "2025-12-20"}})
                                                .number);
  const std::string all = told(due(person, Sight::Edit));
  for (const char* part :
       {"Oak: Cy Bell's term ends on 28 February 2026.", "Oak: Cy Bell has not declared interests",
        "safeguarding", "dbs", "Oak: Mend the roof, by 20 December 2025, late",
        "Oak: a meeting on 3 February 2026, 16:30"}) {
    EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
  }
  EXPECT_EQ(all.find("1 December 2025"), std::string::npos) << all;
  const std::string guest = told(due(person, Sight::Anybody));
  for (const char* hidden : {"Mend", "dbs", "safeguarding"}) {
    EXPECT_EQ(guest.find(hidden), std::string::npos) << guest;
  }
  EXPECT_NE(guest.find("a meeting on"), std::string::npos) << guest;
  note({{"change", "action-done"}, {"number", action}, {"on", "2026-01-01"}});
  EXPECT_EQ(told(due(person, Sight::Edit)).find("Mend"), std::string::npos);
  EXPECT_TRUE(due(note({{"change", "person"}, {"person", "Di Orr"}}).person, Sight::Edit).empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, DueStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance

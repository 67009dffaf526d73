// Interests in the database of each engine: entered once for all bodies, confirmed each year,
// declared at items of meetings, and taken out with the name.
#include <gtest/gtest.h>

#include "access/store_audit.hpp"
#include "governance/api_interests.hpp"
#include "governance/api_meeting.hpp"
#include "governance/api_publication.hpp"
#include "governance/api_views.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

class InterestStore : public GovernanceStore {
 protected:
  std::string sits(const std::string& name, const std::string& school) {
    const std::string number = body(name, "local_governing_body", "school " + school);
    note({{"change", "appoint"},
          {"body", number},
          {"seat", "parent"},
          {"person", "Cy Bell"},
          {"from", "2024-09-01"}});
    return number;
  }
  std::string interest() {
    return std::to_string(note({{"change", "interest"},
                                {"person", "Cy Bell"},
                                {"kind", "business"},
                                {"what", "Director of Harbour Boats"},
                                {"from", "2020-03-01"}})
                              .number);
  }
  RegisterView view(const std::string& body, std::string_view on) {
    return must(register_view(*lease(), BodyId{*base::parse_integer(body)}, day(on)));
  }
  std::int64_t in_trail(const std::string& words) {
    return must(lease()->integer(
        "SELECT count(*) FROM audit WHERE new_values LIKE '%' || $1 || '%' OR old_values LIKE '%' "
        "|| $1 || '%' OR subject_name LIKE '%' || $1 || '%'",
        {words}));
  }
};

TEST_P(InterestStore, AnInterestIsEnteredOnceForAllBodiesAndConfirmedEachYear) {
  const std::string oak = sits("Oak", "990001");
  const std::string elm = sits("Elm", "990002");
  const std::string number = interest();
  for (const std::string& each : {oak, elm}) {
    const RegisterView now = view(each, "2026-01-01");
    ASSERT_EQ(now.rows.size(), 1U);
    ASSERT_EQ(now.rows.front().interests.size(), 1U);
    EXPECT_EQ(words_of(now.rows.front().interests.front()), "Business: Director of Harbour Boats");
    EXPECT_FALSE(now.rows.front().confirmed);
  }
  const Words declared = {
      {"change", "declared"}, {"person", "Cy Bell"}, {"year", "2025"}, {"on", "2025-09-10"}};
  Words nothing = declared;
  nothing["nothing"] = "yes";
  EXPECT_EQ(refused(nothing), "bad_governance");
  nothing["nothing"] = "perhaps";
  EXPECT_EQ(refused(nothing), "bad_governance");
  EXPECT_EQ(note(declared).what,
            "Cy Bell declared interests on 10 September 2025, and confirmed 1 that are noted.");
  EXPECT_EQ(confirmed_words(view(oak, "2026-01-01").rows.front(), day("2026-01-01")),
            "Confirmed on 10 September 2025");
  // Neither before that day nor after the year.
  EXPECT_FALSE(view(oak, "2025-09-09").rows.front().confirmed);
  EXPECT_EQ(confirmed_words(view(oak, "2026-09-01").rows.front(), day("2026-09-01")),
            "Not confirmed for 2026/27");
  const Publication told =
      must(publication_of(*lease(), BodyId{*base::parse_integer(oak)}, day("2026-01-01")));
  EXPECT_NE(members_csv(told).find("Business: Director of Harbour Boats. Declared for 2025/26 on "
                                   "10 September 2025"),
            std::string::npos);
  EXPECT_NE(register_csv(view(oak, "2026-01-01")).find("Director of Harbour Boats,2020-03-01,"),
            std::string::npos);
  EXPECT_NE(register_text(view(oak, "2026-01-01")).find("(interest " + number + ")"),
            std::string::npos);
  EXPECT_EQ(in_trail("Harbour Boats"), 0);
  EXPECT_EQ(in_trail("business"), 0);
}

TEST_P(InterestStore, AnInterestThatEndedStaysForTheSchoolYear) {
  const std::string oak = sits("Oak", "990001");
  const std::string number = interest();
  const auto ends = [&](const char* until) {
    return Words{{"change", "end-interest"}, {"number", number}, {"until", until}};
  };
  EXPECT_EQ(refused(ends("2020-03-01")), "bad_governance");
  note(ends("2025-10-01"));
  EXPECT_EQ(refused(ends("2025-10-01")), "bad_governance");
  EXPECT_EQ(view(oak, "2026-08-31").rows.front().interests.size(), 1U);
  EXPECT_EQ(view(oak, "2026-09-01").rows.front().interests.size(), 0U);
  EXPECT_EQ(note({{"change", "declared"},
                  {"person", "Cy Bell"},
                  {"year", "2026"},
                  {"on", "2026-09-02"},
                  {"nothing", "yes"}})
                .what,
            "Cy Bell declared on 2 September 2026 that they have no interests.");
  EXPECT_TRUE(view(oak, "2026-09-02").rows.front().nothing);
  const std::string json = register_json(view(oak, "2026-09-02"));
  EXPECT_NE(json.find("\"nothing\": true"), std::string::npos) << json;
  note({{"change", "withdraw-interest"}, {"number", number}});
  EXPECT_EQ(refused({{"change", "withdraw-interest"}, {"number", number}}), "bad_governance");
  EXPECT_EQ(view(oak, "2026-08-31").rows.front().interests.size(), 0U);
  EXPECT_EQ(
      refused({{"change", "interest"}, {"person", "Cy Bell"}, {"kind", "secret"}, {"what", "x"}}),
      "bad_governance");
}

TEST_P(InterestStore, AnInterestDeclaredAtAnItemStandsInTheSealedMinutes) {
  const std::string oak = sits("Oak", "990001");
  const std::string number = interest();
  const std::string met =
      std::to_string(note({{"change", "meeting"}, {"body", oak}, {"on", "2025-12-01"}}).number);
  const std::string item = std::to_string(
      note({{"change", "item"}, {"meeting", met}, {"title", "Boats"}, {"motion", "Buy boats"}})
          .number);
  const std::string other =
      std::to_string(note({{"change", "item"}, {"meeting", met}, {"title", "Finance"}}).number);
  note({{"change", "attended"}, {"meeting", met}, {"person", "Cy Bell"}, {"status", "present"}});
  EXPECT_EQ(refused({{"change", "declared-at"}, {"item", item}}), "bad_governance");
  EXPECT_EQ(refused({{"change", "declared-at"}, {"item", item}, {"person", "Cy Bell"}}),
            "bad_governance");
  EXPECT_EQ(refused({{"change", "declared-at"}, {"item", item}, {"number", "999"}}),
            "bad_governance");
  EXPECT_EQ(
      note({{"change", "declared-at"}, {"item", item}, {"number", number}, {"withdrew", "yes"}})
          .what,
      "Cy Bell declared an interest at the item and withdrew.");
  note({{"change", "declared-at"},
        {"item", other},
        {"person", "Cy Bell"},
        {"why", "A cousin keeps the books"}});
  // Of who does not sit no interest is told.
  const std::string guest = std::to_string(note({{"change", "interest"},
                                                 {"person", "Di Orr"},
                                                 {"kind", "family"},
                                                 {"what", "A sister teaches here"}})
                                               .number);
  EXPECT_EQ(refused({{"change", "declared-at"}, {"item", item}, {"number", guest}}),
            "bad_governance");
  EXPECT_EQ(
      refused(
          {{"change", "declared-at"}, {"item", item}, {"person", "Cy Bell"}, {"number", guest}}),
      "bad_governance");
  const MeetingId id{*base::parse_integer(met)};
  const MeetingView draft = must(meeting_view(*lease(), id));
  const std::string minutes = draft.minutes();
  EXPECT_NE(minutes.find("Cy Bell declared an interest (Director of Harbour Boats) and withdrew."),
            std::string::npos)
      << minutes;
  EXPECT_NE(minutes.find("Cy Bell declared an interest (A cousin keeps the books).\n"),
            std::string::npos)
      << minutes;
  EXPECT_EQ(draft.result_of(draft.record.items.front()).quorum.present, 0);
  EXPECT_NE(meeting_json(draft).find("\"interest\": " + number), std::string::npos);
  note({{"change", "declared-at"}, {"item", item}, {"number", number}, {"withdrew", "no"}});
  EXPECT_EQ(must(meeting_view(*lease(), id)).record.withdrawals.size(), 0U);
  note({{"change", "held"}, {"meeting", met}});
  note({{"change", "approved"}, {"meeting", met}, {"on", "2025-12-20"}});
  const MeetingView sealed = must(meeting_view(*lease(), id));
  EXPECT_TRUE(sealed.whole());
  EXPECT_NE(sealed.sealed.find("(Director of Harbour Boats).\n"), std::string::npos);
  EXPECT_EQ(refused({{"change", "declared-at"}, {"item", item}, {"number", number}}),
            "meeting_closed");
  EXPECT_EQ(in_trail("Harbour Boats") + in_trail("cousin"), 0);
}

TEST_P(InterestStore, WordsOfInterestsGoWithTheNameAndAreToldToWhomTheyAreOf) {
  const std::string oak = sits("Oak", "990001");
  interest();
  const std::string met =
      std::to_string(note({{"change", "meeting"}, {"body", oak}, {"on", "2025-12-01"}}).number);
  const std::string item =
      std::to_string(note({{"change", "item"}, {"meeting", met}, {"title", "Boats"}}).number);
  const PersonId person = note({{"change", "declared-at"},
                                {"item", item},
                                {"person", "Cy Bell"},
                                {"why", "Boats of a cousin"},
                                {"withdrew", "yes"}})
                              .person;
  const std::string all = export_json(must(person_export(*lease(), person)));
  EXPECT_NE(all.find("Director of Harbour Boats"), std::string::npos);
  EXPECT_NE(all.find("Boats of a cousin"), std::string::npos);
  note({{"change", "erase"}, {"person", "Cy Bell"}});
  const std::string left = export_json(must(person_export(*lease(), person)));
  EXPECT_EQ(left.find("Boats"), std::string::npos) << left;
  const RegisterView now = view(oak, "2026-01-01");
  ASSERT_EQ(now.rows.front().interests.size(), 1U);
  EXPECT_EQ(words_of(now.rows.front().interests.front()), "Business");
}

INSTANTIATE_TEST_SUITE_P(Engines, InterestStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance

// What is published of those who governed, from the database of each engine.
#include "base/text.hpp"
#include "governance/api_publication.hpp"
#include "governance/store_documents.hpp"
#include "governance/store_gias_testing.hpp"

namespace governance {
namespace {

class GovernancePublication : public GiasWorld {};

const PublishedSeat* seat_of(const Publication& made, std::string_view name) {
  for (const PublishedBody& body : made.bodies) {
    for (const PublishedSeat& seat : body.seats) {
      if (seat.name == name) return &seat;
    }
  }
  return nullptr;
}

TEST_P(GovernancePublication, WhoGovernedInTheYearIsPublishedThoseWhoLeftToo) {
  today = *base::Date::from_iso("2026-11-01");
  import(whole(posts));
  const std::string board =
      std::to_string(number("SELECT id FROM body WHERE kind = 'trust_board'"));
  const std::string local =
      std::to_string(number("SELECT id FROM body WHERE kind = 'local_governing_body'"));
  note({{"change", "remit"}, {"body", board}, {"text", "It governs the trust."}});
  for (const std::string on : {"2025-10-01", "2026-02-01", "2026-10-01"}) {
    note({{"change", "meeting"}, {"body", local}, {"on", on}});
    const std::string meeting = std::to_string(number("SELECT max(id) FROM meeting"));
    note({{"change", "attended"},
          {"meeting", meeting},
          {"person", "Ben Ash"},
          {"status", on == "2026-02-01" ? "apologies" : "present"}});
    note({{"change", "held"}, {"meeting", meeting}});
    if (on != "2026-10-01")
      note({{"change", "approved"}, {"meeting", meeting}, {"on", today.iso()}});
  }
  const registry::OrganisationId trust{number("SELECT id FROM organisation WHERE uid = 90001")};
  const auto of = [&](base::Date on) { return must(publication_of(*lease(), trust, on)); };
  const Publication year = of(publication_day(2025, today));
  EXPECT_EQ(year.on.iso(), "2026-08-31");
  EXPECT_EQ(year.year.from().iso(), "2025-09-01");
  EXPECT_EQ(seat_of(year, "Hal Q Orr")->left, std::nullopt) << "the term ends with the year";
  const PublishedSeat ben = *seat_of(year, "Ben Ash");
  EXPECT_EQ(std::to_string(ben.attended) + " of " + std::to_string(ben.meetings), "1 of 2");
  EXPECT_EQ(ben.appointed_by, "Elected by parents");
  EXPECT_EQ(ben.interests, "No declaration is noted for 2025/26");
  EXPECT_TRUE(seat_of(year, "Ann Lee")->chair);

  const Publication now = of(today);
  ASSERT_TRUE(seat_of(now, "Hal Q Orr")->left) << "who left in the last twelve months is named";
  EXPECT_EQ(seat_of(now, "Hal Q Orr")->left->iso(), "2026-09-01");
  EXPECT_EQ(seat_of(now, "Ben Ash")->meetings, 1) << "minutes that are not approved do not count";
  EXPECT_EQ(seat_of(of(*base::Date::from_iso("2027-09-01")), "Hal Q Orr"), nullptr);
  const std::string html = publication_html(now);
  for (const std::string words :
       {"It governs the trust.", "Left: last day 31 August 2026", "Governance of Tide Trust"}) {
    EXPECT_NE(html.find(words), std::string::npos) << words;
  }
  EXPECT_NE(publication_json(now).find("\"last_day\": \"2026-08-31\""), std::string::npos);
  EXPECT_NE(members_csv(now).find("Hal Q Orr,Trustee,no"), std::string::npos);
  EXPECT_EQ(code_of(publication_of(*lease(), registry::OrganisationId{999}, today)),
            "group_not_found");
}

// A body of the county's one trust with minutes on each of these days, at all of which Ann was.
TEST_P(GovernancePublication, OnlyMeetingsOfTheDaysOnWhichSomebodySatCount) {
  today = *base::Date::from_iso("2026-08-31");
  const auto row = [](const std::string& gid, const std::string& name, const std::string& days) {
    return gid + ",990001,,,Local governor,," + name + "," + days + ",Elected by parents\r\n";
  };
  import(whole(row("1", "Ann,,Lee", "01/03/2022,28/02/2026") +
               row("2", "Ann,,Lee", "01/03/2026,28/02/2030") +
               row("3", "Ben,,Ash", "01/09/2025,31/12/2025") +
               row("4", "Ben,,Ash", "01/06/2026,31/05/2030") +
               "5,990001,,,Local governor,,Cai,,Roe,01/01/2020,,Ex-officio by virtue of office as "
               "headteacher/principal\r\n"));
  const std::string local = std::to_string(number("SELECT max(id) FROM body"));
  for (const std::string on : {"2025-10-01", "2026-02-01", "2026-03-10", "2026-07-01"}) {
    note({{"change", "meeting"}, {"body", local}, {"on", on}});
    const std::string meeting = std::to_string(number("SELECT max(id) FROM meeting"));
    note({{"change", "attended"},
          {"meeting", meeting},
          {"person", "Ann Lee"},
          {"status", "present"}});
    note({{"change", "held"}, {"meeting", meeting}});
    note({{"change", "approved"}, {"meeting", meeting}, {"on", today.iso()}});
  }
  const Publication made =
      must(publication_of(*lease(), BodyId{*base::parse_integer(local)}, today));
  EXPECT_EQ(must(attended_meetings(*lease(), {}, made.year)).size(), 0U) << "of no body";
  EXPECT_EQ(must(attended_meetings(*lease(), {made.bodies[0].body.id}, made.year)).size(), 4U);
  EXPECT_EQ(must(remits(*lease(), {})).size(), 0U);
  const auto attendance = [&](std::string_view name) {
    const PublishedSeat* seat = seat_of(made, name);
    return seat ? std::to_string(seat->attended) + " of " + std::to_string(seat->meetings) : "none";
  };
  EXPECT_EQ(attendance("Ann Lee"), "4 of 4") << "who is appointed again sat before too";
  EXPECT_EQ(attendance("Ben Ash"), "0 of 2") << "between two terms nobody is absent";
  EXPECT_EQ(attendance("Cai Roe"), "0 of 4");
}

// The head of a school that comes to a cluster in January has no seat on its board before.
TEST_P(GovernancePublication, ASeatByOfficeBeginsWithTheSchoolNotWithTheOffice) {
  today = *base::Date::from_iso("2026-08-31");
  import(
      whole("16,990002,,,Shared local governor - establishment,,Eve,,Hay,01/09/2025,,\r\n"
            "17,990003,,,Shared local governor - establishment,,Eve,,Hay,01/01/2026,,\r\n"));
  const std::string body = std::to_string(number("SELECT max(id) FROM body"));
  must(
      lease()->run("UPDATE body_share SET from_on = 20260101 WHERE school_id = (SELECT school_id "
                   "FROM identifier WHERE value = 990003)"));
  note({{"change", "office"},
        {"office", "headteacher"},
        {"at", "school 990003"},
        {"person", "Kit Orme"},
        {"from", "2019-09-01"}});
  for (const std::string on : {"2025-10-01", "2026-02-01"}) {
    note({{"change", "meeting"}, {"body", body}, {"on", on}});
    const std::string meeting = std::to_string(number("SELECT max(id) FROM meeting"));
    note({{"change", "attended"},
          {"meeting", meeting},
          {"person", "Eve Hay"},
          {"status", "present"}});
    note({{"change", "held"}, {"meeting", meeting}});
    note({{"change", "approved"}, {"meeting", meeting}, {"on", today.iso()}});
  }
  const Publication made =
      must(publication_of(*lease(), BodyId{*base::parse_integer(body)}, today));
  ASSERT_TRUE(seat_of(made, "Kit Orme"));
  EXPECT_EQ(seat_of(made, "Kit Orme")->meetings, 1);
}

TEST_P(GovernancePublication, BodiesThatEndedOrLeftInTheYearAreInIt) {
  today = *base::Date::from_iso("2026-08-31");
  import(whole(posts));
  const auto id = [&](const std::string& kind) {
    return std::to_string(number("SELECT min(id) FROM body WHERE kind = '" + kind + "'"));
  };
  note({{"change", "end-body"},
        {"body", id("shared_local_governing_body")},
        {"until", "2026-02-01"}});
  must(
      lease()->run("UPDATE membership SET until_on = 20260501 WHERE school_id = (SELECT school_id "
                   "FROM identifier WHERE value = 990001)"));
  const registry::OrganisationId trust{number("SELECT id FROM organisation WHERE uid = 90001")};
  const auto of = [&](base::Date on) { return must(publication_of(*lease(), trust, on)); };
  const Publication made = of(today);
  const auto ended = [&](const Publication& in, const std::string& name) -> std::string {
    for (const PublishedBody& body : in.bodies) {
      if (body.body.name == name) return body.until ? body.until->iso() : "in being";
    }
    return "not there";
  };
  const std::string shared = "Tide Trust: shared local governing body";
  const std::string local = "School A: local governing body";
  EXPECT_EQ(ended(made, shared), "2026-02-01");
  EXPECT_EQ(ended(made, local), "2026-05-01") << "its school left the trust";
  EXPECT_EQ(ended(made, "Tide Trust: trust board"), "in being");
  EXPECT_EQ(seat_of(made, "Eve Hay")->left->iso(), "2026-02-01");
  EXPECT_EQ(seat_of(made, "Ben Ash")->left->iso(), "2026-05-01");
  EXPECT_TRUE(seat_of(made, "Ann Lee")->chair) << "who was in the chair to the last";
  const std::string html = publication_html(made);
  EXPECT_NE(html.find("It ended: its last day was 31 January 2026"), std::string::npos);
  EXPECT_NE(html.find("left with the school: its last day here was 30 April 2026"),
            std::string::npos);
  EXPECT_NE(publication_json(made).find("\"last_day\": \"2026-01-31\""), std::string::npos);
  EXPECT_EQ(ended(of(*base::Date::from_iso("2027-06-01")), shared), "not there");
  EXPECT_EQ(ended(of(*base::Date::from_iso("2027-06-01")), local), "not there");
}

TEST(PublicationDay, IsOfAYearThatHasBegun) {
  const base::Date today = *base::Date::from_iso("2026-11-01");
  EXPECT_EQ(must(publication_day_asked("", today)), today);
  EXPECT_EQ(must(publication_day_asked("2026", today)), today) << "while it lasts";
  EXPECT_EQ(must(publication_day_asked("2025", today)).iso(), "2026-08-31");
  for (const std::string_view year : {"2027", "2099", "1999", "king"}) {
    EXPECT_EQ(code_of(publication_day_asked(year, today)), "bad_governance") << year;
  }
  EXPECT_EQ(publication_year(*base::Date::from_iso("2028-02-29")).from().iso(), "2027-03-01");
}

INSTANTIATE_TEST_SUITE_P(Engines, GovernancePublication, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance

// Changes in the database of each engine: what is saved, refused, and told; what is loaded again.
#include "governance/store.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "access/store_audit.hpp"
#include "base/text.hpp"
#include "governance/api_meeting.hpp"
#include "governance/api_views.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_owner.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

TEST_P(GovernanceStore, SeatsFollowOfficesAndAppointments) {
  const std::string north = body("North board", "cluster_board", "cluster North");
  note({{"change", "office"},
        {"office", "headteacher"},
        {"at", "school 990001"},
        {"person", "Ann Lee"},
        {"from", "2024-09-01"}});
  note({{"change", "office"},
        {"office", "trust_staff"},
        {"at", "group 90001"},
        {"person", "Gus Ray"}});
  const Outcome sat = note({{"change", "appoint"},
                            {"body", north},
                            {"seat", "staff"},
                            {"person", "Gus Ray"},
                            {"from", "2025-09-01"}});
  EXPECT_EQ(sat.what,
            "Gus Ray sits on North board as Nominated member of trust staff since 1 September "
            "2025.");
  ASSERT_EQ(sat.gone.size(), 1U);
  EXPECT_EQ(sat.gone.front().rule, "seat staff");
  const BodyId id{*base::parse_integer(north)};
  const Facts facts = must(facts_of_body(*lease(), id));
  const Composition made = composition(facts, shipped_rules(), *facts.body(id), today);
  EXPECT_EQ(made.seats.size(), 8U);
  EXPECT_EQ(made.members.size(), 2U);
  const Outcome left = note({{"change", "end-appointment"},
                             {"number", std::to_string(sat.number)},
                             {"until", "2026-03-01"},
                             {"why", "moved"}});
  EXPECT_EQ(left.what, "Gus Ray leaves North board: the last day is 28 February 2026.");
  EXPECT_EQ(left.come.size(), 1U);
  EXPECT_EQ(codes(north, "2026-02-28").find("seat staff"), std::string::npos);
  EXPECT_NE(codes(north, "2026-03-01").find("seat staff"), std::string::npos);
}

TEST_P(GovernanceStore, WhatCannotBeIsRefusedAndNothingIsSaved) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const Outcome head = note({{"change", "office"},
                             {"office", "headteacher"},
                             {"at", "school 990001"},
                             {"person", "Ann Lee"}});
  const Words second = {{"change", "office"},
                        {"office", "headteacher"},
                        {"at", "school 990001"},
                        {"person", "Bob Ray"},
                        {"from", "2026-05-01"}};
  EXPECT_EQ(refused(second), "office_taken");
  EXPECT_EQ(must(people_called(*lease(), "Bob", 9)).size(), 0U);
  note(
      {{"change", "end-office"}, {"number", std::to_string(head.number)}, {"until", "2026-05-01"}});
  EXPECT_EQ(refused({{"change", "end-office"},
                     {"number", std::to_string(head.number)},
                     {"until", "2026-06-01"}}),
            "bad_governance");
  note(second);
  EXPECT_EQ(refused({{"change", "office"},
                     {"office", "chair"},
                     {"at", "school 990001"},
                     {"person", "Bob Ray"}}),
            "bad_governance");
  EXPECT_EQ(
      refused({{"change", "appoint"}, {"body", oak}, {"seat", "king"}, {"person", "Cy Bell"}}),
      "bad_governance");
  EXPECT_EQ(
      refused({{"change", "appoint"}, {"body", oak}, {"seat", "head"}, {"person", "Cy Bell"}}),
      "bad_governance");
  note({{"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Cy Bell"}});
  EXPECT_EQ(
      refused({{"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Cy Bell"}}),
      "office_taken");
  EXPECT_EQ(refused({{"change", "terms"}, {"body", "999"}, {"on", "2026-01-01"}}),
            "body_not_found");
  EXPECT_EQ(refused({{"change", "terms"}, {"body", "No body"}, {"on", "2026-01-01"}}),
            "body_not_found");
  EXPECT_EQ(
      refused({{"change", "declared"}, {"person", "999"}, {"year", "2025"}, {"on", "2026-01-01"}}),
      "person_not_found");
  EXPECT_EQ(
      refused(
          {{"change", "declared"}, {"person", "a@b.c"}, {"year", "2025"}, {"on", "2026-01-01"}}),
      "person_not_found");
  note({{"change", "person"}, {"person", "Cy Bell"}, {"email", "cy@example.org"}});
  EXPECT_EQ(
      refused(
          {{"change", "declared"}, {"person", "Cy Bell"}, {"year", "2025"}, {"on", "2026-01-01"}}),
      "person_ambiguous");
  note({{"change", "declared"},
        {"person", "cy@example.org"},
        {"year", "2025"},
        {"on", "2026-01-01"}});
  EXPECT_EQ(refused({{"change", "resolved"},
                     {"question", "q"},
                     {"at", "cluster North"},
                     {"answer", "yes"},
                     {"on", "2026-01-01"}}),
            "bad_governance");
  EXPECT_EQ(
      refused({{"change", "office"}, {"office", "chair"}, {"at", "moon 1"}, {"person", "Bob Ray"}}),
      "bad_governance");
}

TEST_P(GovernanceStore, ASharedBodyWaitsForEveryAgreement) {
  const Words shared = {{"change", "body"},
                        {"name", "One body"},
                        {"kind", "shared_local_governing_body"},
                        {"at", "cluster North"},
                        {"schools", "990001 990002"},
                        {"from", "2026-01-01"}};
  const auto first = try_note(shared);
  ASSERT_EQ(code_of(first), "not_agreed");
  EXPECT_NE(first.error().message.find("School A"), std::string::npos);
  EXPECT_NE(first.error().message.find("School B"), std::string::npos);
  const auto agree = [&](const std::string& urn, const std::string& answer) {
    note({{"change", "resolved"},
          {"question", "one_lgb"},
          {"at", "school " + urn},
          {"answer", answer},
          {"on", "2025-11-01"}});
  };
  agree("990001", "yes");
  agree("990002", "no");
  const auto again = try_note(shared);
  EXPECT_EQ(again.error().message.find("School A"), std::string::npos);
  EXPECT_NE(again.error().message.find("School B resolved against"), std::string::npos);
  agree("990002", "yes");
  const std::string one = std::to_string(note(shared).number);
  EXPECT_EQ(codes(one, "2026-01-01").find("all_agree"), std::string::npos);
}

TEST_P(GovernanceStore, TwoWhoEndTheSameAreToldOfEachOther) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const std::string sat = std::to_string(
      note({{"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Cy Bell"}})
          .number);
  note({{"change", "withdraw-appointment"}, {"number", sat}});
  EXPECT_EQ(refused({{"change", "withdraw-appointment"}, {"number", sat}}), "bad_governance");
  EXPECT_EQ(refused({{"change", "end-appointment"}, {"number", sat}, {"until", "2026-01-01"}}),
            "bad_governance");
  const Writing by = writing();
  EXPECT_TRUE(save_rules(*lease(), "", 0, by).ok());
  EXPECT_EQ(code_of(save_rules(*lease(), "", 0, by)), "governance_conflict");
  EXPECT_EQ(code_of(save_rules(*lease(), "wish", 1, by)), "bad_rules");
}

TEST_P(GovernanceStore, ADryRunKeepsNothingAndAFileIsAllOrNone) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const Words parent = {
      {"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Cy Bell"}};
  EXPECT_TRUE(must(try_note(parent, Keep::Nothing)).new_person);
  EXPECT_EQ(must(people_called(*lease(), "Cy Bell", 9)).size(), 0U);
  const auto done = save_changes(
      *lease(), {must(read_change(parent)), must(read_change(parent))}, writing(),
      [](const guard::UnitPath&) { return base::Result<std::string>(""); }, Keep::All);
  ASSERT_EQ(code_of(done), "office_taken");
  EXPECT_EQ(done.error().message.substr(0, 15), "Change 2 of 2: ");
  EXPECT_EQ(must(people_called(*lease(), "Cy Bell", 9)).size(), 0U);
}

TEST_P(GovernanceStore, WhoMayNotIsRefusedForTheUnitOfTheChange) {
  std::vector<guard::UnitPath> asked;
  const auto no = [&](const guard::UnitPath& path) -> base::Result<std::string> {
    asked.push_back(path);
    return base::make_error("not_allowed", "No.");
  };
  const Change change = must(read_change({{"change", "office"},
                                          {"office", "headteacher"},
                                          {"at", "school 990001"},
                                          {"person", "Ann Lee"}}));
  EXPECT_EQ(code_of(save_changes(*lease(), {change}, writing(), no, Keep::All)), "not_allowed");
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked.front().front().kind, guard::UnitKind::School);
  EXPECT_EQ(must(people_called(*lease(), "Ann", 9)).size(), 0U);
}

// An editor of a school does not say what the trust board agreed to, nor learns who is known here.
TEST_P(GovernanceStore, TheRightIsThatOfWhoResolvedAndComesBeforePeopleAreLookedUp) {
  const std::string board = body("Board", "trust_board", "group 90001");
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const auto of_school = [](const guard::UnitPath& path) -> base::Result<std::string> {
    if (path.front().kind == guard::UnitKind::School) return std::string("Editor of School A");
    return base::make_error("not_allowed", "No.");
  };
  const auto refused_to_editor = [&](const Words& words) {
    return code_of(
        save_changes(*lease(), {must(read_change(words))}, writing(), of_school, Keep::Nothing));
  };
  EXPECT_EQ(refused_to_editor({{"change", "resolved"},
                               {"question", "partner_body"},
                               {"at", "body " + board},
                               {"body", oak},
                               {"answer", "yes"},
                               {"on", "2025-11-10"}}),
            "not_allowed");
  EXPECT_EQ(refused_to_editor({{"change", "appoint"},
                               {"body", board},
                               {"seat", "trustee"},
                               {"person", "nobody@example.org"}}),
            "not_allowed");
  EXPECT_EQ(refused_to_editor({{"change", "declared"},
                               {"person", "nobody@example.org"},
                               {"year", "2025"},
                               {"on", "2025-09-10"}}),
            "not_allowed");
  EXPECT_EQ(refused_to_editor(
                {{"change", "appoint"}, {"body", oak}, {"seat", "parent"}, {"person", "Di Orr"}}),
            "");
}

TEST_P(GovernanceStore, AnAppointmentHasTheTermAndTheAppointingBodyOfItsRules) {
  const std::string board = body("Board", "trust_board", "group 90001");
  const auto appointed = [&](const Words& more) {
    Words words = {{"change", "appoint"}, {"body", board}};
    words.insert(more.begin(), more.end());
    const std::int64_t number = note(words).number;
    const Facts facts = must(all_facts(*lease()));
    for (const Appointment& each : facts.appointments) {
      if (each.id.value == number) return each;
    }
    return Appointment{};
  };
  const Appointment by_rule =
      appointed({{"seat", "trustee"}, {"person", "Ann Lee"}, {"from", "2024-09-01"}});
  EXPECT_EQ(by_rule.term_ends, day("2028-09-01"));
  EXPECT_EQ(by_rule.appointed_by, "academy_members");
  const Appointment as_given = appointed({{"seat", "trustee"},
                                          {"person", "Bob Ray"},
                                          {"from", "2024-09-01"},
                                          {"term", "2025-09-01"},
                                          {"by", "foundation"}});
  EXPECT_EQ(as_given.term_ends, day("2025-09-01"));
  EXPECT_EQ(as_given.appointed_by, "foundation");
  EXPECT_FALSE(appointed({{"seat", "trustee"}, {"person", "Cy Bell"}}).term_ends);
  EXPECT_FALSE(
      appointed({{"seat", "chief_executive"}, {"person", "Di Orr"}, {"from", "2024-09-01"}})
          .term_ends);
}

TEST_P(GovernanceStore, OwnRulesStandAboveThoseThatAreShipped) {
  const std::string oak =
      body("Oak body", "local_governing_body", "school 990001", {{"rules", "partner_lgb"}});
  EXPECT_NE(codes(oak, "2026-01-01").find("clerk"), std::string::npos);
  EXPECT_TRUE(
      save_rules(*lease(),
                 "rules partner_lgb\ntitle: Ours\nfrom: 2026-02-01\nsource: Our scheme\n"
                 "quorum: 1/2\nseat head\nlabel: Head\noffice: headteacher of each school\n",
                 0, writing())
          .ok());
  EXPECT_NE(codes(oak, "2026-01-31").find("clerk"), std::string::npos);
  EXPECT_EQ(codes(oak, "2026-02-01"), "seat head;");
}

// A meeting from its plan to sealed minutes: a lost quorum, a withdrawal, a tie and its casting
// vote.
TEST_P(GovernanceStore, AMeetingIsRecordedCountedAndSealed) {
  const std::string finance = body("Finance", "committee", "group 90001");
  for (const char* name : {"Ann Lee", "Bob Ray", "Cy Bell", "Di Orr"}) {
    note({{"change", "appoint"}, {"body", finance}, {"seat", "member"}, {"person", name}});
  }
  note({{"change", "office"},
        {"office", "chair"},
        {"at", "body " + finance},
        {"person", "Ann Lee"}});
  const Outcome planned = note({{"change", "meeting"},
                                {"body", finance},
                                {"on", "2025-11-05"},
                                {"starts", "16:30"},
                                {"place", "Hall, upstairs"}});
  const std::string meeting = std::to_string(planned.number);
  const std::string item = std::to_string(
      note({{"change", "item"}, {"meeting", meeting}, {"title", "Bus"}, {"motion", "To buy a bus"}})
          .number);
  const auto view = [&] { return must(meeting_view(*lease(), planned.meeting)); };
  const auto decided = [&] {
    const MeetingView now = view();
    return std::string(
        code_of(tally(now.made, now.record, now.record.items[0], now.chair).decided));
  };
  for (const char* name : {"Ann Lee", "Bob Ray", "Cy Bell"}) {
    note({{"change", "attended"}, {"meeting", meeting}, {"person", name}, {"status", "present"}});
    note({{"change", "voted"},
          {"item", item},
          {"person", name},
          {"choice", std::string_view(name) == "Bob Ray" ? "against" : "for"}});
  }
  EXPECT_EQ(decided(), "carried");
  note({{"change", "withdrew"}, {"item", item}, {"person", "Cy Bell"}, {"why", "sells buses"}});
  EXPECT_EQ(decided(), "no_quorum");  // the least is three
  note({{"change", "attended"}, {"meeting", meeting}, {"person", "Di Orr"}, {"status", "present"}});
  EXPECT_EQ(decided(), "tied");
  EXPECT_EQ(refused({{"change", "casting"}, {"item", item}, {"choice", "abstain"}}),
            "bad_governance");
  note({{"change", "casting"}, {"item", item}, {"choice", "for"}});
  EXPECT_EQ(decided(), "carried");
  note({{"change", "minuted"}, {"item", item}, {"text", "A red one."}});
  const Words approve = {{"change", "approved"}, {"meeting", meeting}, {"on", "2025-12-10"}};
  EXPECT_EQ(refused(approve), "bad_governance");  // it was not held yet
  EXPECT_EQ(refused({{"change", "corrected"}, {"meeting", meeting}, {"text", "x"}}),
            "bad_governance");
  note({{"change", "held"}, {"meeting", meeting}});
  const std::string before = view().minutes();
  EXPECT_NE(before.find("Carried: 1 for, 1 against, 0 abstained, by the chair's casting vote."),
            std::string::npos)
      << before;
  note(approve);
  EXPECT_EQ(view().minutes(), before);
  EXPECT_TRUE(view().whole());
  EXPECT_EQ(refused({{"change", "minuted"}, {"item", item}, {"text", "Blue."}}), "meeting_closed");
  note({{"change", "corrected"}, {"meeting", meeting}, {"text", "It was blue."}});
  EXPECT_EQ(view().record.corrections.size(), 1U);
  // What was decided stays, although whoever sat there is said never to have been appointed.
  must(lease()->run("UPDATE appointment SET withdrawn = 1 WHERE body_id = $1",
                    {planned.body.value}));
  EXPECT_EQ(view().result_of(view().record.items[0]).tally.decided, Decided::Carried);
  EXPECT_EQ(view().minutes(), before);
  ASSERT_EQ(must(motions(*lease(), "finance BUS", 9)).size(), 1U);
  EXPECT_EQ(words_of(must(motions(*lease(), "bus", 9))[0].result.tally),
            "Carried: 1 for, 1 against, 0 abstained, by the chair's casting vote.");
  EXPECT_TRUE(must(motions(*lease(), "boat", 9)).empty());
  must(lease()->run("UPDATE meeting SET minutes = 'other' WHERE id = $1", {planned.number}));
  EXPECT_FALSE(view().whole());
}

TEST_P(GovernanceStore, AnActionIsOpenUntilItIsDone) {
  const std::string finance = body("Finance", "committee", "group 90001");
  const Outcome planned = note({{"change", "meeting"}, {"body", finance}, {"on", "2025-11-05"}});
  const std::string meeting = std::to_string(planned.number);
  const std::string action = std::to_string(note({{"change", "action"},
                                                  {"meeting", meeting},
                                                  {"what", "Buy it"},
                                                  {"person", "Bob Ray"},
                                                  {"due", "2025-12-01"}})
                                                .number);
  EXPECT_EQ(must(open_actions(*lease(), planned.body)).size(), 1U);
  note({{"change", "action-done"}, {"number", action}, {"on", "2025-11-20"}});
  EXPECT_TRUE(must(open_actions(*lease(), planned.body)).empty());
}

TEST_P(GovernanceStore, AMeetingToComeWasNotHeldAndTheTrailKnowsWhatStoodThere) {
  const std::string finance = body("Finance", "committee", "group 90001");
  const auto meeting_on = [&](const char* on) {
    return std::to_string(note({{"change", "meeting"}, {"body", finance}, {"on", on}}).number);
  };
  EXPECT_EQ(refused({{"change", "held"}, {"meeting", meeting_on("2026-02-04")}}), "bad_governance");
  const std::string past = meeting_on("2025-12-03");
  const auto attended = [&](const char* status) {
    note({{"change", "attended"}, {"meeting", past}, {"person", "Ann Lee"}, {"status", status}});
    return must(guard::search_audit(*lease(), {}, 1)).front().act.old_values;
  };
  EXPECT_EQ(attended("present"), "");
  EXPECT_NE(attended("apologies").find("present"), std::string::npos);
}

TEST_P(GovernanceStore, TwoClerksOfOneMeetingLoseNothing) {
  const std::string finance = body("Finance", "committee", "group 90001");
  const Outcome planned = note({{"change", "meeting"}, {"body", finance}, {"on", "2025-11-05"}});
  const std::string meeting = std::to_string(planned.number);
  const Words first = {{"change", "item"}, {"meeting", meeting}, {"title", "One"}, {"seen", "1"}};
  note(first);
  EXPECT_EQ(refused(first), "governance_conflict");
  EXPECT_EQ(must(meeting_record(*lease(), planned.meeting)).items.size(), 1U);
  EXPECT_EQ(refused({{"change", "held"}, {"meeting", "999"}}), "meeting_not_found");
  note({{"change", "cancel-meeting"}, {"meeting", meeting}});
  EXPECT_EQ(refused({{"change", "held"}, {"meeting", meeting}}), "meeting_closed");
}

// Every kind of note is loaded again, and what one body's facts say is what all facts say.
TEST_P(GovernanceStore, WhatIsLoadedForOneBodyIsAllThatItsFindingsLookAt) {
  const std::string board = body("Board", "trust_board", "group 90001");
  const std::string north =
      body("North board", "cluster_board", "cluster North", {{"parent", board}});
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  body("South group", "steering_group", "cluster South");
  body("Members", "members", "group 90001");
  note({{"change", "office"},
        {"office", "headteacher"},
        {"at", "school 990001"},
        {"person", "Ann Lee"}});
  note({{"change", "office"},
        {"office", "lead_headteacher"},
        {"at", "cluster North"},
        {"person", "Ann Lee"}});
  note({{"change", "office"}, {"office", "chair"}, {"at", "body " + oak}, {"person", "Cy Bell"}});
  note({{"change", "appoint"}, {"body", "Members"}, {"seat", "member"}, {"person", "Ann Lee"}});
  note({{"change", "appoint"},
        {"body", oak},
        {"seat", "parent"},
        {"person", "Cy Bell"},
        {"term", "2026-02-01"}});
  note({{"change", "resolved"},
        {"question", "partner_body"},
        {"at", "body " + board},
        {"body", oak},
        {"answer", "yes"},
        {"on", "2025-01-01"}});
  const Outcome step = note(
      {{"change", "step"}, {"body", oak}, {"what", "Adopt the scheme"}, {"due", "2025-12-01"}});
  EXPECT_NE(codes(oak, "2026-01-01").find("plan"), std::string::npos);
  note({{"change", "step-done"}, {"number", std::to_string(step.number)}, {"on", "2026-01-01"}});
  EXPECT_EQ(codes(oak, "2026-01-01").find("plan"), std::string::npos);
  note({{"change", "terms"}, {"body", north}, {"on", "2025-12-01"}});
  note({{"change", "settled"},
        {"body", oak},
        {"rule", "clerk"},
        {"answer", "yes"},
        {"why", "the cluster's clerk"}});
  note({{"change", "judged"},
        {"for", "990001"},
        {"area", "Achievement"},
        {"found", "Strong"},
        {"on", "2025-12-01"}});
  note({{"change", "trained"},
        {"person", "Cy Bell"},
        {"subject", "safeguarding"},
        {"on", "2025-12-01"}});
  note({{"change", "checked"}, {"person", "Cy Bell"}, {"check", "dbs"}, {"on", "2025-12-01"}});
  note_meetings(oak);
  const Facts all = must(all_facts(*lease()));
  ASSERT_EQ(all.bodies.size(), 5U);
  for (const Body& each : all.bodies) {
    const Facts own = must(facts_of_body(*lease(), each.id));
    for (const char* on : {"2025-09-01", "2026-01-01", "2026-06-01", "2027-01-01"}) {
      const auto lines = [&](const Facts& facts) {
        std::string text;
        for (const Finding& one : findings(facts, shipped_rules(), *facts.body(each.id), day(on))) {
          text += one.rule + " " + one.what + "\n";
        }
        return text;
      };
      EXPECT_EQ(lines(own), lines(all)) << each.name << on;
    }
  }
  const PersonRow ann = must(people_called(*lease(), "Ann Lee", 9)).front();
  const auto hers =
      seats_of(must(facts_of_person(*lease(), ann.id)), shipped_rules(), ann.id, today);
  EXPECT_EQ(hers.size(), 3U);  // of her school, of the cluster, and as a member
}

TEST_P(GovernanceStore, AGroupsBoardsAreItsOwn) {
  const std::string board = body("Board", "trust_board", "group 90001");
  body("North board", "cluster_board", "cluster North", {{"parent", board}});
  body("Oak body", "local_governing_body", "school 990001");
  body("South group", "steering_group", "cluster South");
  body("Members", "members", "group 90001");
  const auto owner_rows = must(owners(*lease(), today));
  ASSERT_EQ(owner_rows.size(), 2U);
  EXPECT_EQ(owner_rows[0].kind, registry::OrganisationKind::Authority);
  const Facts of_trust = must(facts_of_owner(*lease(), owner_rows[1].id, base::Period::day(today)));
  EXPECT_EQ(health(of_trust, shipped_rules(), today, Sight::Anybody, owner_rows[1].id).size(), 4U);
}

// Whatever is noted in whatever order: no office that has one holder has two, no seat two people.
TEST_P(GovernanceStore, NoSequenceOfChangesGivesOneSeatToTwo) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const auto holds = [&] {
    const auto pick = [](int low, int high) { return *rc::gen::inRange(low, high + 1); };
    const std::string from = "2026-0" + std::to_string(pick(1, 9)) + "-01";
    const std::string until = "2027-0" + std::to_string(pick(1, 9)) + "-01";
    const std::string who = "Person " + std::string(1, static_cast<char>('A' + pick(0, 3)));
    const char* offices[] = {"headteacher", "chair", "vice_chair"};
    const int office = pick(0, 2);
    if (pick(0, 1) == 0) {
      (void)try_note({{"change", "office"},
                      {"office", offices[office]},
                      {"at", office == 0 ? "school 990001" : "body " + oak},
                      {"person", who},
                      {"from", from},
                      {"until", until}});
    } else {
      (void)try_note({{"change", "appoint"},
                      {"body", oak},
                      {"seat", pick(0, 1) == 0 ? "parent" : "staff"},
                      {"person", who},
                      {"from", from},
                      {"until", until}});
    }
    const Facts facts = must(all_facts(*lease()));
    const Body& body = facts.bodies.front();
    for (int month = 1; month <= 12; ++month) {
      const base::Date on = *base::Date::from_ymd(2026, static_cast<unsigned>(month), 1);
      std::set<std::pair<std::string, PersonId>> seats;
      for (const Seat& seat : composition(facts, shipped_rules(), body, on).seats) {
        if (!seat.vacant()) RC_ASSERT(seats.emplace(seat.category, seat.holder).second);
      }
      for (const Place& place : {Place{PlaceKind::Body, body.id.value}, body.place}) {
        std::set<OfficeKind> held;
        for (const Office& each : facts.offices_at(place)) {
          if (each.period.contains(on)) RC_ASSERT(held.insert(each.kind).second);
        }
      }
    }
  };
  EXPECT_TRUE(rc::check("one holder", holds));
}

INSTANTIATE_TEST_SUITE_P(Engines, GovernanceStore, sql::all_engines(), sql::test_engine_name);

// Guests, who leads an item and who is to do something are named in minutes, sealed ones too.
TEST_P(GovernanceStore, MinutesNameWhoDoesNotSitOnTheBody) {
  const std::string oak = body("Oak body", "local_governing_body", "school 990001");
  const std::string met =
      std::to_string(note({{"change", "meeting"}, {"body", oak}, {"on", "2025-10-01"}}).number);
  note({{"change", "item"}, {"meeting", met}, {"title", "Roof"}, {"lead", "Lou Guest"}});
  note({{"change", "attended"}, {"meeting", met}, {"person", "Gus Guest"}, {"status", "present"}});
  note({{"change", "action"},
        {"meeting", met},
        {"what", "Ask for prices"},
        {"person", "Ada Guest"},
        {"due", "2026-02-01"}});
  note({{"change", "held"}, {"meeting", met}});
  const auto told = [&] {
    return meeting_json(must(meeting_view(*lease(), MeetingId{*base::parse_integer(met)})));
  };
  for (const char* name : {"Lou Guest", "Gus Guest", "Ada Guest"}) {
    EXPECT_NE(told().find(name), std::string::npos) << name << told();
  }
  note({{"change", "approved"}, {"meeting", met}, {"on", "2026-01-01"}});
  const std::string sealed =
      must(sealed_minutes(*lease(), MeetingId{*base::parse_integer(met)}, MinutesPart::Open));
  EXPECT_EQ(sealed.find("person "), std::string::npos) << sealed;
  EXPECT_NE(sealed.find("Ada Guest"), std::string::npos) << sealed;
}

}  // namespace
}  // namespace governance

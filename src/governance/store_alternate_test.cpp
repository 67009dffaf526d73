// Alternates are noted, sit in at a meeting, end and are taken back: on both engines.
#include <gtest/gtest.h>

#include <algorithm>

#include "access/store_audit.hpp"
#include "governance/api_meeting.hpp"
#include "governance/api_publication.hpp"
#include "governance/api_views.hpp"
#include "governance/store_clash.hpp"
#include "governance/store_feed.hpp"
#include "governance/store_testing.hpp"

namespace governance {
namespace {

class AlternateStore : public GovernanceStore {
 protected:
  void SetUp() override {
    GovernanceStore::SetUp();
    if (IsSkipped()) return;
    group_ = body("South group", "steering_group", "cluster South");
    for (const char* school : {"990004", "990005", "990006"}) {
      note({{"change", "office"},
            {"office", "headteacher"},
            {"at", std::string("school ") + school},
            {"person", std::string("Head ") + school}});
    }
  }

  Words for_head(const std::string& person, const std::string& school = "990004") {
    return {{"change", "alternate"}, {"body", group_}, {"seat", "head"},
            {"person", person},      {"for", school},  {"from", "2025-09-01"}};
  }

  std::string group_;
};

INSTANTIATE_TEST_SUITE_P(Engines, AlternateStore, sql::all_engines(), sql::test_engine_name);

TEST_P(AlternateStore, SitsInForAHolderWhoIsAwayAndNotBesideThem) {
  const Outcome named = note(for_head("Eve Moor"));
  EXPECT_EQ(named.what,
            "Eve Moor is alternate for the seat head on South group since 1 September 2025.");
  const std::string met =
      std::to_string(note({{"change", "meeting"}, {"body", group_}, {"on", "2025-10-01"}}).number);
  const auto was = [&](const std::string& person, const std::string& status) {
    note({{"change", "attended"}, {"meeting", met}, {"person", person}, {"status", status}});
    const MeetingView view = must(meeting_view(*lease(), MeetingId{*base::parse_integer(met)}));
    return quorum_now(view.made, view.record, nullptr).present;
  };
  EXPECT_EQ(was("Head 990005", "present"), 1);
  EXPECT_EQ(was("Eve Moor", "present"), 2);
  const MeetingView view = must(meeting_view(*lease(), MeetingId{*base::parse_integer(met)}));
  EXPECT_NE(view.minutes().find("Eve Moor (alternate for Head 990004)"), std::string::npos)
      << view.minutes();
  EXPECT_EQ(was("Head 990004", "present"), 2);
  EXPECT_EQ(was("Head 990004", "apologies"), 2);
}

// The address of a change is that of the alternate, not of the holder beside them.
TEST_P(AlternateStore, AnAddressIsTheirsAndNotTheHolders) {
  Words words = for_head("Eve Moor");
  words["email"] = "eve@example.org";
  words["holder"] = "Head 990004";
  note(words);
  EXPECT_EQ(must(people_called(*lease(), "Eve Moor", 2)).front().email, "eve@example.org");
  EXPECT_EQ(must(people_called(*lease(), "Head 990004", 2)).front().email, "");
}

TEST_P(AlternateStore, TheTrailHasNumbersAlone) {
  note(for_head("Eve Moor"));
  const guard::AuditRecord last = must(guard::search_audit(*lease(), {}, 1)).front();
  EXPECT_EQ(last.act.action, "governance.alternate");
  EXPECT_EQ((last.act.new_values + last.act.subject.name).find("Eve"), std::string::npos);
}

TEST_P(AlternateStore, WhatCannotBeIsRefused) {
  const Outcome named = note(for_head("Eve Moor"));
  const std::string number = std::to_string(named.number);
  EXPECT_EQ(refused(for_head("Fay Dunn")), "office_taken");
  EXPECT_EQ(refused(for_head("Eve Moor", "990005")), "office_taken");
  Words words = for_head("Fay Dunn", "990005");
  words["seat"] = "treasurer";
  EXPECT_EQ(refused(words), "bad_governance");
  words["seat"] = "head";
  words.erase("for");
  EXPECT_EQ(refused(words), "bad_governance");
  words["for"] = "990005";
  words["holder"] = "Fay Dunn";
  EXPECT_EQ(refused(words), "bad_governance");
  const std::string board = body("North board", "cluster_board", "cluster North");
  words = for_head("Fay Dunn", "990001");
  words["body"] = board;
  EXPECT_EQ(refused(words), "bad_governance");
  note({{"change", "end-alternate"}, {"number", number}, {"until", "2025-12-01"}});
  EXPECT_EQ(refused({{"change", "end-alternate"}, {"number", number}, {"until", "2026-01-01"}}),
            "bad_governance");
  words = for_head("Fay Dunn");
  words["from"] = "2025-12-01";
  note(words);
  note({{"change", "withdraw-alternate"}, {"number", number}});
  EXPECT_EQ(refused({{"change", "withdraw-alternate"}, {"number", number}}), "bad_governance");
}

// A body may let somebody sit in by a rule of its own; where that ends, it is told.
TEST_P(AlternateStore, ARuleOfTheBodyMayLetThemAndItsEndIsAFinding) {
  const std::string board = body("North board", "cluster_board", "cluster North");
  note({{"change", "override"},
        {"body", board},
        {"rule", "seat head"},
        {"as", "alternates: yes"},
        {"why", "small schools"},
        {"source", "Board, 1 May 2025"},
        {"from", "2025-05-01"},
        {"until", "2025-12-01"}});
  Words words = for_head("Eve Moor", "990001");
  words["body"] = board;
  note(words);
  const auto told = [&](std::string_view on) {
    std::string text;
    for (const Finding& each : found(board, on)) {
      if (each.what.starts_with("Eve Moor is noted as alternate")) text += each.what;
    }
    return text;
  };
  EXPECT_EQ(told("2025-11-30"), "");
  EXPECT_NE(told("2025-12-01"), "");
}

// Their page and calendar have what they may sit in for, and the publication names them with the
// meetings at which the holder was away.
TEST_P(AlternateStore, StandsOnTheirPageInTheirCalendarAndInThePublication) {
  const PersonId eve = note(for_head("Eve Moor")).person;
  const auto meeting = [&](const std::string& on, const std::string& head, const std::string& alt) {
    const std::string met =
        std::to_string(note({{"change", "meeting"}, {"body", group_}, {"on", on}}).number);
    note({{"change", "attended"}, {"meeting", met}, {"person", "Head 990004"}, {"status", head}});
    note({{"change", "attended"}, {"meeting", met}, {"person", "Eve Moor"}, {"status", alt}});
    note({{"change", "held"}, {"meeting", met}});
    note({{"change", "approved"}, {"meeting", met}, {"on", today.iso()}});
  };
  meeting("2025-10-01", "present", "absent");
  meeting("2025-11-03", "apologies", "present");
  meeting("2025-12-01", "apologies", "absent");
  note({{"change", "meeting"}, {"body", group_}, {"on", "2026-03-02"}});

  const Facts facts = must(facts_of_person(*lease(), eve));
  const RuleBook book = must(rules_in_force(*lease()));
  const std::vector<PersonSeat> seats = seats_of(facts, book, eve, today);
  ASSERT_EQ(seats.size(), 1U);
  EXPECT_NE(words_of(facts, seats.front()).find("Alternate for Head 990004: "), std::string::npos);
  EXPECT_TRUE(seats_of(facts, book, eve, day("2025-08-31")).empty());
  EXPECT_EQ(must(events_of_person(*lease(), eve, today)).size(), 4U);
  const auto due = must(
      due_of(*lease(), eve, today, [](const Body&) { return base::Result<Sight>(Sight::Edit); }));
  EXPECT_EQ(std::ranges::count(due, DueKind::Meeting, &Due::kind), 1);

  const Publication made =
      must(publication_of(*lease(), BodyId{*base::parse_integer(group_)}, today));
  const auto& published = made.bodies.front().seats;
  const auto stands =
      std::ranges::find(published, std::string("Head 990004"), &PublishedSeat::alternate_for);
  ASSERT_NE(stands, published.end());
  EXPECT_EQ(stands->name, "Eve Moor");
  EXPECT_EQ(stands->seat.find("Alternate for Head 990004: "), 0U) << stands->seat;
  EXPECT_EQ(stands->attended, 1);
  EXPECT_EQ(stands->meetings, 2);
}

// Who may sit in for somebody is wanted at the meeting, as whoever plans another one is told.
TEST_P(AlternateStore, AMeetingElsewhereAtTheSameTimeIsAClash) {
  note(for_head("Eve Moor"));
  const std::string north = body("North board", "cluster_board", "cluster North");
  note({{"change", "appoint"}, {"body", north}, {"seat", "staff"}, {"person", "Eve Moor"}});
  note({{"change", "meeting"}, {"body", group_}, {"on", "2026-03-02"}, {"starts", "16:00"}});
  const auto planned =
      note({{"change", "meeting"}, {"body", north}, {"on", "2026-03-02"}, {"starts", "17:00"}});
  const auto told = std::ranges::count_if(planned.warnings, [](const Objection& each) {
    return each.words.find("Eve Moor") != std::string::npos;
  });
  EXPECT_EQ(told, 1);
}

// Only where a rule says so.
TEST_P(AlternateStore, AreAskedToDeclareWhereARuleSaysSo) {
  const std::string oak =
      body("Oak body", "local_governing_body", "school 990001", {{"rules", "sponsored_lgb"}});
  note({{"change", "appoint"},
        {"body", oak},
        {"seat", "parent"},
        {"person", "Cy Bell"},
        {"from", "2025-09-01"}});
  const auto own = [&](const std::string& rule, const std::string& from) {
    note({{"change", "override"},
          {"body", oak},
          {"rule", rule},
          {"as", "alternates: yes"},
          {"why", "small schools"},
          {"source", "Board, 1 May 2025"},
          {"from", from}});
  };
  own("seat parent", "2025-05-01");
  note({{"change", "alternate"},
        {"body", oak},
        {"seat", "parent"},
        {"person", "Eve Moor"},
        {"holder", "Cy Bell"},
        {"from", "2025-09-01"}});
  own("interests", "2025-12-01");
  own("safeguarding", "2025-12-15");
  const auto asked = [&](std::string_view on) {
    std::string rules;
    for (const Finding& each : found(oak, on)) {
      if (each.what.find("Eve Moor") != std::string::npos) rules += each.rule + " ";
    }
    return rules;
  };
  EXPECT_EQ(asked("2025-11-30"), "");
  EXPECT_EQ(asked("2025-12-01"), "interests ");
  EXPECT_EQ(asked("2025-12-15"), "interests safeguarding ");
}

}  // namespace
}  // namespace governance

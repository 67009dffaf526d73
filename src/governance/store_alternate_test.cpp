// Alternates are noted, sit in at a meeting, end and are taken back: on both engines.
#include <gtest/gtest.h>

#include "access/store_audit.hpp"
#include "governance/api_meeting.hpp"
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

}  // namespace
}  // namespace governance

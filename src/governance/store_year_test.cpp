// A year that is planned, an agenda that is prepared, papers and calendars, on each engine.
#include "governance/store_year.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "access/store_audit.hpp"
#include "base/text.hpp"
#include "governance/api_meeting.hpp"
#include "governance/api_year.hpp"
#include "governance/store_agenda.hpp"
#include "governance/store_facts.hpp"
#include "governance/store_feed.hpp"
#include "governance/store_meeting.hpp"
#include "governance/store_paper.hpp"
#include "governance/store_rules.hpp"
#include "registry/store_import.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace governance {
namespace {

using sql::code_of;
using sql::must;

base::Date day(std::string_view text) { return *base::Date::from_iso(text); }

// Tide Trust with one school, a board and a committee on which Ann and Bob both sit.
class YearStore : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    must(sql::migrate(*lease()));
    folder_.emplace(sql::TestEngine::SqliteFile);
    const std::string path = (folder_->folder() / "edubasealldata20240101.csv").string();
    std::ofstream(path) << "URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),"
                           "Trusts (code),Trusts (name)\n"
                           "990001,School A,Open,918,Eastmarch,90001,Tide Trust\n";
    registry::ImportOptions options;
    options.today = today;
    must(registry::import_files(database(), {path}, options));
    board = made(
        {{"change", "body"}, {"name", "Board"}, {"kind", "trust_board"}, {"at", "group 90001"}});
    finance = made(
        {{"change", "body"}, {"name", "Finance"}, {"kind", "committee"}, {"at", "group 90001"}});
    for (const char* name : {"Ann Lee", "Bob Ray"}) {
      note({{"change", "appoint"}, {"body", board}, {"seat", "trustee"}, {"person", name}});
      note({{"change", "appoint"}, {"body", finance}, {"seat", "member"}, {"person", name}});
    }
  }

  sql::Lease lease() { return must(database().write()); }
  Writing writing() const { return {guard::command_doer("because"), 1'790'000'000, today}; }
  static base::Result<std::string> anybody(const guard::UnitPath&) { return std::string("all"); }
  base::Result<Outcome> try_note(const Words& words) {
    const Change change = TRY(read_change(words));
    return TRY(save_changes(*lease(), {change}, writing(), anybody, Keep::All)).front();
  }
  Outcome note(const Words& words) { return must(try_note(words)); }
  std::string refused(const Words& words) { return code_of(try_note(words)); }
  std::string made(const Words& words) { return std::to_string(note(words).number); }
  registry::OrganisationId trust() {
    return registry::OrganisationId{
        must(lease()->integer("SELECT id FROM organisation WHERE uid = 90001"))};
  }
  MeetingView view(const std::string& meeting) {
    return must(meeting_view(*lease(), MeetingId{*base::parse_integer(meeting)}));
  }
  std::string titles(const std::string& meeting) {
    std::string text;
    for (const Item& item : view(meeting).record.items) {
      text += std::to_string(item.position) + " " + item.title + ";";
    }
    return text;
  }

  base::Date today = day("2026-01-01");
  std::string board;
  std::string finance;

 private:
  std::optional<sql::TestPlace> folder_;
};

TEST_P(YearStore, AYearIsPlannedAllOrNoneAndNotTwice) {
  YearPlan plan = must(year_plan(*lease(), trust(), 2026, {}));
  EXPECT_EQ(plan.suggested.size(), 9U);  // six of the board, three of the committee
  EXPECT_TRUE(plan.against(0).empty());
  plan.suggested[0].on = plan.suggested[6].on;
  plan.check();
  ASSERT_EQ(plan.against(0).size(), 1U);
  EXPECT_EQ(plan.against(0)[0].sentence(), "Finance meets at 17:00: Ann Lee, Bob Ray.");
  plan.suggested[0].on = day("2026-12-25");
  plan.check();
  EXPECT_EQ(plan.against(0)[0].sentence(), "Out of term: not in term.");
  const auto save = [&](const std::vector<Change>& changes, Keep keep) {
    return code_of(save_changes(*lease(), changes, writing(), anybody, keep));
  };
  const auto count = [&] { return must(lease()->integer("SELECT count(*) FROM meeting")); };
  std::vector<Change> changes = changes_of(plan.suggested);
  EXPECT_EQ(save(changes, Keep::Nothing), "");
  EXPECT_EQ(count(), 0);
  changes.back().words["body"] = "999";
  EXPECT_EQ(save(changes, Keep::All), "body_not_found");
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(plan.against(0)[0].kind, Objection::Kind::OutOfTerm) << "which is no clash";
  EXPECT_EQ(save(changes_of(plan.suggested), Keep::All), "");
  EXPECT_EQ(count(), 9);
  EXPECT_EQ(save(changes_of(plan.suggested), Keep::All), "governance_conflict")
      << "who looked before somebody else saved plans none of them twice";
  EXPECT_EQ(count(), 9);
  const std::string first = std::to_string(
      must(lease()->integer("SELECT id FROM meeting WHERE template = $1", {plan.suggested[0].code})));
  note({{"change", "cancel-meeting"}, {"meeting", first}});
  EXPECT_EQ(save(changes_of({plan.suggested[0]}), Keep::All), "") << "instead of a cancelled one";
  EXPECT_TRUE(must(year_plan(*lease(), trust(), 2026, {})).suggested.empty());
  EXPECT_EQ(code_of(year_plan(*lease(), trust(), 2050, {})), "bad_governance");
}

TEST_P(YearStore, AMeetingThatIsPlannedAloneWarnsOfClashes) {
  note({{"change", "meeting"}, {"body", board}, {"on", "2026-02-05"}, {"starts", "17:00"}});
  const Outcome other = note({{"change", "meeting"},
                              {"body", finance},
                              {"on", "2026-02-05"},
                              {"starts", "18:30"},
                              {"lasts", "60"}});
  ASSERT_EQ(other.warnings.size(), 1U);
  EXPECT_EQ(other.warnings[0].sentence(), "Board meets at 17:00: Ann Lee, Bob Ray.");
  const Outcome later =
      note({{"change", "meeting"}, {"body", finance}, {"on", "2026-02-05"}, {"starts", "20:00"}});
  EXPECT_TRUE(later.warnings.empty());
}

TEST_P(YearStore, AnAgendaIsPreparedUntilTheMeetingBegins) {
  const std::string before = made({{"change", "meeting"}, {"body", board}, {"on", "2025-12-01"}});
  note({{"change", "held"}, {"meeting", before}});
  note({{"change", "action"},
        {"meeting", before},
        {"what", "Ask the bank"},
        {"person", "Ann Lee"},
        {"due", "2026-02-01"}});
  const std::string meeting = made({{"change", "meeting"},
                                    {"body", board},
                                    {"on", "2026-02-05"},
                                    {"template", "trust_board spring_1"}});
  const std::string first =
      made({{"change", "item"}, {"meeting", meeting}, {"title", "A"}, {"lead", "Bob Ray"}});
  const std::string second = made({{"change", "item"}, {"meeting", meeting}, {"title", "B"}});
  note({{"change", "move-item"}, {"item", second}, {"to", "1"}});
  EXPECT_EQ(titles(meeting), "1 B;2 A;");
  note({{"change", "move-item"}, {"item", second}, {"to", "9"}});
  EXPECT_EQ(titles(meeting), "1 A;2 B;");
  note({{"change", "reword-item"},
        {"item", second},
        {"title", "Pay"},
        {"motion", "To pay"},
        {"confidential", "yes"}});
  note({{"change", "drop-item"}, {"item", first}});
  EXPECT_EQ(titles(meeting), "1 Pay;");
  EXPECT_EQ(refused({{"change", "drop-item"}, {"item", first}}), "bad_governance");
  EXPECT_EQ(refused({{"change", "standing"}, {"meeting", before}}), "bad_governance");
  EXPECT_EQ(refused({{"change", "reword-item"}, {"item", second}, {"title", "X"}, {"seen", "1"}}),
            "governance_conflict");
  note({{"change", "standing"}, {"meeting", meeting}});
  EXPECT_NE(titles(meeting).find("Publication of the accounts"), std::string::npos);
  const std::string once = titles(meeting);
  note({{"change", "standing"}, {"meeting", meeting}});
  EXPECT_EQ(titles(meeting), once);
  const auto offered = [&] {
    const MeetingView now = view(meeting);
    std::string text;
    for (const Offer& each : must(offers(*lease(), now.record, now.facts(), *now.book))) {
      text += each.source + ";";
    }
    return text;
  };
  EXPECT_NE(offered().find("minutes of meeting " + before), std::string::npos) << offered();
  EXPECT_NE(offered().find("action 1;"), std::string::npos) << offered();
  EXPECT_NE(offered().find("seat trustee;"), std::string::npos) << offered();
  note({{"change", "item"}, {"meeting", meeting}, {"title", "Bank"}, {"source", "action 1"}});
  EXPECT_EQ(offered().find("action 1;"), std::string::npos) << offered();
  const MeetingView now = view(meeting);
  EXPECT_EQ(now.minutes().find("To pay"), std::string::npos);
  EXPECT_EQ(now.items().size() + 1, now.record.items.size());
  note(
      {{"change", "attended"}, {"meeting", meeting}, {"person", "Ann Lee"}, {"status", "present"}});
  EXPECT_EQ(refused({{"change", "move-item"}, {"item", second}, {"to", "2"}}), "bad_governance");
}

TEST_P(YearStore, ConfidentialMinutesAreSealedApart) {
  const std::string meeting = made({{"change", "meeting"}, {"body", board}, {"on", "2025-12-01"}});
  made({{"change", "item"}, {"meeting", meeting}, {"title", "Roof"}, {"motion", "To mend it"}});
  made({{"change", "item"},
        {"meeting", meeting},
        {"title", "Pay"},
        {"motion", "To pay more"},
        {"confidential", "yes"}});
  note({{"change", "held"}, {"meeting", meeting}});
  note({{"change", "approved"}, {"meeting", meeting}, {"on", "2026-01-01"}});
  MeetingView now = view(meeting);
  EXPECT_TRUE(now.whole());
  EXPECT_EQ(now.minutes().find("To pay more"), std::string::npos);
  EXPECT_EQ(now.minutes_2(), "");
  now.confidential = true;
  EXPECT_NE(now.minutes_2().find("To pay more"), std::string::npos);
  EXPECT_EQ(meeting_json(view(meeting)).find("To pay more"), std::string::npos);
  const auto listed = must(motions(*lease(), "", 9));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].title, "Roof");
  must(lease()->run("UPDATE meeting SET minutes_2 = 'other'"));
  EXPECT_FALSE(view(meeting).whole());
}

TEST_P(YearStore, APaperIsGivenBackAsItWasAndTheTrailHasItsHashAlone) {
  const std::string meeting = made({{"change", "meeting"}, {"body", board}, {"on", "2025-12-01"}});
  const ItemId item{
      *base::parse_integer(made({{"change", "item"}, {"meeting", meeting}, {"title", "Roof"}}))};
  const MeetingId id{*base::parse_integer(meeting)};
  const std::string bytes("\0\xff%PDF", 6);
  const auto add = [&](ItemId to, const std::string& name) {
    return add_paper(*lease(), id, to, name, bytes, writing());
  };
  EXPECT_EQ(code_of(add(ItemId{99}, "a.pdf")), "bad_governance");
  EXPECT_EQ(code_of(add(item, "")), "bad_governance");
  const std::int64_t number = must(add(item, "Ann Lee's pay.pdf"));
  const PaperRow paper = must(paper_row(*lease(), number));
  EXPECT_EQ(must(paper_bytes(*lease(), paper)), bytes);
  EXPECT_EQ(must(papers_of_meeting(*lease(), id)).size(), 1U);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM audit WHERE new_values LIKE '%pay.pdf%'")),
            0);
  must(lease()->run("UPDATE paper SET content = 'AAAA'"));
  EXPECT_EQ(code_of(paper_bytes(*lease(), paper)), "paper_damaged");
  must(withdraw_paper(*lease(), paper, writing()));
  EXPECT_EQ(code_of(paper_row(*lease(), number)), "paper_not_found");
  EXPECT_EQ(code_of(withdraw_paper(*lease(), paper, writing())), "paper_not_found");
  note({{"change", "cancel-meeting"}, {"meeting", meeting}});
  EXPECT_EQ(code_of(add(item, "b.pdf")), "meeting_closed");
}

TEST_P(YearStore, ACalendarIsReadByItsSecretUntilItIsRevoked) {
  note({{"change", "meeting"}, {"body", board}, {"on", "2026-02-05"}, {"starts", "17:00"}});
  note({{"change", "meeting"}, {"body", finance}, {"on", "2026-03-05"}});
  must(lease()->run(
      "INSERT INTO account (id, email, email_folded, name, state, password, totp_secret, "
      "totp_step, "
      "created_at, version) VALUES (7, 'a@b.c', 'a@b.c', 'Ann', 'active', '', '', 0, 0, 1)"));
  Writing by = writing();
  by.by.account = guard::AccountId{7};
  const std::int64_t ann = must(lease()->integer("SELECT id FROM person WHERE name = 'Ann Lee'"));
  const std::string secret = must(make_feed(*lease(), true, ann, by));
  EXPECT_EQ(
      must(lease()->integer("SELECT count(*) FROM calendar_feed WHERE secret_hash = $1", {secret})),
      0);
  const FeedRow feed = must(feed_by(*lease(), secret));
  EXPECT_EQ(feed.name, "Ann Lee");
  const std::string text = ical_text(must(events_of_person(*lease(), PersonId{ann}, today)), 0);
  for (const char* each : {"SUMMARY:Board", "SUMMARY:Finance", "Accounts reach the Department"}) {
    EXPECT_NE(text.find(each), std::string::npos) << each;
  }
  EXPECT_EQ(code_of(feed_by(*lease(), "wrong")), "feed_not_found");
  EXPECT_EQ(code_of(make_feed(*lease(), true, 999, by)), "person_not_found");
  EXPECT_EQ(code_of(revoke_feed(*lease(), feed.id, writing())), "feed_not_found");
  must(lease()->run("UPDATE account SET state = 'closed' WHERE id = 7"));
  EXPECT_EQ(code_of(feed_by(*lease(), secret)), "feed_not_found");
  must(lease()->run("UPDATE account SET state = 'active' WHERE id = 7"));
  must(revoke_feed(*lease(), feed.id, by));
  EXPECT_EQ(code_of(feed_by(*lease(), secret)), "feed_not_found");
}

TEST_P(YearStore, AnInvitationIsNotedWithTheVersionThatWasSent) {
  const std::string meeting = made({{"change", "meeting"}, {"body", board}, {"on", "2026-01-05"}});
  const auto told = [&] {
    const BodyId id{*base::parse_integer(board)};
    const Facts facts = must(facts_of_body(*lease(), id));
    std::string text;
    for (const Finding& each :
         findings(facts, must(rules_in_force(*lease())), *facts.body(id), today)) {
      if (each.rule == "notice") text += each.what;
    }
    return text;
  };
  EXPECT_EQ(told(), "Members are not noted as invited to the meeting of 5 January 2026.");
  note({{"change", "invited"}, {"meeting", meeting}, {"on", "2026-01-01"}});
  EXPECT_EQ(told(), "Members were invited to the meeting of 5 January 2026 4 days before.");
  ASSERT_EQ(view(meeting).record.invitations.size(), 1U);
  EXPECT_EQ(view(meeting).record.invitations[0].agenda_version, 1);
}

TEST_P(YearStore, WhoWasThereIsCountedOverTheYear) {
  for (const char* on : {"2025-10-01", "2025-12-01"}) {
    const std::string meeting = made({{"change", "meeting"}, {"body", board}, {"on", on}});
    note({{"change", "attended"},
          {"meeting", meeting},
          {"person", "Ann Lee"},
          {"status", "present"}});
    note({{"change", "held"}, {"meeting", meeting}});
  }
  made({{"change", "meeting"}, {"body", board}, {"on", "2026-03-01"}});
  const AttendanceView seen =
      must(attendance_view(*lease(), BodyId{*base::parse_integer(board)}, 2025));
  EXPECT_EQ(attendance_csv(seen).substr(attendance_csv(seen).find('\n') + 1),
            "1,Ann Lee,present,present,2,2\r\n2,Bob Ray,,,0,2\r\n");
  EXPECT_FALSE(seen.table.rows[0].few);
  EXPECT_TRUE(seen.table.rows[1].few);
}

TEST_P(YearStore, ACalendarOfOurOwnStandsAboveThatWhichIsShipped) {
  constexpr const char* text =
      "terms 2026\nsource: Tide\nautumn: 2026-09-10 to 2026-12-10, half 2026-10-19 to 2026-10-23\n";
  must(save_calendar(*lease(), text, 0, writing()));
  EXPECT_EQ(must(calendar_in_force(*lease())).year(2026)->source, "Tide");
  EXPECT_EQ(code_of(save_calendar(*lease(), text, 0, writing())), "governance_conflict");
  EXPECT_EQ(code_of(save_calendar(*lease(), "wish", 1, writing())), "bad_calendar");
}

// What is to be done about a confidential matter, and what is corrected of it, is in part 2 with it.
TEST_P(YearStore, NothingOfAConfidentialItemIsInTheOpenMinutes) {
  const Outcome planned = note({{"change", "meeting"}, {"body", finance}, {"on", "2025-11-05"}});
  const std::string meeting = std::to_string(planned.number);
  const auto item = [&](const char* title, const char* secret) {
    return std::to_string(note({{"change", "item"},
                                {"meeting", meeting},
                                {"title", title},
                                {"confidential", secret}})
                              .number);
  };
  const std::string roof = item("The roof", "no");
  const std::string pay = item("Pay", "yes");
  Words action = {{"change", "action"},
                  {"meeting", meeting},
                  {"what", "Write to the union"},
                  {"person", "Bob Ray"},
                  {"due", "2025-12-01"}};
  EXPECT_EQ(refused(action), "bad_governance") << "it must be said of which part it is";
  action["item"] = pay;
  note(action);
  note({{"change", "action"},
        {"meeting", meeting},
        {"what", "Ring the builder"},
        {"person", "Bob Ray"},
        {"due", "2025-12-02"},
        {"item", roof}});
  action.erase("item");
  action["what"] = "Ask a lawyer";
  action["confidential"] = "yes";
  note(action);
  const std::string other = std::to_string(
      note({{"change", "meeting"}, {"body", finance}, {"on", "2025-12-05"}}).number);
  action["meeting"] = other;
  action["item"] = pay;
  EXPECT_EQ(refused(action), "bad_governance") << "an item of another meeting";
  note({{"change", "held"}, {"meeting", meeting}});
  note({{"change", "approved"}, {"meeting", meeting}, {"on", "2025-12-10"}});
  const Words correct = {{"change", "corrected"}, {"meeting", meeting}, {"text", "Pay is 3"}};
  EXPECT_EQ(refused(correct), "bad_governance");
  Words of_part_2 = correct;
  of_part_2["confidential"] = "yes";
  note(of_part_2);
  MeetingView seen = view(meeting);
  const auto has = [](const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
  };
  EXPECT_TRUE(has(seen.minutes(), "Ring the builder"));
  EXPECT_FALSE(has(seen.minutes(), "Write to the union") || has(seen.minutes(), "Ask a lawyer"))
      << seen.minutes();
  EXPECT_EQ(seen.actions().size(), 1U);
  EXPECT_TRUE(seen.corrections().empty());
  EXPECT_TRUE(seen.shows_papers(ItemId{*base::parse_integer(roof)}));
  EXPECT_FALSE(seen.shows_papers(ItemId{*base::parse_integer(pay)}));
  seen.confidential = true;
  EXPECT_TRUE(has(seen.minutes_2(), "Write to the union") &&
              has(seen.minutes_2(), "Ask a lawyer") && !has(seen.minutes_2(), "Ring the builder"))
      << seen.minutes_2();
  EXPECT_EQ(seen.actions().size(), 3U);
  EXPECT_EQ(seen.corrections().size(), 1U);
  EXPECT_TRUE(seen.shows_papers(ItemId{*base::parse_integer(pay)}));
  EXPECT_TRUE(seen.whole());
  // The next agenda takes it up as confidential.
  const MeetingRecord next = must(meeting_record(*lease(), MeetingId{*base::parse_integer(other)}));
  for (const Offer& each :
       must(offers(*lease(), next, seen.facts(), must(rules_in_force(*lease()))))) {
    if (has(each.title, "Action: ")) {
      EXPECT_EQ(each.confidential, !has(each.title, "Ring the builder")) << each.title;
    }
  }
}

TEST_P(YearStore, PeopleAreFoundByAllTheWordsInWhateverOrder) {
  for (const char* name : {"Lee Anning", "Bob 100% Ray", "Bo_b Ray"}) {
    note({{"change", "person"}, {"person", name}});
  }
  const auto called = [&](const std::string& words, int limit = 9) {
    std::string names;
    for (const PersonRow& each : must(people_called(*lease(), words, limit))) {
      names += each.name + ";";
    }
    return names;
  };
  EXPECT_EQ(called("lee ann"), "Ann Lee;Lee Anning;");
  EXPECT_EQ(called("ann LEE", 1), "Ann Lee;");
  EXPECT_EQ(called("lee anning"), "Lee Anning;");
  EXPECT_EQ(called("%"), "Bob 100% Ray;");
  EXPECT_EQ(called("b_o"), "") << "no sign of a pattern";
  EXPECT_EQ(called("o_b ray"), "Bo_b Ray;");
}

INSTANTIATE_TEST_SUITE_P(Engines, YearStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace governance

// Requests for decisions in the database on each engine: asked, heard, decided by an officer and by
// a meeting, told and reported; sums of a year; what was decided without power.
#include "delegation/store_request.hpp"

#include <algorithm>

#include "access/store_audit.hpp"
#include "delegation/store_regrouping.hpp"
#include "delegation/store_scheme.hpp"
#include "governance/store_names.hpp"
#include "governance/store_owner.hpp"
#include "governance/store_testing.hpp"
#include "registry/store.hpp"

namespace delegation {
namespace {

using governance::day;
using sql::code_of;
using sql::must;

constexpr std::string_view scheme_of_tide = R"(scheme tide
title: Scheme of Tide
layer: group
version: 1
from: 2025-09-01
retained: board
falls: lgb to board
falls: head to board

clause 0
on: F18, G01
members: decides

clause 00
on: P02
head: decides

clause 1
on: F15
when: amount up to 5000
head: decides
board: informed

clause 2
on: F15
when: amount over 5000
board: decides, reports 30 days to members
head: recommends
executive: consulted 5 days
members: informed

clause 3
on: F09
when: amount_in_year up to 5000
head: decides

clause 4
on: F09
when: amount_in_year over 5000
board: decides
)";

base::Result<std::string> anybody(const guard::UnitPath&) { return std::string("all"); }
base::Result<std::string> nobody(const guard::UnitPath&) {
  return base::make_error("not_allowed", "No.");
}

class RequestStore : public governance::GovernanceStore {
 protected:
  void SetUp() override {
    GovernanceStore::SetUp();
    if (IsSkipped()) return;
    board_ = body("Tide board", "trust_board", "group 90001");
    for (const char* name : {"Ann", "Ben", "Cas"}) {
      note({{"change", "appoint"},
            {"body", board_},
            {"seat", "trustee"},
            {"person", name},
            {"from", "2025-01-01"}});
    }
    for (const auto& [name, office, at] :
         std::vector<std::array<const char*, 3>>{{"Dee Head", "headteacher", "school 990001"},
                                                 {"Eve Chief", "chief_executive", "group 90001"}}) {
      note({{"change", "office"},
            {"person", name},
            {"office", office},
            {"at", at},
            {"from", "2025-01-01"}});
    }
    adopt_text(std::string(scheme_of_tide), "2025-09-01");
  }

  void adopt_text(const std::string& text, const char* from) {
    const registry::OrganisationId trust = must(registry::Store(*lease()).group("90001"));
    const VersionId id = must(begin_draft(*lease(), {trust, 0, text}, writing()));
    must(adopt(*lease(), id, 1, {day(from), std::nullopt, "Tide board, minute 4", "", 0},
               writing()));
  }

  NewRequest asked(const char* decision, const std::string& facts) {
    NewRequest made;
    made.place = {governance::PlaceKind::School,
                  must(registry::Store(*lease()).school_of_urn(990001)).value};
    made.decision = decision;
    made.words = "A new roof";
    made.heading = "Premises";
    made.asked = day("2025-10-01");
    made.facts = must(facts_of_text(shipped_catalogue(), facts));
    return made;
  }
  RequestId ask(const char* decision, const std::string& facts) {
    return must(ask_for_decision(*lease(), asked(decision, facts), writing(), anybody,
                                 governance::Keep::All));
  }
  RequestPicture picture(RequestId id) { return must(request_picture(*lease(), id, today)); }

  NewStep step(StepKind kind, const char* level, const char* on, const char* result = "",
               const char* words = "") {
    NewStep made;
    made.kind = kind;
    made.level = level;
    made.on = day(on);
    made.result = result;
    made.words = words;
    return made;
  }
  base::Status try_step(RequestId id, const NewStep& made) {
    return note_step(*lease(), id, picture(id).request.revision, made, writing(), anybody);
  }
  void noted(RequestId id, const NewStep& made) { must(try_step(id, made)); }

  // A meeting of the board at which all vote alike on the item that is added; minutes approved.
  std::string meeting(const char* on) {
    return std::to_string(note({{"change", "meeting"}, {"body", board_}, {"on", on}}).number);
  }
  void hold(const std::string& meeting, const std::string& item, const char* choice,
            const char* on) {
    for (const char* name : {"Ann", "Ben", "Cas"}) {
      note({{"change", "attended"}, {"meeting", meeting}, {"person", name}, {"status", "present"}});
    }
    for (const char* name : {"Ann", "Ben", "Cas"}) {
      note({{"change", "voted"}, {"item", item}, {"person", name}, {"choice", choice}});
    }
    note({{"change", "held"}, {"meeting", meeting}});
    note({{"change", "approved"}, {"meeting", meeting}, {"on", on}});
  }

  std::string board_;
};

TEST_P(RequestStore, AnOfficerDecidesByTheClauseOfThatDay) {
  const RequestId id = ask("F15", "amount=2500; months=6");
  RequestPicture seen = picture(id);
  EXPECT_EQ(seen.state.stage, Stage::Ready);
  EXPECT_EQ(seen.state.words, "May be decided by the headteacher of School A");
  EXPECT_EQ(seen.request.kept().facts, "amount=£2,500.00; months=6");
  EXPECT_EQ(code_of(try_step(id, step(StepKind::Decide, "board", "2025-10-02", "granted", "x"))),
            "no_power");
  EXPECT_EQ(code_of(try_step(id, step(StepKind::Decide, "head", "2025-10-02"))), "bad_step");
  EXPECT_EQ(code_of(note_step(*lease(), id, 7, step(StepKind::Decide, "", "2025-10-02", "granted"),
                              writing(), anybody)),
            "request_conflict");
  EXPECT_EQ(code_of(note_step(*lease(), id, 1, step(StepKind::Decide, "", "2025-10-02", "granted"),
                              writing(), nobody)),
            "not_allowed");
  noted(id, step(StepKind::Decide, "", "2025-10-02", "granted", "The cheapest of three"));
  seen = picture(id);
  EXPECT_EQ(seen.state.stage, Stage::Granted);
  const RequestStep& decided = *seen.request.step(StepKind::Decide);
  EXPECT_EQ(decided.person_name, "Dee Head");
  EXPECT_EQ(words_of(decided.by), "clause 1 of Scheme of Tide (version 1)");
  EXPECT_NE(decided.says.find("The headteacher of School A decides."), std::string::npos);
  noted(id, step(StepKind::Inform, "board", "2025-10-03"));
  EXPECT_EQ(picture(id).state.stage, Stage::Done);
  EXPECT_EQ(must(request_pictures(*lease(), {}, today)).all.size(), 1U);
  RequestFilter open;
  open.open_only = true;
  EXPECT_TRUE(must(request_pictures(*lease(), open, today)).all.empty());
  // What people wrote stays out of the trail.
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM audit WHERE action LIKE "
                                  "'request.%'")),
            3);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM audit WHERE new_values LIKE "
                                  "'%roof%' OR new_values LIKE '%cheapest%'")),
            0);
  EXPECT_EQ(code_of(request_picture(*lease(), RequestId{99}, today)), "request_not_found");
}

TEST_P(RequestStore, ManyAreReadPageByPageAndNoneIsLost) {
  std::vector<RequestId> all;
  for (int at = 0; at < 205; ++at) all.push_back(ask("F15", "amount=2500; months=6"));
  noted(all.back(), step(StepKind::Withdraw, "", "2025-10-02", "", "Not now"));
  noted(all.front(), step(StepKind::Decide, "", "2025-10-02", "granted"));
  std::vector<RequestId> wanted(all.begin(), all.end() - 1);
  std::ranges::reverse(wanted);  // the newest first; one that is granted has somebody to be told
  wanted.push_back(all.back());
  std::vector<RequestId> whole;
  for (const auto& each : must(request_pictures(*lease(), {}, today)).all) {
    whole.push_back(each.request.id);
  }
  EXPECT_EQ(whole, wanted);
  std::vector<RequestId> read;
  RequestFilter filter;
  filter.most = 50;
  for (int page = 0; page < 9; ++page) {
    const RequestPictures found = must(request_pictures(*lease(), filter, today));
    for (const auto& each : found.all) read.push_back(each.request.id);
    EXPECT_EQ(found.next.has_value(), page < 4) << page;
    if (!found.next) break;
    filter.after = found.next;
  }
  EXPECT_EQ(read, wanted);
  filter = {};
  filter.open_only = true;
  EXPECT_EQ(must(request_pictures(*lease(), filter, today)).all.size(), 204U);
  filter.of = governance::Place{governance::PlaceKind::Group,
                                must(registry::Store(*lease()).group("90001")).value};
  filter.wanted = [&](const RequestPicture& each, RequestSettings&) -> base::Result<bool> {
    return each.request.id == all.front();
  };
  EXPECT_EQ(must(request_pictures(*lease(), filter, today)).all.size(), 1U);
  filter.of->id += 1000;
  EXPECT_TRUE(must(request_pictures(*lease(), filter, today)).all.empty());
}

// What a page says of the next one holds, whatever becomes of the requests meanwhile.
TEST_P(RequestStore, ARequestThatIsDoneBetweenTwoPagesHidesNoOtherAndRepeatsNone) {
  for (const bool open_only : {true, false}) {
    std::vector<RequestId> all;
    for (int at = 0; at < 6; ++at) all.push_back(ask("F15", "amount=2500; months=6"));
    RequestFilter filter;
    filter.open_only = open_only;
    filter.most = 2;
    std::vector<RequestId> read;
    for (int page = 0; page < 20; ++page) {
      const RequestPictures found = must(request_pictures(*lease(), filter, today));
      for (const auto& each : found.all) read.push_back(each.request.id);
      if (!found.next) break;
      ASSERT_LT(page, 19) << "it goes on for ever";
      // The last of the first page: it leaves the list, or moves to its end.
      if (page == 0) noted(all[4], step(StepKind::Withdraw, "", "2025-10-02", "", "Not now"));
      filter.after = found.next;
    }
    std::vector<RequestId> wanted = {all[5], all[4], all[3], all[2], all[1], all[0]};
    if (!open_only) wanted.push_back(all[4]);           // as one that is done now
    read.resize(std::min(read.size(), wanted.size()));  // behind are those of the first turn
    EXPECT_EQ(read, wanted) << open_only;
    for (const RequestId each : {all[5], all[3], all[2], all[1], all[0]}) {
      noted(each, step(StepKind::Withdraw, "", "2025-10-02", "", "Not now"));
    }
  }
}

TEST_P(RequestStore, ACursorIsReadAsItIsWritten) {
  const RequestCursor cursor{true, day("2025-10-01"), RequestId{205}};
  EXPECT_EQ(text_of(cursor), "1-20251001-205");
  EXPECT_EQ(read_cursor(text_of(cursor)), cursor);
  for (const char* torn :
       {"", "205", "2-20251001-205", "0-20251301-1", "0-20251001-x", "0-1-2-3"}) {
    EXPECT_FALSE(read_cursor(torn).has_value()) << torn;
  }
}

TEST_P(RequestStore, ALookEndsSomewhereAndGoesOnThere) {
  std::vector<RequestId> all;
  for (int at = 0; at < 7; ++at) all.push_back(ask("F15", "amount=2500; months=6"));
  int looked_at = 0;
  RequestFilter filter;
  filter.look_at_most = 3;
  filter.wanted = [&](const RequestPicture& each, RequestSettings&) -> base::Result<bool> {
    ++looked_at;
    return each.request.id == all[1];
  };
  RequestPictures found = must(request_pictures(*lease(), filter, today));
  EXPECT_EQ(looked_at, 3);
  EXPECT_TRUE(found.all.empty());
  EXPECT_EQ(found.next->id, all[4]);
  EXPECT_EQ(code_of(check_whole(found)), "list_too_long");
  filter.after = found.next;
  found = must(request_pictures(*lease(), filter, today));
  ASSERT_EQ(found.all.size(), 1U);
  filter.after = found.next;
  found = must(request_pictures(*lease(), filter, today));
  EXPECT_EQ(looked_at, 7);
  EXPECT_TRUE(check_whole(found).ok());
}

TEST_P(RequestStore, OfABodyOnlyThoseAreLookedAtThatItMayDecide) {
  const std::string small = body("Office board", "cluster_board", "cluster North of Tide Trust");
  const RequestId of_board = ask("F15", "amount=30000; months=6");
  const RequestId of_head = ask("F15", "amount=4000; months=6");
  const RequestId done = ask("F15", "amount=40000; months=6");
  noted(done, step(StepKind::Withdraw, "", "2025-10-02", "", "Not now"));
  NewRequest elsewhere = asked("F15", "amount=30000; months=6");
  elsewhere.place.id = must(registry::Store(*lease()).school_of_urn(990004)).value;
  must(ask_for_decision(*lease(), elsewhere, writing(), anybody, governance::Keep::All));
  std::vector<RequestId> looked_at;
  RequestFilter filter;
  filter.open_only = true;
  filter.body = governance::BodyId{*base::parse_integer(board_)};
  filter.look_at_most = 1;
  const auto found = [&] {
    std::vector<RequestId> ids;
    for (const auto& each : must(request_pictures(*lease(), filter, today)).all) {
      ids.push_back(each.request.id);
    }
    return ids;
  };
  EXPECT_EQ(found(), std::vector<RequestId>{of_board});
  // A further version gives the board what the head decided: it is theirs by today's ruling, though
  // the route that is kept still names the head.
  std::string next(scheme_of_tide);
  next.replace(next.find("version: 1"), 10, "version: 2");
  next.replace(next.find("up to 5000\nhead"), 10, "up to 3000");
  next.replace(next.find("over 5000\nboard"), 9, "over 3000");
  adopt_text(next, "2025-11-01");
  EXPECT_EQ(found(), (std::vector<RequestId>{of_board, of_head}));
  filter.body = governance::BodyId{*base::parse_integer(small)};
  EXPECT_TRUE(found().empty());
}

// What lies within a place by one query is what has it on its path.
TEST_P(RequestStore, PlacesWithinAreThoseWhosePathsHaveIt) {
  const sql::Lease held = lease();
  std::vector<governance::Place> all;
  for (int urn = 990001; urn <= 990006; ++urn) {
    all.push_back(
        {governance::PlaceKind::School, must(registry::Store(*held).school_of_urn(urn)).value});
  }
  const auto add = [&](const std::string& text, governance::PlaceKind kind) {
    sql::Rows rows = must(held->query(text));
    while (must(rows.next())) all.push_back({kind, rows.integer(0)});
  };
  // Schools that are maintained may be in a federation.
  must(
      held->run("INSERT INTO organisation (kind, uid, code, companies_house, ukprn, name, "
                "folded, status, opened_on, closed_on, address) VALUES ('federation', 90077, "
                "'', '', '', 'Downs', 'downs', '', 0, 99991231, '')"));
  must(held->run(
      "INSERT INTO membership (school_id, organisation_id, urn, from_on, until_on, from_exact, "
      "until_exact) SELECT $1, id, 990004, 20200101, 99991231, 1, 1 FROM organisation WHERE uid = "
      "90077",
      {all[3].id}));
  add("SELECT id FROM cluster", governance::PlaceKind::Cluster);
  add("SELECT id FROM organisation WHERE kind <> 'authority'", governance::PlaceKind::Group);
  add("SELECT id FROM organisation WHERE kind = 'authority'", governance::PlaceKind::Authority);
  ASSERT_EQ(all.size(), 6U + 2 + 2 + 1);
  std::size_t pairs = 0;
  for (const governance::Place& place : all) {
    const std::string itself_and_beneath =
        governance::places_within(place.kind, "CAST($1 AS INTEGER)", "CAST($2 AS INTEGER)");
    sql::Rows rows = must(held->query(
        "SELECT kind, id FROM (" + itself_and_beneath + ") AS p WHERE CAST($2 AS INTEGER) > 0",
        {place.id, today}));
    std::vector<governance::Place> within;
    while (must(rows.next())) {
      within.push_back({*governance::place_kind_of(rows.text(0)), rows.integer(1)});
    }
    std::vector<governance::Place> wanted;
    for (const governance::Place& each : all) {
      const auto path = must(governance::path_of(*held, each, today));
      const bool has = std::ranges::any_of(
          path, [&](const guard::Unit& unit) { return governance::place_of_unit(unit) == place; });
      if (has) wanted.push_back(each);
    }
    std::ranges::sort(within);
    std::ranges::sort(wanted);
    EXPECT_EQ(within, wanted) << governance::code_of(place.kind) << " " << place.id;
    pairs += within.size();
  }
  EXPECT_GT(pairs, all.size() + 10) << "of group and authority at least";
}

TEST_P(RequestStore, AMeetingDecidesByItsMinutes) {
  const RequestId id = ask("F15", "amount=30000; months=6");
  EXPECT_EQ(picture(id).state.words,
            "Waits for the recommendation of the headteacher of School A and the consultation of "
            "the chief executive");
  noted(id, step(StepKind::Recommend, "head", "2025-10-02", "for"));
  noted(id, step(StepKind::Consult, "executive", "2025-10-02"));
  EXPECT_EQ(picture(id).request.step(StepKind::Consult)->due, day("2025-10-07"));
  noted(id, step(StepKind::Answer, "executive", "2025-10-03", "", "Agreed"));
  EXPECT_EQ(code_of(try_step(id, step(StepKind::Decide, "board", "2025-10-04", "granted"))),
            "bad_step")
      << "a body decides in a meeting";
  const std::string other = body("Tide finance", "committee", "group 90001");
  const std::string wrong =
      std::to_string(note({{"change", "meeting"}, {"body", other}, {"on", "2025-11-05"}}).number);
  EXPECT_EQ(
      code_of(put_on_agenda(*lease(), id, {*base::parse_integer(wrong)}, "", writing(), anybody)),
      "no_power");
  const std::string met = meeting("2025-11-05");
  const governance::MeetingId number{*base::parse_integer(met)};
  must(put_on_agenda(*lease(), id, number, "", writing(), anybody));
  EXPECT_EQ(code_of(put_on_agenda(*lease(), id, number, "", writing(), anybody)), "bad_step");
  RequestPicture seen = picture(id);
  EXPECT_EQ(seen.state.stage, Stage::OnAgenda);
  EXPECT_EQ(seen.state.words, "On the agenda of Tide board, 5 November 2025");
  RequestFilter of_board;
  of_board.body = governance::BodyId{*base::parse_integer(board_)};
  EXPECT_EQ(must(request_pictures(*lease(), of_board, today)).all.size(), 1U);
  const std::int64_t item = seen.request.agenda.front().item.value;
  hold(met, std::to_string(item), "for", "2025-12-03");

  seen = picture(id);
  EXPECT_EQ(seen.state.words,
            "Granted by the trust board on 5 November 2025; report due: the trust board by 5 "
            "December 2025")
      << "there are no members to be told";
  EXPECT_TRUE(seen.state.overdue) << "the report";
  EXPECT_FALSE(seen.request.step(StepKind::Decide)->id.known()) << "not written yet";
  EXPECT_EQ(must(powers_of_items(*lease(), {item})).at(item).words,
            "By clause 2 of Scheme of Tide (version 1)");
  EXPECT_TRUE(must(request_findings(*lease(), today)).empty());
  // With whatever is noted next the decision is written too.
  noted(id, step(StepKind::Inform, "members", "2025-11-06"));
  noted(id, step(StepKind::Report, "board", "2025-12-10"));
  seen = picture(id);
  EXPECT_EQ(seen.state.stage, Stage::Done);
  const RequestStep& decided = *seen.request.step(StepKind::Decide);
  EXPECT_TRUE(decided.id.known());
  EXPECT_EQ(decided.item.value, item);
  EXPECT_EQ(decided.meeting, number);
  EXPECT_EQ(must(lease()->integer("SELECT count(*) FROM audit WHERE action = 'request.outcome'")),
            1);
}

TEST_P(RequestStore, WhatIsDecidedWithoutThePowerIsFound) {
  const std::string met = meeting("2025-11-05");
  const auto item = [&](const std::string& source) {
    return std::to_string(note({{"change", "item"},
                                {"meeting", met},
                                {"title", "Contract"},
                                {"motion", "To sign it"},
                                {"source", source}})
                              .number);
  };
  item("decision F15 for school 990001 with amount=900; months=6");
  const std::int64_t last = must(lease()->integer("SELECT max(id) FROM agenda_item"));
  item("decision F15 for school 990001 with amount=90000; months=6");
  item("decision F15 for school 990001");
  item("decision F15 for school 990001 with amount=lots");
  for (std::int64_t at = last; at < last + 4; ++at) {
    for (const char* name : {"Ann", "Ben", "Cas"}) {
      note(
          {{"change", "voted"}, {"item", std::to_string(at)}, {"person", name}, {"choice", "for"}});
    }
  }
  EXPECT_TRUE(must(request_findings(*lease(), today)).empty()) << "nothing is approved";
  hold(met, std::to_string(last), "for", "2025-12-03");
  const std::vector<RequestFinding> found = must(request_findings(*lease(), today));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[2].trouble, RequestTrouble::NoPower);
  EXPECT_EQ(found[2].item.value, last);
  EXPECT_NE(found[2].what.find("The headteacher of School A decides."), std::string::npos);
  EXPECT_EQ(found[1].trouble, RequestTrouble::NotTold) << "without the amount";
  EXPECT_EQ(found[0].trouble, RequestTrouble::NotTold) << "the amount is no amount";
  const auto powers = must(powers_of_items(*lease(), {last, last + 1}));
  EXPECT_TRUE(powers.at(last).lacks_power);
  EXPECT_EQ(powers.at(last + 1).words, "By clause 2 of Scheme of Tide (version 1)");
}

TEST_P(RequestStore, WhatMinutesGrantCountsToSumsBeforeAnythingIsNotedOfIt) {
  const RequestId second = ask("F09", "amount=2500; share_of_heading=5");
  EXPECT_EQ(picture(second).now.decider()->level, "head");
  const RequestId first = ask("F09", "amount=6000; share_of_heading=5");
  ASSERT_EQ(picture(first).now.decider()->level, "board");
  const std::string met = meeting("2025-11-05");
  const governance::MeetingId number{*base::parse_integer(met)};
  must(put_on_agenda(*lease(), first, number, "", writing(), anybody));
  const std::int64_t item = picture(first).request.agenda.front().item.value;
  hold(met, std::to_string(item), "for", "2025-12-03");
  EXPECT_FALSE(picture(first).request.step(StepKind::Decide)->id.known()) << "not written yet";
  const RequestPicture seen = picture(second);
  EXPECT_EQ(seen.now.decider()->level, "board");
  EXPECT_EQ(seen.now.sums,
            "Amount under this heading in the year, with this one: £8,500.00, of which £6,000.00 "
            "was granted before (request 2) in the year from 1 September 2025 under “Premises”.");
  EXPECT_NE(picture(first).now.sums.find("with this one: £6,000.00"), std::string::npos)
      << "what is decided does not count to itself";
}

// However many requests of a place are looked at, what it was granted is read once; and again where
// somebody notes that it was granted more.
TEST_P(RequestStore, WhatAPlaceWasGrantedIsReadOnce) {
  const RequestId first = ask("F09", "amount=3000; share_of_heading=5");
  const sql::Lease held = lease();
  RequestSettings settings(*held);
  const governance::Place place = asked("F09", "").place;
  const auto granted = [&] { return must(settings.granted(place))->size(); };
  EXPECT_EQ(granted(), 0U);
  must(note_step(*held, first, 1, step(StepKind::Decide, "head", "2025-10-02", "granted"),
                 writing(), anybody));
  EXPECT_EQ(granted(), 0U) << "read once";
  settings.forget_granted(place);
  EXPECT_EQ(granted(), 1U);
}

TEST_P(RequestStore, SumsOfTheYearAreAddedUp) {
  const RequestId first = ask("F09", "amount=3000; share_of_heading=5");
  EXPECT_EQ(picture(first).state.words, "May be decided by the headteacher of School A");
  noted(first, step(StepKind::Decide, "head", "2025-10-02", "granted"));
  const RequestId second = ask("F09", "amount=2500; share_of_heading=5");
  const RequestPicture seen = picture(second);
  EXPECT_EQ(seen.now.decider()->level, "board");
  EXPECT_EQ(seen.now.sums,
            "Amount under this heading in the year, with this one: £5,500.00, of which £3,000.00 "
            "was granted before (request 1) in the year from 1 September 2025 under “Premises”.");
  // What the asker says stands above.
  const RequestId third = ask("F09", "amount=2500; share_of_heading=5; amount_in_year=2500");
  EXPECT_EQ(picture(third).now.decider()->level, "head");
  EXPECT_EQ(picture(third).now.sums, "");
}

TEST_P(RequestStore, AFurtherVersionChangesTheRoute) {
  const RequestId id = ask("F15", "amount=4000; months=6");
  std::string next(scheme_of_tide);
  next.replace(next.find("version: 1"), 10, "version: 2");
  for (std::size_t at = next.find("5000\nhead"); at != std::string::npos;
       at = next.find("5000\nhead")) {
    next.replace(at, 4, "3000");
  }
  next.replace(next.find("over 5000\nboard"), 9, "over 3000");
  adopt_text(next, "2025-11-01");
  const RequestPicture seen = picture(id);
  ASSERT_FALSE(seen.state.changed.empty());
  EXPECT_EQ(seen.state.changed.front(),
            "It is now for the trust board to decide, by clause 2 of Scheme of Tide (version 2); "
            "it was for the headteacher of School A.");
  noted(id, step(StepKind::Recommend, "head", "2025-11-02", "for"));
  EXPECT_EQ(picture(id).request.routes.size(), 2U);
  EXPECT_TRUE(picture(id).state.changed.empty());
  NewStep facts = step(StepKind::Facts, "", "2025-11-03");
  facts.facts = must(facts_of_text(shipped_catalogue(), "amount=1000; months=6"));
  noted(id, facts);
  EXPECT_EQ(picture(id).now.decider()->level, "head");
  noted(id, step(StepKind::Withdraw, "", "2025-11-04", "", "Not wanted"));
  EXPECT_EQ(picture(id).state.stage, Stage::Withdrawn);
}

// With an overlay of its cluster the board decides; in another cluster the scheme of the group
// does.
class RegroupedStore : public RequestStore {
 protected:
  void SetUp() override {
    RequestStore::SetUp();
    if (IsSkipped()) return;
    north_ = must(lease()->integer("SELECT id FROM cluster WHERE name = 'North'"));
    const registry::OrganisationId trust = must(registry::Store(*lease()).group("90001"));
    const std::string overlay =
        "scheme north\ntitle: North\nlayer: cluster\nversion: 1\nfrom: 2025-09-01\n\n"
        "clause N1\non: F15\nboard: decides\n";
    const VersionId id = must(begin_draft(*lease(), {trust, north_, overlay}, writing()));
    must(adopt(*lease(), id, 1, {day("2025-09-01"), std::nullopt, "Minute 5", "", 0}, writing()));
    plan_.owner = trust.value;
    plan_.from = day("2026-09-01");
    plan_.made = {{{governance::PlaceKind::Cluster, -1}, "Shore"}};
  }
  void move(int urn) {
    const std::int64_t school = must(registry::Store(*lease()).school_of_urn(urn)).value;
    plan_.ends.push_back({north_, school});
    plan_.begins.push_back({-1, school});
  }
  RegroupedDecisions told() {
    std::vector<registry::SchoolId> schools;
    for (const int urn : {990001, 990002, 990003}) {
      schools.push_back(must(registry::Store(*lease()).school_of_urn(urn)));
    }
    return must(decisions_regrouped(*lease(), plan_, schools));
  }

  std::int64_t north_ = 0;
  governance::Regrouping plan_;
};

TEST_P(RegroupedStore, WhoLeavesAClusterLeavesItsOverlay) {
  const RequestId id = ask("F15", "amount=2500; months=6");
  EXPECT_TRUE(told().deciders.empty()) << "nobody moves";
  move(990001);
  const RegroupedDecisions made = told();
  EXPECT_TRUE(made.scheme);
  ASSERT_EQ(made.deciders.size(), 1U);
  const DeciderChange& change = made.deciders.front();
  EXPECT_EQ(change.schools, std::vector<std::string>{"School A"});
  EXPECT_EQ(change.before + " -> " + change.after, "North -> Shore");
  EXPECT_EQ(change.decisions, 1);
  ASSERT_FALSE(change.lines.empty());
  EXPECT_EQ(
      change.lines.front(),
      "F15, Enter into a contract of a year or less within limits: at amounts up to £5,000, then "
      "the headteacher decides; today it is the trust board.");
  EXPECT_TRUE(made.lost.empty());
  ASSERT_EQ(made.routes.size(), 1U);
  EXPECT_EQ(made.routes.front().request, id);
  EXPECT_EQ(made.routes.front().before, "the trust board");
  EXPECT_EQ(made.routes.front().after, "the headteacher of School A");
  EXPECT_FALSE(made.routes.front().ended);
  noted(id, step(StepKind::Withdraw, "", "2025-11-04", "", "Not wanted"));
  EXPECT_TRUE(told().routes.empty()) << "what is no longer open goes nowhere";
}

TEST_P(RegroupedStore, SchoolsThatChangeAlikeAreToldTogether) {
  for (const int urn : {990001, 990002, 990003}) move(urn);
  plan_.ended = {north_};
  NewRequest of_cluster = asked("F15", "amount=2500; months=6");
  of_cluster.place = {governance::PlaceKind::Cluster, north_};
  must(ask_for_decision(*lease(), of_cluster, writing(), anybody, governance::Keep::All));
  const RegroupedDecisions made = told();
  std::size_t schools = 0;
  for (const DeciderChange& each : made.deciders) schools += each.schools.size();
  EXPECT_EQ(schools, 3U);
  EXPECT_LT(made.deciders.size(), 3U) << "two have no head and one has";
  EXPECT_EQ(made.lost, std::vector<std::string>{"North"});
  ASSERT_EQ(made.routes.size(), 1U);
  EXPECT_TRUE(made.routes.front().ended);
}

TEST_P(RegroupedStore, WithoutASchemeThereIsNothingToCompare) {
  plan_.from = day("2025-08-01");
  EXPECT_FALSE(told().scheme);
}

TEST_P(RequestStore, WhatCannotBeAskedIsRefused) {
  const auto refused = [&](NewRequest made) {
    return code_of(ask_for_decision(*lease(), made, writing(), anybody, governance::Keep::All));
  };
  NewRequest made = asked("F15", "");
  made.words = " ";
  EXPECT_EQ(refused(made), "bad_step");
  made = asked("F99", "");
  EXPECT_EQ(refused(made), "decision_not_found");
  made = asked("F15", "");
  made.asked = day("2026-06-01");
  EXPECT_EQ(refused(made), "bad_step");
  made = asked("F15", "");
  made.needed = day("2025-09-01");
  EXPECT_EQ(refused(made), "bad_step");
  made = asked("F15", "");
  made.asked_by = governance::PersonId{999};
  EXPECT_EQ(refused(made), "person_not_found");
  EXPECT_EQ(code_of(ask_for_decision(*lease(), asked("F15", ""), writing(), nobody,
                                     governance::Keep::All)),
            "not_allowed");
  must(ask_for_decision(*lease(), asked("F15", ""), writing(), anybody, governance::Keep::Nothing));
  EXPECT_TRUE(must(request_pictures(*lease(), {}, today)).all.empty());
}

TEST_P(RequestStore, AFileIsTakenOverAsAWholeOrNotAtAll) {
  const std::string text =
      "request\ndecision: F15\nof: school 990001\nwords: A new roof\nfacts: amount=2500; "
      "months=6\nasked: 2025-10-01\nby: head\n\nstep decide\nlevel: head\non: 2025-10-02\nresult: "
      "granted\n";
  const auto take = [&](const std::string& what) {
    return import_requests(*lease(), must(read_request_file(what)), writing(), anybody,
                           governance::Keep::All);
  };
  std::string torn = text;
  torn.replace(torn.find("level: head"), 11, "level: lgb");
  EXPECT_EQ(code_of(take(text + torn)), "no_power");
  EXPECT_TRUE(must(request_pictures(*lease(), {}, today)).all.empty());
  ASSERT_EQ(must(take(text)).size(), 1U);
  const RequestPicture seen = must(request_pictures(*lease(), {}, today)).all.front();
  EXPECT_EQ(seen.asker, "Dee Head");
  EXPECT_EQ(seen.state.stage, Stage::Granted);
  EXPECT_EQ(code_of(read_request_file("step decide\non: 2025-10-02\n")), "bad_step");
  EXPECT_EQ(code_of(read_request_file("request\nof: school 1\n")), "bad_step");
  EXPECT_EQ(code_of(read_request_file(text + "\nstep dance\non: 2025-10-02\n")), "bad_step");
  EXPECT_EQ(code_of(read_request_file("request\ncolour: red\n")), "bad_step");
}

INSTANTIATE_TEST_SUITE_P(Engines, RegroupedStore, sql::all_engines(), sql::test_engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, RequestStore, sql::all_engines(), sql::test_engine_name);

}  // namespace
}  // namespace delegation

// Quorums and votes: the table that was worked by hand, and what holds of any meeting.
#include "governance/meeting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "base/text.hpp"
#include "governance/ical.hpp"

namespace governance {
namespace {

PersonId one(char letter) { return {letter - 'A' + 1}; }

// A body whose members vote or not, and one meeting with one item.
struct Room {
  RuleSet rules;
  SeatRule with_vote;
  SeatRule without;
  Composition made;
  MeetingRecord record;
  PersonId chair;

  Room() {
    without.votes = false;
    Item item;
    item.id = ItemId{1};
    item.position = 1;
    item.motion = "That it be so";
    record.items.push_back(item);
  }
  Item& item() { return record.items.front(); }
  void seat(char letter, bool votes) {
    Seat seat;
    seat.rule = votes ? &with_vote : &without;
    seat.holder = one(letter);
    made.seats.push_back(seat);
    made.members.push_back(one(letter));
    if (votes) made.voting.push_back(one(letter));
  }
  void finish() { made.rules = &rules; }
};

Choice choice(char sign) {
  return sign == '+' ? Choice::For : sign == '-' ? Choice::Against : Choice::Abstain;
}

Part part(std::string_view text) {
  const auto pieces = base::split(text, '/');
  return {static_cast<int>(*base::parse_integer(pieces.at(0))),
          static_cast<int>(*base::parse_integer(pieces.at(1)))};
}

void read_word(Room& room, std::string_view word) {
  const char kind = word[0];
  const std::string_view value = word.substr(2);
  if (kind == 'V' || kind == 'N') {
    for (const char each : value) room.seat(each, kind == 'V');
  } else if (kind == 'q') {
    const auto pieces = base::split(value, ',');
    room.rules.quorum.part = part(pieces[0]);
    if (pieces.size() > 1) {
      room.rules.quorum.least = static_cast<int>(*base::parse_integer(pieces[1]));
    }
  } else if (kind == 'p') {
    for (const char each : value) room.record.attendance.push_back({one(each)});
  } else if (kind == 'w') {
    for (const char each : value) room.record.withdrawals.push_back({ItemId{1}, one(each), "x"});
  } else if (kind == 'x') {
    for (const std::string_view each : base::split(value, ',')) {
      room.record.proxies.push_back({one(each.at(0)), one(each.at(2))});
    }
  } else if (kind == 'a') {
    for (const std::string_view each : base::split(value, ',')) {
      room.made.stand_ins.push_back({one(each.at(0)), one(each.at(2)), nullptr});
    }
  } else if (kind == 'r') {
    room.rules.casting_vote = value.find('c') != std::string_view::npos;
    room.rules.proxies = value.find('p') != std::string_view::npos;
  } else if (kind == 'C') {
    room.chair = one(value.at(0));
    if (value.size() > 1) room.item().casting = choice(value[1]);
  } else if (kind == 'n') {
    room.item().needs = part(value);
  } else if (kind == 'v') {
    for (std::size_t at = 0; at + 1 < value.size(); at += 2) {
      room.record.votes.push_back({ItemId{1}, one(value[at]), choice(value[at + 1])});
    }
  } else {
    FAIL() << "not known: " << word;
  }
}

TEST(Votes, AreAsTheyWereWorkedByHand) {
  std::ifstream in("src/governance/cases/votes.table");
  std::string line;
  int cases = 0;
  while (std::getline(in, line)) {
    if (line.empty() || line.starts_with('#')) continue;
    ++cases;
    const std::size_t arrow = line.find(" => ");
    ASSERT_NE(arrow, std::string::npos) << line;
    Room room;
    for (const std::string_view word : base::split(std::string_view(line).substr(0, arrow), ' ')) {
      read_word(room, word);
    }
    room.finish();
    const QuorumNow quorum = quorum_now(room.made, room.record, &room.item());
    const Tally found = tally(room.made, room.record, room.item(), room.chair);
    const std::string said =
        std::to_string(quorum.present) + "/" + std::to_string(quorum.needed) + " " +
        std::string(code_of(found.decided)) + " " + std::to_string(found.votes_for) + "-" +
        std::to_string(found.votes_against) + "-" + std::to_string(found.abstained);
    EXPECT_EQ(said, line.substr(arrow + 4)) << line;
  }
  EXPECT_GE(cases, 60);
}

TEST(Votes, WhoComesLateOrLeavesEarlyCountsForTheItemsBetween) {
  Room room;
  for (const char each : std::string_view("ABCD")) room.seat(each, true);
  room.rules.quorum.part = {1, 2};
  room.finish();
  Item second = room.item();
  second.id = ItemId{2};
  second.position = 2;
  room.record.items.push_back(second);
  room.record.attendance = {{one('A')},
                            {one('B'), Presence::Present, 2, 0},
                            {one('C'), Presence::Present, 0, 2},
                            {one('D'), Presence::Apologies}};
  EXPECT_EQ(quorum_now(room.made, room.record, nullptr).present, 2);
  EXPECT_EQ(quorum_now(room.made, room.record, &room.record.items[0]).present, 2);
  EXPECT_EQ(quorum_now(room.made, room.record, &room.record.items[1]).present, 2);
  room.record.attendance[1].from_item = 3;
  EXPECT_FALSE(quorum_now(room.made, room.record, &room.record.items[1]).met());
}

// Anybody votes as they like, withdraws and stays away: nobody is counted who may not be, nor
// twice.
TEST(Votes, NobodyIsCountedWhoIsAbsentWithdrawnOrWithoutAVote) {
  EXPECT_TRUE(rc::check("only who may", [] {
    const auto pick = [](int high) { return *rc::gen::inRange(0, high); };
    Room room;
    std::set<char> present;
    std::set<char> withdrawn;
    std::set<char> voting;
    for (char each = 'A'; each < 'H'; ++each) {
      if (pick(4) == 0) continue;
      const bool votes = pick(4) != 0;
      room.seat(each, votes);
      if (votes) voting.insert(each);
      if (pick(3) != 0) {
        present.insert(each);
        room.record.attendance.push_back({one(each)});
      }
      if (pick(4) == 0) {
        withdrawn.insert(each);
        room.record.withdrawals.push_back({ItemId{1}, one(each), "x"});
      }
    }
    room.rules.quorum.part = {1, 2};
    room.rules.casting_vote = pick(2) == 0;
    room.chair = one('A');
    room.item().casting = Choice::For;
    room.finish();
    std::map<Choice, int> counted;
    for (char each = 'A'; each < 'H'; ++each) {
      if (pick(3) == 0) continue;
      const auto how = static_cast<Choice>(pick(3));
      room.record.votes.push_back({ItemId{1}, one(each), how});
      if (voting.contains(each) && present.contains(each) && !withdrawn.contains(each)) {
        ++counted[how];
      }
    }
    const Tally found = tally(room.made, room.record, room.item(), room.chair);
    RC_ASSERT(found.votes_for == counted[Choice::For]);
    RC_ASSERT(found.votes_against == counted[Choice::Against]);
    RC_ASSERT(found.abstained == counted[Choice::Abstain]);
    RC_ASSERT(
        found.void_votes.size() +
            static_cast<std::size_t>(found.votes_for + found.votes_against + found.abstained) ==
        room.record.votes.size());
    if (found.by_casting) RC_ASSERT((present.contains('A') && !withdrawn.contains('A')));
  }));
}

bool is_there(const Room& room, PersonId person) {
  return room.record.of(person) && room.record.of(person)->presence == Presence::Present;
}

// Whoever is named for whomever, comes and goes: nobody counts twice, no holder is counted twice,
// and never a holder together with who sits in for them.
TEST(Votes, AnAlternateIsNeverCountedTogetherWithTheHolder) {
  EXPECT_TRUE(rc::check("one for each seat", [] {
    const auto pick = [](int high) { return *rc::gen::inRange(0, high); };
    Room room;
    for (char each = 'A'; each < 'F'; ++each) {
      if (pick(4) != 0) room.seat(each, pick(4) != 0);
    }
    for (int each = pick(6); each > 0; --each) {
      room.made.stand_ins.push_back({PersonId{1 + pick(9)}, PersonId{1 + pick(6)}, nullptr});
    }
    for (char each = 'A'; each < 'J'; ++each) {
      if (pick(2) == 0) room.record.attendance.push_back({one(each)});
      if (pick(5) == 0) room.record.withdrawals.push_back({ItemId{1}, one(each), "x"});
      if (pick(2) == 0) {
        room.record.votes.push_back({ItemId{1}, one(each), static_cast<Choice>(pick(3))});
      }
      if (pick(4) == 0) room.record.proxies.push_back({one(each), PersonId{1 + pick(5)}});
    }
    room.rules.quorum.part = {1, 2};
    room.rules.proxies = pick(2) == 0;
    room.finish();
    std::set<PersonId> people;
    std::set<PersonId> holders;
    for (const Counted& each : counted(room.made, room.record, &room.item())) {
      RC_ASSERT(people.insert(each.person).second);
      RC_ASSERT(holders.insert(each.in_place_of).second);
      RC_ASSERT(is_there(room, each.person));
      RC_ASSERT(!room.record.withdrew(each.person, ItemId{1}));
      RC_ASSERT(std::ranges::binary_search(room.made.voting, each.in_place_of));
      RC_ASSERT((each.person == each.in_place_of || !is_there(room, each.in_place_of)));
    }
    RC_ASSERT(quorum_now(room.made, room.record, &room.item()).present ==
              static_cast<int>(people.size()));
    // Of each seat that votes one vote counts at most, whoever gives it.
    const Tally found = tally(room.made, room.record, room.item(), {});
    RC_ASSERT(found.votes_for + found.votes_against + found.abstained <=
              static_cast<int>(room.made.voting.size()));
  }));
}

TEST(Votes, QuorumOfDifferentSchoolsCountsSchools) {
  Room room;
  for (const char each : std::string_view("ABC")) room.seat(each, true);
  room.rules.quorum = {{1, 3}, 2, true};
  room.made.seats[0].school = 1;
  room.made.seats[1].school = 1;
  room.made.seats[2].school = 2;
  room.finish();
  room.record.attendance = {{one('A')}, {one('B')}};
  EXPECT_FALSE(quorum_now(room.made, room.record, nullptr).met());
  room.record.attendance.push_back({one('C')});
  EXPECT_TRUE(quorum_now(room.made, room.record, nullptr).met());
}

TEST(Calendar, HasWhatWillBeAndWasInWordsThatAreEscapedAndFolded) {
  Meeting meeting;
  meeting.id = MeetingId{7};
  meeting.on = *base::Date::from_ymd(2026, 2, 4);
  meeting.starts = "16:30";
  meeting.place = "Hall; upstairs\nBEGIN:VEVENT";
  Meeting all_day = meeting;
  all_day.id = MeetingId{8};
  all_day.starts = "";
  Meeting cancelled = meeting;
  cancelled.id = MeetingId{9};
  cancelled.state = MeetingState::Cancelled;
  meeting.lasts_min = 90;
  cancelled.version = 5;
  std::vector<IcalEvent> events;
  for (const Meeting& each : {meeting, all_day, cancelled}) {
    events.push_back(ical_event(std::string(80, 'x') + " board, north", each));
  }
  const std::string text = ical_text(events, 1'790'000'000);
  EXPECT_NE(text.find("DTSTART;TZID=Europe/London:20260204T163000\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("DTEND;TZID=Europe/London:20260204T180000\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("DTEND;VALUE=DATE:20260205\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("BEGIN:VTIMEZONE\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("STATUS:CANCELLED\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("SEQUENCE:5\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("DTSTART;VALUE=DATE:20260204\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("LOCATION:Hall\\; upstairs\\nBEGIN:VEVENT"), std::string::npos) << text;
  EXPECT_NE(text.find("UID:meeting-9@guildhall\r\n"), std::string::npos);
  const std::string request = ical_request(events.front(), {"Cy Bell", "cy@example.org"},
                                           {{"Ann Lee", "ann@example.org"}, {"Bob", ""}}, 1);
  EXPECT_NE(request.find("METHOD:REQUEST\r\n"), std::string::npos) << request;
  EXPECT_NE(request.find("mailto:ann@example.org"), std::string::npos) << request;
  EXPECT_NE(request.find("invalid:nomail"), std::string::npos) << request;
  for (const std::string_view line : base::split(text, '\n')) EXPECT_LE(line.size(), 76U);
}

}  // namespace
}  // namespace governance

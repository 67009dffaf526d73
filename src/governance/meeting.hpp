// A meeting as it was recorded, and what follows from it: who counts at an item, whether there is a
// quorum then, and what the votes decided by the body's own rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "governance/composition.hpp"

namespace governance {

struct Meeting;
struct Item;
using MeetingId = base::Id<Meeting>;
using ItemId = base::Id<Item>;

enum class MeetingState { Planned, Held, Sealed, Cancelled };
std::string_view code_of(MeetingState state);   // "planned"
std::string_view label_of(MeetingState state);  // "Planned"
std::optional<MeetingState> meeting_state_of(std::string_view code);

enum class Presence { Present, Apologies, Absent };
std::string_view code_of(Presence presence);
std::string_view label_of(Presence presence);
std::optional<Presence> presence_of(std::string_view code);

enum class Choice { For, Against, Abstain };
std::string_view code_of(Choice choice);  // "for"
std::optional<Choice> choice_of(std::string_view code);

struct Meeting {
  MeetingId id;
  std::int64_t version = 0;
  BodyId body;
  base::Date on;
  std::string starts;  // "16:30"
  std::string place;
  int lasts_min = 0;          // 0: not said
  std::string template_code;  // whose standing items it has, "trust_board autumn_1"; or ""
  MeetingState state = MeetingState::Planned;
  std::string seal;    // the hash of the minutes as they were approved; "" before
  std::string seal_2;  // of the confidential part; "" where there is none
  std::optional<base::Date> approved;
};

enum class Decided { NotPut, NoQuorum, Carried, Lost, Tied };
std::string_view code_of(Decided decided);
std::optional<Decided> decided_of(std::string_view code);

// Of those in office who vote: there at the item and not withdrawn from it.
struct QuorumNow {
  int present = 0;
  int needed = 0;
  bool met() const { return present >= needed; }
};
struct Tally {
  Decided decided = Decided::NotPut;
  int votes_for = 0;
  int votes_against = 0;
  int abstained = 0;
  bool by_casting = false;
  // Votes that do not count, and why.
  std::vector<std::pair<PersonId, std::string>> void_votes;
};
// What holds of an item: who counts at it, and what was decided.
struct ItemResult {
  QuorumNow quorum;
  Tally tally;
};

struct Item {
  ItemId id;
  int position = 0;  // 1, 2, ...
  std::string title;
  std::string motion;  // what is put to the vote; "": nothing
  std::string notes;   // for the minutes
  // What the motion needs, where the rules of the body do not say it.
  std::optional<Part> needs;
  std::optional<Choice> casting;  // the chair's casting vote
  PersonId lead;                  // none: not said
  std::string starts;             // "16:40"
  bool confidential = false;      // in part 2 of the minutes
  std::string source;             // what it came from, "action 7"; or ""
  // As it stood when the minutes were approved; nothing before.
  std::optional<ItemResult> sealed;
};

struct Attendance {
  PersonId person;
  Presence presence = Presence::Present;
  int from_item = 0;   // came before this item; 0: from the beginning
  int until_item = 0;  // left before this item; 0: stayed
};
struct Withdrawal {
  ItemId item;
  PersonId person;
  std::string why;  // the interest
};
// An interest that was declared at an item; who withdrew for it is among the withdrawals too.
struct DeclaredInterest {
  ItemId item;
  PersonId person;
  InterestId interest;  // none: in words alone
  std::string why;      // as it was declared; "" after the person was erased
};
struct Proxy {
  PersonId person;  // who is away
  PersonId holder;
};
struct Vote {
  ItemId item;
  PersonId person;
  Choice choice = Choice::Abstain;
};
struct Action {
  std::int64_t id = 0;
  MeetingId meeting;
  std::string what;
  PersonId person;
  base::Date due;
  std::optional<base::Date> done;
  ItemId item;                // that it came of; none
  bool confidential = false;  // or its item is: in part 2 of the minutes
};
struct Correction {
  std::string text;
  std::int64_t made_at = 0;
  bool confidential = false;  // of part 2
};

struct Invitation {
  base::Date sent;
  std::int64_t agenda_version = 0;
};

struct MeetingRecord {
  Meeting meeting;
  std::vector<Item> items;  // by position
  std::vector<Attendance> attendance;
  std::vector<Withdrawal> withdrawals;
  std::vector<DeclaredInterest> interests;
  std::vector<Proxy> proxies;
  std::vector<Vote> votes;
  std::vector<Action> actions;
  std::vector<Correction> corrections;
  std::vector<Invitation> invitations;  // by day
  const Attendance* of(PersonId person) const;
  const Item* item(ItemId id) const;
  bool withdrew(PersonId person, ItemId item) const;
};

// Who counts at an item: in their own right, or in the place of somebody who votes and is away.
// INVARIANT: each person once, each holder once; nobody together with the one they sit in for.
struct Counted {
  PersonId person;
  PersonId in_place_of;  // themselves, unless they are an alternate
};
// `at` null: at the beginning.
std::vector<Counted> counted(const Composition& made, const MeetingRecord& record, const Item* at);

// `at` null: at the beginning.
QuorumNow quorum_now(const Composition& made, const MeetingRecord& record, const Item* at);

// A motion is carried by more votes for than the part of those cast that it needs (half where
// nothing else is said); a part of two thirds or more is reached by as many. Abstentions are not
// cast. Who is absent, has withdrawn or has no vote is not counted; a proxy counts where the rules
// let it, for somebody who is away, held by a voting member who is there; an alternate counts in
// the place of a holder who is away, and then the holder has no proxy.
Tally tally(const Composition& made, const MeetingRecord& record, const Item& item, PersonId chair);
// As it was sealed, or else as it is worked out now.
ItemResult result_of(const Composition& made, const MeetingRecord& record, const Item& item,
                     PersonId chair);
// "Carried: 5 for, 2 against, 1 abstained."
std::string words_of(const Tally& tally);

// What was declared at the item; a withdrawal alone declares its interest too.
std::vector<DeclaredInterest> declared_at(const MeetingRecord& record, ItemId item);
// Who declared which interest at the item, and who withdrew: a sentence for each person.
std::vector<std::string> interests_at(const Facts& facts, const MeetingRecord& record, ItemId item);

// The minutes as they follow from what was recorded. The open part says of a confidential item only
// that it is in part 2, which has those items and confidential actions alone and is "" where there
// is neither.
enum class MinutesPart { Open, Confidential };
std::string minutes_text(const Facts& facts, const Body& body, const Composition& made,
                         const MeetingRecord& record, PersonId chair,
                         MinutesPart part = MinutesPart::Open);

}  // namespace governance

// Counting heads and votes.
#include "governance/meeting.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace governance {

namespace {

constexpr std::string_view state_codes[] = {"planned", "held", "sealed", "cancelled"};
constexpr std::string_view state_labels[] = {"Planned", "Held", "Minutes approved", "Cancelled"};
constexpr std::string_view presence_codes[] = {"present", "apologies", "absent"};
constexpr std::string_view presence_labels[] = {"Present", "Apologies", "Absent"};
constexpr std::string_view choice_codes[] = {"for", "against", "abstain"};
constexpr std::string_view decided_codes[] = {"not_put", "no_quorum", "carried", "lost", "tied"};

template <typename Kind, typename Codes>
std::optional<Kind> kind_in(const Codes& codes, std::string_view code) {
  const auto found = std::ranges::find(codes, code);
  if (found == std::end(codes)) return std::nullopt;
  return static_cast<Kind>(found - std::begin(codes));
}

bool votes(const Composition& made, PersonId person) {
  return std::ranges::binary_search(made.voting, person);
}

bool there(const MeetingRecord& record, PersonId person, int position) {
  const Attendance* known = record.of(person);
  if (!known || known->presence != Presence::Present) return false;
  return known->from_item <= position && (known->until_item == 0 || position < known->until_item);
}

bool stands_in(const Composition& made, PersonId person) {
  return std::ranges::find(made.stand_ins, person, &StandIn::person) != made.stand_ins.end();
}

// Why the vote of an alternate does not count; "" where it does.
std::string void_alternate(const Composition& made, const MeetingRecord& record, const Item& item,
                           PersonId person) {
  if (record.withdrew(person, item.id)) return "has withdrawn";
  if (!there(record, person, item.position)) return "was not there";
  const auto all = counted(made, record, &item);
  const bool counts = std::ranges::find(all, person, &Counted::person) != all.end();
  return counts ? "" : "has no vote beside the one they sit in for, or beside another alternate";
}

// Why the vote of the person does not count; "" where it does.
std::string void_reason(const Composition& made, const MeetingRecord& record, const Item& item,
                        PersonId person) {
  if (!votes(made, person)) {
    return stands_in(made, person) ? void_alternate(made, record, item, person) : "has no vote";
  }
  if (record.withdrew(person, item.id)) return "has withdrawn";
  if (there(record, person, item.position)) return "";
  const auto all = counted(made, record, &item);
  if (std::ranges::find(all, person, &Counted::in_place_of) != all.end()) {
    return "was not there; an alternate sat in";
  }
  const auto proxy = std::ranges::find(record.proxies, person, &Proxy::person);
  if (proxy == record.proxies.end()) return "was not there";
  if (!made.rules || !made.rules->proxies) return "was not there; the rules know no proxies";
  if (!votes(made, proxy->holder) || !there(record, proxy->holder, item.position)) {
    return "was not there, nor was a voting member with the proxy";
  }
  if (record.withdrew(proxy->holder, item.id)) return "was not there; who has the proxy withdrew";
  return "";
}

bool carried(int votes_for, int cast, const Part& needs) {
  const bool simple = 2 * needs.of <= needs.in;
  return simple ? votes_for * needs.in > cast * needs.of : votes_for * needs.in >= cast * needs.of;
}

}  // namespace

std::string_view code_of(MeetingState state) { return state_codes[static_cast<int>(state)]; }
std::string_view label_of(MeetingState state) { return state_labels[static_cast<int>(state)]; }
std::optional<MeetingState> meeting_state_of(std::string_view code) {
  return kind_in<MeetingState>(state_codes, code);
}
std::string_view code_of(Presence presence) { return presence_codes[static_cast<int>(presence)]; }
std::string_view label_of(Presence presence) { return presence_labels[static_cast<int>(presence)]; }
std::optional<Presence> presence_of(std::string_view code) {
  return kind_in<Presence>(presence_codes, code);
}
std::string_view code_of(Choice choice) { return choice_codes[static_cast<int>(choice)]; }
std::optional<Choice> choice_of(std::string_view code) {
  return kind_in<Choice>(choice_codes, code);
}
std::string_view code_of(Decided decided) { return decided_codes[static_cast<int>(decided)]; }
std::optional<Decided> decided_of(std::string_view code) {
  return kind_in<Decided>(decided_codes, code);
}

const Attendance* MeetingRecord::of(PersonId person) const {
  const auto found = std::ranges::find(attendance, person, &Attendance::person);
  return found == attendance.end() ? nullptr : &*found;
}

const Item* MeetingRecord::item(ItemId id) const {
  const auto found = std::ranges::find(items, id, &Item::id);
  return found == items.end() ? nullptr : &*found;
}

bool MeetingRecord::withdrew(PersonId person, ItemId item) const {
  return std::ranges::any_of(withdrawals, [&](const Withdrawal& each) {
    return each.item == item && each.person == person;
  });
}

std::vector<Counted> counted(const Composition& made, const MeetingRecord& record, const Item* at) {
  const int position = at ? at->position : 0;
  const auto withdrew = [&](PersonId person) { return at && record.withdrew(person, at->id); };
  std::vector<Counted> found;
  for (const PersonId holder : made.voting) {
    // Who withdraws for an interest is not replaced.
    if (there(record, holder, position)) {
      if (!withdrew(holder)) found.push_back({holder, holder});
      continue;
    }
    for (const StandIn& each : made.stand_ins) {
      const bool known = std::ranges::find(found, each.person, &Counted::person) != found.end();
      if (each.holder != holder || known || votes(made, each.person)) continue;
      if (!there(record, each.person, position) || withdrew(each.person)) continue;
      found.push_back({each.person, holder});
      break;
    }
  }
  return found;
}

QuorumNow quorum_now(const Composition& made, const MeetingRecord& record, const Item* at) {
  QuorumNow now;
  now.needed = quorum(made);
  std::vector<std::int64_t> schools;
  for (const Counted& each : counted(made, record, at)) {
    ++now.present;
    for (const Seat& seat : made.seats) {
      if (seat.holder == each.in_place_of && seat.school != 0) schools.push_back(seat.school);
    }
  }
  if (!made.rules || !made.rules->quorum.each_school) return now;
  // So many people, each from another school: as many as schools are there, at most.
  std::ranges::sort(schools);
  schools.erase(std::unique(schools.begin(), schools.end()), schools.end());
  const int different = static_cast<int>(schools.size());
  if (different < made.rules->quorum.least) now.present = std::min(now.present, different);
  return now;
}

Tally tally(const Composition& made, const MeetingRecord& record, const Item& item,
            PersonId chair) {
  Tally made_of;
  if (item.motion.empty()) return made_of;
  for (const Vote& vote : record.votes) {
    if (vote.item != item.id) continue;
    const std::string reason = void_reason(made, record, item, vote.person);
    if (!reason.empty()) {
      made_of.void_votes.emplace_back(vote.person, reason);
    } else if (vote.choice == Choice::For) {
      ++made_of.votes_for;
    } else if (vote.choice == Choice::Against) {
      ++made_of.votes_against;
    } else {
      ++made_of.abstained;
    }
  }
  if (!quorum_now(made, record, &item).met()) {
    made_of.decided = Decided::NoQuorum;
    return made_of;
  }
  const int cast = made_of.votes_for + made_of.votes_against;
  if (cast == 0) {
    made_of.decided = made_of.abstained > 0 ? Decided::Lost : Decided::NotPut;
    return made_of;
  }
  const Part needs = item.needs.value_or(Part{1, 2});
  const bool tied = made_of.votes_for == made_of.votes_against;
  const bool may_cast = made.rules && made.rules->casting_vote && 2 * needs.of <= needs.in &&
                        there(record, chair, item.position) && !record.withdrew(chair, item.id);
  if (tied && may_cast) {
    if (!item.casting || *item.casting == Choice::Abstain) {
      made_of.decided = Decided::Tied;
      return made_of;
    }
    made_of.by_casting = true;
    made_of.decided = *item.casting == Choice::For ? Decided::Carried : Decided::Lost;
    return made_of;
  }
  made_of.decided = carried(made_of.votes_for, cast, needs) ? Decided::Carried : Decided::Lost;
  return made_of;
}

ItemResult result_of(const Composition& made, const MeetingRecord& record, const Item& item,
                     PersonId chair) {
  if (item.sealed) return *item.sealed;
  return {quorum_now(made, record, &item), tally(made, record, item, chair)};
}

std::string words_of(const Tally& tally) {
  const std::string counts = std::to_string(tally.votes_for) + " for, " +
                             std::to_string(tally.votes_against) + " against, " +
                             std::to_string(tally.abstained) + " abstained";
  switch (tally.decided) {
    case Decided::NotPut: return "Not put to the vote.";
    case Decided::NoQuorum: return "Not decided: there was no quorum (" + counts + ").";
    case Decided::Carried:
      return "Carried: " + counts + (tally.by_casting ? ", by the chair's casting vote." : ".");
    case Decided::Lost:
      return "Lost: " + counts + (tally.by_casting ? ", by the chair's casting vote." : ".");
    case Decided::Tied: return "Tied: " + counts + "; the chair has a casting vote.";
  }
  return "";
}

std::vector<DeclaredInterest> declared_at(const MeetingRecord& record, ItemId item) {
  std::vector<DeclaredInterest> found;
  for (const DeclaredInterest& each : record.interests) {
    if (each.item == item) found.push_back(each);
  }
  for (const Withdrawal& each : record.withdrawals) {
    if (each.item != item) continue;
    const bool told =
        std::ranges::find(found, each.person, &DeclaredInterest::person) != found.end();
    if (!told) found.push_back({item, each.person, {}, each.why});
  }
  return found;
}

std::vector<std::string> interests_at(const Facts& facts, const MeetingRecord& record,
                                      ItemId item) {
  std::vector<std::string> told;
  for (const DeclaredInterest& each : declared_at(record, item)) {
    told.push_back(facts.person_name(each.person) + " declared an interest" +
                   (each.why.empty() ? "" : " (" + each.why + ")") +
                   (record.withdrew(each.person, item) ? " and withdrew." : "."));
  }
  return told;
}

namespace {

std::string heading(const Body& body, const Meeting& meeting, std::string_view what) {
  return body.name + "\n" + std::string(what) + " of the meeting of " + meeting.on.long_form() +
         (meeting.starts.empty() ? "" : ", " + meeting.starts) +
         (meeting.place.empty() ? "" : ", " + meeting.place) + "\n\n";
}

std::string attendance_text(const Facts& facts, const Composition& made,
                            const MeetingRecord& record, PersonId chair) {
  std::string text;
  for (const Presence presence : {Presence::Present, Presence::Apologies, Presence::Absent}) {
    std::vector<std::string> names;
    for (const Attendance& each : record.attendance) {
      if (each.presence != presence) continue;
      std::string name = facts.person_name(each.person);
      if (each.person == chair) name += " (chair)";
      for (const StandIn& stands : made.stand_ins) {
        if (stands.person != each.person || presence != Presence::Present) continue;
        name += " (alternate for " + facts.person_name(stands.holder) + ")";
      }
      if (each.from_item > 1) name += " (from item " + std::to_string(each.from_item) + ")";
      if (each.until_item > 0) name += " (until item " + std::to_string(each.until_item) + ")";
      names.push_back(std::move(name));
    }
    if (!names.empty()) {
      text += std::string(label_of(presence)) + ": " + base::join(names, ", ") + "\n";
    }
  }
  return text;
}

std::string item_text(const Facts& facts, const Composition& made, const MeetingRecord& record,
                      const Item& item, PersonId chair) {
  std::string text = "\n" + std::to_string(item.position) + ". " + item.title + "\n";
  for (const std::string& each : interests_at(facts, record, item.id)) text += each + "\n";
  if (!item.notes.empty()) text += item.notes + "\n";
  if (item.motion.empty()) return text;
  return text + "Motion: " + item.motion + "\n" + words_of(tally(made, record, item, chair)) + "\n";
}

std::string actions_text(const Facts& facts, const MeetingRecord& record, bool confidential) {
  std::string text;
  for (const Action& each : record.actions) {
    if (each.confidential != confidential) continue;
    text +=
        each.what + ": " + facts.person_name(each.person) + ", by " + each.due.long_form() + "\n";
  }
  return text.empty() ? text : "\nActions\n" + text;
}

std::string confidential_text(const Facts& facts, const Body& body, const Composition& made,
                              const MeetingRecord& record, PersonId chair) {
  std::string text;
  for (const Item& item : record.items) {
    if (item.confidential) text += item_text(facts, made, record, item, chair);
  }
  text += actions_text(facts, record, true);
  return text.empty() ? text
                      : heading(body, record.meeting, "Minutes, part 2 (confidential),") + text;
}

}  // namespace

std::string minutes_text(const Facts& facts, const Body& body, const Composition& made,
                         const MeetingRecord& record, PersonId chair, MinutesPart part) {
  if (part == MinutesPart::Confidential) {
    return confidential_text(facts, body, made, record, chair);
  }
  std::string text =
      heading(body, record.meeting, "Minutes") + attendance_text(facts, made, record, chair);
  const QuorumNow quorum = quorum_now(made, record, nullptr);
  text += "Quorum: " + std::to_string(quorum.present) + " present, " +
          std::to_string(quorum.needed) + " needed" +
          (quorum.met() ? ".\n" : ", so there was none.\n");
  for (const Item& item : record.items) {
    text += item.confidential ? "\n" + std::to_string(item.position) + ". In part 2.\n"
                              : item_text(facts, made, record, item, chair);
  }
  return text + actions_text(facts, record, false);
}

}  // namespace governance

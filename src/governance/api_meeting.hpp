// A meeting with all that is worked out of it, as every face shows it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "governance/store_meeting.hpp"
#include "governance/store_rules.hpp"

namespace governance {

struct MeetingView {
  MeetingRecord record;
  std::shared_ptr<const Facts> known;
  std::shared_ptr<const RuleBook> book;  // where the rules of `made` lie
  const Body* body = nullptr;
  Composition made;  // of the body on the day of the meeting
  PersonId chair;
  std::string sealed;         // the minutes as they were approved; "" before
  std::string sealed_2;       // their confidential part
  bool confidential = false;  // that part and its items may be seen too

  const Meeting& meeting() const { return record.meeting; }
  const Facts& facts() const { return *known; }
  // As approved, or as they are so far.
  std::string minutes() const;
  // "" where there is no confidential part, or it may not be seen.
  std::string minutes_2() const;
  // Its items, as they may be seen.
  std::vector<Item> items() const;
  // The same of actions and corrections.
  std::vector<Action> actions() const;
  std::vector<Correction> corrections() const;
  // Whether papers of the item may be seen: as its minutes, so once these are approved by whoever
  // may read them, but of a confidential item, or one that was taken off, never without a role.
  bool shows_papers(ItemId item) const;
  ItemResult result_of(const Item& item) const;
  // What the seal says of them.
  bool whole() const;
};
// Error: meeting_not_found.
base::Result<MeetingView> meeting_view(sql::Connection& connection, MeetingId id);

std::string meeting_json(const MeetingView& view);
// `powers`: what is said of the power behind an item, by its number.
std::string motions_json(const std::vector<MotionRow>& rows,
                         const std::map<std::int64_t, std::string>& powers);
std::string motions_text(const std::vector<MotionRow>& rows);

}  // namespace governance

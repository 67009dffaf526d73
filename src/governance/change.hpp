// Something that is noted of people and bodies: an appointment, an office, a resolution. The same
// words come as a row of a CSV file, fields of a form, options of a command or members of JSON;
// here they are read, and held against what is already known. store_change.hpp saves them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "governance/facts.hpp"
#include "governance/rules.hpp"

namespace governance {

enum class ChangeKind {
  AddPerson,
  MakeBody,
  EndBody,
  AgreeTerms,
  TakeOffice,
  EndOffice,
  Appoint,
  EndAppointment,
  Resolve,
  AddStep,
  FinishStep,
  Settle,
  Declare,
  Judge,
  WithdrawOffice,
  WithdrawAppointment,
  ErasePerson,
  PlanMeeting,  // from here on: of a meeting
  CancelMeeting,
  AddItem,
  Attend,
  Withdraw,
  GiveProxy,
  CastVote,
  CastingVote,
  Minute,
  Hold,
  Approve,
  Correct,
  AddAction,
  FinishAction,  // the last of a meeting
  AddTraining,   // from here on: what is known of a person
  WithdrawTraining,
  AddCheck,
  WithdrawCheck,
  MoveItem,  // from here on: of the agenda
  RewordItem,
  DropItem,
  PutStanding,
  Invite,
  SetRemit,
  Override,  // from here on: rules of one body
  EndOverride,
  WithdrawOverride,
  AddInterest,  // from here on: interests of people
  EndInterest,
  WithdrawInterest,
  DeclareAt,  // of a meeting
  SetTerms,   // from here on: the text of terms of reference
  WithdrawTerms,
  NameAlternate,  // from here on: who sits in for others
  EndAlternate,
  WithdrawAlternate,
  AddSkill,  // from here on: audits of skills
  WithdrawSkill,
  SetAddress,
};
inline constexpr int change_kinds = 56;
constexpr bool is_of_rules(ChangeKind kind) {
  return kind >= ChangeKind::Override && kind <= ChangeKind::WithdrawOverride;
}
constexpr bool is_of_interests(ChangeKind kind) {
  return kind >= ChangeKind::AddInterest && kind <= ChangeKind::WithdrawInterest;
}
constexpr bool is_of_alternates(ChangeKind kind) {
  return kind >= ChangeKind::NameAlternate && kind <= ChangeKind::WithdrawAlternate;
}
constexpr bool is_of_skills(ChangeKind kind) {
  return kind == ChangeKind::AddSkill || kind == ChangeKind::WithdrawSkill;
}
constexpr bool is_of_terms(ChangeKind kind) {
  return kind == ChangeKind::SetTerms || kind == ChangeKind::WithdrawTerms;
}
constexpr bool is_of_agenda(ChangeKind kind) {
  return kind >= ChangeKind::MoveItem && kind <= ChangeKind::Invite;
}
constexpr bool is_of_meeting(ChangeKind kind) {
  return (kind >= ChangeKind::PlanMeeting && kind <= ChangeKind::FinishAction) ||
         is_of_agenda(kind) || kind == ChangeKind::DeclareAt;
}
// Who keeps one of the bodies where the person sits may note it; an address only who may edit
// everything.
constexpr bool is_of_person(ChangeKind kind) {
  return kind == ChangeKind::Declare || is_of_interests(kind) || is_of_skills(kind) ||
         kind == ChangeKind::SetAddress ||
         (kind >= ChangeKind::AddTraining && kind <= ChangeKind::WithdrawCheck);
}

// One word of a change, as a form shows it.
struct Field {
  std::string_view name;   // "until"
  std::string_view label;  // "First day on which it no longer holds"
  std::string_view hint;
  bool wanted = false;  // it cannot be left out
  bool day = false;
};
struct ChangeInfo {
  ChangeKind kind;
  std::string_view code;   // "appoint"
  std::string_view label;  // "Appoint somebody"
  std::vector<Field> fields;
};
const std::vector<ChangeInfo>& change_infos();
const ChangeInfo& info_of(ChangeKind kind);
const ChangeInfo* change_info(std::string_view code);  // null: there is none
// Whether the word may stand in the audit trail, which is for ever: codes, numbers, days, names of
// bodies, and why a rule stands as it does. What people wrote of people may not.
bool stays_in_trail(ChangeKind kind, std::string_view word);

using Words = std::map<std::string, std::string, std::less<>>;

// A change as it was read. What names something outside is still words: person, at, body, for,
// parent, schools, number; the store looks it up.
struct Change {
  ChangeKind kind = ChangeKind::AddPerson;
  Words words;
  base::Period period;           // from, until
  std::optional<base::Date> on;  // of what has one day
  std::optional<base::Date> term_ends;
  std::optional<base::Date> due;
  BodyKind body_kind = BodyKind::LocalGoverningBody;
  InterestKind interest_kind = InterestKind::Other;
  OfficeKind office = OfficeKind::Headteacher;
  std::string appointed_by;
  int level = 0;     // of a skill
  bool yes = false;  // agreed, kept
  int year = 0;
  std::int64_t number = 0;  // of the office, appointment, step or action
  std::int64_t meeting = 0;
  std::int64_t item = 0;
  std::int64_t seen =
      0;            // the version that was seen; 0: whichever, or none where the word is there
  int arrived = 0;  // before this item
  int left = 0;
  int to = 0;         // the place on the agenda
  int lasts_min = 0;  // of a meeting; 0: not said
  std::optional<Part> needs;

  const std::string& word(std::string_view name) const;  // "" where it is not given
};

// What only somebody themselves can say: that these are their interests, how well they know
// something, where they are reached. Whoever signs in as that person may note it too.
bool is_own_word(const Change& change);

// What an override says.
RuleOverride override_of(const Change& change);

// The error bad_governance: which word is wrong, and how to mend it.
base::Error bad_change(std::string_view field, std::string message);

// Error: bad_governance.
base::Result<Change> read_change(const Words& words);

// The day on which a change is judged: the first on which it holds; where it has held since ever,
// today, or its last day if that is over.
base::Date day_judged(const base::Period& period, base::Date today);

// The numbers that the store has found for the words.
struct Found {
  base::Date today;
  PersonId person;
  Place place;
  BodyId body;
  BodyId parent;
  std::int64_t school = 0;
  std::vector<std::int64_t> schools;
  PersonId holder;  // of a seat or of a proxy; who leads an item
};

// Whether it can be so, by what is known. `facts` reach as far as facts_of_body(). Errors:
// office_taken (two holders of what has one), bad_governance, not_agreed (a shared body of schools
// whose bodies have not agreed, by name).
base::Status check_change(const Facts& facts, const RuleBook& book, const Change& change,
                          const Found& found);

// The words of a change of this kind as one row; columns of a CSV file.
const std::vector<std::string>& change_columns();
// One change for each row, with its line. Errors: bad_csv (of the file), bad_governance (of a row).
struct ChangeRow {
  int line = 0;
  base::Result<Change> change;
};
base::Result<std::vector<ChangeRow>> read_changes(std::string_view csv);

}  // namespace governance

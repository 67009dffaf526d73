// The year of meetings as data: term dates, templates of meetings and deadlines, read from a text
// (data/governance/calendar.txt, docs/spec/governance.md); the dates that follow for a body, and
// where they clash. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "governance/composition.hpp"

namespace governance {

struct SchoolTerm {
  std::string name;  // "autumn"
  base::Period days;
  base::Period half;  // the holiday in the middle
};
// One school year; no two of one year.
struct TermDates {
  int year = 0;  // in which it begins
  std::string title;
  std::string source;
  std::string unsure;
  std::vector<SchoolTerm> terms;  // by day
  std::vector<std::pair<base::Date, std::string>> closed;
  // Why nobody is at school on the day: "half-term holiday"; "" where somebody is.
  std::string closed_why(base::Date on) const;
};

struct TemplateMeeting {
  std::string code;  // "autumn_1"
  std::string term;  // "autumn"
  int half = 1;
  int week = 1;          // of the half, counted from its first Monday's week
  unsigned weekday = 1;  // 1: Monday
  std::string starts;    // "17:00"
  std::vector<std::string> items;
};
struct YearTemplate {
  std::string code;  // "trust_board"
  std::string title;
  std::string source;
  std::string unsure;
  base::Date from;
  std::vector<BodyKind> kinds;
  int lasts_min = 0;
  std::vector<std::string> every;  // items of each meeting, before its own
  std::vector<std::string> last;   // and after them
  std::vector<TemplateMeeting> meetings;
  // Standing items of that meeting, in order; empty where there is no such meeting.
  std::vector<std::string> items_of(std::string_view meeting) const;
};

// A day of each year: "31 December", or "third Thursday of January".
struct YearDay {
  unsigned month = 1;
  unsigned day = 1;      // of the month, or which such weekday
  unsigned weekday = 0;  // 0: none; 1: Monday
};
struct Deadline {
  std::string code;
  std::string title;
  std::string source;
  std::string unsure;
  base::Date from;
  std::vector<BodyKind> kinds;  // of the bodies that answer for it
  YearDay on;
};

class YearCalendar {
 public:
  std::vector<TermDates> years;
  std::vector<YearTemplate> templates;
  std::vector<Deadline> deadlines;

  // Blocks stand above those of the same code and day.
  void add(YearCalendar other);
  const TermDates* year(int begins) const;
  // The newest in force on the day for bodies of the kind; null: none.
  const YearTemplate* of(BodyKind kind, base::Date on) const;
  // "trust_board autumn_1": its standing items.
  std::vector<std::string> items_of(std::string_view code, base::Date on) const;
};

// Error: bad_calendar, with the line and how to mend it.
base::Result<YearCalendar> read_calendar(std::string_view text);
const YearCalendar& shipped_calendar();

// A meeting that is suggested: `code` says of which template it is.
struct Suggested {
  BodyId body;
  std::string code;  // "trust_board autumn_1"
  base::Date on;
  std::string starts;
  int lasts_min = 0;
};
// Of each body that exists on the day and has a template; by body and day. Nothing where the year
// has no term dates.
std::vector<Suggested> suggested_year(const YearCalendar& calendar, const std::vector<Body>& bodies,
                                      int year);

struct DueDay {
  base::Date on;
  const Deadline* deadline = nullptr;
};
// Within the period, by day.
std::vector<DueDay> due_days(const YearCalendar& calendar, BodyKind kind,
                             const base::Period& within);

// Two meetings of one day that overlap, or may (no time is known), and who is wanted at both: those
// who sit, and the governance professional. Places in the list that was given.
struct Clash {
  std::size_t one = 0;
  std::size_t other = 0;
  std::vector<PersonId> people;
};
// Cancelled ones are left out. Two meetings of one body on a day clash too.
std::vector<Clash> clashes(const Facts& facts, const RuleBook& book,
                           const std::vector<MeetingDay>& meetings);
// Whether the two are, or may be, at the same time: on one day, where no time of one is known.
bool at_once(const MeetingDay& one, const MeetingDay& other);
// Who sits on the body on the day or may sit in for others, and its governance professional; by
// number.
std::vector<PersonId> wanted_at(const Facts& facts, const RuleBook& book, const MeetingDay& day);
// A meeting of a body that the facts do not have: of another group. Of those who are wanted there
// the ones that are asked about.
struct Elsewhere {
  MeetingDay day;
  std::string body_name;  // "": whoever asks is not told
  std::vector<PersonId> people;
};
// What speaks against a day of a meeting.
struct Objection {
  enum class Kind { OutOfTerm, Clash };
  Kind kind = Kind::Clash;
  std::string words;             // beside the label of its kind: "not in term."
  std::string sentence() const;  // "Out of term: not in term."
};
std::string_view label_of(Objection::Kind kind);  // "Out of term"
// Bodies of other groups that whoever asks is not told of: only that somebody is wanted there.
using Unnamed = std::set<BodyId>;
// What speaks against one of them. Empty: nothing.
std::vector<Objection> against_day(const YearCalendar& calendar, const Facts& facts,
                                   const std::vector<MeetingDay>& meetings,
                                   const std::vector<Clash>& found, std::size_t day,
                                   const Unnamed& unnamed = {});
// The same of the meeting with that number.
std::vector<Objection> against_meeting(const YearCalendar& calendar, const Facts& facts,
                                       const std::vector<MeetingDay>& meetings,
                                       const std::vector<Clash>& found, std::int64_t id,
                                       const Unnamed& unnamed = {});

// Where those who are wanted at the meeting are wanted elsewhere at the same time.
std::vector<Objection> against_elsewhere(const Facts& facts, const RuleBook& book,
                                         const MeetingDay& day,
                                         const std::vector<Elsewhere>& elsewhere);

}  // namespace governance

// Composition rules as data: which seats a body has, who may fill them, and what must hold of all
// together. A text (data/governance/rules.txt, docs/spec/governance.md) is read into these; users
// change it by dated texts of their own. Nothing here judges: findings.hpp does.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocks.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "governance/model.hpp"

namespace governance {

// A part of a whole, as law writes it: "a third", "one half".
struct Part {
  int of = 0;  // numerator
  int in = 1;
};

// "2/3"; nothing for what is no part of one.
std::optional<Part> read_part(std::string_view text);

// How the seats of a category come about.
enum class SeatSource {
  Appointed,         // `least` to `most` people who are appointed
  EachSchoolOffice,  // one for each school of the body, filled by who holds the office there
  EachSchoolBody,  // one for each school, filled by who holds the office at the body of the school
  PlaceOffice,     // one, filled by who holds the office at the body's place
  ParentOffice,    // one, filled by who holds the office at the parent body
};

struct SeatRule {
  std::string code;   // "head"
  std::string label;  // "Headteacher of each academy"
  SeatSource source = SeatSource::Appointed;
  OfficeKind office = OfficeKind::Headteacher;  // that is followed, unless appointed
  int least = 0;                                // appointed: fewer is a vacancy
  std::optional<int> most;                      // appointed: more is a breach
  bool each_school = false;                     // appointed: least and most are for each school
  bool votes = true;
  bool alternates = false;              // somebody may sit in for a holder who is away
  bool has_term = true;                 // else it lasts until somebody ends it
  std::string appointed_by;             // code of an appointing body, or ""
  std::optional<OfficeKind> must_hold;  // an office that its holder must have at the group
  std::string citation;
  std::vector<base::BlockLine> lines;  // from which all that was read
};

enum class RuleKind {
  Total,          // number of members
  AtMost,         // members of `seats` are at most `part` of all
  Majority,       // members of `seats` are more than half of all
  OfficeFilled,   // an office that somebody must hold at the body, or its place
  HeldByMember,   // the office is held by somebody who sits in one of `seats`, or at all
  HolderSchool,   // the holder's school has one of the grades, or a report card as good
  NoEmployees,    // nobody in `seats` works for the trust or its schools
  Apart,          // nobody holds both offices
  AllMaintained,  // every school is maintained by the authority
  EachAgreed,     // the body of every school has agreed to `question`
  BoardAgreed,    // the trust board has agreed to `question` of this body
  Steps,          // the plan of the body has steps, and none of them is overdue
  Terms,          // terms of reference are not older than `months`
  Trained,        // every member of `seats` has had training in `subject`
  Checked,        // every member of `seats` has had the check `subject`
  Declared,       // every member has declared interests for the school year
  Meets,          // it meets so often in a school year, or in each term
  Skilled,        // those who sit have the skills that such a body looks for
};

struct ReportCardNeed {
  std::string area;  // "leadership and governance"
  std::string least;
};

struct Rule {
  std::string code;  // "staff_third"
  RuleKind kind = RuleKind::Total;
  std::string says;                // in plain words, for who reads a finding
  std::string mend;                // what would mend it
  std::string citation;            // the law, handbook or paper
  std::vector<std::string> seats;  // categories it counts; empty: all
  Part part;
  std::optional<int> least;
  std::optional<int> most;
  OfficeKind office = OfficeKind::Chair;
  std::optional<OfficeKind> other_office;
  std::vector<std::string> grades;    // "good"
  std::vector<ReportCardNeed> cards;  // all of them
  std::vector<std::string> scale;     // judgements of report cards, the best first
  std::string question;
  std::string subject;      // "safeguarding", "dbs"
  int months = 0;           // after which it is due again; 0: never
  bool alternates = false;  // asked of those who sit in for others too
  int grace_days = 0;       // since the beginning of the year, or of membership
  // Of meetings: `least` and `most` are of a year, or of each term; fewer than `explained` must be
  // explained.
  bool each_term = false;
  int explained = 0;
  struct MonthDay {
    unsigned month = 1;
    unsigned day = 1;
  };
  std::vector<MonthDay> terms;         // the first days of the terms
  std::vector<base::BlockLine> lines;  // from which all that was read
};

// Of a rule of meetings: the school year before that of the day and that one, or their terms.
std::vector<base::Period> years_or_terms(const Rule& rule, base::Date on);

struct QuorumRule {
  Part part;                 // of the members in office who vote; vacancies do not count
  int least = 0;             // never fewer
  bool each_school = false;  // `least` people, each from another school
};

// What one body has otherwise than its set.
struct OwnRule {
  std::int64_t id = 0;
  std::string rule;      // "nine", "seat parent", "quorum"
  std::string word;      // of the line: "total"; "" of the quorum
  std::string what;      // "Of this body alone, since 1 May 2026: nine, total: 3 to 11."
  std::string replaced;  // in words; "" where it does not fit
  std::string why;       // with its source
  bool fits = true;      // else it changes nothing, and `what` says so
  // All of that.
  std::string words() const;
};

// What a body has whose rules these are, from a day on until the next set of the same code.
struct RuleSet {
  std::string code;  // "cluster_board"
  std::string title;
  std::vector<BodyKind> kinds;  // whose bodies have it unless they say otherwise
  base::Date from;
  std::string source;
  // Where we could not read the law or paper itself: shown beside whatever rests on it.
  std::string unsure;
  // How long an appointment lasts where no other day is given, and how long before its end it is
  // told that it ends. 0: not said.
  int term_years = 0;
  int soon_days = 0;
  int notice_days = 0;    // before a meeting members are invited; 0: not said
  Part attendance_least;  // of its meetings somebody should be at; 0: not said
  QuorumRule quorum;
  bool casting_vote = false;  // the chair has one where votes are equal
  bool proxies = false;       // somebody who is away may be represented
  std::vector<SeatRule> seats;
  std::vector<Rule> rules;
  // Offices of the body's place whose holders attend another body without a vote.
  struct Attendance {
    OfficeKind office = OfficeKind::LeadHeadteacher;
    BodyKind at = BodyKind::TrustBoard;
    std::string citation;
  };
  std::vector<Attendance> attends;
  // Of one body alone: what is otherwise there than in the set. What a later one replaced is not
  // among them.
  std::vector<OwnRule> own;

  const SeatRule* seat(std::string_view code) const;
};

// Error: bad_rules, with the line and how to mend it.
base::Result<std::vector<RuleSet>> read_rules(std::string_view text);

// A seat, a rule or the quorum of one body in other words than those of its set.
struct RuleOverride {
  std::int64_t id = 0;
  std::string rule;     // "nine", "seat parent", "quorum"
  std::string content;  // a line of rules: "total: 3 to 11"; of the quorum "1/2, least 5"
  std::string why;
  std::string source;
  base::Period period;
};
// The set with that in place of the line of the same word; the other lines of the rule or seat hold
// as before, and whatever rests on it says so. Errors: bad_rules (no such rule, or the line cannot
// be used: it would make another kind of rule, or change nothing).
base::Result<RuleSet> overridden(const RuleSet& set, const RuleOverride& own);

// All sets there are, by code and day.
class RuleBook {
 public:
  RuleBook() = default;
  explicit RuleBook(std::vector<RuleSet> sets);
  // Adds sets that stand above those of the same code and day.
  void add(std::vector<RuleSet> sets);
  // The set of that code in force on the day, or null.
  const RuleSet* set(std::string_view code, base::Date on) const;
  // The set that the body names, or that of its kind; null where there is none on the day.
  const RuleSet* of(const Body& body, base::Date on) const;
  const std::vector<RuleSet>& sets() const { return sets_; }
  // What this body has of its own, after all sets were added. What its set does not have is passed
  // over, and the set says so.
  void add_own(const Body& body, const std::vector<RuleOverride>& own);
  // The days on which that begins or ends to hold.
  std::vector<base::Period> own_periods(BodyId body) const;

 private:
  const RuleSet* shared(const Body& body, base::Date on) const;

  // INVARIANT: sorted by code and day; no two alike.
  std::vector<RuleSet> sets_;
  struct Own {
    base::Period period;
    std::shared_ptr<const RuleSet> set;
  };
  std::map<std::int64_t, std::vector<Own>> own_;  // by body
};

// What is shipped with the program.
const RuleBook& shipped_rules();

}  // namespace governance

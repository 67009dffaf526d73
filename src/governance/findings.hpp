// What is wrong with a body, or soon will be: on any day, each with its rule, the citation and what
// would mend it. A rule that the facts do not decide is never passed in silence: it is Unclear, and
// says which fact is missing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "governance/composition.hpp"

namespace governance {

// The worst first. Look: nothing is wrong, but it is worth a look. Own: a rule of this body alone
// is in force, so that nobody takes what it lets pass for a rule of all that is kept.
enum class FindingKind { Breach, Vacancy, Overdue, Missing, Unclear, Soon, Look, Own };
inline constexpr int finding_kinds = 8;
std::string_view code_of(FindingKind kind);   // "breach"
std::string_view label_of(FindingKind kind);  // "Rule broken"

// Who may see a finding: of training, checks and skills only those with a grant over the body, and
// what tells the day of a check only who may edit it.
enum class Sight { Anybody, Drafts, Edit };

struct Finding {
  FindingKind kind = FindingKind::Breach;
  BodyId body;
  std::string rule;       // its code; "seat parent" for a seat
  std::string what;       // the sentence, with names
  std::string rule_says;  // the rule in plain words
  std::string citation;
  std::string mend;
  std::int64_t school = 0;  // that it is about; 0: none
  PersonId person;          // none
  std::optional<base::Date> due;
  Sight sight = Sight::Anybody;

  // About the same thing, though a day later it may be told in other words.
  bool same(const Finding& other) const {
    return kind == other.kind && body == other.body && rule == other.rule &&
           school == other.school && person == other.person;
  }
};

// Leaves out what is for other eyes.
void keep_seen(std::vector<Finding>& findings, Sight sight);

// The worst first. A body that has not begun or is over has none.
std::vector<Finding> findings(const Facts& facts, const RuleBook& book, const Body& body,
                              base::Date on);

// A finding with the day on which it begins to hold, if nobody does anything.
struct Ahead {
  base::Date from;
  Finding finding;
};
// What holds on the first day of the period, and what comes on a later one. Terms that end soon are
// left out, for here the day of the end itself is told; declarations of years to come too.
std::vector<Ahead> findings_ahead(const Facts& facts, const RuleBook& book, const Body& body,
                                  const base::Period& within);

}  // namespace governance

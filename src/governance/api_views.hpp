// A body, a group's bodies and a person as text for a terminal and as JSON for programs; and what
// all faces of this room gather for them.
#pragma once

#include <string>
#include <vector>

#include "governance/findings.hpp"
#include "governance/owner.hpp"
#include "governance/store.hpp"
#include "governance/store_change.hpp"
#include "governance/store_due.hpp"
#include "governance/store_export.hpp"
#include "governance/store_known.hpp"

namespace governance {

struct BodyView {
  const Body* body = nullptr;
  base::Date on;
  Composition made;
  int quorum = 0;
  std::vector<Finding> findings;
  std::vector<Attendee> attend;
  std::vector<Ahead> ahead;  // in the year that follows
};
// `facts` must outlive it. Without the findings that are for other eyes.
BodyView view_of(const Facts& facts, const RuleBook& book, const Body& body, base::Date on,
                 Sight sight);

// A body in a list: how many sit, what is wrong. The worst first.
struct HealthRow {
  const Body* body = nullptr;
  std::size_t seats = 0;
  std::size_t members = 0;
  std::vector<Finding> findings;
  std::size_t count(FindingKind kind) const;
};
// "2 rules broken", "1 vacancy"
std::string count_words(FindingKind kind, std::size_t count);
// `owner`: only bodies that are its own.
std::vector<HealthRow> health(const Facts& facts, const RuleBook& book, base::Date on, Sight sight,
                              std::optional<registry::OrganisationId> owner = {});

// A seat of a person, as an office or an appointment gives it.
struct PersonSeat {
  const Body* body = nullptr;
  Seat seat;
  const Alternate* alternate = nullptr;  // that they may sit in for its holder; null: it is theirs
};
// "Parents. Elected by parents since ...", "Alternate for Ann Lee: Headteacher, since ..."
std::string words_of(const Facts& facts, const PersonSeat& seat);
// Those that are theirs first.
std::vector<PersonSeat> seats_of(const Facts& facts, const RuleBook& book, PersonId person,
                                 base::Date on);

std::string body_text(const Facts& facts, const BodyView& view);
std::string body_json(const Facts& facts, const BodyView& view);
std::string health_text(const Facts& facts, const std::vector<HealthRow>& rows);
std::string health_json(const Facts& facts, const std::vector<HealthRow>& rows, base::Date on);
std::string health_csv(const Facts& facts, const std::vector<HealthRow>& rows);
// What the asker may see of a person beside seats and offices.
struct PersonKnown {
  Sight sight = Sight::Anybody;  // Drafts: training and skills; Edit: checks too
  bool certificates = false;     // the numbers of checks
  bool email = false;
  bool own = false;  // whoever asks is that person
  std::vector<Training> trainings;
  std::vector<CheckRow> checks;
  std::vector<SkillLevel> levels;
  std::vector<Due> due;  // by due_of(), where the asker wants it
};
// Interests are for everybody while they sit somewhere, else for who keeps what they held.
bool sees_interests(const std::vector<PersonSeat>& seats, const PersonKnown& known);
// Loads no more than that.
base::Result<PersonKnown> person_known(sql::Connection& connection, PersonId person, Sight sight,
                                       bool everything);
std::string person_text(const Facts& facts, const PersonRow& person,
                        const std::vector<PersonSeat>& seats, const PersonKnown& known);
// An object: for every table an array of its rows.
std::string export_json(const std::vector<PersonRows>& tables);
std::string person_json(const Facts& facts, const PersonRow& person,
                        const std::vector<PersonSeat>& seats, base::Date on,
                        const PersonKnown& known);
std::string people_text(const std::vector<PersonRow>& people);
std::string people_json(const std::vector<PersonRow>& people);
std::string outcomes_text(const std::vector<Outcome>& outcomes);
std::string outcomes_json(const std::vector<Outcome>& outcomes, bool dry_run);

}  // namespace governance

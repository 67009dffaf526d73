// Who sits on a body on a day, seat by seat, and by which right. Seats are not kept anywhere: they
// follow from the rules, the schools of the body on that day, offices and appointments, so that
// they change on the day on which one of these does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "governance/facts.hpp"
#include "governance/rules.hpp"

namespace governance {

struct Seat {
  const SeatRule* rule = nullptr;  // null: appointed to a seat that the rules do not have
  std::string category;            // its code, also where there is no rule
  std::int64_t school = 0;         // for which it is; 0: none
  PersonId holder;                 // none: vacant
  const Office* office = nullptr;  // that it follows
  const Appointment* appointment = nullptr;
  // Why it is vacant where more is to be said than that nobody holds it, as "Oak has no body".
  std::string lacks;
  bool votes() const { return rule && rule->votes; }
  bool vacant() const { return !holder.known(); }
};

// Somebody who may sit in for a holder, by the rules.
struct StandIn {
  PersonId person;
  PersonId holder;
  const Alternate* alternate = nullptr;
};

// INVARIANT: a seat has one holder at most; a person may have several seats, and counts once.
struct Composition {
  const RuleSet* rules = nullptr;  // null: no set is in force
  std::vector<std::int64_t> schools;
  std::vector<Seat> seats;        // in the order of the rules, then by school, then by appointment
  std::vector<PersonId> members;  // who sits, each once
  std::vector<PersonId> voting;   // of them, who votes
  // In the order in which they were named; who sits themselves is not among them.
  std::vector<StandIn> stand_ins;
};

Composition composition(const Facts& facts, const RuleBook& book, const Body& body, base::Date on);

// The people that a quorum needs on the day: the part of those in office who vote, rounded up, and
// never fewer than the least. Vacancies do not count.
int quorum(const Composition& composition);

// Who attends without a vote, by rules of other bodies: "lead headteacher of Harbour".
struct Attendee {
  PersonId person;
  const Office* office = nullptr;
  std::string citation;
};
std::vector<Attendee> attendees(const Facts& facts, const RuleBook& book, const Body& body,
                                base::Date on);

// The seats of a composition that the alternate is named for; one at most that somebody holds gives
// a holder.
std::vector<const Seat*> seats_of(const Composition& made, const Alternate& alternate);

// Everybody whom the body may have on one day or another, also those who sit in for others, and its
// governance professional; sorted. Who is not among them never sits there: quick to ask of many.
std::vector<PersonId> ever_wanted(const Facts& facts, const Body& body);

// Whether they hold a seat, or may sit in for who does.
bool takes_part(const Composition& made, PersonId person);
// The people, and after them whoever may sit in for one of them; each once.
std::vector<PersonId> with_stand_ins(std::vector<PersonId> people, const Composition& made);

// By which right somebody sits there, in a sentence: "Headteacher of Oak since 1 September 2024;
// the seat follows the office."
std::string derivation(const Facts& facts, const Seat& seat);

// The days within the period on which seats of the body, or what rules look at, may change.
std::vector<base::Date> change_days(const Facts& facts, const RuleBook& book, const Body& body,
                                    const base::Period& within);

}  // namespace governance

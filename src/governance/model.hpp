// People, offices, bodies and appointments, as every other file of the room speaks of them. Nothing
// here knows whether a body is properly composed: rules.hpp and findings.hpp do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/period.hpp"

namespace governance {

struct Person;
struct Body;
struct Office;
struct Appointment;
struct Interest;
struct Alternate;
using PersonId = base::Id<Person>;
using BodyId = base::Id<Body>;
using OfficeId = base::Id<Office>;
using AppointmentId = base::Id<Appointment>;
using InterestId = base::Id<Interest>;
using AlternateId = base::Id<Alternate>;

// Where an office is held or what a body is for. Numbers are those of the registry, or of a body.
enum class PlaceKind { Group, Authority, Cluster, School, Body };
std::string_view code_of(PlaceKind kind);  // "group"
std::optional<PlaceKind> place_kind_of(std::string_view code);
struct Place {
  PlaceKind kind = PlaceKind::Group;
  std::int64_t id = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

enum class BodyKind {
  Members,
  TrustBoard,
  Committee,
  Executive,
  ClusterBoard,
  SteeringGroup,
  JointCommittee,
  LocalGoverningBody,
  SharedLocalGoverningBody,
  GoverningBody,
  TransitionBoard,
  InterimBoard,
};
inline constexpr int body_kinds = 12;
std::string_view code_of(BodyKind kind);   // "cluster_board"
std::string_view label_of(BodyKind kind);  // "Cluster board"
std::optional<BodyKind> body_kind_of(std::string_view code);
// It governs one or more schools itself: the chair of a school is the chair of such a body.
bool governs_schools(BodyKind kind);

// The titles that a person may hold at a place. Which are there is data of this list alone; rules
// name them by code.
enum class OfficeKind {
  Headteacher,
  Chair,
  ViceChair,
  ChiefExecutive,
  AccountingOfficer,
  FinanceDirector,
  LeadHeadteacher,
  GovernanceProfessional,
  Senco,
  Director,
  Member,
  TrustStaff,
};
inline constexpr int office_kinds = 12;
std::string_view code_of(OfficeKind kind);   // "lead_headteacher"
std::string_view label_of(OfficeKind kind);  // "Lead headteacher"
std::optional<OfficeKind> office_kind_of(std::string_view code);
// One place has one holder at a time. GIAS has such roles too (chairs, accounting officer, ...).
bool one_holder(OfficeKind kind);
// Who holds it works for the trust or its schools.
bool employs(OfficeKind kind);
// At which kinds of place it may be held.
bool may_be_at(OfficeKind kind, PlaceKind place);

// Who appoints, after the appointing bodies of GIAS; codes are ours.
struct AppointedBy {
  std::string_view code;   // "elected_parents"
  std::string_view label;  // "Elected by parents"
};
const std::vector<AppointedBy>& appointing_bodies();
// The label for a code or for the words of GIAS, capitals not minded; nothing where there is none.
const AppointedBy* appointing_body(std::string_view text);

struct Person {
  PersonId id;
  std::string name;
};
// What somebody is called whose name was taken out.
std::string erased_name(PersonId id);  // "Person 12"
bool is_erased(const Person& person);

// The seats of a body are not kept: they follow from its rules, its schools and these.
struct Body {
  BodyId id;
  BodyKind kind = BodyKind::LocalGoverningBody;
  std::string name;
  Place place;           // the group, cluster or school that it belongs to
  BodyId parent;         // that it reports to; none
  std::string rule_set;  // code in rules.hpp; "": that of its kind
  base::Period period;
  // Of a shared body: the schools that it governs, and since when. Else its place says so.
  struct Share {
    std::int64_t school = 0;
    base::Period period;
  };
  std::vector<Share> shares;
  // When its terms of reference were last agreed; nothing where nobody noted it.
  std::optional<base::Date> terms_agreed;
  std::vector<base::Date> terms_texts;  // the first days of their texts
  // The last day up to this one on which they were agreed, or a text of them began to hold. Where
  // all that was noted lies ahead: when they are to be agreed.
  std::optional<base::Date> terms_looked_at(base::Date on) const;
};

struct Office {
  OfficeId id;
  OfficeKind kind = OfficeKind::Headteacher;
  PersonId person;
  Place place;
  base::Period period;
  std::string why_ended;
};

// That a person sits on a body, in a category of its rules. An ex officio seat has none: it follows
// an office.
struct Appointment {
  AppointmentId id;
  BodyId body;
  PersonId person;
  std::string category;      // code of a seat in the rules, "parent"
  std::string appointed_by;  // code, or ""
  base::Period period;       // in office; may begin ahead, and may end before the term does
  std::optional<base::Date> term_ends;  // the day on which the term is over: not a day of it
  std::int64_t for_school = 0;          // whom a representative is there for; 0: none
  std::string why_ended;
};

// That somebody sits in for the holder of a seat who is away, where the rules let them.
struct Alternate {
  AlternateId id;
  BodyId body;
  PersonId person;
  std::string category;         // code of a seat in the rules
  std::int64_t for_school = 0;  // of a seat of each school; 0: none
  PersonId holder;              // of several in one category; none: whoever holds the seat
  base::Period period;
};

// What was resolved on a question that rules ask for, as "one_lgb": by the body that governed a
// school (the place is the school, for it outlives the body), or by a body.
struct Resolution {
  Place by;
  std::string question;
  std::int64_t about = 0;  // the body that it was about; 0: for all
  bool agreed = false;
  base::Date on;
};

// One judgement of a school's report card, in the words of the inspectorate.
struct Judgement {
  std::int64_t school = 0;
  std::string area;   // "leadership and governance"
  std::string found;  // "expected"
  base::Date on;
};

// A step of a partner academy's plan towards the trust's model.
struct Step {
  std::int64_t id = 0;
  BodyId body;
  std::string what;
  base::Date due;
  std::optional<base::Date> done;
};

// That somebody looked at a rule that the facts do not decide, and said how it stands.
struct Settlement {
  BodyId body;
  std::string rule;
  std::int64_t school = 0;  // of which it was said; 0: of the body
  bool kept = false;
  base::Period period;
  std::string why;
};

// A meeting as far as it counts towards a year: how many there were, and when.
struct MeetingDay {
  std::int64_t id = 0;  // 0: only thought of
  BodyId body;
  base::Date on;
  std::string starts;  // "16:30"; "": not said
  int lasts_min = 0;   // 0: not said
  bool held = false;
  bool cancelled = false;
  std::optional<base::Date> invited;  // when members were told, the first time
};
// How long a meeting is taken to last where nobody said.
inline constexpr int usual_meeting_min = 120;
// "16:30"
bool is_time(std::string_view text);

// Interests are declared anew for each year from 1 September: those that stand on the day, or none.
struct Declaration {
  PersonId person;
  int year = 0;  // in which the school year begins
  base::Date on;
  bool nothing = false;  // they said that they have none
};

// After the registers that trusts and governing bodies keep and publish.
enum class InterestKind { Business, Employment, Family, Governance, Property, Other };
inline constexpr int interest_kinds = 6;
std::string_view code_of(InterestKind kind);   // "governance"
std::string_view label_of(InterestKind kind);  // "Governance elsewhere"
std::optional<InterestKind> interest_kind_of(std::string_view code);

// Entered once, it holds for all bodies where the person sits.
struct Interest {
  InterestId id;
  PersonId person;
  InterestKind kind = InterestKind::Other;
  std::string what;  // "" after the person was erased
  base::Period period;
};

// What an audit of skills noted of somebody; the newest of a skill counts.
struct SkillLevel {
  std::int64_t id = 0;
  PersonId person;
  std::string skill;  // code of a skill in the list, skills.hpp
  int level = 0;      // 0 none to 4 strong
  base::Date on;
  bool review = false;  // others said so, or a review; else they themselves
};

struct Training {
  std::int64_t id = 0;
  PersonId person;
  std::string subject;  // "safeguarding"
  base::Date on;
  std::optional<base::Date> until;  // the first day on which it is no longer valid
};

// A check such as that of the Disclosure and Barring Service. Its number is not loaded with facts.
struct Check {
  std::int64_t id = 0;
  PersonId person;
  std::string kind;  // "dbs"
  base::Date on;
};

}  // namespace governance

// All that rules are held against: schools in time, who belongs where, people and what they hold.
// The store fills it, for one body or for the whole country; cases write it down as text.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "governance/model.hpp"
#include "governance/skills.hpp"

namespace governance {

struct SchoolFacts {
  std::int64_t id = 0;
  std::string name;
  struct State {
    base::Period period;
    bool academy = false;
    std::int64_t maintained_by = 0;            // the authority; 0: none
    std::string grade;                         // "good"; "" where there is none
    std::optional<base::Date> report_card_on;  // the newest, which stands in place of a grade
  };
  std::vector<State> states;  // by day
  const State* at(base::Date on) const;
};

// A school in a cluster, a group or an authority.
struct Belonging {
  Place unit;
  std::int64_t school = 0;
  base::Period period;
};

struct UnitName {
  Place unit;
  std::string name;
  std::int64_t owner = 0;   // of a cluster: whose it is
  bool federation = false;  // a group of maintained schools under one governing body
};

class Facts {
 public:
  std::vector<SchoolFacts> schools;
  std::vector<Belonging> belongings;
  std::vector<UnitName> units;  // names of groups and clusters
  std::vector<Person> people;
  std::vector<Body> bodies;
  std::vector<Office> offices;
  std::vector<Appointment> appointments;
  std::vector<Alternate> alternates;
  std::vector<Resolution> resolutions;
  std::vector<Step> steps;
  std::vector<Settlement> settlements;
  std::vector<Declaration> declarations;
  std::vector<Interest> interests;
  std::vector<Judgement> judgements;
  std::vector<Training> trainings;
  std::vector<Check> checks;
  std::vector<Skill> skills;  // all that were ever asked, by skills_with()
  std::vector<SkillLevel> levels;
  std::vector<MeetingDay> meetings;

  // Sorts everything, so that the questions below are quick. After it nothing may be added.
  void index();

  const SchoolFacts* school(std::int64_t id) const;
  std::string school_name(std::int64_t id) const;  // "school 12" where it is not known
  const Person* person(PersonId id) const;
  std::string person_name(PersonId id) const;
  const Body* body(BodyId id) const;
  std::string place_name(const Place& place) const;
  const UnitName* unit(const Place& place) const;  // null where it is not known
  std::span<const Office> offices_at(const Place& place) const;
  // Offices that somebody holds, anywhere.
  std::vector<const Office*> offices_of(PersonId person) const;
  std::span<const Appointment> appointments_to(BodyId body) const;
  std::span<const Alternate> alternates_of(BodyId body) const;  // by first day
  std::span<const Belonging> belongings_of(const Place& unit) const;
  std::vector<const Belonging*> belongings_of_school(std::int64_t school) const;
  // The units that a school is in on the day, of one kind.
  std::vector<Place> units_of(std::int64_t school, PlaceKind kind, base::Date on) const;
  std::span<const Resolution> resolutions_by(const Place& place) const;  // by day
  std::span<const Step> steps_of(BodyId body) const;
  std::span<const Settlement> settlements_of(BodyId body) const;
  std::span<const MeetingDay> meetings_of(BodyId body) const;  // by day
  bool declared(PersonId person, int year) const;
  std::span<const Declaration> declarations_of(PersonId person) const;
  std::span<const Interest> interests_of(PersonId person) const;  // by first day
  // The newest on or before the day; null where none is noted.
  const Training* training(PersonId person, std::string_view subject, base::Date on) const;
  const Check* check(PersonId person, std::string_view kind, base::Date on) const;
  const SkillLevel* level(PersonId person, std::string_view skill, base::Date on) const;
  bool has_levels(PersonId person) const;
  // The newest judgement of that area on or before the day; null where nobody noted one.
  const Judgement* judgement(std::int64_t school, const std::string& area, base::Date on) const;

  // The schools of a body on the day, in the order of their names.
  std::vector<std::int64_t> schools_of(const Body& body, base::Date on) const;
  // Those that govern the school on one day or another.
  std::vector<const Body*> bodies_of_school(std::int64_t school) const;
  // The body that governs the school on the day; of several the one that began last. Null: none.
  const Body* body_of_school(std::int64_t school, base::Date on) const;
  // The trust board of the school's or the body's group.
  const Body* trust_board_of(const Body& body, base::Date on) const;
  // Of an office with one holder: who holds it on the day; of several the last to begin.
  const Office* holder(OfficeKind office, const Place& place, base::Date on) const;

 private:
  std::vector<std::pair<std::int64_t, std::size_t>> offices_by_person_;
  std::vector<std::pair<std::int64_t, std::size_t>> belongings_by_school_;
  std::vector<std::pair<std::int64_t, std::size_t>> bodies_by_school_;
  std::vector<std::pair<Place, std::size_t>> boards_by_group_;
};

}  // namespace governance

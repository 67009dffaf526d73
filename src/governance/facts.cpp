// Everything is kept sorted by what it is asked for, and found by halving.
#include "governance/facts.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

namespace governance {

namespace {

template <typename Rows, typename Key, typename Of>
auto same(const Rows& rows, const Key& key, Of of) {
  // Not equal_range(): clang 14 cannot read the range that it gives.
  const auto first = std::ranges::lower_bound(rows, key, {}, of);
  return std::span(first, std::ranges::upper_bound(first, rows.end(), key, {}, of));
}

template <typename Rows, typename Key, typename Of>
auto one(const Rows& rows, const Key& key, Of of) -> decltype(&*rows.begin()) {
  const auto found = std::ranges::lower_bound(rows, key, {}, of);
  return found != rows.end() && std::invoke(of, *found) == key ? &*found : nullptr;
}

// Of a person's rows, by day, the last of that code on or before the day; null: there is none.
template <typename Row>
const Row* newest(const std::vector<Row>& rows, PersonId person, std::string Row::*code,
                  std::string_view named, base::Date on) {
  const Row* found = nullptr;
  for (const Row& each : same(rows, person, &Row::person)) {
    if (each.on <= on && each.*code == named) found = &each;
  }
  return found;
}

constexpr auto key_of = [](const auto& pair) { return pair.first; };

std::string nameless(std::string_view what, std::int64_t id) {
  return std::string(what) + " " + std::to_string(id);
}

}  // namespace

const SchoolFacts::State* SchoolFacts::at(base::Date on) const {
  for (const State& state : states) {
    if (state.period.contains(on)) return &state;
  }
  return nullptr;
}

void Facts::index() {
  std::ranges::sort(schools, {}, &SchoolFacts::id);
  std::ranges::sort(belongings, {}, [](const Belonging& each) {
    return std::tuple(each.unit, each.school, each.period);
  });
  std::ranges::sort(units, {}, &UnitName::unit);
  std::ranges::sort(people, {}, &Person::id);
  std::ranges::sort(bodies, {}, &Body::id);
  std::ranges::sort(offices, {}, [](const Office& each) {
    return std::tuple(each.place, each.kind, each.period, each.id);
  });
  std::ranges::sort(appointments, {}, [](const Appointment& each) {
    return std::tuple(each.body, each.period, each.id);
  });
  std::ranges::sort(alternates, {}, [](const Alternate& each) {
    return std::tuple(each.body, each.period, each.id);
  });
  std::ranges::stable_sort(resolutions, {},
                           [](const Resolution& each) { return std::tuple(each.by, each.on); });
  std::ranges::stable_sort(steps, {},
                           [](const Step& each) { return std::tuple(each.body, each.due); });
  std::ranges::stable_sort(settlements, {}, &Settlement::body);
  std::ranges::sort(declarations, {},
                    [](const Declaration& each) { return std::tuple(each.person, each.year); });
  std::ranges::stable_sort(judgements, {},
                           [](const Judgement& each) { return std::tuple(each.school, each.on); });
  std::ranges::sort(interests, {}, [](const Interest& each) {
    return std::tuple(each.person, each.period.from(), each.id);
  });
  std::ranges::sort(trainings, {},
                    [](const Training& each) { return std::tuple(each.person, each.on, each.id); });
  std::ranges::sort(checks, {},
                    [](const Check& each) { return std::tuple(each.person, each.on, each.id); });
  std::ranges::sort(
      levels, {}, [](const SkillLevel& each) { return std::tuple(each.person, each.on, each.id); });
  std::ranges::stable_sort(
      meetings, {}, [](const MeetingDay& each) { return std::tuple(each.body, each.on, each.id); });
  offices_by_person_.clear();
  belongings_by_school_.clear();
  bodies_by_school_.clear();
  boards_by_group_.clear();
  for (std::size_t at = 0; at < offices.size(); ++at) {
    offices_by_person_.emplace_back(offices[at].person.value, at);
  }
  for (std::size_t at = 0; at < belongings.size(); ++at) {
    belongings_by_school_.emplace_back(belongings[at].school, at);
  }
  for (std::size_t at = 0; at < bodies.size(); ++at) {
    const Body& body = bodies[at];
    if (body.kind == BodyKind::TrustBoard) boards_by_group_.emplace_back(body.place, at);
    if (!governs_schools(body.kind)) continue;
    for (const Body::Share& share : body.shares) bodies_by_school_.emplace_back(share.school, at);
    if (body.shares.empty() && body.place.kind == PlaceKind::School) {
      bodies_by_school_.emplace_back(body.place.id, at);
    }
  }
  std::ranges::sort(offices_by_person_);
  std::ranges::sort(belongings_by_school_);
  std::ranges::sort(bodies_by_school_);
  std::ranges::sort(boards_by_group_);
}

const SchoolFacts* Facts::school(std::int64_t id) const {
  return one(schools, id, &SchoolFacts::id);
}

std::string Facts::school_name(std::int64_t id) const {
  const SchoolFacts* found = school(id);
  return found ? found->name : nameless("school", id);
}

const Person* Facts::person(PersonId id) const { return one(people, id, &Person::id); }

std::string Facts::person_name(PersonId id) const {
  const Person* found = person(id);
  return found ? found->name : nameless("person", id.value);
}

const Body* Facts::body(BodyId id) const { return one(bodies, id, &Body::id); }

std::string Facts::place_name(const Place& place) const {
  if (place.kind == PlaceKind::School) return school_name(place.id);
  if (place.kind == PlaceKind::Body) {
    const Body* found = body(BodyId{place.id});
    return found ? found->name : nameless("body", place.id);
  }
  const UnitName* found = unit(place);
  return found ? found->name : nameless(code_of(place.kind), place.id);
}

const UnitName* Facts::unit(const Place& place) const { return one(units, place, &UnitName::unit); }

std::span<const Office> Facts::offices_at(const Place& place) const {
  return same(offices, place, &Office::place);
}

std::vector<const Office*> Facts::offices_of(PersonId person) const {
  std::vector<const Office*> held;
  for (const auto& [_, at] : same(offices_by_person_, person.value, key_of)) {
    held.push_back(&offices[at]);
  }
  return held;
}

std::span<const Appointment> Facts::appointments_to(BodyId body) const {
  return same(appointments, body, &Appointment::body);
}

std::span<const Alternate> Facts::alternates_of(BodyId body) const {
  return same(alternates, body, &Alternate::body);
}

std::span<const Belonging> Facts::belongings_of(const Place& unit) const {
  return same(belongings, unit, &Belonging::unit);
}

std::vector<const Belonging*> Facts::belongings_of_school(std::int64_t school) const {
  std::vector<const Belonging*> found;
  for (const auto& [_, at] : same(belongings_by_school_, school, key_of)) {
    found.push_back(&belongings[at]);
  }
  return found;
}

std::vector<Place> Facts::units_of(std::int64_t school, PlaceKind kind, base::Date on) const {
  std::vector<Place> found;
  for (const auto& [_, at] : same(belongings_by_school_, school, key_of)) {
    const Belonging& each = belongings[at];
    if (each.unit.kind == kind && each.period.contains(on)) found.push_back(each.unit);
  }
  return found;
}

std::span<const Resolution> Facts::resolutions_by(const Place& place) const {
  return same(resolutions, place, &Resolution::by);
}

std::span<const Step> Facts::steps_of(BodyId body) const { return same(steps, body, &Step::body); }

std::span<const Settlement> Facts::settlements_of(BodyId body) const {
  return same(settlements, body, &Settlement::body);
}

std::span<const MeetingDay> Facts::meetings_of(BodyId body) const {
  return same(meetings, body, &MeetingDay::body);
}

bool Facts::declared(PersonId person, int year) const {
  return std::ranges::binary_search(
      declarations, std::pair(person, year), {},
      [](const Declaration& each) { return std::pair(each.person, each.year); });
}

std::span<const Declaration> Facts::declarations_of(PersonId person) const {
  return same(declarations, person, &Declaration::person);
}

std::span<const Interest> Facts::interests_of(PersonId person) const {
  return same(interests, person, &Interest::person);
}

const Training* Facts::training(PersonId person, std::string_view subject, base::Date on) const {
  return newest(trainings, person, &Training::subject, subject, on);
}

const Check* Facts::check(PersonId person, std::string_view kind, base::Date on) const {
  return newest(checks, person, &Check::kind, kind, on);
}

const SkillLevel* Facts::level(PersonId person, std::string_view skill, base::Date on) const {
  return newest(levels, person, &SkillLevel::skill, skill, on);
}

bool Facts::has_levels(PersonId person) const {
  return one(levels, person, &SkillLevel::person) != nullptr;
}

const Judgement* Facts::judgement(std::int64_t school, const std::string& area,
                                  base::Date on) const {
  const Judgement* newest = nullptr;
  for (const Judgement& each : same(judgements, school, &Judgement::school)) {
    if (each.on <= on && each.area == area) newest = &each;
  }
  return newest;
}

std::vector<std::int64_t> Facts::schools_of(const Body& body, base::Date on) const {
  std::vector<std::int64_t> found;
  if (!body.shares.empty()) {
    for (const Body::Share& share : body.shares) {
      if (share.period.contains(on)) found.push_back(share.school);
    }
  } else if (body.place.kind == PlaceKind::School) {
    found.push_back(body.place.id);
  } else {
    for (const Belonging& each : belongings_of(body.place)) {
      if (each.period.contains(on)) found.push_back(each.school);
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::ranges::stable_sort(found, {}, [&](std::int64_t id) { return school_name(id); });
  return found;
}

std::vector<const Body*> Facts::bodies_of_school(std::int64_t school) const {
  std::vector<const Body*> found;
  for (const auto& [_, at] : same(bodies_by_school_, school, key_of)) {
    found.push_back(&bodies[at]);
  }
  return found;
}

const Body* Facts::body_of_school(std::int64_t school, base::Date on) const {
  const Body* newest = nullptr;
  for (const Body* each : bodies_of_school(school)) {
    const Body& body = *each;
    if (!body.period.contains(on)) continue;
    const bool shared = std::ranges::any_of(body.shares, [&](const Body::Share& share) {
      return share.school == school && share.period.contains(on);
    });
    if (!body.shares.empty() && !shared) continue;
    if (!newest || newest->period.from() <= body.period.from()) newest = &body;
  }
  return newest;
}

const Body* Facts::trust_board_of(const Body& body, base::Date on) const {
  std::vector<Place> groups;
  if (body.place.kind == PlaceKind::Group) {
    groups.push_back(body.place);
  } else {
    for (const std::int64_t each : schools_of(body, on)) {
      const std::vector<Place> of = units_of(each, PlaceKind::Group, on);
      groups.insert(groups.end(), of.begin(), of.end());
    }
  }
  for (const Place& group : groups) {
    for (const auto& [_, at] : same(boards_by_group_, group, key_of)) {
      if (bodies[at].period.contains(on)) return &bodies[at];
    }
  }
  return nullptr;
}

const Office* Facts::holder(OfficeKind office, const Place& place, base::Date on) const {
  const Office* last = nullptr;
  for (const Office& each : offices_at(place)) {
    if (each.kind == office && each.period.contains(on)) last = &each;
  }
  return last;
}

}  // namespace governance

// Seats that follow an office are found by looking who holds it; others by appointment.
#include "governance/composition.hpp"

#include <algorithm>

#include "governance/calendar.hpp"

namespace governance {

namespace {

class Composer {
 public:
  Composer(const Facts& facts, const Body& body, base::Date on, Composition& made)
      : facts_(facts), body_(body), on_(on), made_(made) {
    for (const Appointment& each : facts.appointments_to(body.id)) {
      if (each.period.contains(on)) open_.push_back(&each);
    }
  }

  void seats_of(const SeatRule& rule) {
    switch (rule.source) {
      case SeatSource::Appointed: return appointed(rule);
      case SeatSource::EachSchoolOffice:
        for (const std::int64_t school : made_.schools) {
          follow(rule, Place{PlaceKind::School, school}, school);
        }
        return;
      case SeatSource::EachSchoolBody:
        for (const std::int64_t school : made_.schools) of_body_of(rule, school);
        return;
      case SeatSource::PlaceOffice: return follow(rule, body_.place, 0);
      case SeatSource::ParentOffice:
        if (body_.parent.known()) {
          return follow(rule, Place{PlaceKind::Body, body_.parent.value}, 0);
        }
        return vacant(rule, 0, "no parent body is noted");
    }
  }

  // Appointed to a category that the rules do not have, or that follows an office.
  void leftovers() {
    for (const Appointment* each : open_) {
      if (each) sit(nullptr, *each);
    }
  }

 private:
  void vacant(const SeatRule& rule, std::int64_t school, std::string lacks = {}) {
    Seat seat;
    seat.rule = &rule;
    seat.category = rule.code;
    seat.school = school;
    seat.lacks = std::move(lacks);
    made_.seats.push_back(std::move(seat));
  }

  void follow(const SeatRule& rule, const Place& place, std::int64_t school) {
    const Office* held = facts_.holder(rule.office, place, on_);
    vacant(rule, school);
    if (!held) return;
    made_.seats.back().holder = held->person;
    made_.seats.back().office = held;
  }

  void of_body_of(const SeatRule& rule, std::int64_t school) {
    const Body* body = facts_.body_of_school(school, on_);
    if (body) return follow(rule, Place{PlaceKind::Body, body->id.value}, school);
    vacant(rule, school, facts_.school_name(school) + " has no governing body");
  }

  void sit(const SeatRule* rule, const Appointment& appointment) {
    Seat seat;
    seat.rule = rule;
    seat.category = appointment.category;
    seat.school = appointment.for_school;
    seat.holder = appointment.person;
    seat.appointment = &appointment;
    made_.seats.push_back(std::move(seat));
  }

  // Takes those of the category and school out of who still has no seat.
  int fill(const SeatRule& rule, std::optional<std::int64_t> school) {
    int filled = 0;
    for (const Appointment*& each : open_) {
      if (!each || each->category != rule.code) continue;
      if (school && each->for_school != *school) continue;
      sit(&rule, *each);
      each = nullptr;
      ++filled;
    }
    return filled;
  }

  void appointed(const SeatRule& rule) {
    if (!rule.each_school) {
      for (int filled = fill(rule, std::nullopt); filled < rule.least; ++filled) vacant(rule, 0);
      return;
    }
    for (const std::int64_t school : made_.schools) {
      for (int filled = fill(rule, school); filled < rule.least; ++filled) vacant(rule, school);
    }
  }

  const Facts& facts_;
  const Body& body_;
  base::Date on_;
  Composition& made_;
  std::vector<const Appointment*> open_;  // null: has a seat
};

// Where it is not clear for whom, for nobody.
void add_stand_ins(const Facts& facts, const Body& body, base::Date on, Composition& made) {
  for (const Alternate& each : facts.alternates_of(body.id)) {
    if (!each.period.contains(on)) continue;
    const std::vector<const Seat*> seats = seats_of(made, each);
    if (seats.size() != 1 || !seats.front()->rule || !seats.front()->rule->alternates) continue;
    const bool sits = std::ranges::binary_search(made.members, each.person);
    if (!sits) made.stand_ins.push_back({each.person, seats.front()->holder, &each});
  }
}

void each_once(std::vector<PersonId>& people) {
  std::ranges::sort(people);
  people.erase(std::unique(people.begin(), people.end()), people.end());
}

class Days {
 public:
  explicit Days(const base::Period& within) : within_(within) {}
  void add(base::Date day) {
    if (within_.contains(day)) days_.push_back(day);
  }
  void add(const base::Period& period) {
    add(period.from());
    add(period.until());
  }
  std::vector<base::Date> sorted() {
    std::ranges::sort(days_);
    days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    return std::move(days_);
  }

 private:
  base::Period within_;
  std::vector<base::Date> days_;
};

void add_offices(const Facts& facts, const Place& place, Days& days) {
  for (const Office& each : facts.offices_at(place)) days.add(each.period);
}

// The days on which training or a check of somebody is wanted, done or due again.
void add_renewals(const Facts& facts, const Body& body, const Rule& rule, Days& days) {
  for (const Training& each : facts.trainings) {
    if (rule.kind != RuleKind::Trained || each.subject != rule.subject) continue;
    days.add(each.on);
    if (each.until) days.add(*each.until);
    if (rule.months > 0) days.add(months_later(each.on, rule.months));
  }
  for (const Check& each : facts.checks) {
    if (rule.kind != RuleKind::Checked || each.kind != rule.subject) continue;
    days.add(each.on);
    if (rule.months > 0) days.add(months_later(each.on, rule.months));
  }
  for (const Appointment& each : facts.appointments_to(body.id)) {
    if (!each.period.open_start()) days.add(each.period.from().plus_days(rule.grace_days));
  }
  for (const Office& each : facts.offices) {
    if (!each.period.open_start()) days.add(each.period.from().plus_days(rule.grace_days));
  }
}

// The days on which the list of skills changes, a level was noted, or counts no more.
void add_audits(const Facts& facts, const Rule& rule, Days& days) {
  for (const Skill& each : facts.skills) days.add(each.from);
  for (const SkillLevel& each : facts.levels) {
    days.add(each.on);
    if (rule.months > 0) days.add(months_later(each.on, rule.months));
  }
}

// The days on which a review of terms or a declaration is due.
void add_due(const Facts& facts, const RuleSet& rules, const Body& body, const base::Period& within,
             Days& days) {
  for (const Rule& rule : rules.rules) {
    if (rule.kind == RuleKind::Terms) {
      std::vector<base::Date> agreed = body.terms_texts;
      if (body.terms_agreed) agreed.push_back(*body.terms_agreed);
      for (const base::Date each : agreed) {
        days.add(each);
        days.add(months_later(each, rule.months));
      }
    }
    if (rule.kind == RuleKind::Skilled) add_audits(facts, rule, days);
    if (rule.kind == RuleKind::Trained || rule.kind == RuleKind::Checked) {
      add_renewals(facts, body, rule, days);
    }
    if (rule.kind != RuleKind::Declared && rule.kind != RuleKind::Meets) continue;
    const int last = within.open_end() ? within.from().year() + 1 : within.until().year();
    for (int year = within.from().year() - 1; year <= last; ++year) {
      days.add(base::academic_year(year).from().plus_days(rule.grace_days));
      for (const Rule::MonthDay& each : rule.terms) {
        days.add(base::Date::from_ymd(year, each.month, each.day).value());
      }
    }
  }
}

// What may change through one school: its states, its head, its bodies and their chairs.
void add_school(const Facts& facts, std::int64_t school, const std::vector<base::Date>& known,
                Days& days) {
  if (const SchoolFacts* found = facts.school(school)) {
    for (const SchoolFacts::State& state : found->states) days.add(state.period);
  }
  add_offices(facts, Place{PlaceKind::School, school}, days);
  for (const base::Date on : known) {
    const Body* body = facts.body_of_school(school, on);
    if (!body) continue;
    days.add(body->period);
    add_offices(facts, Place{PlaceKind::Body, body->id.value}, days);
  }
}

}  // namespace

Composition composition(const Facts& facts, const RuleBook& book, const Body& body, base::Date on) {
  Composition made;
  made.rules = book.of(body, on);
  made.schools = facts.schools_of(body, on);
  Composer composer(facts, body, on, made);
  if (made.rules) {
    for (const SeatRule& rule : made.rules->seats) composer.seats_of(rule);
  }
  composer.leftovers();
  for (const Seat& seat : made.seats) {
    if (seat.vacant()) continue;
    made.members.push_back(seat.holder);
    if (seat.votes()) made.voting.push_back(seat.holder);
  }
  each_once(made.members);
  each_once(made.voting);
  add_stand_ins(facts, body, on, made);
  return made;
}

std::vector<const Seat*> seats_of(const Composition& made, const Alternate& alternate) {
  std::vector<const Seat*> found;
  for (const Seat& seat : made.seats) {
    if (seat.vacant() || seat.category != alternate.category) continue;
    if (alternate.for_school != 0 && seat.school != alternate.for_school) continue;
    if (alternate.holder.known() && seat.holder != alternate.holder) continue;
    found.push_back(&seat);
  }
  return found;
}

std::vector<PersonId> ever_wanted(const Facts& facts, const Body& body) {
  std::vector<PersonId> people;
  const auto officers = [&](const Place& place) {
    for (const Office& each : facts.offices_at(place)) people.push_back(each.person);
  };
  const auto of_school = [&](std::int64_t school) {
    officers({PlaceKind::School, school});
    for (const Body* each : facts.bodies_of_school(school)) {
      officers({PlaceKind::Body, each->id.value});
    }
  };
  for (const Appointment& each : facts.appointments_to(body.id)) people.push_back(each.person);
  for (const Alternate& each : facts.alternates_of(body.id)) people.push_back(each.person);
  officers({PlaceKind::Body, body.id.value});
  officers(body.place);
  if (body.parent.known()) officers({PlaceKind::Body, body.parent.value});
  if (body.place.kind == PlaceKind::School) of_school(body.place.id);
  for (const Body::Share& each : body.shares) of_school(each.school);
  for (const Belonging& each : facts.belongings_of(body.place)) of_school(each.school);
  each_once(people);
  return people;
}

bool takes_part(const Composition& made, PersonId person) {
  return std::ranges::binary_search(made.members, person) ||
         std::ranges::find(made.stand_ins, person, &StandIn::person) != made.stand_ins.end();
}

std::vector<PersonId> with_stand_ins(std::vector<PersonId> people, const Composition& made) {
  const std::vector<PersonId> holders = people;
  for (const StandIn& each : made.stand_ins) {
    if (std::ranges::find(holders, each.holder) == holders.end()) continue;
    if (std::ranges::find(people, each.person) == people.end()) people.push_back(each.person);
  }
  return people;
}

int quorum(const Composition& composition) {
  if (!composition.rules) return 0;
  const QuorumRule& rule = composition.rules->quorum;
  const int voting = static_cast<int>(composition.voting.size());
  return std::max(rule.least, (voting * rule.part.of + rule.part.in - 1) / rule.part.in);
}

std::vector<Attendee> attendees(const Facts& facts, const RuleBook& book, const Body& body,
                                base::Date on) {
  std::vector<Attendee> found;
  for (const Body& other : facts.bodies) {
    if (!other.period.contains(on) || other.id == body.id) continue;
    const RuleSet* rules = book.of(other, on);
    if (!rules) continue;
    for (const RuleSet::Attendance& each : rules->attends) {
      if (each.at != body.kind || facts.trust_board_of(other, on) != &body) continue;
      if (const Office* held = facts.holder(each.office, other.place, on)) {
        found.push_back({held->person, held, each.citation});
      }
    }
  }
  return found;
}

std::string derivation(const Facts& facts, const Seat& seat) {
  const auto since = [](base::Date from) {
    return from == base::Date::distant_past() ? std::string() : " since " + from.long_form();
  };
  if (seat.office) {
    return std::string(label_of(seat.office->kind)) + " of " +
           facts.place_name(seat.office->place) + since(seat.office->period.from()) +
           "; the seat follows the office.";
  }
  if (!seat.appointment) {
    return seat.lacks.empty() ? "Nobody holds it." : "Nobody holds it: " + seat.lacks + ".";
  }
  const Appointment& by = *seat.appointment;
  const AppointedBy* appointed = appointing_body(by.appointed_by);
  std::string words = appointed ? std::string(appointed->label) : std::string("Appointed");
  words += since(by.period.from());
  if (by.term_ends) words += ", for a term until " + by.term_ends->plus_days(-1).long_form();
  return words + ".";
}

std::vector<base::Date> change_days(const Facts& facts, const RuleBook& book, const Body& body,
                                    const base::Period& within) {
  Days days(within);
  days.add(body.period);
  for (const RuleSet& set : book.sets()) days.add(set.from);
  for (const base::Period& each : book.own_periods(body.id)) days.add(each);
  for (const Body::Share& share : body.shares) days.add(share.period);
  for (const Appointment& each : facts.appointments_to(body.id)) {
    days.add(each.period);
    if (each.term_ends) days.add(*each.term_ends);
    for (const Office* held : facts.offices_of(each.person)) days.add(held->period);
  }
  for (const Alternate& each : facts.alternates_of(body.id)) {
    days.add(each.period);
    for (const Office* held : facts.offices_of(each.person)) days.add(held->period);
  }
  add_offices(facts, Place{PlaceKind::Body, body.id.value}, days);
  add_offices(facts, body.place, days);
  for (const Belonging& each : facts.belongings_of(body.place)) days.add(each.period);
  for (const Step& step : facts.steps_of(body.id)) days.add(step.due.plus_days(1));
  for (const Settlement& each : facts.settlements_of(body.id)) days.add(each.period);
  if (const RuleSet* rules = book.of(body, within.from()))
    add_due(facts, *rules, body, within, days);
  // Schools that come later count too.
  std::vector<base::Date> known = Days(days).sorted();
  known.insert(known.begin(), within.from());
  std::vector<std::int64_t> schools;
  for (const base::Date on : known) {
    const auto of = facts.schools_of(body, on);
    schools.insert(schools.end(), of.begin(), of.end());
  }
  std::ranges::sort(schools);
  schools.erase(std::unique(schools.begin(), schools.end()), schools.end());
  for (const std::int64_t school : schools) add_school(facts, school, known, days);
  return days.sorted();
}

}  // namespace governance

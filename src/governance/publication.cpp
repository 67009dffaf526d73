// Seats are worked out for each day on which they may have changed.
#include "governance/publication.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/interests.hpp"
#include "governance/structure.hpp"

namespace governance {

namespace {

using base::Date;

// The interests themselves, and for which year they were declared.
std::string interests_of(const Facts& facts, PersonId person, Date on) {
  std::string told;
  for (const Interest& each : interests_known(facts, person, on)) told += words_of(each) + ". ";
  const int year = school_year(on);
  for (const int each : {year, year - 1}) {
    for (const Declaration& declared : facts.declarations_of(person)) {
      if (declared.year != each || declared.on > on) continue;
      if (declared.nothing && told.empty()) told = "Nothing to declare. ";
      return told + "Declared for " + school_year_name(each) + " on " + declared.on.long_form();
    }
  }
  return told + "No declaration is noted for " + school_year_name(year);
}

std::string appointed_by(const Seat& seat) {
  const std::string& code = seat.appointment && !seat.appointment->appointed_by.empty()
                                ? seat.appointment->appointed_by
                            : seat.rule ? seat.rule->appointed_by
                                        : "";
  const AppointedBy* by = appointing_body(code);
  if (by) return std::string(by->label);
  return seat.office ? "By office: " + base::lower_ascii(label_of(seat.office->kind)) : "";
}

class Publisher {
 public:
  Publisher(const Facts& facts, const RuleBook& book, const PublicationWanted& wanted)
      : facts_(facts), book_(book), wanted_(wanted) {
    made_.owner = wanted.owner;
    made_.on = wanted.on;
    made_.year = publication_year(wanted.on);
  }

  Publication publish() {
    std::vector<Standing> standing;
    for (const Wanted& each : wanted_.bodies) {
      standing.push_back({each.body, std::min(made_.on, each.days.until().plus_days(-1))});
    }
    for (const Placed& each : structure(facts_, standing)) {
      made_.bodies.push_back(published(wanted_.bodies[each.at], each.depth));
    }
    return std::move(made_);
  }

 private:
  using Wanted = PublicationWanted::Of;
  using Key = std::tuple<PersonId, std::string, std::int64_t, PersonId>;
  // A seat of one holder, or of who may sit in for them, and the days on which they sat there: with
  // gaps, where they came back.
  struct Sat {
    Key key;
    PublishedSeat seat;
    PersonId holder;  // whom an alternate may sit in for; none
    std::vector<base::Period> days;
  };

  PublishedBody published(const Wanted& one, int depth) {
    const Body& body = *one.body;
    const base::Period days = one.days.intersection(body.period).value_or(one.days);
    PublishedBody made;
    made.body = body;
    made.depth = depth;
    if (days.until() <= made_.on) made.until = days.until();
    made.left = made.until && body.period.contains(*made.until);
    const Date last = made.until ? made.until->plus_days(-1) : made_.on;
    const auto remit = wanted_.remits.find(body.id.value);
    if (remit != wanted_.remits.end()) made.remit = remit->second;
    for (const std::int64_t school : facts_.schools_of(body, last)) {
      made.schools.push_back(facts_.school_name(school));
    }
    const Place place{PlaceKind::Body, body.id.value};
    for (const Place& where : {place, body.place}) {
      const Office* clerk = facts_.holder(OfficeKind::GovernanceProfessional, where, last);
      if (clerk && made.clerk.empty()) made.clerk = facts_.person_name(clerk->person);
    }
    std::vector<Sat> seats = seats_of(body, days, last);
    for (const MeetingAttended& each : wanted_.attended) {
      const bool counts = made_.year.contains(each.on) && days.contains(each.on);
      if (each.body != body.id || !counts) continue;
      ++made.meetings;
      for (Sat& seat : seats) attend(seat, each);
    }
    for (Sat& each : seats) made.seats.push_back(std::move(each.seat));
    return made;
  }

  static void attend(Sat& sat, const MeetingAttended& meeting) {
    const auto on = [&](const base::Period& days) { return days.contains(meeting.on); };
    if (std::ranges::none_of(sat.days, on)) return;
    const auto was_there = [&](PersonId person) {
      return std::ranges::find(meeting.present, person) != meeting.present.end();
    };
    const bool there = was_there(sat.seat.person);
    if (there) ++sat.seat.attended;
    // An alternate is expected where the holder is away.
    if (there || !sat.holder.known() || !was_there(sat.holder)) ++sat.seat.meetings;
  }

  // Who holds a seat on the day, and who may sit in for them.
  std::vector<Sat> sat_at(const Body& body, Date day) const {
    const Composition made = composition(facts_, book_, body, day);
    std::vector<Sat> all;
    for (const Seat& seat : made.seats) {
      if (seat.vacant()) continue;
      all.push_back({{seat.holder, seat.category, seat.school, {}}, seat_of(seat), {}, {}});
    }
    for (const StandIn& each : made.stand_ins) {
      const Seat& held = *governance::seats_of(made, *each.alternate).front();
      PublishedSeat seat = seat_of(held);
      seat.person = each.person;
      seat.name = facts_.person_name(each.person);
      seat.alternate_for = facts_.person_name(each.holder);
      seat.seat = "Alternate for " + seat.alternate_for + ": " + seat.seat;
      seat.appointed_by.clear();
      seat.period = each.alternate->period;
      seat.term_ends.reset();
      all.push_back({{each.person, held.category, held.school, each.holder},
                     std::move(seat),
                     each.holder,
                     {}});
    }
    return all;
  }

  // Between two of the days nothing changes.
  std::map<Key, Sat> sat_on(const Body& body, const base::Period& being,
                            const std::vector<Date>& days) {
    std::map<Key, Sat> seen;
    for (std::size_t at = 0; at < days.size(); ++at) {
      const Date day = days[at];
      const Date next = at + 1 < days.size() ? days[at + 1] : made_.year.until();
      std::set<Key> sitting;
      if (being.contains(day)) {
        for (Sat& now : sat_at(body, day)) {
          const Key key = now.key;
          Sat& sat = seen[key];
          now.days = std::move(sat.days);
          sat = std::move(now);
          if (sitting.insert(key).second) sat.days.emplace_back(day, next);
        }
      }
      for (auto& [key, sat] : seen) {
        if (!sat.seat.left && !sitting.contains(key)) sat.seat.left = day;
      }
    }
    return seen;
  }

  std::vector<Sat> seats_of(const Body& body, const base::Period& being, Date last) {
    std::vector<Date> days = change_days(facts_, book_, body, made_.year);
    days.push_back(made_.year.from());
    for (const Date each : {being.from(), being.until()}) {
      if (made_.year.contains(each)) days.push_back(each);
    }
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::map<Key, Sat> seen = sat_on(body, being, days);
    const Office* chair = facts_.holder(OfficeKind::Chair, {PlaceKind::Body, body.id.value}, last);
    std::vector<Sat> all;
    for (auto& [_, sat] : seen) {
      sat.seat.chair = chair && chair->person == sat.seat.person;
      sat.seat.interests = interests_of(facts_, sat.seat.person, made_.on);
      all.push_back(std::move(sat));
    }
    std::ranges::stable_sort(all, {}, [](const Sat& sat) {
      return std::tuple(sat.seat.left.has_value(), !sat.seat.chair, sat.holder.known(),
                        sat.seat.name);
    });
    return all;
  }

  PublishedSeat seat_of(const Seat& seat) const {
    PublishedSeat made;
    made.person = seat.holder;
    made.name = facts_.person_name(seat.holder);
    made.seat = seat.rule ? seat.rule->label : seat.category;
    if (seat.school != 0) made.seat += " (" + facts_.school_name(seat.school) + ")";
    made.votes = seat.votes();
    made.appointed_by = appointed_by(seat);
    if (seat.office) made.period = seat.office->period;
    if (seat.appointment) {
      made.period = seat.appointment->period;
      made.term_ends = seat.appointment->term_ends;
    }
    return made;
  }

  const Facts& facts_;
  const RuleBook& book_;
  const PublicationWanted& wanted_;
  Publication made_;
};

}  // namespace

Date twelve_months_before(Date day) {
  const auto same = Date::from_ymd(day.year() - 1, day.month(), day.day());
  return same ? *same : day.plus_days(-366);  // of 29 February the day before
}

base::Period publication_year(Date on) {
  return {twelve_months_before(on.plus_days(1)), on.plus_days(1)};
}

Date publication_day(int year, Date today) {
  return std::min(today, base::academic_year(year).until().plus_days(-1));
}

Publication publication(const Facts& facts, const RuleBook& book, const PublicationWanted& wanted) {
  return Publisher(facts, book, wanted).publish();
}

}  // namespace governance

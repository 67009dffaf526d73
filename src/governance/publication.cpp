// Seats are worked out for each day on which they may have changed.
#include "governance/publication.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/interests.hpp"

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

Date year_before(Date day) {
  const auto same = Date::from_ymd(day.year() - 1, day.month(), day.day());
  return same ? *same : day.plus_days(-366);  // of 29 February the day before
}

class Publisher {
 public:
  Publisher(const Facts& facts, const RuleBook& book, const PublicationWanted& wanted)
      : facts_(facts), book_(book), wanted_(wanted) {
    made_.owner = wanted.owner;
    made_.on = wanted.on;
    made_.year = {year_before(wanted.on.plus_days(1)), wanted.on.plus_days(1)};
  }

  Publication publish() {
    std::vector<const Body*> all = wanted_.bodies;
    std::ranges::sort(all, {}, [](const Body* body) {
      return std::tuple(body->kind, std::string_view(body->name), body->id);
    });
    for (const Body* body : all) {
      if (!among(all, body->parent)) below(all, *body, 0);
    }
    // Bodies that report to each other in a ring have no first one.
    for (const Body* body : all) below(all, *body, 0);
    return std::move(made_);
  }

 private:
  static bool among(const std::vector<const Body*>& all, BodyId id) {
    return std::ranges::any_of(all, [&](const Body* body) { return body->id == id; });
  }

  void below(const std::vector<const Body*>& all, const Body& body, int depth) {
    if (!told_.insert(body.id.value).second) return;
    made_.bodies.push_back(published(body, depth));
    for (const Body* each : all) {
      if (each->parent == body.id) below(all, *each, depth + 1);
    }
  }

  PublishedBody published(const Body& body, int depth) {
    PublishedBody made;
    made.body = body;
    made.depth = depth;
    const auto remit = wanted_.remits.find(body.id.value);
    if (remit != wanted_.remits.end()) made.remit = remit->second;
    for (const std::int64_t school : facts_.schools_of(body, made_.on)) {
      made.schools.push_back(facts_.school_name(school));
    }
    const Place place{PlaceKind::Body, body.id.value};
    for (const Place& where : {place, body.place}) {
      const Office* clerk = facts_.holder(OfficeKind::GovernanceProfessional, where, made_.on);
      if (clerk && made.clerk.empty()) made.clerk = facts_.person_name(clerk->person);
    }
    made.seats = seats_of(body);
    for (const MeetingAttended& each : wanted_.attended) {
      if (each.body != body.id || !made_.year.contains(each.on)) continue;
      ++made.meetings;
      for (PublishedSeat& seat : made.seats) attend(seat, each);
    }
    return made;
  }

  static void attend(PublishedSeat& seat, const MeetingAttended& meeting) {
    if (meeting.on < seat.period.from() || (seat.left && meeting.on >= *seat.left)) return;
    ++seat.meetings;
    if (std::ranges::find(meeting.present, seat.person) != meeting.present.end()) ++seat.attended;
  }

  std::vector<PublishedSeat> seats_of(const Body& body) {
    std::vector<Date> days = change_days(facts_, book_, body, made_.year);
    days.push_back(made_.year.from());
    days.push_back(made_.on);
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::map<std::tuple<PersonId, std::string, std::int64_t>, PublishedSeat> seen;
    for (const Date day : days) {
      std::set<std::tuple<PersonId, std::string, std::int64_t>> sitting;
      const bool in_being = body.period.contains(day);
      for (const Seat& seat : composition(facts_, book_, body, day).seats) {
        if (seat.vacant() || !in_being) continue;
        const auto key = std::tuple(seat.holder, seat.category, seat.school);
        sitting.insert(key);
        seen[key] = seat_of(seat);
      }
      for (auto& [key, seat] : seen) {
        if (!seat.left && !sitting.contains(key)) seat.left = day;
      }
    }
    const Office* chair =
        facts_.holder(OfficeKind::Chair, {PlaceKind::Body, body.id.value}, made_.on);
    std::vector<PublishedSeat> all;
    for (auto& [_, seat] : seen) {
      seat.chair = chair && chair->person == seat.person;
      seat.interests = interests_of(facts_, seat.person, made_.on);
      all.push_back(std::move(seat));
    }
    std::ranges::stable_sort(all, {}, [](const PublishedSeat& seat) {
      return std::tuple(seat.left.has_value(), !seat.chair, seat.name);
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
  std::set<std::int64_t> told_;
  Publication made_;
};

}  // namespace

Date publication_day(int year, Date today) {
  return std::min(today, base::academic_year(year).until().plus_days(-1));
}

Publication publication(const Facts& facts, const RuleBook& book, const PublicationWanted& wanted) {
  return Publisher(facts, book, wanted).publish();
}

}  // namespace governance

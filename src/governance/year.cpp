// Where the dates of a year come from, and who would have to be in two places.
#include "governance/year.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "governance/calendar.hpp"

namespace governance {

namespace {

unsigned weekday_of(base::Date on) { return std::chrono::weekday(on.days()).iso_encoding(); }

// The nth such weekday of a half of a term, counted in weeks from that of its first day; where the
// half is too short, the last that it has.
base::Date day_in(const base::Period& half, int week, unsigned weekday) {
  const int first = static_cast<int>(weekday_of(half.from()));
  // Where it begins at a weekend, school begins on the Monday after.
  const base::Date monday = half.from().plus_days((first > 5 ? 8 : 1) - first);
  base::Date on = monday.plus_days(7 * (week - 1) + static_cast<int>(weekday) - 1);
  while (on >= half.until()) on = on.plus_days(-7);
  return on < half.from() ? on.plus_days(7) : on;
}

base::Date day_of(const YearDay& day, int year) {
  if (day.weekday == 0) return base::Date::from_ymd(year, day.month, day.day).value();
  base::Date on = base::Date::from_ymd(year, day.month, 1).value();
  while (weekday_of(on) != day.weekday) on = on.plus_days(1);
  return on.plus_days(7 * (static_cast<int>(day.day) - 1));
}

int minutes_of(std::string_view starts) {
  const auto pieces = base::split(starts, ':');
  if (pieces.size() != 2) return -1;
  return static_cast<int>(60 * base::parse_integer(pieces[0]).value_or(0) +
                          base::parse_integer(pieces[1]).value_or(0));
}

// In minutes of the day; the whole of it where no time is known.
struct Hours {
  int from = 0;
  int until = 24 * 60;
};

Hours hours_of(const MeetingDay& day) {
  const int from = minutes_of(day.starts);
  if (from < 0) return {};
  return {from, from + (day.lasts_min > 0 ? day.lasts_min : usual_meeting_min)};
}

bool overlap(const Hours& one, const Hours& other) {
  return one.from < other.until && other.from < one.until;
}

std::string names(const Facts& facts, const std::vector<PersonId>& people) {
  std::vector<std::string> all;
  for (const PersonId each : people) {
    if (all.size() == 3 && people.size() > 4) {
      all.push_back(std::to_string(people.size() - 3) + " others");
      break;
    }
    all.push_back(facts.person_name(each));
  }
  return base::join(all, ", ");
}

// What may be told of a meeting that is not to be named.
std::string wanted_outside(const Facts& facts, const std::vector<PersonId>& people) {
  return names(facts, people) + (people.size() == 1 ? " is" : " are") +
         " wanted at another meeting then, of another group.";
}

// Who is wanted at which meeting, worked out once, and only where two bodies may share somebody: an
// authority has hundreds of meetings on one day.
class WantedAt {
 public:
  WantedAt(const Facts& facts, const RuleBook& book, const std::vector<MeetingDay>& meetings)
      : facts_(facts), book_(book), meetings_(meetings), at_(meetings.size()) {}

  const std::vector<PersonId>& at(std::size_t meeting) {
    if (!at_[meeting]) at_[meeting] = wanted_at(facts_, book_, meetings_[meeting]);
    return *at_[meeting];
  }

  bool may_share(BodyId one, BodyId other) {
    const std::vector<PersonId>& first = ever(one);
    const std::vector<PersonId>& second = ever(other);
    auto mine = first.begin();
    auto theirs = second.begin();
    while (mine != first.end() && theirs != second.end()) {
      if (*mine == *theirs) return true;
      *mine < *theirs ? ++mine : ++theirs;
    }
    return false;
  }

 private:
  const std::vector<PersonId>& ever(BodyId id) {
    const auto [known, fresh] = ever_.try_emplace(id);
    const Body* body = fresh ? facts_.body(id) : nullptr;
    if (body) known->second = ever_wanted(facts_, *body);
    return known->second;
  }

  const Facts& facts_;
  const RuleBook& book_;
  const std::vector<MeetingDay>& meetings_;
  std::vector<std::optional<std::vector<PersonId>>> at_;
  std::map<BodyId, std::vector<PersonId>> ever_;
};

}  // namespace

std::string TermDates::closed_why(base::Date on) const {
  for (const auto& [day, why] : closed) {
    if (day == on) return why;
  }
  for (const SchoolTerm& term : terms) {
    if (!term.days.contains(on)) continue;
    if (term.half.contains(on)) return "half-term holiday";
    return weekday_of(on) > 5 ? "a weekend" : "";
  }
  return "not in term";
}

std::vector<std::string> YearTemplate::items_of(std::string_view meeting) const {
  const auto found = std::ranges::find(meetings, meeting, &TemplateMeeting::code);
  if (found == meetings.end()) return {};
  std::vector<std::string> items = every;
  items.insert(items.end(), found->items.begin(), found->items.end());
  items.insert(items.end(), last.begin(), last.end());
  return items;
}

void YearCalendar::add(YearCalendar other) {
  for (TermDates& each : other.years) {
    std::erase_if(years, [&](const TermDates& old) { return old.year == each.year; });
    years.push_back(std::move(each));
  }
  const auto above = [](auto& mine, auto& theirs) {
    for (auto& each : theirs) {
      std::erase_if(
          mine, [&](const auto& old) { return old.code == each.code && old.from == each.from; });
      mine.push_back(std::move(each));
    }
  };
  above(templates, other.templates);
  above(deadlines, other.deadlines);
}

const TermDates* YearCalendar::year(int begins) const {
  const auto found = std::ranges::find(years, begins, &TermDates::year);
  return found == years.end() ? nullptr : &*found;
}

const YearTemplate* YearCalendar::of(BodyKind kind, base::Date on) const {
  const YearTemplate* newest = nullptr;
  for (const YearTemplate& each : templates) {
    const bool meant = std::ranges::find(each.kinds, kind) != each.kinds.end();
    if (meant && each.from <= on && (!newest || newest->from <= each.from)) newest = &each;
  }
  return newest;
}

std::vector<std::string> YearCalendar::items_of(std::string_view code, base::Date on) const {
  const std::size_t space = code.find(' ');
  if (space == std::string_view::npos) return {};
  const YearTemplate* newest = nullptr;
  for (const YearTemplate& each : templates) {
    const bool meant = each.code == code.substr(0, space) && each.from <= on;
    if (meant && (!newest || newest->from <= each.from)) newest = &each;
  }
  return newest ? newest->items_of(code.substr(space + 1)) : std::vector<std::string>();
}

std::vector<Suggested> suggested_year(const YearCalendar& calendar, const std::vector<Body>& bodies,
                                      int year) {
  std::vector<Suggested> found;
  const TermDates* dates = calendar.year(year);
  if (!dates) return found;
  for (const Body& body : bodies) {
    const YearTemplate* plan = calendar.of(body.kind, base::academic_year(year).from());
    if (!plan) continue;
    const std::size_t first = found.size();
    for (const TemplateMeeting& each : plan->meetings) {
      const auto term = std::ranges::find(dates->terms, each.term, &SchoolTerm::name);
      if (term == dates->terms.end()) continue;
      const base::Period half = each.half == 1
                                    ? base::Period(term->days.from(), term->half.from())
                                    : base::Period(term->half.until(), term->days.until());
      const base::Date on = day_in(half, each.week, each.weekday);
      if (!body.period.contains(on)) continue;
      found.push_back({body.id, plan->code + " " + each.code, on, each.starts, plan->lasts_min});
    }
    std::ranges::stable_sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(), {},
                             &Suggested::on);
  }
  return found;
}

std::vector<DueDay> due_days(const YearCalendar& calendar, BodyKind kind,
                             const base::Period& within) {
  std::vector<DueDay> found;
  for (const Deadline& each : calendar.deadlines) {
    if (std::ranges::find(each.kinds, kind) == each.kinds.end()) continue;
    for (int year = within.from().year(); year <= within.until().year(); ++year) {
      const base::Date on = day_of(each.on, year);
      if (within.contains(on) && each.from <= on) found.push_back({on, &each});
    }
  }
  // Of several of one code the newest holds.
  std::erase_if(found, [&](const DueDay& each) {
    return std::ranges::any_of(calendar.deadlines, [&](const Deadline& newer) {
      return newer.code == each.deadline->code && newer.from > each.deadline->from &&
             newer.from <= each.on;
    });
  });
  std::ranges::stable_sort(found, {}, &DueDay::on);
  return found;
}

bool at_once(const MeetingDay& one, const MeetingDay& other) {
  return one.on == other.on && overlap(hours_of(one), hours_of(other));
}

std::vector<PersonId> wanted_at(const Facts& facts, const RuleBook& book, const MeetingDay& day) {
  const Body* body = facts.body(day.body);
  if (!body) return {};
  const Composition made = composition(facts, book, *body, day.on);
  std::vector<PersonId> people = with_stand_ins(made.members, made);
  const Office* clerk =
      facts.holder(OfficeKind::GovernanceProfessional, {PlaceKind::Body, body->id.value}, day.on);
  if (clerk && std::ranges::find(people, clerk->person) == people.end()) {
    people.push_back(clerk->person);
  }
  std::ranges::sort(people);
  return people;
}

std::vector<Clash> clashes(const Facts& facts, const RuleBook& book,
                           const std::vector<MeetingDay>& meetings) {
  std::vector<std::size_t> order;
  for (std::size_t at = 0; at < meetings.size(); ++at) {
    if (!meetings[at].cancelled) order.push_back(at);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t at) { return meetings[at].on; });
  WantedAt wanted(facts, book, meetings);
  std::vector<Hours> hours;
  for (const std::size_t at : order) hours.push_back(hours_of(meetings[at]));
  std::vector<Clash> found;
  for (std::size_t first = 0; first < order.size(); ++first) {
    const MeetingDay& one = meetings[order[first]];
    for (std::size_t second = first + 1; second < order.size(); ++second) {
      const MeetingDay& other = meetings[order[second]];
      if (other.on != one.on) break;
      if (!overlap(hours[first], hours[second])) continue;
      const bool same = one.body == other.body;
      if (!same && !wanted.may_share(one.body, other.body)) continue;
      Clash clash{order[first], order[second], {}};
      std::ranges::set_intersection(wanted.at(order[first]), wanted.at(order[second]),
                                    std::back_inserter(clash.people));
      if (!clash.people.empty() || same) found.push_back(std::move(clash));
    }
  }
  return found;
}

std::string_view label_of(Objection::Kind kind) {
  return kind == Objection::Kind::OutOfTerm ? "Out of term" : "Clash";
}

std::string Objection::sentence() const {
  return kind == Kind::OutOfTerm ? std::string(label_of(kind)) + ": " + words : words;
}

std::vector<Objection> against_day(const YearCalendar& calendar, const Facts& facts,
                                   const std::vector<MeetingDay>& meetings,
                                   const std::vector<Clash>& found, std::size_t day,
                                   const Unnamed& unnamed) {
  std::vector<Objection> said;
  const base::Date on = meetings[day].on;
  const TermDates* dates = calendar.year(school_year(on));
  const std::string closed = dates ? dates->closed_why(on) : "no term dates are known";
  if (!closed.empty()) {
    said.push_back({Objection::Kind::OutOfTerm, closed + "."});
  }
  for (const Clash& each : found) {
    if (each.one != day && each.other != day) continue;
    const MeetingDay& other = meetings[each.one == day ? each.other : each.one];
    if (unnamed.contains(other.body)) {
      said.push_back({Objection::Kind::Clash, wanted_outside(facts, each.people)});
      continue;
    }
    const Body* body = facts.body(other.body);
    const std::string when = other.starts.empty() ? " the same day" : " at " + other.starts;
    said.push_back({Objection::Kind::Clash,
                    (body ? body->name : "Another body") + " meets" + when +
                        (each.people.empty() ? "." : ": " + names(facts, each.people) + ".")});
  }
  return said;
}

std::vector<Objection> against_elsewhere(const Facts& facts, const RuleBook& book,
                                         const MeetingDay& day,
                                         const std::vector<Elsewhere>& elsewhere) {
  std::vector<Objection> said;
  std::vector<PersonId> wanted;
  for (const Elsewhere& each : elsewhere) {
    if (day.cancelled || each.day.cancelled || !at_once(day, each.day)) continue;
    if (wanted.empty()) wanted = wanted_at(facts, book, day);
    std::vector<PersonId> both;
    std::ranges::set_intersection(wanted, each.people, std::back_inserter(both));
    if (both.empty()) continue;
    if (each.body_name.empty()) {
      said.push_back({Objection::Kind::Clash, wanted_outside(facts, both)});
      continue;
    }
    const std::string when = each.day.starts.empty() ? " the same day" : " at " + each.day.starts;
    said.push_back({Objection::Kind::Clash, each.body_name + ", of another group, meets" + when +
                                                ": " + names(facts, both) + "."});
  }
  return said;
}

std::vector<Objection> against_meeting(const YearCalendar& calendar, const Facts& facts,
                                       const std::vector<MeetingDay>& meetings,
                                       const std::vector<Clash>& found, std::int64_t id,
                                       const Unnamed& unnamed) {
  const auto at = std::ranges::find(meetings, id, &MeetingDay::id);
  if (at == meetings.end()) return {};
  return against_day(calendar, facts, meetings, found,
                     static_cast<std::size_t>(at - meetings.begin()), unnamed);
}

}  // namespace governance

// Row by row; what a row makes is known to those that follow.
#include "governance/gias_plan.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "governance/change.hpp"
#include "governance/composition.hpp"

namespace governance {

namespace {

using base::Date;
using enum GiasNoteKind;

// Which seats are meant where the rules have none for that appointing body itself.
constexpr std::pair<std::string_view, std::string_view> near_appointers[] = {
    {"parent_appointed", "elected_parents"},
    {"ex_officio_foundation", "foundation"},
    {"foundation_members", "foundation"},
    {"by_foundation_members", "foundation"},
    {"additional_members", "academy_members"},
    {"signatories", "academy_members"},
    {"authority", "board"},
    {"other_body", "board"},
    {"interim", "board"},
    {"board", "foundation"},
};

// Somebody whose next term begins before the last one is over: clerks write one day for both.
constexpr int slight_overlap_days = 31;

bool overlaps_slightly(const base::Period& one, const base::Period& other) {
  const auto both = one.intersection(other);
  const bool staggered = one.from() != other.from() && one.until() != other.until() &&
                         (one.from() < other.from()) == (one.until() < other.until());
  return both && staggered && both->until().days_since(both->from()) <= slight_overlap_days;
}

bool same_words(const GiasRow& one, const GiasRow& other) {
  return one.role == other.role && one.urn == other.urn && one.uid == other.uid &&
         one.title == other.title && one.forename_1 == other.forename_1 &&
         one.forename_2 == other.forename_2 && one.surname == other.surname &&
         one.period == other.period && one.by == other.by;
}

class Planner {
 public:
  explicit Planner(const GiasKnown& known)
      : known_(known),
        facts_(*known.facts),
        person_(known.last_person),
        body_(known.last_body),
        appointment_(known.last_appointment),
        office_(known.last_office) {
    for (const Body& each : facts_.bodies) named_[each.id.value] = {each.place, each.name};
    for (const Appointment& each : facts_.appointments) {
      sits_[each.body.value].push_back(each);
      bodies_of_[each.id.value] = each.body;
      meet(each.person, scope_of({PlaceKind::Body, each.body.value}));
    }
    for (const Office& each : facts_.offices) {
      held_[{each.place, each.kind}].push_back(each);
      meet(each.person, scope_of(each.place));
    }
    for (const Body& each : facts_.bodies) note_body(each);
    for (const auto& [_, post] : known.posts) {
      if (post.appointment.known()) link(post.appointment, post.said);
    }
  }

  GiasPlan plan(const std::vector<GiasRow>& rows) {
    made_.rows = rows.size();
    for (const GiasRow& row : rows) speaks_of_erased(row);
    // What ends earlier makes room first. Seats come before their chairs, a group's row of a shared
    // post before those of its schools.
    std::vector<const GiasRow*> order;
    for (const GiasRow& row : rows) order.push_back(&row);
    std::ranges::stable_sort(order, {}, [&](const GiasRow* row) {
      const GiasRoleInfo& role = info_of(row->role);
      if (gives_way(*row)) return -1;
      return role.repeats ? 2 : role.sits && role.office ? 1 : 0;
    });
    for (const GiasRow* row : order) take(*row);
    for (const auto& [_, fresh] : shared_) {
      made_.shares.push_back({fresh.body, fresh.school, fresh.from});
      made_.notes.push_back({Effect, fresh.line,
                             name_of({PlaceKind::Body, fresh.body.value}) + " governs " +
                                 facts_.school_name(fresh.school) + " too " +
                                 base::Period::since(fresh.from).describe() + "."});
    }
    missing(rows);
    return std::move(made_);
  }

 private:
  const GiasPost* post_of(const GiasRow& row) const {
    const auto found = row.gid == 0 ? known_.posts.end() : known_.posts.find(row.gid);
    return found == known_.posts.end() ? nullptr : &found->second;
  }
  bool gives_way(const GiasRow& row) const {
    const GiasPost* post = post_of(row);
    return post && row.period != post->said.period && post->said.period.contains(row.period);
  }

  // Whether bodies and offices of the place may be written to.
  bool edits(const Place& place) const {
    return !known_.editable || known_.editable->contains(place);
  }

  // ---- who ----------------------------------------------------------------------------------

  // Within one trust, or one school without a trust, a name is one person.
  Place scope_of(const Place& place) {
    if (place.kind == PlaceKind::Body) {
      const auto body = named_.find(place.id);
      return body == named_.end() ? place : scope_of(body->second.place);
    }
    if (place.kind != PlaceKind::School) return place;
    const auto [at, fresh] = scopes_.try_emplace(place.id, place);
    if (fresh) {
      const auto groups = facts_.units_of(place.id, PlaceKind::Group, known_.today);
      if (!groups.empty()) at->second = groups.front();
    }
    return at->second;
  }

  void meet(PersonId person, const Place& scope) {
    const auto key = std::pair(scope, base::fold(facts_.person_name(person)));
    std::vector<PersonId>& all = people_[key];
    if (std::ranges::find(all, person) == all.end()) all.push_back(person);
  }

  std::vector<PersonId> called(const GiasRow& row, const Place& place) {
    const auto found = people_.find({scope_of(place), base::fold(row.name())});
    return found == people_.end() ? std::vector<PersonId>{} : found->second;
  }

  PersonId person_for(const GiasRow& row, const Place& place) {
    const auto all = called(row, place);
    if (!all.empty()) return all.front();
    return newcomer(row, place);
  }
  // Two of one name who sit there at the same time are two people. None where it is one whose terms
  // in that seat overlap by some days: that is told.
  PersonId person_for(const GiasRow& row, const Body& body, const std::string& category) {
    PersonId free;
    for (const PersonId person : called(row, body.place)) {
      bool apart = true;
      const Appointment* slight = nullptr;
      bool same_seat = false;
      for (const Appointment& each : sits_[body.id.value]) {
        if (each.person != person || !each.period.overlaps(row.period)) continue;
        apart = apart && overlaps_slightly(each.period, row.period);
        same_seat = same_seat || each.category == category;
        slight = &each;
      }
      if (slight && apart && same_seat) return overlapping(row, body, *slight);
      if (slight && apart) return person;
      if (!slight && !free.known()) free = person;
    }
    return free.known() ? free : newcomer(row, body.place);
  }
  PersonId overlapping(const GiasRow& row, const Body& body, const Appointment& other) {
    disagree(row, "The register says that " + row.name() + " sits on " + body.name + " " +
                      row.period.describe() + "; here it is " + other.period.describe() +
                      " already, and these overlap. Correct the day in the register, or note the "
                      "next term here.");
    return {};
  }
  PersonId newcomer(const GiasRow& row, const Place& place) {
    const PersonId person{++person_};
    made_.people.push_back({person, row.name()});
    people_[{scope_of(place), base::fold(row.name())}].push_back(person);
    return person;
  }

  // ---- where --------------------------------------------------------------------------------

  // Whatever governs the school itself is meant, be it called local or not.
  static std::pair<Place, BodyKind> key_of(const Place& owner, BodyKind kind) {
    const bool of_school = owner.kind == PlaceKind::School && governs_schools(kind);
    return {owner, of_school ? BodyKind::LocalGoverningBody : kind};
  }
  void note_body(const Body& body) {
    if (body.period.contains(known_.today))
      bodies_.try_emplace(key_of(body.place, body.kind), body);
  }
  // Whose body the role is of: a shared post of a school is of the shared body of its trust.
  Place owner_of(const GiasRow& row, const Place& place) {
    return info_of(row.role).repeats ? scope_of(place) : place;
  }

  std::optional<Place> place_of(const GiasRow& row) {
    const bool school = row.urn != 0 && (info_of(row.role).of_school || row.uid == 0);
    const auto& known = school ? known_.schools : known_.groups;
    const auto found = known.find(school ? row.urn : row.uid);
    if (found == known.end()) {
      made_.remarks.push_back({row.line, school ? "URN" : "UID",
                               std::to_string(school ? row.urn : row.uid),
                               school ? "No school of this URN is known, or it is not yours to "
                                        "edit. Import the register's schools first."
                                      : "No group of this UID is known, or it is not yours to "
                                        "edit. Import the register's groups first."});
      return std::nullopt;
    }
    return Place{school ? PlaceKind::School : PlaceKind::Group, found->second};
  }

  // The body that the role is of; made where there is none. A shared body governs the school of the
  // row from then on. None where it is not the doer's to edit.
  std::optional<Body> body_for(const GiasRow& row, const Place& place) {
    const BodyKind kind = info_of(row.role).body;
    const Place owner = owner_of(row, place);
    if (!edits(owner)) {
      refuse(row, "Role", std::string(info_of(row.role).label),
             "Its body is that of " + facts_.place_name(owner) +
                 ", which is not yours to edit. Who may edit it can import this row.");
      return std::nullopt;
    }
    const auto key = key_of(owner, kind);
    auto found = bodies_.find(key);
    if (found == bodies_.end()) {
      Body body;
      body.id = BodyId{++body_};
      body.kind = kind;
      body.place = owner;
      body.name = facts_.place_name(owner) + ": " + base::lower_ascii(label_of(kind));
      const auto above = bodies_.find({scope_of(owner), BodyKind::TrustBoard});
      if (governs_schools(kind) && above != bodies_.end()) body.parent = above->second.id;
      made_.bodies.push_back(body);
      named_[body.id.value] = {owner, body.name};
      effect(row, body.name + " is a new body.");
      found = bodies_.emplace(key, body).first;
    }
    if (info_of(row.role).repeats) share(row, found->second, place.id);
    return found->second;
  }

  // From the first day that a row gives, and not before the school came to the trust.
  void share(const GiasRow& row, const Body& body, std::int64_t school) {
    if (body.kind != BodyKind::SharedLocalGoverningBody) return;
    Date from = row.period.from();
    for (const Belonging& each : facts_.belongings_of(body.place)) {
      const bool now = each.school == school && each.period.contains(known_.today);
      if (now) from = std::max(from, each.period.from());
    }
    for (const Body::Share& each : body.shares) {
      if (each.school != school) continue;
      if (each.period.until() > known_.today) return;
      from = std::max(from, each.period.until());
    }
    const auto [at, fresh] =
        shared_.try_emplace({body.id.value, school}, Shared{body.id, school, from, row.line});
    if (!fresh) at->second.from = std::min(at->second.from, from);
  }

  std::string seat_for(const GiasRow& row, const Body& body) const {
    const RuleSet* rules = known_.book->of(body, day_judged(row.period, known_.today));
    if (!rules) rules = known_.book->of(body, known_.today);
    if (!rules) return "governor";
    std::string_view by = row.by;
    for (int tries = 0; tries < 3; ++tries) {
      for (const SeatRule& seat : rules->seats) {
        if (seat.source == SeatSource::Appointed && !seat.each_school && !seat.must_hold &&
            seat.appointed_by == by) {
          return seat.code;
        }
      }
      const auto near = std::ranges::find(near_appointers, by,
                                          &std::pair<std::string_view, std::string_view>::first);
      if (near == std::end(near_appointers)) break;
      by = near->second;
    }
    const SeatRule* any = nullptr;
    for (const SeatRule& seat : rules->seats) {
      if (seat.source != SeatSource::Appointed) continue;
      if (!any || (seat.appointed_by.empty() && !any->appointed_by.empty())) any = &seat;
    }
    return any ? any->code : "governor";
  }

  // ---- one row ------------------------------------------------------------------------------

  void effect(const GiasRow& row, std::string what) {
    made_.notes.push_back({Effect, row.line, std::move(what)});
  }
  void disagree(const GiasRow& row, std::string what) {
    made_.notes.push_back({Disagreement, row.line, std::move(what)});
    ++disagreements_;
  }
  void refuse(const GiasRow& row, std::string column, std::string value, std::string reason) {
    made_.remarks.push_back({row.line, std::move(column), std::move(value), std::move(reason)});
  }

  void take(const GiasRow& row) {
    const auto place = place_of(row);
    if (!place) return;
    const GiasPost* post = post_of(row);
    if (!post) {
      if (!of_erased(row, *place)) return add(row, *place);
      return refuse(row, "Surname", row.surname,
                    "Somebody whose name was taken out held this post on such days, and nothing "
                    "is kept that says whether it is them. If it is somebody else, note it here.");
    }
    if (post->erased()) {
      ++made_.unchanged;  // whose name was taken out here: it does not come back by a file
      return;
    }
    again(row, *post);
  }

  // ---- who was taken out --------------------------------------------------------------------

  bool erased(PersonId person) const {
    const Person* found = facts_.person(person);
    return found && is_erased(*found);
  }
  // Posts that the file has still under the number that they are known by.
  void speaks_of_erased(const GiasRow& row) {
    const GiasPost* post = post_of(row);
    if (!post || !post->erased()) return;
    const bool chair = info_of(row.role).office.has_value();
    spoken_seats_.insert({post->appointment.value, chair});
    spoken_offices_.insert(post->office.value);
  }
  // They have a day in common, of those that are known.
  static bool same_days(const base::Period& one, const base::Period& other) {
    return one == other || (one.from() == other.from() && !one.open_start()) ||
           (one.until() == other.until() && !one.open_end());
  }
  // No name is kept to know them by: what they held has the same first or last day, and no row of
  // its own. Of a shared post days are not compared.
  bool of_erased(const GiasRow& row, const Place& place) {
    const GiasRoleInfo& role = info_of(row.role);
    Place at = place;
    if (role.at_body && !is_head(row, place)) {
      const auto found = bodies_.find(key_of(owner_of(row, place), role.body));
      if (found == bodies_.end()) return false;
      const Body& body = found->second;
      at = {PlaceKind::Body, body.id.value};
      if (role.sits) {
        if (sitting(row, body, role.repeats)) return false;
        const auto theirs = [&](const Appointment& each) {
          if (!erased(each.person) || !each.period.overlaps(row.period)) return false;
          if (role.repeats) return true;
          return same_days(each.period, row.period) &&
                 !spoken_seats_.contains({each.id.value, role.office.has_value()});
        };
        return std::ranges::any_of(sits_[body.id.value], theirs);
      }
    }
    const OfficeKind kind = is_head(row, place) ? OfficeKind::Headteacher : *role.office;
    return std::ranges::any_of(held_[{at, kind}], [&](const Office& each) {
      return erased(each.person) && each.period.overlaps(row.period) &&
             (role.repeats || same_days(each.period, row.period)) &&
             !spoken_offices_.contains(each.id.value);
    });
  }

  // ---- a post that is new -------------------------------------------------------------------

  // A head has the seat by the office, which passes to the successor.
  static bool is_head(const GiasRow& row, const Place& place) {
    return row.by == "ex_officio_head" && place.kind == PlaceKind::School &&
           !info_of(row.role).office && info_of(row.role).sits && !info_of(row.role).repeats;
  }

  // What a row says goes together: the seat, and the office where the role is one.
  void add(const GiasRow& row, const Place& place) {
    const GiasRoleInfo& role = info_of(row.role);
    GiasPost post;
    post.said = row;
    const std::size_t disagreements = disagreements_;
    const std::size_t effects = made_.notes.size();
    if (is_head(row, place)) {
      post.office = hold(row, place, OfficeKind::Headteacher, post.person);
    } else if (!role.at_body) {
      post.office = hold(row, place, *role.office, post.person);
    } else {
      const auto body = body_for(row, place);
      if (!body) return;
      if (const Office* followed = by_office(row, *body)) {
        post.office = followed->id;
        post.person = followed->person;
      } else {
        if (role.sits) post.appointment = sit(row, *body, post.person, role.repeats);
        const bool apart = role.sits && !post.appointment.known();
        if (role.office && !apart) {
          post.office =
              hold(row, {PlaceKind::Body, body->id.value}, *role.office, post.person, role.repeats);
        }
      }
    }
    if (!post.appointment.known() && !post.office.known()) return;
    if (disagreements_ == disagreements && made_.notes.size() == effects) {
      // It was here, and is known by the register's number from now on.
      if (row.gid == 0) {
        ++made_.unchanged;
      } else {
        effect(row, row.name() + ", " + base::lower_ascii(role.label) +
                        ", is known by the register's number " + std::to_string(row.gid) + ".");
      }
    }
    if (row.gid != 0) made_.posts.push_back(std::move(post));
  }

  // The office by which somebody of that name has such a seat there without an appointment.
  const Office* by_office(const GiasRow& row, const Body& body) {
    const bool seat = info_of(row.role).sits && !info_of(row.role).office && !row.by.empty();
    if (!seat || !facts_.body(body.id)) return nullptr;
    const std::vector<PersonId> people = called(row, body.place);
    if (people.empty()) return nullptr;
    const Date day = day_judged(row.period, known_.today);
    for (const Seat& each : composition(facts_, *known_.book, body, day).seats) {
      const bool same = std::ranges::find(people, each.holder) != people.end();
      if (same && each.office && each.rule->appointed_by == row.by) return each.office;
    }
    return nullptr;
  }

  // Somebody of that name who sits there already. Who is a governor and the chair has two posts of
  // the register and one seat; of a shared post that the group's row has, dates are not compared.
  const Appointment* sitting(const GiasRow& row, const Body& body, bool repeats) {
    const std::vector<PersonId> people = called(row, body.place);
    const bool chair = info_of(row.role).office.has_value();
    const Appointment* other = nullptr;
    for (const Appointment& each : sits_[body.id.value]) {
      const bool same = std::ranges::find(people, each.person) != people.end();
      if (!same || !each.period.overlaps(row.period)) continue;
      const bool linked = linked_.contains(each.id.value);
      if (repeats || (linked && chair != chairs_.contains(each.id.value))) return &each;
      if (!linked && (!other || each.period == row.period)) other = &each;
    }
    return other;
  }

  AppointmentId sit(const GiasRow& row, const Body& body, PersonId& person, bool repeats) {
    if (const Appointment* here = sitting(row, body, repeats)) {
      const bool linked = linked_.contains(here->id.value);
      if (!linked && here->period != row.period && !repeats) {
        disagree(row, "The register says that " + row.name() + " sits on " + body.name + " " +
                          row.period.describe() + "; here it is " + here->period.describe() +
                          " (appointment " + std::to_string(here->id.value) + ").");
        return {};
      }
      person = here->person;
      link(here->id, row);
      return here->id;
    }
    const std::string category = seat_for(row, body);
    person = person_for(row, body, category);
    if (!person.known()) return {};
    Appointment made;
    made.id = AppointmentId{++appointment_};
    made.body = body.id;
    made.person = person;
    made.category = category;
    made.appointed_by = row.by;
    made.period = row.period;
    if (!row.period.open_end()) made.term_ends = row.period.until();
    link(made.id, row);
    sits_[body.id.value].push_back(made);
    made_.appointments.push_back(made);
    effect(row, row.name() + " sits on " + body.name + " " + row.period.describe() + ".");
    return made.id;
  }

  void link(AppointmentId id, const GiasRow& row) {
    if (linked_.insert(id.value).second && info_of(row.role).office) chairs_.insert(id.value);
  }

  OfficeId hold(const GiasRow& row, const Place& place, OfficeKind kind, PersonId& person,
                bool repeats = false) {
    const std::vector<PersonId> people = person.known() ? std::vector{person} : called(row, place);
    const std::string words = base::lower_ascii(label_of(kind)) + " of " + name_of(place);
    // Of a chair the register has the days of the seat or of the office.
    const bool any_days = repeats || info_of(row.role).sits;
    for (const Office& each : held_[{place, kind}]) {
      if (!each.period.overlaps(row.period)) continue;
      const bool same = std::ranges::find(people, each.person) != people.end();
      if (same && (any_days || each.period == row.period)) {
        person = each.person;
        return each.id;
      }
      if (!same && !one_holder(kind)) continue;
      disagree(row, "The register says that " + row.name() + " is " + words + " " +
                        row.period.describe() + "; here it is " + name_of(each.person) + " " +
                        each.period.describe() + " (office " + std::to_string(each.id.value) +
                        ").");
      return {};
    }
    if (!person.known()) person = person_for(row, place);
    Office made;
    made.id = OfficeId{++office_};
    made.kind = kind;
    made.person = person;
    made.place = place;
    made.period = row.period;
    held_[{place, kind}].push_back(made);
    made_.offices.push_back(made);
    effect(row, row.name() + " is " + words + " " + row.period.describe() + ".");
    return made.id;
  }

  // ---- a post that is known -----------------------------------------------------------------

  void again(const GiasRow& row, const GiasPost& post) {
    GiasPost next = post;
    next.said = row;
    next.said.companies_house = "";
    if (same_words(row, post.said)) {
      const std::size_t disagreements = disagreements_;
      if (!info_of(row.role).repeats && !post.follows()) compare(row, post);
      if (disagreements_ == disagreements) ++made_.unchanged;
      return;
    }
    const bool elsewhere =
        row.role != post.said.role || row.urn != post.said.urn || row.uid != post.said.uid;
    if (elsewhere) {
      disagree(row, "The register's number " + std::to_string(row.gid) + " was " +
                        post.said.name() + ", " + base::lower_ascii(info_of(post.said.role).label) +
                        "; now it is another post. End the one here and note the other.");
      return;
    }
    const bool days_elsewhere = info_of(row.role).repeats || post.follows();
    if (!days_elsewhere && !dated(row, post)) return;
    if (!rename(row, post)) {
      next.said.title = post.said.title;
      next.said.forename_1 = post.said.forename_1;
      next.said.forename_2 = post.said.forename_2;
      next.said.surname = post.said.surname;
      if (same_words(next.said, post.said)) return;
    }
    made_.posts.push_back(std::move(next));
  }

  Appointment* appointment_of(const GiasPost& post) {
    const auto body = bodies_of_.find(post.appointment.value);
    if (body == bodies_of_.end()) return nullptr;
    std::vector<Appointment>& all = sits_[body->second.value];
    const auto found = std::ranges::find(all, post.appointment, &Appointment::id);
    return found == all.end() ? nullptr : &*found;
  }
  Office* office_of(const GiasPost& post) {
    for (const Office* each : facts_.offices_of(post.person)) {
      if (each->id != post.office) continue;
      std::vector<Office>& all = held_[{each->place, each->kind}];
      return &*std::ranges::find(all, post.office, &Office::id);
    }
    return nullptr;
  }

  // The days that we have of the post now: of a chair those of the seat and of the office, for the
  // register has either. Nothing where somebody took it back.
  std::vector<base::Period> ours(const GiasPost& post) {
    std::vector<base::Period> days;
    if (const Office* held = office_of(post)) days.push_back(held->period);
    if (const Appointment* seat = appointment_of(post)) days.push_back(seat->period);
    return days;
  }
  static bool has(const std::vector<base::Period>& days, const base::Period& period) {
    return std::ranges::find(days, period) != days.end();
  }

  // The register repeats itself: whether we have something else by now.
  bool compare(const GiasRow& row, const GiasPost& post) {
    const std::vector<base::Period> here = ours(post);
    const std::string who = "The register has " + row.name() + ", " +
                            base::lower_ascii(info_of(row.role).label) + ", " +
                            row.period.describe() + "; here ";
    if (here.empty()) {
      disagree(row, who + "it was taken back as entered by mistake.");
    } else if (info_of(row.role).sits && info_of(row.role).office && !post.office.known()) {
      disagree(row, who + "somebody else was chair when that was read.");
    } else if (!has(here, row.period)) {
      disagree(row, who + "it is " + here.front().describe() + ".");
    } else {
      return true;
    }
    return false;
  }

  // New days or another appointing body are taken over where ours are still as the register said
  // before. Whether the rest of the row may be taken over.
  bool dated(const GiasRow& row, const GiasPost& post) {
    if (row.period == post.said.period && row.by == post.said.by) return true;
    const std::vector<base::Period> here = ours(post);
    if (!has(here, post.said.period)) return compare(row, post);
    const auto as_said = [&](auto* each) {
      return each && each->period == post.said.period ? each : nullptr;
    };
    Appointment* seat = as_said(appointment_of(post));
    Office* held = as_said(office_of(post));
    if (in_the_way(row, seat, held)) return false;
    if (seat) {
      seat->period = row.period;
      made_.appointments_changed.push_back({seat->id.value, row.period, row.by});
    }
    if (held) {
      held->period = row.period;
      made_.offices_changed.push_back({held->id.value, row.period, ""});
    }
    effect(row, row.name() + ", " + base::lower_ascii(info_of(row.role).label) + ", is there " +
                    row.period.describe() + "; until now " + post.said.period.describe() + ".");
    return true;
  }

  // Who has the office on one of the new days, or another term of theirs in that seat: told.
  bool in_the_way(const GiasRow& row, const Appointment* seat, const Office* held) {
    const std::string says = "The register has " + row.name() + ", " +
                             base::lower_ascii(info_of(row.role).label) + ", " +
                             row.period.describe() + "; here ";
    if (seat) {
      for (const Appointment& each : sits_[seat->body.value]) {
        if (each.id == seat->id || each.person != seat->person) continue;
        if (each.category != seat->category || !each.period.overlaps(row.period)) continue;
        disagree(row, says + "they have the seat " + each.period.describe() + " (appointment " +
                          std::to_string(each.id.value) + ").");
        return true;
      }
    }
    if (!held) return false;
    for (const Office& each : held_[{held->place, held->kind}]) {
      if (each.id == held->id || !each.period.overlaps(row.period)) continue;
      if (each.person != held->person && !one_holder(held->kind)) continue;
      disagree(row, says + "it is " + name_of(each.person) + " " + each.period.describe() +
                        " (office " + std::to_string(each.id.value) + ").");
      return true;
    }
    return false;
  }

  // Whether the name of the row may be taken as said.
  bool rename(const GiasRow& row, const GiasPost& post) {
    const std::string name = row.name();
    if (name == post.said.name() || name == facts_.person_name(post.person)) return true;
    if (facts_.person_name(post.person) != post.said.name()) {
      disagree(row, "The register says " + name + "; here it is " +
                        facts_.person_name(post.person) + ".");
      return false;
    }
    if (known_.others.contains(post.person.value)) {
      disagree(row, "The register says " + name + "; here it is " + post.said.name() +
                        ", who is at places that are not yours to edit too. Who may edit all of "
                        "them can import this row.");
      return false;
    }
    made_.renamed.push_back({post.person, name});
    effect(row, post.said.name() + " is called " + name + ".");
    return true;
  }

  // Posts that hold today, of places that the file speaks of, and that it does not have.
  void missing(const std::vector<GiasRow>& rows) {
    std::set<std::int64_t> gids;
    std::set<std::pair<std::int64_t, std::int64_t>> places;
    for (const GiasRow& row : rows) {
      gids.insert(row.gid);
      places.emplace(row.urn, row.uid);
    }
    for (const auto& [gid, post] : known_.posts) {
      if (gids.contains(gid) || !places.contains({post.said.urn, post.said.uid})) continue;
      if (post.erased() || !post.said.period.contains(known_.today)) continue;
      made_.notes.push_back({Missing, 0,
                             post.said.name() + ", " +
                                 base::lower_ascii(info_of(post.said.role).label) +
                                 ", register's number " + std::to_string(gid) +
                                 ", is not in the file. Note the end here if there was one."});
    }
  }

  std::string name_of(const Place& place) const {
    const auto body = named_.find(place.id);
    if (place.kind == PlaceKind::Body && body != named_.end()) return body->second.name;
    return facts_.place_name(place);
  }
  std::string name_of(PersonId person) const {
    const auto fresh = std::ranges::find(made_.people, person, &Person::id);
    return fresh == made_.people.end() ? facts_.person_name(person) : fresh->name;
  }

  struct Named {
    Place place;
    std::string name;
  };

  struct Shared {
    BodyId body;
    std::int64_t school = 0;
    Date from;
    int line = 0;
  };

  const GiasKnown& known_;
  const Facts& facts_;
  std::int64_t person_;
  std::int64_t body_;
  std::int64_t appointment_;
  std::int64_t office_;
  std::map<std::int64_t, Place> scopes_;
  std::map<std::pair<Place, std::string>, std::vector<PersonId>> people_;
  std::map<std::pair<Place, BodyKind>, Body> bodies_;
  std::unordered_map<std::int64_t, Named> named_;
  std::unordered_map<std::int64_t, BodyId> bodies_of_;  // of appointments
  std::unordered_map<std::int64_t, std::vector<Appointment>> sits_;
  std::map<std::pair<Place, OfficeKind>, std::vector<Office>> held_;
  std::set<std::int64_t> linked_;  // appointments that a post of the register is
  std::set<std::int64_t> chairs_;  // of them, whose first post is the chair's
  std::map<std::pair<std::int64_t, std::int64_t>, Shared> shared_;  // by body and school
  std::set<std::pair<std::int64_t, bool>> spoken_seats_;  // of erased people; as the chair's
  std::set<std::int64_t> spoken_offices_;
  std::size_t disagreements_ = 0;
  GiasPlan made_;
};

}  // namespace

bool GiasPost::follows() const {
  const GiasRoleInfo& role = info_of(said.role);
  return role.sits && !role.office && !role.of_school && office.known() && !appointment.known();
}

std::size_t GiasPlan::count(GiasNoteKind kind) const {
  return static_cast<std::size_t>(std::ranges::count(notes, kind, &GiasNote::kind));
}

bool GiasPlan::empty() const {
  return posts.empty() && people.empty() && bodies.empty() && shares.empty() &&
         appointments.empty() && offices.empty();
}

GiasPlan plan_gias(const GiasKnown& known, const std::vector<GiasRow>& rows) {
  return Planner(known).plan(rows);
}

}  // namespace governance

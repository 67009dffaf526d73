// Row by row; what a row makes is known to those that follow.
#include "governance/gias_plan.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/text.hpp"
#include "governance/change.hpp"

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
    // Seats come before their chairs, a group's row of a shared post before those of its schools.
    std::vector<const GiasRow*> order;
    for (const GiasRow& row : rows) order.push_back(&row);
    std::ranges::stable_sort(order, {}, [](const GiasRow* row) {
      const GiasRoleInfo& role = info_of(row->role);
      return role.repeats ? 2 : role.sits && role.office ? 1 : 0;
    });
    for (const GiasRow* row : order) take(*row);
    missing(rows);
    return std::move(made_);
  }

 private:
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
  // Two of one name who sit there at the same time are two people.
  PersonId person_for(const GiasRow& row, const Body& body) {
    for (const PersonId person : called(row, body.place)) {
      const auto sits = [&](const Appointment& each) {
        return each.person == person && each.period.overlaps(row.period);
      };
      if (std::ranges::none_of(sits_[body.id.value], sits)) return person;
    }
    return newcomer(row, body.place);
  }
  PersonId newcomer(const GiasRow& row, const Place& place) {
    const PersonId person{++person_};
    made_.people.push_back({person, row.name()});
    people_[{scope_of(place), base::fold(row.name())}].push_back(person);
    return person;
  }

  // ---- where --------------------------------------------------------------------------------

  void note_body(const Body& body) {
    if (!body.period.contains(known_.today)) return;
    const bool of_school = body.place.kind == PlaceKind::School && governs_schools(body.kind);
    bodies_.try_emplace({body.place, of_school ? BodyKind::LocalGoverningBody : body.kind}, body);
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

  // The body that the role is of; made where there is none. A shared post of a school is of the
  // shared body of its trust, which then governs that school too.
  Body body_for(const GiasRow& row, const Place& place) {
    const GiasRoleInfo& role = info_of(row.role);
    const Place owner = role.repeats ? scope_of(place) : place;
    BodyKind kind = role.body;
    // Whatever governs the school itself is meant, be it called local or not.
    const bool of_school = owner.kind == PlaceKind::School && governs_schools(kind);
    const auto key = std::pair(owner, of_school ? BodyKind::LocalGoverningBody : kind);
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
    if (role.repeats) share(row, found->second, place.id);
    return found->second;
  }

  void share(const GiasRow& row, Body& body, std::int64_t school) {
    if (body.kind != BodyKind::SharedLocalGoverningBody) return;
    const auto same = [&](const Body::Share& each) {
      return each.school == school && each.period.contains(known_.today);
    };
    if (std::ranges::any_of(body.shares, same)) return;
    body.shares.push_back({school, {}});
    made_.shares.push_back({body.id, school});
    effect(row, body.name + " governs " + facts_.school_name(school) + " too.");
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

  void take(const GiasRow& row) {
    const auto place = place_of(row);
    if (!place) return;
    const auto post = row.gid == 0 ? known_.posts.end() : known_.posts.find(row.gid);
    if (post == known_.posts.end()) return add(row, *place);
    if (post->second.erased()) {
      ++made_.unchanged;  // whose name was taken out here: it does not come back by a file
      return;
    }
    again(row, post->second);
  }

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
      const Body body = body_for(row, place);
      if (role.sits) post.appointment = sit(row, body, post.person, role.repeats);
      const bool apart = role.sits && !post.appointment.known();
      if (role.office && !apart) {
        post.office =
            hold(row, {PlaceKind::Body, body.id.value}, *role.office, post.person, role.repeats);
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
    person = person_for(row, body);
    Appointment made;
    made.id = AppointmentId{++appointment_};
    made.body = body.id;
    made.person = person;
    made.category = seat_for(row, body);
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
      if (!info_of(row.role).repeats) compare(row, post);
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
    if (!info_of(row.role).repeats && !dated(row, post)) return;
    rename(row, post);
    made_.posts.push_back(std::move(next));
  }

  const Appointment* appointment_of(const GiasPost& post) const {
    for (const Appointment& each : facts_.appointments_to(body_of(post.appointment))) {
      if (each.id == post.appointment) return &each;
    }
    return nullptr;
  }
  BodyId body_of(AppointmentId id) const {
    const auto found = bodies_of_.find(id.value);
    return found == bodies_of_.end() ? BodyId{} : found->second;
  }
  const Office* office_of(const GiasPost& post) const {
    for (const Office* each : facts_.offices_of(post.person)) {
      if (each->id == post.office) return each;
    }
    return nullptr;
  }

  // The days that we have of the post now: of a chair those of the seat and of the office, for the
  // register has either. Nothing where somebody took it back.
  std::vector<base::Period> ours(const GiasPost& post) const {
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
    const Appointment* seat = appointment_of(post);
    if (seat && seat->period == post.said.period) {
      made_.appointments_changed.push_back({seat->id.value, row.period, row.by});
    }
    const Office* held = office_of(post);
    if (held && held->period == post.said.period) {
      made_.offices_changed.push_back({held->id.value, row.period, ""});
    }
    effect(row, row.name() + ", " + base::lower_ascii(info_of(row.role).label) + ", is there " +
                    row.period.describe() + "; until now " + post.said.period.describe() + ".");
    return true;
  }

  void rename(const GiasRow& row, const GiasPost& post) {
    const std::string name = row.name();
    if (name == post.said.name()) return;
    if (facts_.person_name(post.person) != post.said.name()) {
      disagree(row, "The register says " + name + "; here it is " +
                        facts_.person_name(post.person) + ".");
      return;
    }
    made_.renamed.push_back({post.person, name});
    effect(row, post.said.name() + " is called " + name + ".");
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
  std::size_t disagreements_ = 0;
  GiasPlan made_;
};

// ---- writing --------------------------------------------------------------------------------

class Lister {
 public:
  Lister(const GiasKnown& known, Date since) : known_(known), facts_(*known.facts), since_(since) {
    for (const auto& [urn, school] : known.schools) urns_[school] = urn;
    for (const auto& [uid, group] : known.groups) uids_[group] = uid;
  }

  std::vector<GiasRow> rows() {
    for (const Appointment& each : facts_.appointments) appointments_[each.id.value] = &each;
    for (const Office& each : facts_.offices) offices_[each.id.value] = &each;
    for (const auto& [gid, post] : known_.posts) posted(gid, post);
    for (const Body& body : facts_.bodies) {
      for (const Appointment& each : facts_.appointments_to(body.id)) sits(body, each);
    }
    for (const Office& each : facts_.offices) holds(each);
    std::ranges::stable_sort(made_, {}, [](const GiasRow& row) {
      return std::tuple(row.urn, row.uid, row.gid == 0, row.gid, row.period, row.name());
    });
    return std::move(made_);
  }

 private:
  void add(GiasRow row) {
    if (row.period.until() <= since_) return;
    const auto company = known_.companies.find(row.uid);
    if (company != known_.companies.end()) row.companies_house = company->second;
    made_.push_back(std::move(row));
  }

  // A post of the register, with what we have of it now.
  void posted(std::int64_t gid, const GiasPost& post) {
    const bool here = post.said.urn != 0 ? known_.schools.contains(post.said.urn)
                                         : known_.groups.contains(post.said.uid);
    if (post.appointment.known()) listed_.insert(post.appointment.value);
    if (post.office.known()) listed_offices_.insert(post.office.value);
    if (post.erased() || !here) return;
    GiasRow row = post.said;
    row.gid = gid;
    if (!info_of(row.role).repeats) {
      const auto sits = appointments_.find(post.appointment.value);
      const auto holds = offices_.find(post.office.value);
      std::vector<base::Period> days;
      if (holds != offices_.end()) days.push_back(holds->second->period);
      if (sits != appointments_.end()) days.push_back(sits->second->period);
      if (days.empty()) return;  // taken back here
      if (std::ranges::find(days, row.period) == days.end()) row.period = days.front();
    }
    add(std::move(row));
  }

  bool at(const Place& place, GiasRow& row) const {
    const auto& known = place.kind == PlaceKind::School ? urns_ : uids_;
    const auto found = known.find(place.id);
    if (found == known.end() || place.kind == PlaceKind::Cluster) return false;
    (place.kind == PlaceKind::School ? row.urn : row.uid) = found->second;
    return true;
  }

  bool named(PersonId person, GiasRow& row) const {
    const std::string name = facts_.person_name(person);
    const std::size_t last = name.rfind(' ');
    row.surname = last == std::string::npos ? name : name.substr(last + 1);
    row.forename_1 = last == std::string::npos ? "" : name.substr(0, last);
    return facts_.person(person) != nullptr;
  }

  static std::optional<GiasRole> role_of(BodyKind kind, bool chair) {
    using enum GiasRole;
    switch (kind) {
      case BodyKind::GoverningBody:
      case BodyKind::InterimBoard: return chair ? ChairOfGovernors : Governor;
      case BodyKind::LocalGoverningBody:
      case BodyKind::TransitionBoard: return chair ? ChairOfLocalGoverningBody : LocalGovernor;
      case BodyKind::SharedLocalGoverningBody:
        return chair ? SharedChairGroup : SharedGovernorGroup;
      case BodyKind::TrustBoard: return chair ? ChairOfTrustees : Trustee;
      case BodyKind::Members: return MemberIndividual;
      default: return std::nullopt;
    }
  }

  void sits(const Body& body, const Appointment& each) {
    if (listed_.contains(each.id.value)) return;
    bool chair = false;
    const Date day =
        std::max(each.period.from(), std::min(known_.today, each.period.until().plus_days(-1)));
    for (const Office& held : facts_.offices_at({PlaceKind::Body, body.id.value})) {
      chair = chair || (held.kind == OfficeKind::Chair && held.person == each.person &&
                        held.period.contains(day));
    }
    const auto role = role_of(body.kind, chair);
    GiasRow row;
    if (!role || !at(body.place, row) || !named(each.person, row)) return;
    row.role = *role;
    row.period = each.period;
    row.by = each.appointed_by;
    add(std::move(row));
  }

  void holds(const Office& each) {
    if (listed_offices_.contains(each.id.value)) return;
    Place place = each.place;
    const Body* body = nullptr;
    if (place.kind == PlaceKind::Body) {
      body = facts_.body(BodyId{place.id});
      if (!body) return;
      place = body->place;
    } else if (place.kind == PlaceKind::School) {
      body = facts_.body_of_school(place.id, known_.today);
    }
    const auto role = role_of(each.kind, body, place);
    GiasRow row;
    if (!role || !at(place, row) || !named(each.person, row)) return;
    row.role = *role;
    row.period = each.period;
    if (each.kind == OfficeKind::Headteacher) row.by = "ex_officio_head";
    add(std::move(row));
  }

  static std::optional<GiasRole> role_of(OfficeKind kind, const Body* body, const Place& place) {
    using enum GiasRole;
    switch (kind) {
      case OfficeKind::AccountingOfficer: return AccountingOfficer;
      case OfficeKind::FinanceDirector: return ChiefFinancialOfficer;
      case OfficeKind::Headteacher:
        // The head's seat on a shared body is the group's post, which has no head of its own.
        if (!body || body->kind == BodyKind::SharedLocalGoverningBody) return std::nullopt;
        return body->kind == BodyKind::GoverningBody ? Governor : LocalGovernor;
      case OfficeKind::GovernanceProfessional:
        if (place.kind == PlaceKind::School && body) {
          return body->kind == BodyKind::GoverningBody ? ProfessionalSchool : ProfessionalAcademy;
        }
        if (body && body->kind == BodyKind::SharedLocalGoverningBody) {
          return SharedProfessionalGroup;
        }
        if (body && body->kind != BodyKind::TrustBoard) return std::nullopt;
        return place.kind == PlaceKind::Group ? std::optional(ProfessionalMat) : std::nullopt;
      default: return std::nullopt;
    }
  }

  const GiasKnown& known_;
  const Facts& facts_;
  Date since_;
  std::unordered_map<std::int64_t, std::int64_t> urns_;
  std::unordered_map<std::int64_t, std::int64_t> uids_;
  std::unordered_map<std::int64_t, const Appointment*> appointments_;
  std::unordered_map<std::int64_t, const Office*> offices_;
  std::set<std::int64_t> listed_;
  std::set<std::int64_t> listed_offices_;
  std::vector<GiasRow> made_;
};

}  // namespace

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

std::vector<GiasRow> gias_rows(const GiasKnown& known, Date since) {
  return Lister(known, since).rows();
}

}  // namespace governance

// Writing: posts of the register with what we have of them now, then what it does not know yet.
#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "governance/composition.hpp"
#include "governance/gias_plan.hpp"

namespace governance {

namespace {

using base::Date;

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
    for (const Body& body : facts_.bodies) follows(body);
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
    if (post.follows()) followed_.insert(post.office.value);
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
      if (post.follows()) {
        const auto both = row.period.intersection(days.front());
        if (!both) return;
        row.period = *both;
      } else if (std::ranges::find(days, row.period) == days.end())
        row.period = days.front();
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
    const Person* found = facts_.person(person);
    return found && !is_erased(*found);
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

  // Seats that come with an office, but those of heads on the body of their own school, which
  // holds() has.
  void follows(const Body& body) {
    const auto role = role_of(body.kind, false);
    GiasRow place;
    if (!role || !at(body.place, place)) return;
    std::set<std::int64_t> seen;
    for (const Date day : days_of(body)) {
      const RuleSet* rules = known_.book->of(body, day);
      const auto comes_with_office = [](const SeatRule& seat) {
        return seat.source != SeatSource::Appointed;
      };
      if (!rules || std::ranges::none_of(rules->seats, comes_with_office)) continue;
      for (const Seat& seat : composition(facts_, *known_.book, body, day).seats) {
        if (!seat.office || followed_.contains(seat.office->id.value)) continue;
        const bool own_head =
            seat.office->kind == OfficeKind::Headteacher && seat.office->place == body.place;
        if (own_head || !seen.insert(seat.office->id.value).second) continue;
        GiasRow row = place;
        const auto days = sat(body, seat);
        if (!days || appointed(body, seat.holder, *days) || !named(seat.holder, row)) continue;
        row.role = *role;
        row.period = *days;
        row.by = seat.rule->appointed_by;
        add(std::move(row));
      }
    }
  }

  // Today, and the last days of offices and schools that were over since.
  std::vector<Date> days_of(const Body& body) const {
    std::vector<Date> days = {known_.today};
    const auto until = [&](const base::Period& period) {
      if (period.until() > since_ && period.until() <= known_.today) {
        days.push_back(period.until().plus_days(-1));
      }
    };
    const auto held = [&](const Place& place) {
      for (const Office& each : facts_.offices_at(place)) until(each.period);
    };
    until(body.period);
    held(body.place);
    held({PlaceKind::Body, body.parent.value});
    for (const Body::Share& each : body.shares) {
      until(each.period);
      held({PlaceKind::School, each.school});
    }
    if (!body.shares.empty()) return days;
    for (const Belonging& each : facts_.belongings_of(body.place)) {
      until(each.period);
      held({PlaceKind::School, each.school});
    }
    return days;
  }

  // The days of the office while its school was one of the body's.
  std::optional<base::Period> sat(const Body& body, const Seat& seat) const {
    auto days = seat.office->period.intersection(body.period);
    for (const Body::Share& each : body.shares) {
      if (days && each.school == seat.school) days = days->intersection(each.period);
    }
    return days;
  }

  bool appointed(const Body& body, PersonId person, const base::Period& days) const {
    return std::ranges::any_of(facts_.appointments_to(body.id), [&](const Appointment& each) {
      return each.person == person && each.period.overlaps(days);
    });
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
  std::set<std::int64_t> followed_;  // of posts whose seat comes with the office
  std::vector<GiasRow> made_;
};

}  // namespace

std::vector<GiasRow> gias_rows(const GiasKnown& known, Date since) {
  return Lister(known, since).rows();
}

}  // namespace governance

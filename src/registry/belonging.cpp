// Where an entry belonged: from lists seen on days, and joining dates claimed, to memberships.
#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "registry/entry.hpp"

namespace registry {

namespace {

const base::Date past = base::Date::distant_past();
const base::Date future = base::Date::distant_future();

struct Member {
  std::int64_t organisation;
  std::optional<base::Date> joined;
  std::int64_t source;
};

// What one day's sources say of one class of membership; without members: "belonged to none".
struct Presence {
  base::Date on;
  std::vector<Member> members;
};

using Presences = std::vector<Presence>;

void add(Presences& presences, base::Date on, std::optional<Member> member) {
  auto found = std::find_if(presences.begin(), presences.end(),
                            [&](const Presence& each) { return each.on == on; });
  if (found == presences.end()) found = presences.insert(presences.end(), {on, {}});
  if (!member) return;
  for (Member& known : found->members) {
    if (known.organisation != member->organisation) continue;
    if (member->joined) known.joined = member->joined;
    known.source = member->source;
    return;
  }
  found->members.push_back(*member);
}

// Before 1980 there were no trusts: such dates fill a gap in the register.
std::optional<base::Date> joining_date(std::string_view text) {
  std::optional<base::Date> date = base::Date::from_iso(text);
  return date && date->year() >= 1980 ? date : std::nullopt;
}

class Reader {
 public:
  Reader(std::span<const Sighting> sightings, const EntryContext& context)
      : sightings_(sightings), organisations_(*context.organisations), lists_(*context.lists) {}

  Presences read(MembershipClass wanted) const {
    Presences presences;
    for (const Sighting& sighting : sightings_) {
      if (sighting.family == Family::GroupLink) read_link(sighting, wanted, presences);
      if (sighting.family == Family::Establishment) read_school(sighting, wanted, presences);
    }
    if (presences.empty()) return presences;
    read_absences(wanted, presences);
    std::sort(presences.begin(), presences.end(),
              [](const Presence& left, const Presence& right) { return left.on < right.on; });
    return presences;
  }

 private:
  void read_link(const Sighting& sighting, MembershipClass wanted, Presences& presences) const {
    std::optional<OrganisationKind> kind = kind_of_group_type(sighting.get(Attribute::GroupType));
    if (!kind || class_of(*kind) != wanted) return;
    std::optional<std::int64_t> uid = base::parse_integer(sighting.get(Attribute::GroupUid));
    std::optional<std::int64_t> organisation = uid ? organisations_.by_uid(*uid) : std::nullopt;
    if (!organisation) return;
    add(presences, sighting.on(),
        Member{*organisation, joining_date(sighting.get(Attribute::JoinedOn)),
               sighting.source->id});
  }

  // The extracts name trust, sponsor and federation in columns of the school itself.
  void read_school(const Sighting& sighting, MembershipClass wanted, Presences& presences) const {
    using enum Attribute;
    std::string_view name;
    std::string_view uid;
    if (wanted == MembershipClass::Trust || wanted == MembershipClass::Foundation) {
      std::string_view flag = sighting.get(TrustFlag);
      bool foundation = flag == "Supported by a trust";
      if (flag == "Not supported by a trust") return add(presences, sighting.on(), std::nullopt);
      if (foundation != (wanted == MembershipClass::Foundation)) return;
      name = sighting.get(TrustName);
      uid = sighting.get(TrustUid);
    } else if (wanted == MembershipClass::Federation) {
      if (sighting.get(FederationFlag) == "Not under a federation") {
        return add(presences, sighting.on(), std::nullopt);
      }
      name = sighting.get(FederationName);
      uid = sighting.get(FederationUid);
    } else if (wanted == MembershipClass::Sponsor) {
      name = sighting.get(SponsorName);
    }
    if (name.empty()) return;
    std::optional<std::int64_t> number = base::parse_integer(uid);
    std::optional<std::int64_t> organisation =
        number ? organisations_.by_uid(*number) : organisations_.by_name(wanted, name);
    if (!organisation) return;
    add(presences, sighting.on(), Member{*organisation, std::nullopt, sighting.source->id});
  }

  void read_absences(MembershipClass wanted, Presences& presences) const {
    for (const Source* list : lists_.group_links) {
      bool of_kind = std::any_of(list->coverage.types.begin(), list->coverage.types.end(),
                                 [&](const std::string& type) {
                                   std::optional<OrganisationKind> kind = kind_of_group_type(type);
                                   return kind && class_of(*kind) == wanted;
                                 });
      if (of_kind && covers(list->coverage, sightings_, list->as_of))
        add(presences, list->as_of, std::nullopt);
    }
  }

  std::span<const Sighting> sightings_;
  const Organisations& organisations_;
  const Lists& lists_;
};

const Member* find(const Presence& presence, std::int64_t organisation) {
  for (const Member& member : presence.members) {
    if (member.organisation == organisation) return &member;
  }
  return nullptr;
}

struct End {
  base::Date on;
  bool exact;
};

// When the entry closed for good, if it did.
base::Date closed_on(const std::vector<SchoolState>& states) {
  bool closed = !states.empty() && states.back().status == Status::Closed;
  return closed ? states.back().period.from() : future;
}

class Builder {
 public:
  Builder(std::int64_t urn, const Presences& presences, base::Date closed, bool exclusive)
      : urn_(urn), presences_(presences), closed_(closed), exclusive_(exclusive) {}

  void build(std::int64_t organisation, std::vector<Membership>& made) const {
    for (std::size_t first = 0; first < presences_.size(); ++first) {
      const Member* member = find(presences_[first], organisation);
      if (member == nullptr) continue;
      std::size_t last = first;
      while (last + 1 < presences_.size() && find(presences_[last + 1], organisation)) ++last;
      End from = begin(organisation, first, last);
      End until = end(last);
      std::int64_t source = find(presences_[last], organisation)->source;
      base::Period period(from.on, std::max(until.on, from.on.plus_days(1)));
      made.push_back({organisation, urn_, period, from.exact, until.exact, source});
      first = last;
    }
  }

 private:
  // The joining date that the newest source names, if the lists do not contradict it.
  End begin(std::int64_t organisation, std::size_t first, std::size_t last) const {
    base::Date after = first == 0 ? past : presences_[first - 1].on;
    for (std::size_t at = last + 1; at-- > first;) {
      std::optional<base::Date> joined = find(presences_[at], organisation)->joined;
      if (joined && *joined > after && *joined <= presences_[first].on) return {*joined, true};
    }
    return {presences_[first].on, false};
  }

  End end(std::size_t last) const {
    base::Date seen = presences_[last].on;
    if (last + 1 == presences_.size()) {
      if (closed_ > seen) return {closed_, true};
      return {seen.plus_days(1), false};  // closed, and still listed afterwards
    }
    const Presence& next = presences_[last + 1];
    // Trusts exclude each other: whoever took over says when the former one lost the school.
    for (const Member& other : next.members) {
      if (exclusive_ && other.joined && *other.joined > seen && *other.joined <= next.on) {
        return {*other.joined, true};
      }
    }
    if (closed_ > seen && closed_ <= next.on) return {closed_, true};
    return {next.on, false};
  }

  std::int64_t urn_;
  const Presences& presences_;
  base::Date closed_;
  bool exclusive_;
};

}  // namespace

std::vector<Membership> entry_memberships(std::int64_t urn, std::span<const Sighting> sightings,
                                          const std::vector<SchoolState>& states,
                                          const EntryContext& context) {
  std::vector<Membership> made;
  Reader reader(sightings, context);
  using enum MembershipClass;
  for (MembershipClass wanted : {Trust, Sponsor, Federation, Foundation, Umbrella}) {
    Presences presences = reader.read(wanted);
    if (presences.empty()) continue;
    Builder builder(urn, presences, closed_on(states), wanted == Trust);
    std::vector<std::int64_t> organisations;
    for (const Presence& presence : presences) {
      for (const Member& member : presence.members) organisations.push_back(member.organisation);
    }
    std::sort(organisations.begin(), organisations.end());
    organisations.erase(std::unique(organisations.begin(), organisations.end()),
                        organisations.end());
    for (std::int64_t organisation : organisations) builder.build(organisation, made);
  }
  std::sort(made.begin(), made.end(), [](const Membership& left, const Membership& right) {
    return std::tuple(left.period.from(), left.organisation) <
           std::tuple(right.period.from(), right.organisation);
  });
  return made;
}

}  // namespace registry

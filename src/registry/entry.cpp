// The life of one entry: from statuses seen on days, and dates claimed, to stretches of time.
#include "registry/entry.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace registry {

namespace {

const base::Date past = base::Date::distant_past();
const base::Date future = base::Date::distant_future();

struct SeenStatus {
  base::Date on;
  Status status;
};

std::string_view type_group_of(const Sighting& sighting, const EntryContext& context) {
  std::string_view group = sighting.get(Attribute::TypeGroup);
  if (!group.empty()) return group;
  const SchoolType* type = context.types->find(sighting.get(Attribute::Type));
  return type == nullptr ? std::string_view() : std::string_view(type->type_group);
}

bool absent_from(const Source& list, std::span<const Sighting> sightings,
                 const EntryContext& context) {
  std::string_view group;
  for (const Sighting& sighting : sightings) {
    if (sighting.source == &list) return false;
    if (sighting.on() > list.as_of && !group.empty()) continue;
    std::string_view told = type_group_of(sighting, context);
    if (!told.empty()) group = told;
  }
  if (!group.empty() && list.coverage.types.count(group) == 0) return false;
  return covers(list.coverage, sightings, list.as_of);
}

// What each source says of the entry being open, by day. A row without a status is no word on it,
// unless it stands in a list of open schools or gives a closing date that has passed.
std::vector<SeenStatus> seen_statuses(std::span<const Sighting> sightings,
                                      const EntryContext& context) {
  std::vector<SeenStatus> seen;
  for (const Sighting& sighting : sightings) {
    if (sighting.family != Family::Establishment) continue;
    std::string_view status = sighting.get(Attribute::Status);
    if (!status.empty()) {
      seen.push_back({sighting.on(), status_of(status)});
    } else if (sighting.source->coverage.open_schools) {
      seen.push_back({sighting.on(), Status::Open});
    } else {
      std::optional<base::Date> closed = base::Date::from_iso(sighting.get(Attribute::CloseDate));
      if (closed && *closed < sighting.on()) seen.push_back({sighting.on(), Status::Closed});
    }
  }
  for (const Source* list : context.lists->open_schools) {
    // The newest word before the list: who was open, and is not in it, has closed; who was only
    // proposed is so still.
    const SeenStatus* before = nullptr;
    bool told = false;
    for (const SeenStatus& each : seen) {
      told = told || each.on == list->as_of;
      bool newer = before == nullptr || each.on >= before->on;
      if (each.on < list->as_of && newer) before = &each;
    }
    if (told || before == nullptr || before->status == Status::Closed) continue;
    if (!absent_from(*list, sightings, context)) continue;
    Status now = is_open(before->status) ? Status::Closed : before->status;
    seen.push_back({list->as_of, now});
  }
  std::stable_sort(seen.begin(), seen.end(),
                   [](const auto& left, const auto& right) { return left.on < right.on; });
  return seen;
}

// Days that sources name for opening and closing, the newest source last.
struct Claims {
  std::vector<base::Date> opened;  // first day
  std::vector<base::Date> closed;  // first day on which it was no longer open
  // Of what lies ahead only the newest word counts, and no word may be one: plans are dropped.
  std::optional<base::Date> opening;
  std::optional<base::Date> closing;
};

Claims claims_of(std::span<const Sighting> sightings, const EntryContext& context) {
  Claims claims;
  if (context.succeeds_on) claims.opened.push_back(*context.succeeds_on);
  if (context.succeeded_on) claims.closed.push_back(*context.succeeded_on);
  for (const Sighting& sighting : sightings) {
    if (sighting.family != Family::Establishment) continue;
    std::optional<base::Date> opened = base::Date::from_iso(sighting.get(Attribute::OpenDate));
    std::optional<base::Date> closed = base::Date::from_iso(sighting.get(Attribute::CloseDate));
    if (opened) claims.opened.push_back(*opened);
    // The register names the last day on which the school was open.
    if (closed) closed = closed->plus_days(1);
    if (closed) claims.closed.push_back(*closed);
    if (sighting.layout->has(Attribute::OpenDate)) claims.opening = opened;
    if (sighting.layout->has(Attribute::CloseDate)) claims.closing = closed;
  }
  return claims;
}

// Some source names the day; else a status begins on the day on which it was first seen.
bool named(const Claims& claims, base::Date day) {
  auto has = [day](const std::vector<base::Date>& days) {
    return std::find(days.begin(), days.end(), day) != days.end();
  };
  return day == past || has(claims.opened) || has(claims.closed);
}

// The newest claim in (after, until]; else what is given.
base::Date claimed(const std::vector<base::Date>& claims, base::Date after, base::Date until,
                   base::Date otherwise) {
  for (auto claim = claims.rbegin(); claim != claims.rend(); ++claim) {
    if (*claim > after && *claim <= until) return *claim;
  }
  return otherwise;
}

struct Stretch {
  base::Date from;
  Status status;
};

// The first thing seen, carried back as far as claims allow.
void begin_life(const SeenStatus& first, const Claims& claims, std::vector<Stretch>& life) {
  if (first.status == Status::Closed) {
    base::Date closed = claimed(claims.closed, past, first.on, past);
    base::Date opened = claimed(claims.opened, past, first.on, past);
    if (closed != past && opened < closed) life.push_back({opened, Status::Open});
    life.push_back({closed, Status::Closed});
  } else if (is_open(first.status)) {
    life.push_back({claimed(claims.opened, past, first.on, past), Status::Open});
    // When closing was first proposed is not said: it counts from the day on which it was seen.
    if (first.status != Status::Open) life.push_back({first.on, first.status});
  } else {
    life.push_back({past, first.status});
  }
}

void go_on(const SeenStatus& before, const SeenStatus& now, const Claims& claims,
           std::vector<Stretch>& life) {
  if (now.status == life.back().status) return;
  base::Date from = now.on;
  if (now.status == Status::Closed) {
    from = claimed(claims.closed, before.on, now.on, now.on);
    base::Date opened = claimed(claims.opened, before.on, now.on, now.on);
    // It came and went between two files.
    if (!is_open(before.status) && opened < from) life.push_back({opened, Status::Open});
  } else if (is_open(now.status) && !is_open(before.status)) {
    from = claimed(claims.opened, before.on, now.on, now.on);
  }
  life.push_back({std::max(from, life.back().from), now.status});
}

// What is known of days after the last word: a closing or opening that is planned or linked.
void end_life(const SeenStatus& last, const Claims& claims, const EntryContext& context,
              std::vector<Stretch>& life) {
  if (is_open(last.status)) {
    auto closing = claims.closing > last.on ? claims.closing : context.succeeded_on;
    if (closing > last.on) life.push_back({*closing, Status::Closed});
  } else if (last.status == Status::ProposedToOpen) {
    auto opening = claims.opening > last.on ? claims.opening : context.succeeds_on;
    if (opening > last.on) life.push_back({*opening, Status::Open});
  }
}

std::vector<Stretch> stretches(std::span<const Sighting> sightings, const EntryContext& context) {
  std::vector<SeenStatus> seen = seen_statuses(sightings, context);
  Claims claims = claims_of(sightings, context);
  std::vector<Stretch> life;
  if (seen.empty()) {
    if (std::none_of(sightings.begin(), sightings.end(),
                     [](const Sighting& each) { return each.family != Family::Link; })) {
      return life;
    }
    base::Date opened = claimed(claims.opened, past, future, past);
    life.push_back({opened, Status::Other});
    base::Date closed = claimed(claims.closed, opened, future, future);
    if (closed != future) life.push_back({closed, Status::Closed});
    return life;
  }
  begin_life(seen.front(), claims, life);
  for (std::size_t i = 1; i < seen.size(); ++i) go_on(seen[i - 1], seen[i], claims, life);
  end_life(seen.back(), claims, context, life);
  // A later stretch that begins no later than the one before takes its place.
  std::vector<Stretch> kept;
  for (const Stretch& stretch : life) {
    while (!kept.empty() && kept.back().from >= stretch.from) kept.pop_back();
    if (kept.empty() || kept.back().status != stretch.status) kept.push_back(stretch);
  }
  return kept;
}

// "Free Schools - 16-19" and "Free schools 16 to 19" are one type.
std::string type_key(std::string_view name) {
  std::string key = base::fold(name);
  std::size_t ages = key.find("16 19");
  if (ages != std::string::npos) key.replace(ages, 5, "16 to 19");
  return key;
}

// The value of an attribute on a day: the newest seen by then; before anything was seen, the
// first, unless it is a measure.
std::string_view value_on(std::span<const Sighting> sightings, Attribute attribute,
                          base::Date day) {
  std::string_view found;
  base::Date last = day;  // or the first day on which anything was seen
  bool measure = attribute_row(attribute).measure;
  for (const Sighting& sighting : sightings) {
    if (sighting.family == Family::Link || sighting.family == Family::Cluster) continue;
    if (sighting.on() > last && (measure || !found.empty())) break;
    std::string_view text = sighting.get(attribute);
    if (text.empty()) continue;
    found = text;
    last = std::max(last, sighting.on());
  }
  return found;
}

std::optional<std::int64_t> whole(std::string_view text) { return base::parse_integer(text); }

std::optional<std::int64_t> hundredths(std::string_view text) {
  std::optional<double> number = base::parse_decimal(text);
  if (!number) return std::nullopt;
  return static_cast<std::int64_t>(*number * 100.0 + 0.5);
}

std::optional<std::int64_t> coordinate(std::string_view text) {
  std::optional<std::int64_t> metres = whole(text);
  return metres && *metres > 0 ? metres : std::nullopt;
}

Phase phase_on(std::span<const Sighting> sightings, std::string_view text) {
  if (!text.empty()) return phase_of(text);
  bool asked = std::any_of(sightings.begin(), sightings.end(),
                           [](const Sighting& each) { return each.layout->has(Attribute::Phase); });
  return asked ? Phase::None : Phase::NotKnown;
}

SchoolState state_on(std::int64_t urn, std::span<const Sighting> sightings,
                     const EntryContext& context, base::Date day) {
  auto get = [&](Attribute attribute) { return value_on(sightings, attribute, day); };
  SchoolState state;
  state.urn = urn;
  state.name = get(Attribute::Name);
  if (const SchoolType* type = context.types->find(get(Attribute::Type))) state.type_id = type->id;
  state.phase = phase_on(sightings, get(Attribute::Phase));
  std::string_view authority = get(Attribute::AuthorityName);
  if (!authority.empty()) state.authority_id = context.organisations->authority(authority);
  state.town = get(Attribute::Town);
  state.postcode = get(Attribute::Postcode);
  state.district = get(Attribute::District);
  state.easting = coordinate(get(Attribute::Easting));
  state.northing = coordinate(get(Attribute::Northing));
  if (!state.easting || !state.northing) state.easting = state.northing = std::nullopt;
  state.pupils = whole(get(Attribute::Pupils));
  state.capacity = whole(get(Attribute::Capacity));
  state.fsm = hundredths(get(Attribute::FsmPercent));
  state.age_low = whole(get(Attribute::AgeLow));
  state.age_high = whole(get(Attribute::AgeHigh));
  state.ofsted_grade = get(Attribute::OfstedGrade);
  std::optional<base::Date> inspected = base::Date::from_iso(get(Attribute::OfstedOn));
  if (inspected) state.ofsted_on = inspected->number();
  std::optional<base::Date> card = base::Date::from_iso(get(Attribute::ReportCardOn));
  if (card) state.report_card_on = card->number();
  return state;
}

}  // namespace

Lists lists_of(const Evidence& evidence) {
  Lists lists;
  for (const Source& source : evidence.sources) {
    if (!source.coverage.any()) continue;
    (source.coverage.open_schools ? lists.open_schools : lists.group_links).push_back(&source);
  }
  auto by_date = [](const Source* left, const Source* right) { return left->as_of < right->as_of; };
  std::stable_sort(lists.open_schools.begin(), lists.open_schools.end(), by_date);
  std::stable_sort(lists.group_links.begin(), lists.group_links.end(), by_date);
  return lists;
}

SchoolTypes::SchoolTypes(std::vector<SchoolType> types) : types_(std::move(types)) {
  for (std::size_t i = 0; i < types_.size(); ++i) index(i);
}

const SchoolType* SchoolTypes::find(std::string_view name) const {
  if (name.empty()) return nullptr;
  auto found = by_name_.find(std::string(name));
  if (found == by_name_.end()) found = by_name_.find(type_key(name));
  return found == by_name_.end() ? nullptr : &types_[found->second];
}

// By the name as written, which is quick, and as it is compared: files differ in their capitals.
void SchoolTypes::index(std::size_t at) {
  by_name_.emplace(types_[at].name, at);
  by_name_.emplace(type_key(types_[at].name), at);
}

const SchoolType* SchoolTypes::by_id(std::int64_t id) const {
  for (const SchoolType& type : types_) {
    if (type.id == id) return &type;
  }
  return nullptr;
}

const SchoolType& SchoolTypes::learn(std::string_view name, std::string_view type_group) {
  if (const SchoolType* known = find(name)) return *known;
  std::int64_t id = 1000;
  for (const SchoolType& type : types_) id = std::max(id, type.id + 1);
  types_.push_back({id, std::string(name), std::string(type_group), false, false});
  index(types_.size() - 1);
  return types_.back();
}

NewestWord newest_word(std::span<const Sighting> sightings, const EntryContext& context) {
  std::vector<SeenStatus> seen = seen_statuses(sightings, context);
  if (seen.empty()) return {};
  return {seen.back().status, seen.back().on, seen.front().on};
}

bool covers(const Coverage& coverage, std::span<const Sighting> sightings, base::Date day) {
  if (coverage.national) return true;
  std::string_view authority;
  for (const Sighting& sighting : sightings) {
    if (sighting.on() > day && !authority.empty()) break;
    std::string_view told = sighting.get(Attribute::AuthorityName);
    if (!told.empty()) authority = told;
  }
  return !authority.empty() && coverage.covers_authority(base::fold(authority));
}

std::vector<SchoolState> entry_states(std::int64_t urn, std::span<const Sighting> sightings,
                                      const EntryContext& context) {
  std::vector<Stretch> life = stretches(sightings, context);
  std::vector<SchoolState> states;
  if (life.empty()) return states;
  std::vector<base::Date> days;
  for (const Stretch& stretch : life) days.push_back(stretch.from);
  for (const Sighting& sighting : sightings) {
    if (sighting.family == Family::Link || sighting.family == Family::Cluster) continue;
    if (sighting.on() > life.front().from) days.push_back(sighting.on());
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  Claims claims = claims_of(sightings, context);
  std::size_t stretch = 0;
  for (base::Date day : days) {
    while (stretch + 1 < life.size() && life[stretch + 1].from <= day) ++stretch;
    SchoolState state = state_on(urn, sightings, context, day);
    state.status = life[stretch].status;
    state.period = base::Period::since(day);
    state.from_exact = life[stretch].from == day && named(claims, day);
    if (!states.empty()) {
      SchoolState& before = states.back();
      SchoolState same = state;
      same.period = before.period;
      same.from_exact = before.from_exact;
      if (same == before) continue;
      before.period = base::Period(before.period.from(), day);
    }
    states.push_back(std::move(state));
  }
  return states;
}

std::vector<Identifier> entry_identifiers(std::int64_t urn, std::span<const Sighting> sightings,
                                          const base::Period& life) {
  std::vector<Identifier> made = {{"urn", urn, life}};
  for (std::string_view scheme : {"laestab", "ukprn"}) {
    std::size_t first = made.size();
    for (const Sighting& sighting : sightings) {
      std::string text(sighting.get(Attribute::Ukprn));
      if (scheme == "laestab") {
        std::string_view number = sighting.get(Attribute::EstablishmentNumber);
        std::string_view authority = sighting.get(Attribute::AuthorityCode);
        if (number.size() != 4 || authority.size() != 3) continue;
        text = std::string(authority) + std::string(number);
      } else if (sighting.family != Family::Establishment) {
        continue;
      }
      std::optional<std::int64_t> value = base::parse_integer(text);
      if (!value || (made.size() > first && made.back().value == *value)) continue;
      base::Period period = life;
      if (made.size() > first) {
        if (sighting.on() <= made.back().period.from() || !life.contains(sighting.on())) continue;
        made.back().period = base::Period(made.back().period.from(), sighting.on());
        period = base::Period(sighting.on(), life.until());
      }
      made.push_back({std::string(scheme), *value, period});
    }
  }
  return made;
}

}  // namespace registry

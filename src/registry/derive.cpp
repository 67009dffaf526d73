// The derivation of all timelines, entry by entry, school by school.
#include "registry/derive.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "registry/edit_facts.hpp"

namespace registry {

namespace {

using Entries = std::unordered_map<std::int64_t, std::span<const Sighting>>;

// The sightings of each URN; groups, whose subjects are UIDs, are left out.
Entries entries_of(const Evidence& evidence, std::vector<std::int64_t>& urns) {
  Entries entries;
  const std::vector<Sighting>& all = evidence.sightings;
  for (std::size_t first = 0; first < all.size();) {
    std::size_t last = first;
    while (last < all.size() && all[last].subject == all[first].subject) ++last;
    // Families are ordered within a subject: establishment and group link come first.
    std::size_t end = first;
    while (end < last && all[end].family <= Family::GroupLink) ++end;
    if (end > first) {
      entries.emplace(all[first].subject, std::span(all).subspan(first, end - first));
      urns.push_back(all[first].subject);
    }
    first = last;
  }
  return entries;
}

void learn_types(const Evidence& evidence, SchoolTypes& types) {
  for (const Sighting& sighting : evidence.sightings) {
    if (sighting.family > Family::GroupLink) continue;
    std::string_view type = sighting.get(Attribute::Type);
    if (!type.empty() && types.find(type) == nullptr) {
      types.learn(type, sighting.get(Attribute::TypeGroup));
    }
  }
}

// The same facts, within a period that lies inside theirs.
SchoolState within(SchoolState state, const base::Period& period) {
  state.period = period;
  return state;
}

// The first day on which the entry was open; nothing when it never was.
std::optional<base::Date> first_open(const std::vector<SchoolState>& states) {
  for (const SchoolState& state : states) {
    if (is_open(state.status)) return state.period.from();
  }
  return std::nullopt;
}

base::Date closed_for_good(const std::vector<SchoolState>& states) {
  if (states.empty() || states.back().status != Status::Closed) return base::Date::distant_past();
  std::size_t at = states.size();
  while (at > 0 && states[at - 1].status == Status::Closed) --at;
  return states[at].period.from();
}

// Joins the entries of one school: each takes over on the day on which it opens. One that is only
// proposed takes over nothing yet.
void append_entry(std::vector<SchoolState>& states, std::vector<SchoolState> next) {
  if (states.empty() || next.empty()) {
    states.insert(states.end(), next.begin(), next.end());
    return;
  }
  std::optional<base::Date> opened = first_open(next);
  if (!opened && next.back().status != Status::Closed) return;
  base::Date handover = std::max(opened.value_or(closed_for_good(next)), closed_for_good(states));
  std::vector<SchoolState> joined;
  if (handover > base::Date::distant_past()) {
    for (SchoolState& state : states) {
      std::optional<base::Period> kept = state.period.intersection(base::Period::before(handover));
      if (kept) joined.push_back(within(std::move(state), *kept));
    }
  }
  for (SchoolState& state : next) {
    std::optional<base::Period> kept = state.period.intersection(base::Period::since(handover));
    if (kept) joined.push_back(within(std::move(state), *kept));
  }
  states = std::move(joined);
}

base::Period life_of(std::int64_t urn, const std::vector<SchoolState>& states) {
  std::optional<base::Period> life;
  for (const SchoolState& state : states) {
    if (state.urn != urn) continue;
    life = life ? base::Period(life->from(), state.period.until()) : state.period;
  }
  return life.value_or(base::Period());
}

struct Handovers {
  std::unordered_map<std::int64_t, base::Date> from;  // of a predecessor
  std::unordered_map<std::int64_t, base::Date> to;    // to a successor
};

Handovers handovers_of(const std::vector<Succession>& successions) {
  Handovers handovers;
  for (const Succession& link : successions) {
    bool dated = link.on != base::Date::distant_past() && link.kind != SuccessionKind::Other &&
                 (link.remark.empty() || link.remark == "one-sided");
    if (!dated) continue;
    handovers.to.emplace(link.predecessor, link.on);
    // A school into which another is merged was there before.
    if (link.kind != SuccessionKind::Merged) handovers.from.emplace(link.successor, link.on);
  }
  return handovers;
}

std::optional<base::Date> find(const std::unordered_map<std::int64_t, base::Date>& dates,
                               std::int64_t urn) {
  auto found = dates.find(urn);
  if (found == dates.end()) return std::nullopt;
  return found->second;
}

// The day on which the next entry took over where no link tells it: its opening; if that is not
// known either, the day on which it was first seen, if this entry was last seen open before.
std::optional<base::Date> taken_over(std::span<const Sighting> sightings,
                                     const std::vector<SchoolState>& next_states,
                                     std::span<const Sighting> next, const EntryContext& context) {
  std::optional<base::Date> opened = first_open(next_states);
  if (!opened || *opened > base::Date::distant_past()) return opened;
  NewestWord last = newest_word(sightings, context);
  NewestWord first = newest_word(next, context);
  if (is_open(last.status) && last.on < first.first) return first.first;
  return std::nullopt;
}

// The entries of one school, the newest first: the day on which one begins tells when the one
// before it ended, where no link does.
void derive_chain(const std::vector<std::int64_t>& chain, const Entries& entries,
                  const Handovers& handovers, EntryContext& context, SchoolRecord& record) {
  std::vector<std::vector<SchoolState>> states(chain.size());
  for (std::size_t at = chain.size(); at-- > 0;) {
    context.succeeds_on = find(handovers.from, chain[at]);
    context.succeeded_on = find(handovers.to, chain[at]);
    std::span<const Sighting> sightings = entries.at(chain[at]);
    if (!context.succeeded_on && at + 1 < chain.size()) {
      context.succeeded_on =
          taken_over(sightings, states[at + 1], entries.at(chain[at + 1]), context);
    }
    states[at] = entry_states(chain[at], sightings, context);
    std::vector<Membership> found = entry_memberships(chain[at], sightings, states[at], context);
    record.memberships.insert(record.memberships.end(), found.begin(), found.end());
  }
  for (std::vector<SchoolState>& entry : states) append_entry(record.states, std::move(entry));
  std::stable_sort(record.memberships.begin(), record.memberships.end(),
                   [](const Membership& left, const Membership& right) {
                     return left.period.from() < right.period.from();
                   });
}

// A number that the next entry of the school keeps is one identifier throughout.
void add_identifier(std::vector<Identifier>& all, const Identifier& added) {
  for (Identifier& known : all) {
    bool same = known.scheme == added.scheme && known.value == added.value;
    std::optional<base::Period> joined = same ? known.period.joined(added.period) : std::nullopt;
    if (!joined) continue;
    known.period = *joined;
    return;
  }
  all.push_back(added);
}

// Edits by what they touch.
using Scopes = std::unordered_map<std::string, std::vector<Edit>>;
Scopes scopes_of(const std::vector<Edit>& edits) {
  Scopes scopes;
  for (const Edit& edit : edits) scopes[edit.scope].push_back(edit);
  return scopes;
}

// The clusters of each owner after its edits. Files and edits may name a school by any of its URNs.
void derive_clusters(const Evidence& evidence, const Organisations& organisations,
                     const std::unordered_map<std::int64_t, std::int64_t>& school_of_urn,
                     Derived& derived) {
  derived.stated = clusters_of(evidence, organisations);
  const Clusters& stated = derived.stated;
  std::map<std::int64_t, Clusters> by_owner;
  std::vector<std::int64_t> owners;  // as files name them, then as edits do
  auto clusters_of_owner = [&](std::int64_t owner) -> Clusters& {
    const auto [found, added] = by_owner.try_emplace(owner);
    if (added) owners.push_back(owner);
    return found->second;
  };
  std::vector<std::int64_t> places;
  for (const ClusterRecord& record : stated.all) {
    Clusters& own = clusters_of_owner(record.owner);
    places.push_back(static_cast<std::int64_t>(own.all.size()));
    own.all.push_back(record);
  }
  for (StatedMembership each : stated.members) {
    const auto cluster = static_cast<std::size_t>(each.membership.cluster);
    each.membership.cluster = places[cluster];
    by_owner[stated.all[cluster].owner].members.push_back(each);
  }
  std::unordered_map<std::int64_t, std::vector<Edit>> edits;
  for (const Edit& edit : evidence.edits) {
    if (edit.scope != clusters_scope(edit.owner)) continue;
    const std::optional<std::int64_t> owner = organisations.owner(edit.owner);
    if (!owner) continue;
    edits[*owner].push_back(edit);
    clusters_of_owner(*owner);
  }
  const SchoolOfUrn school_of = [&](std::int64_t urn) -> std::optional<std::int64_t> {
    const auto found = school_of_urn.find(urn);
    if (found == school_of_urn.end()) return std::nullopt;
    return found->second;
  };
  for (const std::int64_t owner : owners) {
    EditedClusters edited = edit_clusters(by_owner[owner], owner, edits[owner], school_of);
    const auto first = static_cast<std::int64_t>(derived.clusters.size());
    derived.clusters.insert(derived.clusters.end(), edited.all.begin(), edited.all.end());
    for (SchoolInCluster& each : edited.members) {
      each.membership.cluster += first;
      derived.schools[static_cast<std::size_t>(each.school)].record.clusters.push_back(
          each.membership);
    }
  }
}

void correct_school(const Scopes& scopes, const SchoolTypes& types, DerivedSchool& school) {
  std::vector<Edit> edits;
  for (std::int64_t urn : school.urns) {
    const auto found = scopes.find(school_scope(urn));
    if (found != scopes.end())
      edits.insert(edits.end(), found->second.begin(), found->second.end());
  }
  if (edits.empty()) return;
  school.record.stated = school.record.states;
  school.record.states = corrected(school.record.stated, edits, types);
}

}  // namespace

Derived derive(const Evidence& evidence, SchoolTypes types,
               const std::function<void(double)>& progress) {
  Derived derived;
  derived.types = std::move(types);
  learn_types(evidence, derived.types);
  Organisations organisations(evidence);
  Lists lists = lists_of(evidence);
  std::vector<std::int64_t> urns;
  Entries entries = entries_of(evidence, urns);
  EntryContext context{&organisations, &derived.types, &lists, std::nullopt, std::nullopt};

  std::unordered_map<std::int64_t, NewestWord> words;  // of the linked entries only
  EntryQuestions ask;
  ask.known = [&](std::int64_t urn) { return entries.count(urn) > 0; };
  ask.newest = [&](std::int64_t urn) {
    auto [found, added] = words.emplace(urn, NewestWord());
    auto entry = entries.find(urn);
    if (added && entry != entries.end()) found->second = newest_word(entry->second, context);
    return found->second;
  };
  derived.successions = successions(evidence, ask);
  Handovers handovers = handovers_of(derived.successions);
  const Scopes scopes = scopes_of(evidence.edits);

  std::vector<std::vector<std::int64_t>> schools = chains(urns, derived.successions);
  derived.schools.reserve(schools.size());
  std::unordered_map<std::int64_t, std::int64_t> school_of_urn;
  school_of_urn.reserve(urns.size());
  for (std::vector<std::int64_t>& chain : schools) {
    DerivedSchool& school = derived.schools.emplace_back();
    derive_chain(chain, entries, handovers, context, school.record);
    for (std::int64_t urn : chain) {
      std::vector<Identifier> identifiers =
          entry_identifiers(urn, entries.at(urn), life_of(urn, school.record.states));
      for (const Identifier& identifier : identifiers) {
        add_identifier(school.record.identifiers, identifier);
      }
    }
    for (std::int64_t urn : chain) {
      school_of_urn.emplace(urn, static_cast<std::int64_t>(derived.schools.size() - 1));
    }
    school.urns = std::move(chain);
    if (!scopes.empty()) correct_school(scopes, derived.types, school);
    bool tell = progress && derived.schools.size() % 4096 == 0;
    if (tell) {
      progress(static_cast<double>(derived.schools.size()) / static_cast<double>(schools.size()));
    }
  }
  derive_clusters(evidence, organisations, school_of_urn, derived);
  derived.organisations = organisations.all();
  for (OrganisationRecord& record : derived.organisations) {
    if (!record.uid) continue;
    const auto found = scopes.find(group_scope(owner_name(record)));
    if (found != scopes.end()) correct(record, found->second);
  }
  return derived;
}

}  // namespace registry

// The life of one entry of the national register (one URN), as all evidence tells it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "registry/evidence.hpp"
#include "registry/model.hpp"
#include "registry/organisations.hpp"

namespace registry {

// A list of open schools that is complete for its coverage, and a list of group links likewise.
struct Lists {
  std::vector<const Source*> open_schools;  // by date
  std::vector<const Source*> group_links;
};
Lists lists_of(const Evidence& evidence);

// Types of establishment by name.
struct SchoolType {
  std::int64_t id = 0;
  std::string name;
  std::string type_group;
  bool state_funded = false;
  bool academy = false;
};
class SchoolTypes {
 public:
  SchoolTypes() = default;
  explicit SchoolTypes(std::vector<SchoolType> types);
  const SchoolType* find(std::string_view name) const;
  const SchoolType* by_id(std::int64_t id) const;
  // Adds a type that the register has invented since; it counts as not state-funded.
  const SchoolType& learn(std::string_view name, std::string_view type_group);
  const std::vector<SchoolType>& all() const { return types_; }

 private:
  void index(std::size_t at);

  std::vector<SchoolType> types_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

// What is known beside the rows themselves.
struct EntryContext {
  const Organisations* organisations = nullptr;
  const SchoolTypes* types = nullptr;
  const Lists* lists = nullptr;
  std::optional<base::Date> succeeded_on;  // the day on which a successor took over
  std::optional<base::Date> succeeds_on;   // the day on which it took over from a predecessor
};

// Whether a list that is complete for its coverage would have named the entry on that day, going by
// the authority in which the entry was last seen by then (or was first seen afterwards).
bool covers(const Coverage& coverage, std::span<const Sighting> sightings, base::Date day);

// The stretches of the entry's life, by date, without gaps; empty when nothing but links name it.
// `sightings` are those of one URN, in the order of Evidence.
std::vector<SchoolState> entry_states(std::int64_t urn, std::span<const Sighting> sightings,
                                      const EntryContext& context);

// What the newest evidence says of the entry; Other when it says nothing. `first` is the day of the
// oldest evidence that says anything.
struct NewestWord {
  Status status = Status::Other;
  base::Date on = base::Date::distant_past();
  base::Date first = base::Date::distant_past();
};
NewestWord newest_word(std::span<const Sighting> sightings, const EntryContext& context);

// LAESTAB and UKPRN of the entry, while it has them, and its URN, all within `life`.
std::vector<Identifier> entry_identifiers(std::int64_t urn, std::span<const Sighting> sightings,
                                          const base::Period& life);

// Where the entry belonged; organisations are numbered as in context.organisations.
std::vector<Membership> entry_memberships(std::int64_t urn, std::span<const Sighting> sightings,
                                          const std::vector<SchoolState>& states,
                                          const EntryContext& context);

}  // namespace registry

// The things that the registry keeps, as every other file of the room speaks of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/period.hpp"

namespace registry {

struct School;
struct Organisation;
struct Cluster;
using SchoolId = base::Id<School>;
using OrganisationId = base::Id<Organisation>;
using ClusterId = base::Id<Cluster>;

// Numbers stand in the database.
enum class Status : std::int64_t {
  Open = 1,
  ProposedToClose = 2,
  Closed = 3,
  ProposedToOpen = 4,
  Other = 5
};
inline bool is_open(Status status) {
  return status == Status::Open || status == Status::ProposedToClose;
}
Status status_of(std::string_view text);      // "Open, but proposed to close"
std::string_view status_name(Status status);  // "Open but proposed to close"

enum class Phase : std::int64_t {
  NotKnown,
  Nursery,
  Primary,
  MiddlePrimary,
  MiddleSecondary,
  Secondary,
  Sixteen,
  AllThrough,
  None,
};
Phase phase_of(std::string_view text);
std::string_view phase_name(Phase phase);  // "Middle deemed primary"

enum class OrganisationKind { Mat, Sat, Federation, Foundation, Sponsor, Umbrella, Authority };
// "Multi-academy trust", as the register says it. Nothing for kinds that we do not keep.
std::optional<OrganisationKind> kind_of_group_type(std::string_view text);
std::string_view kind_code(OrganisationKind kind);   // "mat", as stored
std::string_view kind_label(OrganisationKind kind);  // "Multi-academy trust"
std::optional<OrganisationKind> kind_of_code(std::string_view code);

// Kinds that exclude each other: a school has one trust, of either kind, at a time.
enum class MembershipClass { Trust, Sponsor, Federation, Foundation, Umbrella, Authority };
MembershipClass class_of(OrganisationKind kind);

// One stretch of a school's life in which none of these facts changed.
struct SchoolState {
  base::Period period;
  std::int64_t urn = 0;
  Status status = Status::Other;
  std::string name;
  std::optional<std::int64_t> type_id;
  Phase phase = Phase::NotKnown;
  std::optional<std::int64_t> authority_id;
  std::string town;
  std::string postcode;
  std::string district;
  std::optional<std::int64_t> easting;  // metres, British National Grid
  std::optional<std::int64_t> northing;
  std::optional<std::int64_t> pupils;
  std::optional<std::int64_t> capacity;
  std::optional<std::int64_t> fsm;  // hundredths of a per cent
  std::optional<std::int64_t> age_low;
  std::optional<std::int64_t> age_high;
  std::string ofsted_grade;
  std::optional<std::int64_t> ofsted_on;  // yyyymmdd
  // Report cards (since November 2025) are never mapped on to grades, nor grades on to them.
  std::optional<std::int64_t> report_card_on;  // yyyymmdd
  // Else the period begins on the day on which its facts were first seen.
  bool from_exact = true;
  friend bool operator==(const SchoolState&, const SchoolState&) = default;
};

struct Identifier {
  std::string scheme;  // "urn", "laestab", "ukprn"
  std::int64_t value = 0;
  base::Period period;
  friend bool operator==(const Identifier&, const Identifier&) = default;
};

struct Membership {
  std::int64_t organisation = 0;
  std::int64_t urn = 0;
  base::Period period;
  bool from_exact = true;   // else: the first day on which it was seen
  bool until_exact = true;  // else: the first day on which it was no longer seen
  std::int64_t source = 0;
  friend bool operator==(const Membership&, const Membership&) = default;
};

struct ClusterMembership {
  std::int64_t cluster = 0;
  base::Period period;
  bool funding = false;
  bool lead = false;
  std::int64_t source = 0;
  std::int64_t edit = 0;  // that last touched it; 0: it is as a file states it
  friend bool operator==(const ClusterMembership&, const ClusterMembership&) = default;
};

// Everything that is derived for one school.
struct SchoolRecord {
  std::vector<SchoolState> states;  // by date; the entries of one school never overlap
  std::vector<Identifier> identifiers;
  std::vector<Membership> memberships;
  std::vector<ClusterMembership> clusters;
  // The states as the files alone tell them; only of a school that has corrections in force.
  std::vector<SchoolState> stated;
};

}  // namespace registry

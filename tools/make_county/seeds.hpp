// The hand-made part of the invented county: places, schools, groups and what happened to them.
// Everything else (pupils of other years, addresses, inspections, numbers) follows from these
// tables and the seed. Dates are whole numbers yyyymmdd; coordinates are in tens of metres.
#pragma once

#include <span>

namespace county {

struct Place {
  char letter;  // of the county's cluster that is named after it
  const char* town;
  const char* cluster;
  int x_dam, y_dam;
  int district;        // index into district_names()
  int constituency;    // index into constituency_names()
  const char* ward_west;
  const char* ward_east;
  int fsm_percent;     // of a typical school there in 2016
  int postcode_district;
};

// kind: P primary, I infant, J junior, S secondary to 16, T secondary to 18, A all-through,
// X special, N nursery, U pupil referral unit, K 16 plus, H independent.
// church: '-' none, 'c' and 'v' Church of England (controlled, aided), 'r' Roman Catholic aided,
// 'f' foundation school.
struct SchoolSeed {
  const char* id;
  const char* name;
  char place;
  char cluster;  // of the county; '-' for none
  int x_dam, y_dam;
  char kind;
  char church;
  int pupils_2016, pupils_2022, pupils_2026;  // 2022: 0 for "between the others"
};

struct GroupSeed {
  int uid;
  const char* id;
  const char* name;
  const char* companies_house;
  int type;  // 1 federation, 2 foundation trust, 5 sponsor, 6 multi-, 10 single-academy trust
  int opened;
  int closed;  // last day; 0 while open
  const char* town;
};

// A new record (URN) takes the place of one or more others.
struct ConversionSeed {
  const char* id;
  int opened;
  int type;
  int uid;
  const char* name;  // nullptr: unchanged
};

struct NewSchoolSeed {
  const char* id;
  int opened;
  int type;  // 0: the maintained type that its church says
  int uid;   // 0: none
};

struct ClosureSeed {
  const char* id;
  int closed;
  const char* reason;
};

struct LinkSeed {
  const char* before;
  const char* after;
  const char* backward;  // link type on the later record
  const char* forward;   // link type on the earlier record
  int date;
};

struct TrustMoveSeed {
  const char* id;
  int date;
  int uid;
};

struct RenameSeed {
  const char* id;
  int date;
  const char* name;
};

struct GroupMemberSeed {
  int uid;
  const char* id;
  int joined;
};

struct InspectionSeed {
  const char* id;
  int date;
  const char* grade;
};

struct CountyMoveSeed {
  const char* id;
  int date;
  char cluster;  // '-': leaves the county's clusters
};

struct SecondClusterSeed {
  const char* id;
  char cluster;
  int joined;
};

struct TrustClusterSeed {
  int uid;
  char letter;
  const char* cluster;
  const char* kind;
};

struct TrustClusterMemberSeed {
  int uid;
  char letter;
  const char* id;
  int joined;
  int left;  // first day outside; 0 while it lasts
  bool lead;
};

std::span<const Place> places();
std::span<const char* const> district_names();
std::span<const char* const> constituency_names();
std::span<const SchoolSeed> school_seeds();
std::span<const GroupSeed> group_seeds();
std::span<const ConversionSeed> conversion_seeds();
std::span<const NewSchoolSeed> new_school_seeds();
std::span<const ClosureSeed> closure_seeds();
std::span<const LinkSeed> link_seeds();
std::span<const TrustMoveSeed> trust_move_seeds();
std::span<const RenameSeed> rename_seeds();
std::span<const GroupMemberSeed> group_member_seeds();
std::span<const InspectionSeed> inspection_seeds();
std::span<const CountyMoveSeed> county_move_seeds();
std::span<const SecondClusterSeed> second_cluster_seeds();
std::span<const TrustClusterSeed> trust_cluster_seeds();
std::span<const TrustClusterMemberSeed> trust_cluster_member_seeds();

inline constexpr int county_clusters_began = 20140901;
inline constexpr int all_through_since = 20180901;  // Kestrel Down takes primary pupils
inline constexpr int proposed_to_close_by = 20270831;  // Nether Stanning

}  // namespace county

// The invented county as a whole: every record (URN), group, membership and link with its dates,
// from which the files are written. Periods are half-open: `left` is the first day outside.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "seeds.hpp"

namespace county {

inline constexpr std::array<int, 5> snapshot_dates = {20160901, 20190901, 20220901, 20240901,
                                                      20260601};
// Group links exist for all snapshots but the first.
inline constexpr std::array<int, 4> group_dates = {20190901, 20220901, 20240901, 20260601};

struct Inspection {
  int date = 0;
  std::string grade;
};

// One row of the register. A school has several when it converted.
struct Record {
  int urn = 0;
  std::size_t school = 0;  // index into World::schools
  int type = 0;
  std::vector<std::pair<int, std::string>> names;  // since when; the first one since 0
  int opened = 0;          // 0: the register does not say
  int closed = 0;          // last day; 0 while open
  std::string reason_opened = "Not applicable";
  std::string reason_closed = "Not applicable";
  int number = 0;          // of the establishment, within the authority
  bool has_ukprn = true;
  std::vector<Inspection> inspections;

  bool exists_on(int date) const { return opened <= date; }
  bool open_on(int date) const { return opened <= date && (closed == 0 || closed >= date); }
  const std::string& name_on(int date) const;
};

struct School {
  const SchoolSeed* seed = nullptr;
  const Place* place = nullptr;
  std::vector<std::size_t> records;  // in order of time
  int easting_m = 0, northing_m = 0;
  bool village = false;
  bool nursery_class = false;
  int capacity = 0;
  int fsm_tenths = 0;  // of a percent, in 2016
  int girls_per_mille = 500;
  std::string street, locality, postcode, ward, lsoa_name, lsoa_code, msoa_name, msoa_code;
  std::string property;  // unique property reference number

  char kind_on(int date) const;
};

struct Belonging {
  int urn = 0;
  int uid = 0;
  int joined = 0;
  int left = 0;
  bool on(int date) const { return joined <= date && (left == 0 || date < left); }
};

struct Link {
  int urn = 0;
  int other = 0;
  std::string other_name;
  std::string type;
  int date = 0;
};

struct ClusterMembership {
  std::string owner, cluster;
  char letter = 0;
  std::string kind;
  std::size_t school = 0;
  int urn = 0;
  int joined = 0;
  int left = 0;
  bool funding = false;
  bool lead = false;
};

struct World {
  std::uint64_t seed = 0;
  std::vector<School> schools;
  std::vector<Record> records;
  std::map<std::string, std::size_t, std::less<>> by_id;  // school
  std::vector<Belonging> belongings;
  std::vector<Link> links;
  std::vector<ClusterMembership> clusters;

  const School& school(std::string_view id) const;
  std::size_t record_on(std::size_t school, int date) const;  // in force, else the nearest
  const Record& record_of_urn(int urn) const;
  // The academy trust, federation or other group of these types on a day; nullptr when none.
  const GroupSeed* group_on(int urn, int date, std::initializer_list<int> types) const;
};

const GroupSeed& group_of_uid(int uid);
bool is_academy(int type);

World make_world(std::uint64_t seed);
void add_facts(World& world);        // facts.cpp: places, sizes, inspections
void add_memberships(World& world);  // memberships.cpp: groups, sponsors, clusters

// Pupils at the January census of a year.
int pupils_in(const World& world, const School& school, int year);
// The latest census on or before a day; 0 when that was before 2016, of which nothing is told.
int census_before(int date);
// What the register says on a day of a record: the census it was counted in, or 0.
int census_of(const Record& record, int date);
// Academies, free schools, and an authority's own schools, special ones too; here everything but
// independent schools and the college of further education.
bool is_state_funded(int type);

// What is wrong with the world, in words; empty when it is sound.
std::vector<std::string> faults(const World& world);

}  // namespace county

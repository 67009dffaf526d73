// What an alignment matrix says on a day: which entries hold, how many schools have adopted them,
// what is wrong, what is in motion in the school year, and how it moved over the years.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "delegation/alignment.hpp"

namespace delegation {

// A school of the group on the day.
struct AlignedSchool {
  std::int64_t id = 0;  // as adoptions name it
  std::int64_t urn = 0;
  std::string name;
  bool primary = false;
  bool secondary = false;
  bool special = false;
};

struct SchoolAdoption {
  const AlignedSchool* school = nullptr;
  const AdoptionEntry* adoption = nullptr;  // null: not known
};

struct AdoptionCount {
  int schools = 0;
  std::array<int, adoption_levels> of{};
  int known() const;
  int at(AdoptionLevel level) const { return of[static_cast<std::size_t>(level)]; }
};

// One entry that holds on the day, with the schools that it speaks of.
struct AlignedRow {
  const FunctionState* state = nullptr;
  std::vector<SchoolAdoption> schools;  // by name
  AdoptionCount count;
};

enum class AlignmentTrouble {
  Drift,       // it is to be common, and schools that had adopted it no longer do
  Overdue,     // the day of a target has passed, and no newer entry says that it was reached
  NotAdopted,  // it is to be common, and schools have not adopted it yet
  OldEvidence,
  NotKnown,  // of some schools nothing is noted
  NoDate,    // a target without a day
};
std::string_view code_of(AlignmentTrouble trouble);   // "not_adopted"
std::string_view label_of(AlignmentTrouble trouble);  // "Not adopted"

struct AlignmentFinding {
  AlignmentTrouble trouble = AlignmentTrouble::Drift;
  std::string code;  // of the function
  AlignedPhase phase = AlignedPhase::All;
  std::string what;                   // a sentence
  std::string mend;                   // what mends it
  std::vector<std::int64_t> schools;  // that it is about
  base::Date since;                   // on which it began to be wrong
  bool same(const AlignmentFinding& other) const {
    return trouble == other.trouble && code == other.code && phase == other.phase &&
           what == other.what;
  }
};

enum class MotionKind { Target, Provider, Approach, Begins, Ends, Adopted };
std::string_view code_of(MotionKind kind);
std::string_view label_of(MotionKind kind);

// Something that happens in a school year.
struct Motion {
  MotionKind kind = MotionKind::Target;
  base::Date on;
  std::string code;
  AlignedPhase phase = AlignedPhase::All;
  std::string what;
};

struct AlignmentView {
  base::Date on;
  std::vector<AlignedRow> rows;            // by area, then in the order of the matrix
  std::vector<AlignmentFinding> findings;  // the gravest first
  base::Period year;                       // the school year of the day
  std::vector<Motion> motion;              // of that year, by day
  const AlignedRow* row(std::string_view code, AlignedPhase phase) const;
  std::vector<const AlignmentFinding*> findings_of(std::string_view code, AlignedPhase phase) const;
  bool in_motion(std::string_view code, AlignedPhase phase) const;
};

// The days of the view are those of the matrix and the schools, which must outlive it. Withdrawn
// entries are passed over.
AlignmentView alignment_on(const AlignmentMatrix& matrix, const std::vector<AlignedSchool>& schools,
                           base::Date on);

// "Common in 2 of 3 schools, 1 not known": the approach, with the schools counted where they are.
std::string approach_words(const AlignedRow& row);
// The school year, from September on, in which a day lies.
base::Period school_year_of(base::Date on);
// When the entry stops to hold: the first day of the next one of its function and phase.
base::Date until_of(const AlignmentMatrix& matrix, const FunctionState& state);

// How the matrix stood on one day, for the picture of movement.
struct MovementPoint {
  base::Date on;
  bool planned = false;  // after today
  int entries = 0;
  std::array<int, approaches> of{};  // entries by approach
  struct School {
    std::int64_t id = 0;
    std::string name;
    AdoptionCount count;  // of entries that are to be common: `schools` counts entries here
  };
  std::vector<School> schools;  // by name
};
MovementPoint movement_point(const AlignmentView& view, base::Date today);
// Each first of September since the matrix began, at most ten, then `on`, and the next first of
// September where entries are planned.
std::vector<base::Date> movement_days(const AlignmentMatrix& matrix, base::Date on);

}  // namespace delegation

// The alignment matrix of a group ("aligned autonomy"): which functions its schools have in common,
// which are each school's own, where that is going, and how far each school has come. It is read
// from text, which users may edit: data/delegation/alignment.txt explains itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocks.hpp"
#include "base/date.hpp"
#include "base/result.hpp"

namespace delegation {

enum class Area { Standards, Inclusion, Finance, Services, Governance };
inline constexpr int areas = 5;
// Which schools an entry speaks of. An all-through school is both primary and secondary.
enum class AlignedPhase { All, Primary, Secondary, Special };
inline constexpr int aligned_phases = 4;
// How a function is done across the group, from the closest to the loosest. Ended: no longer kept
// in the matrix, from a day on.
enum class Approach { Central, Common, InSome, Individual, Delegated, Ended };
inline constexpr int approaches = 6;
enum class Direction { Maintain, Develop };
enum class AdoptionLevel { Adopted, Partly, OwnWay, NotYet };
inline constexpr int adoption_levels = 4;

// Codes stand in texts and in the database: "in_some"; labels are for people.
std::string_view code_of(Area area);
std::string_view label_of(Area area);
std::string_view code_of(AlignedPhase phase);
std::string_view label_of(AlignedPhase phase);
std::string_view code_of(Approach approach);
std::string_view label_of(Approach approach);
std::string_view code_of(Direction direction);
std::string_view label_of(Direction direction);
std::string_view code_of(AdoptionLevel level);
std::string_view label_of(AdoptionLevel level);
std::optional<Area> area_of(std::string_view code);
std::optional<AlignedPhase> aligned_phase_of(std::string_view code);
std::optional<Approach> approach_of(std::string_view code);
std::optional<Direction> direction_of(std::string_view code);
std::optional<AdoptionLevel> adoption_level_of(std::string_view code);

// Whether schools are meant to do it alike, so that adoption can be asked about.
constexpr bool is_shared(Approach approach) {
  return approach == Approach::Common || approach == Approach::InSome;
}

// How a function is done, from a day on until the next entry of the same function and phase.
struct FunctionState {
  std::int64_t id = 0;  // in the database; 0 in texts
  std::string code;     // of the function: "payroll"
  Area area = Area::Standards;
  std::string title;
  AlignedPhase phase = AlignedPhase::All;
  base::Date from;
  Approach approach = Approach::Individual;
  std::string says;      // how it is done, in a sentence
  std::string provider;  // who does it, where that is bought or moved: "Payroll bureau"
  Direction direction = Direction::Maintain;
  std::string target;            // of Develop: what is to be reached
  std::optional<base::Date> by;  // and until when
  std::string lead;              // code of an office of room governance, or a role in words
  std::string person;            // who that is, where no office says it
  std::string policy;
  std::string link;                    // to the policy: https://...
  std::vector<std::string> decisions;  // codes of the catalogue of decisions
  std::vector<std::string> services;   // of the centre that carry it
  std::int64_t made_at = 0;            // seconds since 1970; 0 in texts
  std::int64_t withdrawn_at = 0;       // 0: it stands
};

// How far a school has come with a function, from a day on until the next.
struct AdoptionEntry {
  std::int64_t id = 0;
  std::string code;         // of the function
  std::int64_t school = 0;  // its URN in texts, its number in the database
  base::Date since;
  AdoptionLevel level = AdoptionLevel::NotYet;
  std::string evidence;
  std::string by;  // who judged it: a role
  std::optional<base::Date> judged;
  std::int64_t made_at = 0;
  std::int64_t withdrawn_at = 0;
};

struct AlignmentMatrix {
  std::string title;
  int evidence_months = 12;           // after which a judgement is old
  std::vector<FunctionState> states;  // in the order of the text
  std::vector<AdoptionEntry> adoptions;
};

inline constexpr std::string_view alignment_title = "Aligned autonomy";
inline constexpr std::size_t function_code_max = 24;
inline constexpr int evidence_months_max = 60;

// "from: start" and "from: start plus 12 months" count from `start`. Error: bad_alignment, with the
// line.
base::Result<AlignmentMatrix> read_alignment(std::string_view text, base::Date start);
// A block of it, or the words of a form: then lines are 0, and `field` names the word. Error:
// bad_alignment.
base::Status read_heading(const base::Block& block, AlignmentMatrix& matrix);
base::Result<FunctionState> read_function(const base::Block& block, base::Date start);
base::Result<AdoptionEntry> read_adoption(const base::Block& block, base::Date start);
// Which read_alignment() reads as the same. Entries withdrawn are left out.
std::string alignment_text(const AlignmentMatrix& matrix);

}  // namespace delegation

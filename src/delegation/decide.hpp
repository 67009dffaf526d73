// Who decides. Pure: what is asked, of which unit, with which facts; the answer says by which
// clauses. How layers, nearness and unknown facts work is written in docs/spec/delegation.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/check.hpp"
#include "delegation/catalogue.hpp"
#include "delegation/scheme.hpp"

namespace delegation {

// Whether somebody stands behind a level at a unit on the day.
enum class Filled : std::uint8_t {
  Yes,
  None,       // there is no such body, or nobody holds the office
  Inquorate,  // fewer members sit than its quorum wants
};

// So many clauses of a stack of layers may speak of one decision, and no more.
inline constexpr int clauses_max = 64;

// A list without a heap, for answers that are made a million times a second.
template <typename T, int max>
class ShortList {
 public:
  void add(const T& item) {
    CHECK(size_ < max);
    items_[static_cast<std::size_t>(size_++)] = item;
  }
  void clear() { size_ = 0; }
  int size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](int at) const { return items_[static_cast<std::size_t>(at)]; }
  T& operator[](int at) { return items_[static_cast<std::size_t>(at)]; }
  const T* begin() const { return items_.data(); }
  const T* end() const { return items_.data() + size_; }

 private:
  std::array<T, max> items_;
  int size_ = 0;
};

// A layer made ready: its clauses stand by decision, the nearest first.
class Layer {
 public:
  struct Entry {
    std::uint32_t atoms_begin;
    std::uint16_t atoms;
    std::uint16_t clause;  // its place in the scheme
    std::int8_t decider;   // -1: nobody decides by it
    std::int8_t nearness;
  };
  // Who decides by this layer alone, where that hangs on one fact at most, as a table: from each
  // value on until the next the same is said. The values stand in eights, so that all of an eight
  // are compared at once, without a branch.
  struct Steps {
    std::uint32_t begin;
    std::uint16_t eights;       // 0: it hangs on more facts, and clauses must be looked at
    std::int8_t fact;           // -1: on none
    std::int8_t where_unknown;  // what is said where the fact is not known
  };
  struct Eight {
    std::array<std::int64_t, 8> from;
    std::array<std::int8_t, 8> said;  // a level, or one of these
  };
  static constexpr std::int8_t says_nothing = -1;  // the layers beneath are asked
  static constexpr std::int8_t says_conflict = -2;
  static constexpr std::int8_t says_missing = -3;  // it hangs on the fact

  Layer(const Catalogue& catalogue, Scheme scheme);
  const Scheme& scheme() const { return scheme_; }
  std::span<const Entry> about(int decision) const {
    const auto at = static_cast<std::size_t>(decision);
    return std::span(entries_).subspan(begins_[at], begins_[at + 1] - begins_[at]);
  }
  std::span<const Atom> atoms_of(const Entry& entry) const {
    return std::span(atoms_).subspan(entry.atoms_begin, entry.atoms);
  }
  const Steps& steps_of(int decision) const {
    return steps_of_[static_cast<std::size_t>(decision)];
  }
  std::int8_t said(const Steps& steps, std::int64_t value) const {
    if (value == unknown) return steps.where_unknown;
    const Eight* eight = eights_.data() + steps.begin;
    const Eight* const last = eight + steps.eights - 1;
    while (eight != last && eight[1].from[0] <= value) ++eight;
    std::size_t at = 0;
    for (std::size_t next = 1; next < 8; ++next) at += eight->from[next] <= value ? 1 : 0;
    return eight->said[at];
  }

 private:
  Steps make_steps(int decision);
  // By the entries about the decision, for one value of the fact that they hang on.
  std::int8_t said_by_entries(int decision, std::int64_t value) const;

  Scheme scheme_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> begins_;  // one more than decisions
  std::vector<Atom> atoms_;
  std::vector<Steps> steps_of_;  // by decision
  std::vector<Eight> eights_;
};

// What holds for one unit on one day. Layers belong to somebody else, and outlive it.
struct Unit {
  ShortList<const Layer*, layer_kinds> layers;  // the highest first; none beneath one that is whole
  // Of each decision a bit for each layer with a clause about it (most overlays speak of few), and
  // this one where the law may forbid something.
  static constexpr std::uint8_t law_speaks = 1U << layer_kinds;
  std::vector<std::uint8_t> speaking;
  base::Date on;
  std::array<Filled, levels_max> filled{};
  std::array<std::int8_t, levels_max> falls{};
  int retained = -1;
  std::vector<const Withdrawal*> withdrawals;  // in force on the day, of the highest layer first
  FactValues facts;                            // that are known of it
};
// `layers`: that concern the unit, in any order. `filled`: of each level. Error: bad_scheme, where
// two layers are of one kind, or more clauses than clauses_max speak of one decision.
base::Result<Unit> make_unit(const Catalogue& catalogue, std::span<const Layer* const> layers,
                             base::Date on, const std::array<Filled, levels_max>& filled,
                             const FactValues& facts);

enum class Outcome : std::uint8_t {
  Decided,
  MissingFacts,  // who decides depends on facts that were not given
  Gap,           // no clause gives it to anybody
  Conflict,      // two clauses, equally near, give it to different levels
  Forbidden,     // the law does not let that level decide
  Nobody,        // the level is vacant, and its powers fall to nobody
};
std::string_view word_of(Outcome outcome);  // "missing_facts"

// A clause: the place of its layer in the unit's list, and its place in the scheme; -1: none.
struct Ref {
  std::int16_t layer = -1;
  std::int16_t clause = -1;
  bool known() const { return clause >= 0; }
  friend bool operator==(const Ref&, const Ref&) = default;
};
enum class Effect : std::uint8_t {
  Decides,
  AddsDuty,
  Overridden,    // by the clause that decides
  DoesNotApply,  // a condition does not hold
  NotKnown,      // it depends on facts that were not given
};
struct Reason {
  Ref clause;
  Effect effect;
};
struct Duty {
  std::int8_t level;
  Part part;
  std::int16_t days;  // 0: not said
  std::int8_t to;     // whom it reports to; -1: who decides
  Ref by;
};
// The power passed from one level to another.
struct Passed {
  std::int8_t from;
  std::int8_t to;
  const Withdrawal* withdrawal;  // null: it fell, because the level is vacant
};

struct Ruling {
  Outcome outcome = Outcome::Gap;
  std::int8_t decider = -1;
  std::int8_t given_to = -1;  // before anything passed
  bool retained = false;      // no clause: it is what the scheme keeps back
  Ref by;
  FactSet missing = 0;                     // wanted to say who decides
  FactSet open = 0;                        // wanted to say all duties and approvals
  const Law* law = nullptr;                // that forbids it
  ShortList<Reason, clauses_max> reasons;  // of the highest layer first
  ShortList<Duty, levels_max * parts> duties;
  ShortList<Passed, levels_max> passed;
  ShortList<const Law*, laws_max> approvals;

  PartSet parts_of(int level) const;
};

// `facts` go before those of the unit. The decision must be in force on the day of the unit.
Ruling decide(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts);

// The same answer without its reasons.
struct Answer {
  Outcome outcome = Outcome::Gap;
  std::int8_t decider = -1;
  friend bool operator==(const Answer&, const Answer&) = default;
};
Answer who_decides(const Catalogue& catalogue, const Unit& unit, int decision,
                   const FactValues& facts);

}  // namespace delegation

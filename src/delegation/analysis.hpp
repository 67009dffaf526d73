// What is wrong with a scheme before it is adopted, each with the smallest example that shows it.
#pragma once

#include <string>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

enum class FaultKind {
  Gap,          // for some facts nobody decides
  Conflict,     // for some facts two levels decide
  Forbidden,    // for some facts a level decides that the law does not let
  Nobody,       // for some facts a vacant level decides, and its powers fall to nobody
  Endless,      // powers fall in a ring, or are withdrawn in one
  Unreachable,  // a clause that never has an effect
  NotJudged,    // there are too many cases to look at
};
std::string_view word_of(FaultKind kind);  // "gap"

struct Fault {
  FaultKind kind = FaultKind::Gap;
  int decision = -1;   // -1: of the scheme
  FactValues example;  // the smallest that shows it
  Ref clause;          // that is at fault, or one of two
  int level = -1;      // of Endless
};

// Gaps, conflicts, what the law forbids and what nobody can decide: of all layers of the unit
// together, for every decision that is in force on its day.
std::vector<Fault> faults_of(const Catalogue& catalogue, const Unit& unit);
// Rings, and clauses without an effect on any day: of one scheme by itself.
std::vector<Fault> faults_of(const Catalogue& catalogue, const Layer& layer);

// "amount £500.00", of each that is known.
std::vector<std::string> facts_told(const Catalogue& catalogue, const FactValues& facts);
// "F24, amount £500.00: nobody decides."
std::string fault_text(const Catalogue& catalogue, const Scheme* scheme, const Fault& fault);
// The clauses that are at fault, of all layers of the unit: "the headteacher by clause 4.7 of
// Scheme of the trust (version 11)". Of a gap none.
std::vector<std::string> clauses_at_fault(const Catalogue& catalogue, const Unit& unit,
                                          const Fault& fault);

}  // namespace delegation

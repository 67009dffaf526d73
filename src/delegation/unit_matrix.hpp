// What holds at one unit, all layers together: who has which part in each decision, as a matrix.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

struct UnitMatrixRow {
  int decision = 0;
  Condition when;  // of the facts that are not known of the unit; nothing: always
  Outcome outcome = Outcome::Gap;
  std::vector<Cell> cells;             // who decides first; none but duties where nobody can
  std::set<std::string> clauses;       // "clause 4.7 of Scheme of the trust (version 11)"
  std::vector<std::string> approvals;  // whose approval is wanted first
  bool too_many = false;               // there are too many cases to tell; then nothing else is
};
// Decisions that are asked of a unit of that kind ("school"), in the order of the catalogue; of
// each a row for each answer, the smallest amounts first.
std::vector<UnitMatrixRow> unit_matrix(const Catalogue& catalogue, const Unit& unit,
                                       std::string_view unit_kind);
// "Decides", "Nobody decides", "The law forbids it"
std::string_view outcome_words(Outcome outcome);

}  // namespace delegation

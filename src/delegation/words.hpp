// A ruling in plain words: who decides, who must be heard first, what follows; and why.
#pragma once

#include <string>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

// Of the unit that was asked about; "" where the question has none.
struct UnitNames {
  std::string group;
  std::string cluster;
  std::string school;
};
// "the headteacher of Saltmere Academy", "the trust board"
std::string level_name(const Catalogue& catalogue, int level, const UnitNames& names);

// Three sentences at most: who decides, or why nobody can be named; who recommends and is
// consulted; who is told, carries out and reports.
std::vector<std::string> sentences(const Catalogue& catalogue, const Unit& unit,
                                   const Ruling& ruling, const UnitNames& names);
// Why: the clause and what it overrides, what passed on, approvals, facts that would say more.
std::vector<std::string> because(const Catalogue& catalogue, const Unit& unit, const Ruling& ruling,
                                 const UnitNames& names);

// "W2: the powers of the headteacher over P02, Admit a pupil out of turn, are with the chief
// executive from 10 January 2027 to 31 May 2027"
std::string withdrawal_words(const Catalogue& catalogue, const Withdrawal& withdrawal);
// "They come back when the headteacher is back." or ""
std::string end_test_words(const Withdrawal& withdrawal);

// "5 days", "1 day"
std::string days_text(int days);
// "clause 4.7 of Scheme of the trust (version 11)"
std::string clause_name(const Unit& unit, const Ref& ref);
// The labels of facts, as "the length in months and the amount over the whole contract".
std::string facts_named(const Catalogue& catalogue, FactSet facts);

}  // namespace delegation

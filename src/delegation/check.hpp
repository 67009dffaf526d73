// What is to be told of schemes before they are adopted: faults of each text by itself, and of all
// that are in force together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/analysis.hpp"
#include "delegation/layers.hpp"

namespace delegation {

struct ToldFault {
  std::string text;
  bool stops = false;  // a scheme with it may not be adopted
  // The same without where and when it holds; and where, "At Oak, rated full".
  std::string what = {};
  std::string where = {};
  std::optional<base::Date> from = {};    // from a later day than the first that was looked at
  std::string_view kind = {};             // "conflict", as word_of() says it; "" of another kind
  std::string decision = {};              // its code; "" of none
  std::vector<std::string> facts = {};    // of the smallest example: "amount £9,000.01"
  std::vector<std::string> clauses = {};  // as clauses_at_fault() names them
};
// Each thing is told once.
struct Checked {
  std::vector<ToldFault> faults;
  std::vector<std::string> notes;  // what was not looked at, and why; what else is to be known
  bool stops() const;
  void fault(ToldFault fault);
  void note(std::string text);
};

// Gaps, conflicts, what the law forbids and powers that fall in a ring. What is vacant today may be
// filled tomorrow, and a clause without effect does no harm.
bool stops(FaultKind kind);

// One text by itself; and, as a note, whether its review is overdue on the day.
void check_alone(const Catalogue& catalogue, const Layer& layer, base::Date on, Checked& checked);
// Days from one on; without `until` without an end.
struct CheckedDays {
  base::Date on;
  std::optional<base::Date> until = std::nullopt;
};
// All that are in force together, on the first of the days and on each after it on which something
// turns; where an overlay waits for a rating that `facts` do not have, once for each rating and
// once without. `where`: said before each fault, "At Oak". What begins later says from when.
// Error: bad_scheme.
base::Status check_together(const Catalogue& catalogue, const Layers& layers, CheckedDays days,
                            const std::array<Filled, levels_max>& filled, const FactValues& facts,
                            const std::string& where, Checked& checked);

}  // namespace delegation

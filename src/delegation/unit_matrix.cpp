// Every case is asked; cases with one answer that lie beside one another are one row.
#include "delegation/unit_matrix.hpp"

#include "delegation/question_cases.hpp"
#include "delegation/words.hpp"

namespace delegation {

namespace {

struct Told {
  Outcome outcome = Outcome::Gap;
  std::vector<Cell> cells;
  std::set<std::string> clauses;
  std::vector<std::string> approvals;
  friend bool operator==(const Told&, const Told&) = default;
};

Told told(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts) {
  const Ruling ruling = decide(catalogue, unit, decision, facts);
  Told made;
  made.outcome = ruling.outcome;
  if (ruling.outcome == Outcome::Decided) {
    made.cells.push_back({ruling.decider, Part::Decides, 0, -1});
  }
  if (ruling.by.known()) made.clauses.insert(clause_name(unit, ruling.by));
  for (const Duty& duty : ruling.duties) {
    made.cells.push_back({duty.level, duty.part, duty.days, duty.to});
    if (duty.by.known()) made.clauses.insert(clause_name(unit, duty.by));
  }
  for (const Law* law : ruling.approvals) made.approvals.push_back(law->whose);
  return made;
}

}  // namespace

std::vector<UnitMatrixRow> unit_matrix(const Catalogue& catalogue, const Unit& unit,
                                       std::string_view unit_kind) {
  std::vector<UnitMatrixRow> rows;
  for (int at = 0; at < static_cast<int>(catalogue.decisions.size()); ++at) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(at)];
    if (decision.unit != unit_kind || !decision.period.contains(unit.on)) continue;
    const Cases cases = cases_of(catalogue, {&unit}, at);
    if (cases.too_many()) {
      rows.push_back({at, {}, Outcome::Gap, {}, {}, {}, true});
      continue;
    }
    for (auto& each : joined_cases(
             cases, [&](const FactValues& facts) { return told(catalogue, unit, at, facts); })) {
      Told& answer = each.answer;
      rows.push_back({at, condition_of(catalogue, cases, each.ranges), answer.outcome,
                      std::move(answer.cells), std::move(answer.clauses),
                      std::move(answer.approvals), false});
    }
  }
  return rows;
}

std::string_view outcome_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::Decided: return "Decides";
    case Outcome::Conflict: return "Two levels decide";
    case Outcome::Forbidden: return "The law does not let that level decide";
    case Outcome::Nobody: return "Who would decide is vacant";
    case Outcome::MissingFacts: return "It hangs on facts that are not known";
    case Outcome::Gap: break;
  }
  return "Nobody decides";
}

}  // namespace delegation

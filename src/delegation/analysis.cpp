// Every case of every decision is asked, and what is wrong with an answer is told once.
#include "delegation/analysis.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "delegation/question_cases.hpp"
#include "delegation/turns.hpp"
#include "delegation/words.hpp"

namespace delegation {

namespace {

std::optional<FaultKind> fault_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Gap: return FaultKind::Gap;
    case Outcome::Conflict: return FaultKind::Conflict;
    case Outcome::Forbidden: return FaultKind::Forbidden;
    case Outcome::Nobody: return FaultKind::Nobody;
    default: return std::nullopt;
  }
}

// Nobody need be vacant for it: withdrawals alone send the power round, to a level that had it.
bool withdrawn_in_a_ring(const Ruling& ruling) {
  if (ruling.passed.empty()) return false;
  const int last = ruling.passed[ruling.passed.size() - 1].to;
  return std::ranges::all_of(ruling.passed,
                             [](const Passed& each) { return each.withdrawal != nullptr; }) &&
         std::ranges::any_of(ruling.passed, [&](const Passed& each) { return each.from == last; });
}

// So many faults of one decision are told, and no more.
constexpr std::size_t faults_of_decision_max = 10;

// One fault for each run of neighbouring cases that show it, with the first of them.
void look_at(const Catalogue& catalogue, const Unit& unit, int decision,
             std::vector<Fault>& faults) {
  const Cases cases = cases_of(catalogue, {&unit}, decision);
  if (cases.too_many()) {
    faults.push_back({FaultKind::NotJudged, decision, {}, {}, -1});
    return;
  }
  const std::size_t begins = faults.size();
  bool running = false;
  each_case(cases, [&](const FactValues& facts) {
    auto kind = fault_of(who_decides(catalogue, unit, decision, facts).outcome);
    if (!kind || faults.size() - begins == faults_of_decision_max) {
      running = false;
      return;
    }
    const Ruling ruling = decide(catalogue, unit, decision, facts);
    const bool ring = *kind == FaultKind::Nobody && withdrawn_in_a_ring(ruling);
    if (ring) kind = FaultKind::Endless;
    const bool same = running && faults.back().kind == *kind && faults.back().clause == ruling.by;
    if (!same) faults.push_back({*kind, decision, facts, ruling.by, ring ? ruling.given_to : -1});
    running = true;
  });
}

bool in_force(const Catalogue& catalogue, int decision, base::Date on) {
  return catalogue.decisions[static_cast<std::size_t>(decision)].period.contains(on);
}

// The first level of each ring of powers that fall.
template <typename Falls>
std::vector<Fault> rings(const Falls& falls) {
  std::vector<Fault> faults;
  LevelSet told = 0;
  for (int begin = 0; begin < levels_max; ++begin) {
    LevelSet seen = 0;
    int level = begin;
    while (level >= 0 && (seen & level_bit(level)) == 0) {
      seen |= level_bit(level);
      level = falls[static_cast<std::size_t>(level)];
    }
    if (level != begin || (told & level_bit(begin)) != 0) continue;
    told |= seen;
    faults.push_back({FaultKind::Endless, -1, {}, {}, begin});
  }
  return faults;
}

void mark_reached(const Catalogue& catalogue, const Layer& layer, const Unit& unit,
                  std::vector<bool>& reached, std::vector<Fault>& faults) {
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    if (!in_force(catalogue, decision, unit.on)) continue;
    const Cases cases = cases_of(catalogue, {&unit}, decision);
    const auto mark = [&](const FactValues& facts) {
      const Ruling ruling = decide(catalogue, unit, decision, facts);
      // An overlay that decides nothing by itself adds to what others decide.
      const bool alone = ruling.outcome != Outcome::Decided;
      for (const Reason& reason : ruling.reasons) {
        const bool works =
            reason.effect == Effect::Decides || (alone && reason.effect == Effect::AddsDuty);
        if (works) reached[static_cast<std::size_t>(reason.clause.clause)] = true;
      }
      for (const Duty& duty : ruling.duties) {
        reached[static_cast<std::size_t>(duty.by.clause)] = true;
      }
    };
    if (!cases.too_many()) {
      each_case(cases, mark);
      continue;
    }
    const bool told = std::ranges::any_of(faults, [&](const Fault& each) {
      return each.kind == FaultKind::NotJudged && each.decision == decision;
    });
    if (!told) faults.push_back({FaultKind::NotJudged, decision, {}, {}, -1});
    for (const Layer::Entry& entry : layer.about(decision)) reached[entry.clause] = true;
  }
}

}  // namespace

std::string_view word_of(FaultKind kind) {
  constexpr std::string_view words[] = {"gap",     "conflict",    "forbidden", "nobody",
                                        "endless", "unreachable", "not_judged"};
  return words[static_cast<std::size_t>(kind)];
}

std::vector<Fault> faults_of(const Catalogue& catalogue, const Unit& unit) {
  std::vector<Fault> faults = rings(unit.falls);
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    if (in_force(catalogue, decision, unit.on)) look_at(catalogue, unit, decision, faults);
  }
  return faults;
}

std::vector<Fault> faults_of(const Catalogue& catalogue, const Layer& layer) {
  const Scheme& scheme = layer.scheme();
  std::vector<Fault> faults = rings(scheme.falls);
  std::vector<bool> reached(scheme.clauses.size(), false);
  for (const base::Date day : turning_days(catalogue, {}, scheme.from)) {
    const Layer* const layers[] = {&layer};
    const base::Result<Unit> unit =
        make_unit(catalogue, layers, day, std::array<Filled, levels_max>{}, FactValues());
    if (!unit.ok()) return faults;
    mark_reached(catalogue, layer, unit.value(), reached, faults);
  }
  for (std::size_t at = 0; at < reached.size(); ++at) {
    if (reached[at]) continue;
    const std::vector<int>& of = scheme.clauses[at].decisions;
    faults.push_back({FaultKind::Unreachable,
                      of.empty() ? -1 : of.front(),
                      {},
                      {0, static_cast<std::int16_t>(at)},
                      -1});
  }
  return faults;
}

std::vector<std::string> facts_told(const Catalogue& catalogue, const FactValues& facts) {
  std::vector<std::string> told;
  for (std::size_t at = 0; at < catalogue.facts.size(); ++at) {
    if (facts.of[at] == unknown) continue;
    told.push_back(catalogue.facts[at].code + " " + fact_text(catalogue.facts[at], facts.of[at]));
  }
  return told;
}

std::string fault_text(const Catalogue& catalogue, const Scheme* scheme, const Fault& fault) {
  std::vector<std::string> parts;
  if (fault.decision >= 0) {
    parts.push_back(catalogue.decisions[static_cast<std::size_t>(fault.decision)].code);
  }
  for (std::string& each : facts_told(catalogue, fault.example)) parts.push_back(std::move(each));
  const std::string where = base::join(parts, ", ");
  const auto code = [&] {
    return scheme && fault.clause.known()
               ? scheme->clauses[static_cast<std::size_t>(fault.clause.clause)].code
               : std::string();
  };
  switch (fault.kind) {
    case FaultKind::Gap: return where + ": nobody decides.";
    case FaultKind::Conflict: return where + ": two levels decide.";
    case FaultKind::Forbidden: return where + ": the law does not let that level decide.";
    case FaultKind::Nobody: return where + ": a vacant level decides, and nobody in its place.";
    case FaultKind::Unreachable: return "Clause " + code() + " never has an effect.";
    case FaultKind::NotJudged: return where + ": there are too many cases to look at.";
    case FaultKind::Endless: break;
  }
  const std::string& level = catalogue.levels[static_cast<std::size_t>(fault.level)].code;
  if (where.empty()) return "The powers of " + level + " fall in a ring.";
  return where + ": the powers of " + level + " are withdrawn in a ring.";
}

std::vector<std::string> clauses_at_fault(const Catalogue& catalogue, const Unit& unit,
                                          const Fault& fault) {
  const bool deciding = fault.kind == FaultKind::Conflict || fault.kind == FaultKind::Forbidden ||
                        fault.kind == FaultKind::Nobody;
  std::vector<std::string> found;
  if (!deciding) return found;
  const Ruling ruling = decide(catalogue, unit, fault.decision, fault.example);
  for (const Reason& reason : ruling.reasons) {
    if (reason.effect != Effect::Decides) continue;
    const Scheme& scheme = unit.layers[reason.clause.layer]->scheme();
    int level = scheme.clauses[static_cast<std::size_t>(reason.clause.clause)].decider();
    // To whom the power passed.
    if (fault.kind == FaultKind::Forbidden) level = ruling.decider;
    if (fault.kind == FaultKind::Nobody) level = ruling.given_to;
    found.push_back(level_name(catalogue, level, {}) + " by " + clause_name(unit, reason.clause));
  }
  return found;
}

}  // namespace delegation

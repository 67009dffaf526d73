// All facts fall into finitely many cases: between two bounds that a clause or a law names, every
// value gives the same answer. One value of each case is asked.
#include "delegation/analysis.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace delegation {

namespace {

// The values of each fact that are asked, in their order.
struct Cases {
  std::vector<int> facts;
  std::vector<std::vector<std::int64_t>> values;
  long count() const {
    long all = 1;
    for (const auto& each : values) {
      all *= static_cast<long>(each.size());
      if (all > cases_of_decision_max) break;
    }
    return all;
  }
};

class Values {
 public:
  void add(const Atom& atom) {
    std::set<std::int64_t>& of = of_[static_cast<std::size_t>(atom.fact)];
    named_.insert(atom.fact);
    if (atom.any_of != 0) return;
    of.insert(0);
    if (atom.least > 0) of.insert(atom.least);
    if (atom.most >= 0 && atom.most < std::numeric_limits<std::int64_t>::max()) {
      of.insert(atom.most + 1);
    }
  }

  Cases cases(const Catalogue& catalogue, const FactValues& known) const {
    Cases made;
    for (const int fact : named_) {
      const auto at = static_cast<std::size_t>(fact);
      if (known.of[at] != unknown) continue;
      const FactInfo& info = catalogue.facts[at];
      std::vector<std::int64_t> values(of_[at].begin(), of_[at].end());
      const std::size_t words = info.type == FactType::YesNo ? 2 : info.words.size();
      for (std::size_t word = 0; word < words; ++word) {
        values.push_back(static_cast<std::int64_t>(word));
      }
      made.facts.push_back(fact);
      made.values.push_back(std::move(values));
    }
    return made;
  }

 private:
  std::array<std::set<std::int64_t>, facts_max> of_;
  std::set<int> named_;
};

Cases cases_of(const Catalogue& catalogue, const Unit& unit, int decision) {
  Values values;
  for (const Layer* layer : unit.layers) {
    for (const Layer::Entry& entry : layer->about(decision)) {
      for (const Atom& atom : layer->atoms_of(entry)) values.add(atom);
    }
  }
  for (const Law& law : catalogue.decisions[static_cast<std::size_t>(decision)].laws) {
    for (const Atom& atom : law.when) values.add(atom);
  }
  return values.cases(catalogue, unit.facts);
}

// Calls `look` with every case, the smallest first.
template <typename Look>
void each_case(const Cases& cases, Look look) {
  std::vector<std::size_t> at(cases.facts.size(), 0);
  for (;;) {
    FactValues facts;
    for (std::size_t fact = 0; fact < at.size(); ++fact) {
      facts.of[static_cast<std::size_t>(cases.facts[fact])] = cases.values[fact][at[fact]];
    }
    look(facts);
    std::size_t next = at.size();
    while (next > 0 && ++at[next - 1] == cases.values[next - 1].size()) at[--next] = 0;
    if (next == 0) return;
  }
}

std::optional<FaultKind> fault_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Gap: return FaultKind::Gap;
    case Outcome::Conflict: return FaultKind::Conflict;
    case Outcome::Forbidden: return FaultKind::Forbidden;
    case Outcome::Nobody: return FaultKind::Nobody;
    default: return std::nullopt;
  }
}

// One fault for each kind and clause, with the first case that shows it.
void look_at(const Catalogue& catalogue, const Unit& unit, int decision,
             std::vector<Fault>& faults) {
  const Cases cases = cases_of(catalogue, unit, decision);
  if (cases.count() > cases_of_decision_max) {
    faults.push_back({FaultKind::NotJudged, decision, {}, {}, -1});
    return;
  }
  const std::size_t begins = faults.size();
  each_case(cases, [&](const FactValues& facts) {
    if (!fault_of(who_decides(catalogue, unit, decision, facts).outcome)) return;
    const Ruling ruling = decide(catalogue, unit, decision, facts);
    const FaultKind kind = *fault_of(ruling.outcome);
    const auto known = std::find_if(
        faults.begin() + static_cast<std::ptrdiff_t>(begins), faults.end(),
        [&](const Fault& fault) { return fault.kind == kind && fault.clause == ruling.by; });
    if (known == faults.end()) faults.push_back({kind, decision, facts, ruling.by, -1});
  });
}

bool in_force(const Catalogue& catalogue, int decision, base::Date on) {
  return catalogue.decisions[static_cast<std::size_t>(decision)].period.contains(on);
}

// The first level of each ring of powers that fall.
std::vector<Fault> rings(const Scheme& scheme) {
  std::vector<Fault> faults;
  LevelSet told = 0;
  for (int begin = 0; begin < levels_max; ++begin) {
    LevelSet seen = 0;
    int level = begin;
    while (level >= 0 && (seen & level_bit(level)) == 0) {
      seen |= level_bit(level);
      level = scheme.falls[static_cast<std::size_t>(level)];
    }
    if (level != begin || (told & level_bit(begin)) != 0) continue;
    told |= seen;
    faults.push_back({FaultKind::Endless, -1, {}, {}, begin});
  }
  return faults;
}

}  // namespace

std::string_view word_of(FaultKind kind) {
  constexpr std::string_view words[] = {"gap",     "conflict",    "forbidden", "nobody",
                                        "endless", "unreachable", "not_judged"};
  return words[static_cast<std::size_t>(kind)];
}

std::vector<Fault> faults_of(const Catalogue& catalogue, const Unit& unit) {
  std::vector<Fault> faults;
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    if (in_force(catalogue, decision, unit.on)) look_at(catalogue, unit, decision, faults);
  }
  return faults;
}

std::vector<Fault> faults_of(const Catalogue& catalogue, const Layer& layer) {
  const Scheme& scheme = layer.scheme();
  std::vector<Fault> faults = rings(scheme);
  const Layer* const layers[] = {&layer};
  const base::Result<Unit> unit =
      make_unit(catalogue, layers, scheme.from, std::array<Filled, levels_max>{}, FactValues());
  if (!unit.ok()) return faults;
  std::vector<bool> reached(scheme.clauses.size(), false);
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    const Cases cases = cases_of(catalogue, unit.value(), decision);
    const auto mark = [&](const FactValues& facts) {
      for (const Reason& reason : decide(catalogue, unit.value(), decision, facts).reasons) {
        const bool works = reason.effect == Effect::Decides || reason.effect == Effect::AddsDuty;
        if (works) reached[static_cast<std::size_t>(reason.clause.clause)] = true;
      }
    };
    if (cases.count() > cases_of_decision_max) {
      faults.push_back({FaultKind::NotJudged, decision, {}, {}, -1});
      for (const Layer::Entry& entry : layer.about(decision)) reached[entry.clause] = true;
    } else {
      each_case(cases, mark);
    }
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

std::string fault_text(const Catalogue& catalogue, const Scheme* scheme, const Fault& fault) {
  std::vector<std::string> parts;
  if (fault.decision >= 0) {
    parts.push_back(catalogue.decisions[static_cast<std::size_t>(fault.decision)].code);
  }
  for (std::size_t at = 0; at < catalogue.facts.size(); ++at) {
    if (fault.example.of[at] == unknown) continue;
    parts.push_back(catalogue.facts[at].code + " " +
                    fact_text(catalogue.facts[at], fault.example.of[at]));
  }
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
  return "The powers of " + catalogue.levels[static_cast<std::size_t>(fault.level)].code +
         " fall in a ring.";
}

}  // namespace delegation

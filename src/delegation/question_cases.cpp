// Bounds are gathered from clauses and laws.
#include "delegation/question_cases.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace delegation {

namespace {

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

}  // namespace

bool Cases::too_many() const {
  long all = 1;
  for (const auto& each : values) {
    all *= static_cast<long>(each.size());
    if (all > cases_of_decision_max) return true;
  }
  return false;
}

Cases cases_of(const Catalogue& catalogue, const std::vector<const Unit*>& units, int decision) {
  Values values;
  FactValues known;  // of every unit: it is not asked
  for (const Unit* unit : units) {
    for (const Layer* layer : unit->layers) {
      for (const Layer::Entry& entry : layer->about(decision)) {
        for (const Atom& atom : layer->atoms_of(entry)) values.add(atom);
      }
    }
  }
  for (std::size_t fact = 0; fact < facts_max; ++fact) {
    const auto knows = [&](const Unit* unit) { return unit->facts.of[fact] != unknown; };
    if (std::ranges::all_of(units, knows)) known.of[fact] = 0;
  }
  for (const Law& law : catalogue.decisions[static_cast<std::size_t>(decision)].laws) {
    for (const Atom& atom : law.when) values.add(atom);
  }
  return values.cases(catalogue, known);
}

Condition condition_of(const Catalogue& catalogue, const Cases& cases, const CaseRanges& ranges) {
  Condition made;
  for (std::size_t at = 0; at < cases.facts.size(); ++at) {
    const auto& values = cases.values[at];
    const auto [first, last] = ranges[at];
    if (first == 0 && last + 1 == values.size()) continue;
    const FactInfo& info = catalogue.facts[static_cast<std::size_t>(cases.facts[at])];
    Atom atom;
    atom.fact = cases.facts[at];
    if (info.type == FactType::YesNo || info.type == FactType::Word) {
      for (std::size_t each = first; each <= last; ++each) {
        atom.any_of |= std::uint64_t{1} << values[each];
      }
    } else {
      constexpr auto endless = std::numeric_limits<std::int64_t>::max();
      atom.least = first == 0 ? unknown + 1 : values[first];
      atom.most = last + 1 == values.size() ? endless : values[last + 1] - 1;
    }
    made.push_back(atom);
  }
  return made;
}

}  // namespace delegation

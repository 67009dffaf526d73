// One walk through the clauses of a decision, from the highest layer down.
#include "delegation/decide.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/text.hpp"

namespace delegation {

namespace {

// Whether all atoms hold: yes, no, or not known, with the facts that are wanting.
enum class Truth : std::uint8_t { No, Yes, NotKnown };

template <typename Atoms>
Truth truth_of(const Atoms& atoms, const Unit& unit, const FactValues& facts, FactSet& wanting) {
  FactSet missing = 0;
  for (const Atom& atom : atoms) {
    const auto at = static_cast<std::size_t>(atom.fact);
    std::int64_t value = facts.of[at];
    if (value == unknown) value = unit.facts.of[at];
    if (value == unknown) {
      missing |= fact_bit(atom.fact);
    } else if (!atom.holds(value)) {
      return Truth::No;
    }
  }
  if (missing == 0) return Truth::Yes;
  wanting = missing;
  return Truth::NotKnown;
}

// Where the answer is written: everything of it, or who decides alone.
struct Writing {
  Ruling* full = nullptr;
  void reason(Ref clause, Effect effect) const {
    if (full) full->reasons.add({clause, effect});
  }
};

struct Found {
  Outcome outcome = Outcome::Gap;
  int decider = -1;
  Ref by;
  FactSet missing = 0;
};

// Which clause decides. Of each layer all clauses are looked at, the nearest first, until a layer
// has one that applies; the layers beneath are looked at for their reasons alone.
class Search {
 public:
  Search(const Unit& unit, const FactValues& facts, Writing writing)
      : unit_(unit), facts_(facts), writing_(writing) {}

  Found run(int decision) {
    const unsigned speaking = unit_.speaking[static_cast<std::size_t>(decision)];
    for (int layer = 0; layer < unit_.layers.size(); ++layer) {
      if ((speaking >> static_cast<unsigned>(layer) & 1) == 0) continue;
      settled_above_ = settled_;
      nearness_ = 3;
      for (const Layer::Entry& entry : unit_.layers[layer]->about(decision)) {
        if (!writing_.full && (settled_above_ || entry.decider < 0)) continue;
        look(layer, entry);
      }
      if (settled_ && !writing_.full) break;
    }
    if (found_.missing != 0) found_.outcome = Outcome::MissingFacts;
    return found_;
  }

 private:
  void look(int layer, const Layer::Entry& entry) {
    // Clauses that speak less nearly are settled by those that speak more nearly.
    if (entry.nearness != nearness_) {
      nearness_ = entry.nearness;
      settled_above_ = settled_above_ || settled_;
    }
    const Ref ref{static_cast<std::int16_t>(layer), static_cast<std::int16_t>(entry.clause)};
    FactSet wanting = 0;
    const Truth truth = truth_of(unit_.layers[layer]->atoms_of(entry), unit_, facts_, wanting);
    if (truth == Truth::No) return writing_.reason(ref, Effect::DoesNotApply);
    if (entry.decider < 0) {
      if (truth == Truth::NotKnown && writing_.full) writing_.full->open |= wanting;
      return writing_.reason(ref, truth == Truth::Yes ? Effect::AddsDuty : Effect::NotKnown);
    }
    if (settled_above_) {
      // Beneath a clause of which it is not known whether it applies, none is overridden yet.
      return writing_.reason(ref, found_.missing == 0 ? Effect::Overridden : Effect::NotKnown);
    }
    if (truth == Truth::NotKnown) {
      found_.missing |= wanting;
      settled_ = true;
      return writing_.reason(ref, Effect::NotKnown);
    }
    writing_.reason(ref, Effect::Decides);
    settled_ = true;
    if (found_.outcome == Outcome::Gap) {
      found_.outcome = Outcome::Decided;
      found_.decider = entry.decider;
      found_.by = ref;
    } else if (found_.decider != entry.decider) {
      found_.outcome = Outcome::Conflict;
    }
  }

  const Unit& unit_;
  const FactValues& facts_;
  const Writing writing_;
  Found found_;
  int nearness_ = 3;
  bool settled_ = false;        // a clause decides, or might
  bool settled_above_ = false;  // one of a higher layer or that speaks more nearly
};

// Who decides, out of the tables of the layers. Nothing where the clauses must be looked at.
std::optional<Answer> looked_up(const Unit& unit, unsigned speaking, int decision,
                                const FactValues& facts) {
  for (speaking &= Unit::law_speaks - 1; speaking != 0; speaking &= speaking - 1) {
    const Layer& layer = *unit.layers[std::countr_zero(speaking)];
    const Layer::Steps& steps = layer.steps_of(decision);
    if (steps.eights == 0) return std::nullopt;
    std::int64_t value = unknown + 1;
    if (steps.fact >= 0) {
      const auto at = static_cast<std::size_t>(steps.fact);
      value = facts.of[at] != unknown ? facts.of[at] : unit.facts.of[at];
    }
    const std::int8_t said = layer.said(steps, value);
    if (said >= 0) return Answer{Outcome::Decided, said};
    if (said == Layer::says_missing) return Answer{Outcome::MissingFacts, -1};
    if (said == Layer::says_conflict) return Answer{Outcome::Conflict, -1};
  }
  return Answer{};
}

const Withdrawal* withdrawn(const Catalogue& catalogue, const Unit& unit, int level, int decision) {
  for (const Withdrawal* each : unit.withdrawals) {
    if (each->from_level == level && each->about(catalogue, decision)) return each;
  }
  return nullptr;
}

// Powers that are taken back pass on; so do those of a level that is vacant. False: to nobody.
bool pass_on(const Catalogue& catalogue, const Unit& unit, int decision, int& decider,
             Writing writing) {
  LevelSet seen = level_bit(decider);
  for (;;) {
    const auto at = static_cast<std::size_t>(decider);
    const Withdrawal* taken =
        unit.withdrawals.empty() ? nullptr : withdrawn(catalogue, unit, decider, decision);
    if (!taken && unit.filled[at] == Filled::Yes) return true;
    const int to = taken ? taken->to_level : unit.falls[at];
    if (to < 0) return false;
    if (writing.full) {
      writing.full->passed.add(
          {static_cast<std::int8_t>(decider), static_cast<std::int8_t>(to), taken});
    }
    if ((seen & level_bit(to)) != 0) return false;
    seen |= level_bit(to);
    decider = to;
  }
}

// The law that does not let the level decide; facts that the law wants are added to `missing`.
const Law* law_against(const Decision& decision, const Unit& unit, const FactValues& facts,
                       int level, FactSet& missing) {
  for (const Law& law : decision.laws) {
    if (law.kind == Law::Kind::Approval || !law.period.contains(unit.on)) continue;
    const bool among = (law.levels & level_bit(level)) != 0;
    if (among != (law.kind == Law::Kind::Forbids)) continue;
    FactSet wanting = 0;
    const Truth truth = truth_of(law.when, unit, facts, wanting);
    if (truth == Truth::Yes) return &law;
    if (truth == Truth::NotKnown) missing |= wanting;
  }
  return nullptr;
}

struct Settled {
  Found found;
  const Law* law = nullptr;
  bool retained = false;
  int given_to = -1;
};

// What becomes of what the clauses say.
Settled settle(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts,
               const Found& by_clauses, Writing writing) {
  Settled made;
  Found& found = made.found;
  found = by_clauses;
  if (found.outcome == Outcome::Gap && unit.retained >= 0) {
    found.outcome = Outcome::Decided;
    found.decider = unit.retained;
    made.retained = true;
  }
  made.given_to = found.decider;
  if (found.outcome != Outcome::Decided) return made;
  if (!pass_on(catalogue, unit, decision, found.decider, writing)) {
    found.outcome = Outcome::Nobody;
    return made;
  }
  if ((unit.speaking[static_cast<std::size_t>(decision)] & Unit::law_speaks) == 0) return made;
  const Decision& asked = catalogue.decisions[static_cast<std::size_t>(decision)];
  made.law = law_against(asked, unit, facts, found.decider, found.missing);
  if (made.law) {
    found.outcome = Outcome::Forbidden;
    found.missing = 0;
  } else if (found.missing != 0) {
    found.outcome = Outcome::MissingFacts;
  }
  return made;
}

// Whoever decides is not asked to recommend, is not consulted, and need not be told.
bool idle(const Cell& cell, int decider) {
  return cell.part == Part::Decides ||
         (cell.level == decider && (cell.part == Part::Recommends || cell.part == Part::Consulted ||
                                    cell.part == Part::Informed));
}

// Each part of a level once, as the highest layer says it.
void add_duties(const Unit& unit, Ruling& ruling) {
  std::array<PartSet, levels_max> said{};
  for (const Reason& reason : ruling.reasons) {
    if (reason.effect != Effect::Decides && reason.effect != Effect::AddsDuty) continue;
    const Scheme& scheme = unit.layers[reason.clause.layer]->scheme();
    for (const Cell& cell : scheme.clauses[static_cast<std::size_t>(reason.clause.clause)].cells) {
      // Who decides in the place of another reports in its place.
      const bool passed = cell.part == Part::Reports && cell.level == ruling.given_to;
      const int level = passed ? ruling.decider : cell.level;
      if (passed && level == cell.to) continue;  // nobody reports to themselves
      PartSet& parts_said = said[static_cast<std::size_t>(level)];
      if (idle(cell, ruling.decider) || (parts_said & part_bit(cell.part)) != 0) continue;
      parts_said |= part_bit(cell.part);
      ruling.duties.add({static_cast<std::int8_t>(level), cell.part,
                         static_cast<std::int16_t>(cell.days), static_cast<std::int8_t>(cell.to),
                         reason.clause});
    }
  }
}

void add_approvals(const Decision& decision, const Unit& unit, const FactValues& facts,
                   Ruling& ruling) {
  for (const Law& law : decision.laws) {
    if (law.kind != Law::Kind::Approval || !law.period.contains(unit.on)) continue;
    FactSet wanting = 0;
    const Truth truth = truth_of(law.when, unit, facts, wanting);
    if (truth == Truth::Yes) ruling.approvals.add(&law);
    if (truth == Truth::NotKnown) ruling.open |= wanting;
  }
}

// Where an atom begins or ceases to hold, and the least value that there is.
void add_bounds(const Atom& atom, std::vector<std::int64_t>& values) {
  if (atom.any_of == 0) {
    values.push_back(unknown + 1);
    values.push_back(atom.least);
    if (atom.most != std::numeric_limits<std::int64_t>::max()) values.push_back(atom.most + 1);
    return;
  }
  for (int word = 0; word <= fact_words_max; ++word) values.push_back(word);
}

// What speaks of a whole domain by facts that this decision does not have says nothing of it.
bool concerns(const Catalogue& catalogue, const Clause& clause, int decision) {
  return clause.about(catalogue, decision) &&
         std::ranges::all_of(clause.when,
                             [&](const Atom& atom) { return catalogue.has(decision, atom.fact); });
}

}  // namespace

Layer::Layer(const Catalogue& catalogue, Scheme scheme) : scheme_(std::move(scheme)) {
  std::vector<std::uint32_t> atoms_begin;
  for (const Clause& clause : scheme_.clauses) {
    atoms_begin.push_back(static_cast<std::uint32_t>(atoms_.size()));
    atoms_.insert(atoms_.end(), clause.when.begin(), clause.when.end());
  }
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    begins_.push_back(static_cast<std::uint32_t>(entries_.size()));
    for (std::size_t at = 0; at < scheme_.clauses.size(); ++at) {
      const Clause& clause = scheme_.clauses[at];
      if (!concerns(catalogue, clause, decision)) continue;
      entries_.push_back({atoms_begin[at], static_cast<std::uint16_t>(clause.when.size()),
                          static_cast<std::uint16_t>(at),
                          static_cast<std::int8_t>(clause.decider()),
                          static_cast<std::int8_t>(clause.nearness())});
    }
    std::stable_sort(
        entries_.begin() + begins_.back(), entries_.end(),
        [](const Entry& one, const Entry& other) { return one.nearness > other.nearness; });
  }
  begins_.push_back(static_cast<std::uint32_t>(entries_.size()));
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    steps_of_.push_back(make_steps(decision));
  }
}

std::int8_t Layer::said_by_entries(int decision, std::int64_t value) const {
  std::int8_t said = says_nothing;
  std::int8_t nearness = 0;
  for (const Entry& entry : about(decision)) {
    if (entry.decider < 0) continue;
    if (said != says_nothing && entry.nearness != nearness) break;
    nearness = entry.nearness;
    const std::span<const Atom> atoms = atoms_of(entry);
    if (value == unknown && !atoms.empty()) return says_missing;
    const bool applies =
        std::ranges::all_of(atoms, [value](const Atom& atom) { return atom.holds(value); });
    if (!applies || said == says_conflict) continue;
    said = said == says_nothing || said == entry.decider ? entry.decider : says_conflict;
  }
  return said;
}

Layer::Steps Layer::make_steps(int decision) {
  Steps made{static_cast<std::uint32_t>(eights_.size()), 0, -1, says_nothing};
  std::vector<std::int64_t> values;
  for (const Entry& entry : about(decision)) {
    if (entry.decider < 0) continue;
    for (const Atom& atom : atoms_of(entry)) {
      if (made.fact >= 0 && made.fact != atom.fact) return made;
      made.fact = static_cast<std::int8_t>(atom.fact);
      add_bounds(atom, values);
    }
  }
  if (values.empty()) values.push_back(unknown + 1);
  std::ranges::sort(values);
  std::int8_t before = says_missing;  // which no value says
  std::size_t steps = 0;
  for (const std::int64_t value : values) {
    const std::int8_t said = said_by_entries(decision, value);
    if (said == before) continue;
    before = said;
    if (steps % 8 == 0) {
      eights_.emplace_back().from.fill(std::numeric_limits<std::int64_t>::max());
      ++made.eights;
    }
    Eight& eight = eights_.back();
    eight.from[steps % 8] = value;
    std::fill(eight.said.begin() + static_cast<std::ptrdiff_t>(steps % 8), eight.said.end(), said);
    ++steps;
  }
  made.where_unknown = said_by_entries(decision, unknown);
  return made;
}

base::Result<Unit> make_unit(const Catalogue& catalogue, std::span<const Layer* const> layers,
                             base::Date on, const std::array<Filled, levels_max>& filled,
                             const FactValues& facts) {
  Unit unit;
  unit.on = on;
  unit.filled = filled;
  unit.falls.fill(-1);
  unit.facts = facts;
  std::vector<const Layer*> sorted(layers.begin(), layers.end());
  std::ranges::stable_sort(sorted, [](const Layer* one, const Layer* other) {
    return one->scheme().kind > other->scheme().kind;
  });
  for (const Layer* layer : sorted) {
    const Scheme& scheme = layer->scheme();
    if (!unit.layers.empty() && unit.layers[unit.layers.size() - 1]->scheme().kind == scheme.kind) {
      return base::make_error("bad_scheme", "\"" + scheme.title + "\" is a second " +
                                                base::lower_ascii(label_of(scheme.kind)) +
                                                " of one unit on one day: end one of them.");
    }
    unit.layers.add(layer);
    if (unit.retained < 0) unit.retained = scheme.retained;
    for (std::size_t at = 0; at < levels_max; ++at) {
      if (unit.falls[at] < 0) unit.falls[at] = static_cast<std::int8_t>(scheme.falls[at]);
    }
    const std::size_t above = unit.withdrawals.size();
    for (const Withdrawal& each : scheme.withdrawals) {
      if (each.period.contains(on)) unit.withdrawals.push_back(&each);
    }
    std::stable_sort(unit.withdrawals.begin() + static_cast<std::ptrdiff_t>(above),
                     unit.withdrawals.end(), [](const Withdrawal* one, const Withdrawal* other) {
                       return one->nearness() > other->nearness();
                     });
    if (scheme.whole) break;
  }
  for (int at = 0; at < static_cast<int>(catalogue.decisions.size()); ++at) {
    std::size_t clauses = 0;
    std::uint8_t speaking = 0;
    const std::vector<Law>& laws = catalogue.decisions[static_cast<std::size_t>(at)].laws;
    if (!laws.empty()) speaking |= Unit::law_speaks;
    for (int layer = 0; layer < unit.layers.size(); ++layer) {
      const std::size_t count = unit.layers[layer]->about(at).size();
      clauses += count;
      if (count > 0) speaking |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(layer));
    }
    unit.speaking.push_back(speaking);
    if (clauses > clauses_max) {
      return base::make_error(
          "bad_scheme",
          "More than " + std::to_string(clauses_max) + " clauses speak of the decision " +
              catalogue.decisions[static_cast<std::size_t>(at)].code + ": join some of them.");
    }
  }
  return unit;
}

std::string_view word_of(Outcome outcome) {
  constexpr std::string_view words[] = {"decided",  "missing_facts", "gap",
                                        "conflict", "forbidden",     "nobody"};
  return words[static_cast<std::size_t>(outcome)];
}

PartSet Ruling::parts_of(int level) const {
  PartSet all = outcome == Outcome::Decided && decider == level ? part_bit(Part::Decides) : 0;
  for (const Duty& duty : duties) {
    if (duty.level == level) all |= part_bit(duty.part);
  }
  return all;
}

Ruling decide(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts) {
  Ruling ruling;
  const Writing writing{&ruling};
  const Found found = Search(unit, facts, writing).run(decision);
  const Settled made = settle(catalogue, unit, decision, facts, found, writing);
  ruling.outcome = made.found.outcome;
  ruling.decider = static_cast<std::int8_t>(made.found.decider);
  ruling.given_to = static_cast<std::int8_t>(made.given_to);
  ruling.retained = made.retained;
  ruling.by = made.found.by;
  ruling.missing = made.found.missing;
  ruling.law = made.law;
  if (ruling.outcome != Outcome::Decided) {
    ruling.open = 0;
    if (ruling.outcome != Outcome::Forbidden) ruling.decider = -1;
    return ruling;
  }
  add_duties(unit, ruling);
  add_approvals(catalogue.decisions[static_cast<std::size_t>(decision)], unit, facts, ruling);
  return ruling;
}

Answer who_decides(const Catalogue& catalogue, const Unit& unit, int decision,
                   const FactValues& facts) {
  const unsigned speaking = unit.speaking[static_cast<std::size_t>(decision)];
  const std::optional<Answer> quick = looked_up(unit, speaking, decision, facts);
  if (quick && quick->outcome == Outcome::Decided && (speaking & Unit::law_speaks) == 0 &&
      unit.withdrawals.empty() &&
      unit.filled[static_cast<std::size_t>(quick->decider)] == Filled::Yes) {
    return *quick;
  }
  if (quick && (quick->outcome == Outcome::MissingFacts || quick->outcome == Outcome::Conflict)) {
    return *quick;
  }
  Found found;
  if (quick) {
    found.outcome = quick->outcome;
    found.decider = quick->decider;
  } else {
    found = Search(unit, facts, Writing{}).run(decision);
  }
  const Settled made = settle(catalogue, unit, decision, facts, found, Writing{});
  const bool named =
      made.found.outcome == Outcome::Decided || made.found.outcome == Outcome::Forbidden;
  return {made.found.outcome,
          named ? static_cast<std::int8_t>(made.found.decider) : std::int8_t{-1}};
}

}  // namespace delegation

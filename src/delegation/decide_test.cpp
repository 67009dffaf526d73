// decide() against an evaluator that is written as plainly as can be, over random schemes and
// questions; and what a scheme's text may not say.
#include "delegation/decide.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "delegation/random_testing.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

// ---- the plain evaluator: no index, no early end, sets and maps; of the schemes as they are read
// ----

// What is asked of: nothing is worked out of it beforehand.
struct Where {
  std::vector<const Scheme*> schemes;  // in any order
  base::Date on;
  std::array<Filled, levels_max> filled{};
  FactValues known;
};

using Place = std::pair<int, int>;  // a layer, the highest is 0; and the place of a clause in it

struct Plain {
  std::string outcome;
  int decider = -1;
  FactSet missing = 0;
  std::optional<Place> by;
  std::set<Place> overridden;
  std::set<std::tuple<int, int, int, int>> duties;  // level, part, days, to whom
  std::vector<std::string> approvals;
};

enum class Truth { No, Yes, NotKnown };

Truth truth(const Condition& when, const Where& where, const FactValues& facts, FactSet& missing) {
  bool open = false;
  FactSet wanting = 0;
  for (const Atom& atom : when) {
    const auto at = static_cast<std::size_t>(atom.fact);
    const std::int64_t value = facts.of[at] != unknown ? facts.of[at] : where.known.of[at];
    if (value == unknown) {
      open = true;
      wanting |= fact_bit(atom.fact);
      continue;
    }
    const bool holds = atom.any_of != 0 ? ((atom.any_of >> value) & 1) == 1
                                        : value >= atom.least && value <= atom.most;
    if (!holds) return Truth::No;
  }
  if (!open) return Truth::Yes;
  missing |= wanting;
  return Truth::NotKnown;
}

// The schemes that count, the highest first: a rating, the school, its cluster, its category, the
// group; none beneath one that stands in place of all.
std::vector<const Scheme*> stack_of(const Where& where) {
  std::vector<const Scheme*> stack;
  for (const LayerKind kind : {LayerKind::Rating, LayerKind::School, LayerKind::Cluster,
                               LayerKind::Category, LayerKind::Group}) {
    for (const Scheme* each : where.schemes) {
      if (each->kind != kind) continue;
      stack.push_back(each);
      if (each->whole) return stack;
    }
  }
  return stack;
}

// 2: it names the decision, 1: its domain, 0: all; nothing: another.
std::optional<int> speaks(const Catalogue& catalogue, const std::vector<int>& decisions,
                          const std::string& domain, int decision) {
  const std::string& of = catalogue.decisions[static_cast<std::size_t>(decision)].domain;
  if (!decisions.empty()) {
    const bool named = std::count(decisions.begin(), decisions.end(), decision) > 0;
    return named ? std::optional(2) : std::nullopt;
  }
  if (domain.empty()) return 0;
  return domain == of ? std::optional(1) : std::nullopt;
}

int decider_of(const Clause& clause) {
  for (const Cell& cell : clause.cells) {
    if (cell.part == Part::Decides) return cell.level;
  }
  return -1;
}

struct Candidate {
  Place place;
  int nearness = 0;
  const Clause* clause = nullptr;
  Truth truth = Truth::No;
  FactSet missing = 0;
};

std::vector<Candidate> candidates(const Catalogue& catalogue, const Where& where, int decision,
                                  const FactValues& facts) {
  std::vector<Candidate> all;
  int layer = 0;
  for (const Scheme* scheme : stack_of(where)) {
    int at = 0;
    for (const Clause& clause : scheme->clauses) {
      const auto nearness = speaks(catalogue, clause.decisions, clause.domain, decision);
      bool has_all = nearness.has_value();
      for (const Atom& atom : clause.when) has_all &= catalogue.has(decision, atom.fact);
      Candidate each{{layer, at}, nearness.value_or(0), &clause, Truth::No, 0};
      if (has_all) each.truth = truth(clause.when, where, facts, each.missing);
      if (each.truth != Truth::No) all.push_back(each);
      ++at;
    }
    ++layer;
  }
  return all;
}

void plain_duties(const std::vector<Candidate>& deciding, const std::vector<Candidate>& all,
                  int given_to, Plain& made) {
  std::map<std::pair<int, int>, std::pair<int, int>> said;  // the highest layer's word holds
  for (int layer = 0; layer < layer_kinds; ++layer) {
    for (int nearness = 2; nearness >= 0; --nearness) {
      for (const Candidate& each : all) {
        const bool here = each.place.first == layer && each.nearness == nearness;
        if (!here || each.truth != Truth::Yes) continue;
        const bool among = std::any_of(deciding.begin(), deciding.end(), [&](const Candidate& one) {
          return one.clause == each.clause;
        });
        if (decider_of(*each.clause) >= 0 && !among) continue;
        for (const Cell& cell : each.clause->cells) {
          if (cell.part == Part::Decides) continue;
          int level = cell.level;
          if (cell.part == Part::Reports && level == given_to) {
            level = made.decider;
            if (level == cell.to) continue;
          }
          const bool heard = cell.part == Part::Recommends || cell.part == Part::Consulted ||
                             cell.part == Part::Informed;
          if (heard && level == made.decider) continue;
          said.emplace(std::pair(level, static_cast<int>(cell.part)),
                       std::pair(cell.days, cell.to));
        }
      }
    }
  }
  for (const auto& [key, how] : said) {
    made.duties.insert({key.first, key.second, how.first, how.second});
  }
}

// The clauses of the first layer and nearness that has one which applies or might.
std::vector<Candidate> nearest(const std::vector<Candidate>& all) {
  for (int layer = 0; layer < layer_kinds; ++layer) {
    for (int nearness = 2; nearness >= 0; --nearness) {
      std::vector<Candidate> here;
      for (const Candidate& each : all) {
        if (each.place.first == layer && each.nearness == nearness &&
            decider_of(*each.clause) >= 0) {
          here.push_back(each);
        }
      }
      if (!here.empty()) return here;
    }
  }
  return {};
}

// To whom the highest layer that says it lets powers of a vacant level fall; -1: nobody.
int falls_to(const std::vector<const Scheme*>& stack, int level) {
  for (const Scheme* each : stack) {
    const int to = each->falls[static_cast<std::size_t>(level)];
    if (to >= 0) return to;
  }
  return -1;
}

// Of the highest layer with a withdrawal of the day that speaks of it, that which does so most
// nearly; of those the first.
int withdrawn_to(const Catalogue& catalogue, const std::vector<const Scheme*>& stack, base::Date on,
                 int level, int decision) {
  for (const Scheme* scheme : stack) {
    for (int nearness = 2; nearness >= 0; --nearness) {
      for (const Withdrawal& each : scheme->withdrawals) {
        const bool today = each.period.from() <= on && on < each.period.until();
        if (today && each.from_level == level &&
            speaks(catalogue, each.decisions, each.domain, decision) == nearness) {
          return each.to_level;
        }
      }
    }
  }
  return -1;
}

bool plain_passing(const Catalogue& catalogue, const Where& where, int decision, int& level) {
  const auto stack = stack_of(where);
  std::set<int> seen = {level};
  for (;;) {
    int to = withdrawn_to(catalogue, stack, where.on, level, decision);
    if (to < 0 && where.filled[static_cast<std::size_t>(level)] == Filled::Yes) return true;
    if (to < 0) to = falls_to(stack, level);
    if (to < 0 || !seen.insert(to).second) return false;
    level = to;
  }
}

void plain_approvals(const Catalogue& catalogue, const Where& where, int decision,
                     const FactValues& facts, Plain& made) {
  for (const Law& law : catalogue.decisions[static_cast<std::size_t>(decision)].laws) {
    if (law.kind != Law::Kind::Approval || !law.period.contains(where.on)) continue;
    FactSet wanting = 0;
    if (truth(law.when, where, facts, wanting) == Truth::Yes) made.approvals.push_back(law.whose);
  }
}

// That the law lets the level decide; else what it says, or wants to know.
bool plain_law(const Catalogue& catalogue, const Where& where, int decision,
               const FactValues& facts, Plain& made) {
  for (const Law& law : catalogue.decisions[static_cast<std::size_t>(decision)].laws) {
    if (law.kind == Law::Kind::Approval || !law.period.contains(where.on)) continue;
    const bool named = ((law.levels >> made.decider) & 1) == 1;
    if (named != (law.kind == Law::Kind::Forbids)) continue;
    const Truth against = truth(law.when, where, facts, made.missing);
    if (against == Truth::Yes) return made.missing = 0, made.outcome = "forbidden", false;
  }
  if (made.missing == 0) return true;
  made.decider = -1;
  made.outcome = "missing_facts";
  return false;
}

Plain plainly(const Catalogue& catalogue, const Where& where, int decision,
              const FactValues& facts) {
  Plain made;
  const auto all = candidates(catalogue, where, decision, facts);
  const auto deciding = nearest(all);
  std::set<int> deciders;
  for (const Candidate& each : deciding) {
    if (each.truth == Truth::NotKnown) made.missing |= each.missing;
    if (each.truth != Truth::Yes) continue;
    deciders.insert(decider_of(*each.clause));
    if (!made.by) made.by = each.place;
  }
  if (made.missing != 0) return made.outcome = "missing_facts", made;
  if (deciders.size() > 1) return made.outcome = "conflict", made;
  int retained = -1;
  for (const Scheme* each : stack_of(where)) {
    if (retained < 0) retained = each->retained;
  }
  if (deciders.empty() && retained < 0) return made.outcome = "gap", made;
  made.decider = deciders.empty() ? retained : *deciders.begin();
  const int given_to = made.decider;
  for (const Candidate& each : all) {
    const bool among = std::any_of(deciding.begin(), deciding.end(),
                                   [&](const Candidate& one) { return one.clause == each.clause; });
    if (decider_of(*each.clause) >= 0 && !among) made.overridden.insert(each.place);
  }
  if (!plain_passing(catalogue, where, decision, made.decider)) {
    made.decider = -1;
    return made.outcome = "nobody", made;
  }
  if (!plain_law(catalogue, where, decision, facts, made)) return made;
  made.outcome = "decided";
  plain_duties(deciding, all, given_to, made);
  plain_approvals(catalogue, where, decision, facts, made);
  return made;
}

// ---- random questions ---------------------------------------------------------------------------

void compare(const RandomWorld& world, const Unit& unit, const Where& where, int decision,
             const FactValues& facts) {
  const Ruling ruling = decide(world.catalogue, unit, decision, facts);
  const Plain plain = plainly(world.catalogue, where, decision, facts);
  const Answer quick = who_decides(world.catalogue, unit, decision, facts);
  ASSERT_EQ(word_of(ruling.outcome), plain.outcome);
  ASSERT_EQ(ruling.decider, plain.decider);
  ASSERT_EQ(quick.outcome, ruling.outcome);
  ASSERT_EQ(quick.decider, ruling.decider);
  const bool missing = ruling.outcome == Outcome::MissingFacts;
  ASSERT_EQ(missing ? ruling.missing : 0, missing ? plain.missing : 0);
  std::set<std::tuple<int, int, int, int>> duties;
  for (const Duty& each : ruling.duties) {
    ASSERT_TRUE(
        duties.insert({each.level, static_cast<int>(each.part), each.days, each.to}).second);
  }
  ASSERT_EQ(duties, plain.duties);
  std::vector<std::string> approvals;
  for (const Law* each : ruling.approvals) approvals.push_back(each->whose);
  ASSERT_EQ(approvals, plain.approvals);
  if (ruling.outcome != Outcome::Decided && ruling.outcome != Outcome::Forbidden) return;
  ASSERT_EQ(ruling.by.known(), plain.by.has_value());
  ASSERT_TRUE(!plain.by || Place(ruling.by.layer, ruling.by.clause) == *plain.by);
  std::set<Place> overridden;
  for (const Reason& each : ruling.reasons) {
    if (each.effect == Effect::Overridden) {
      overridden.insert({each.clause.layer, each.clause.clause});
    }
  }
  ASSERT_EQ(overridden, plain.overridden);
}

// GUILDHALL_QUESTIONS=10000000 asks more of them.
TEST(Decide, AnswersAsThePlainEvaluatorDoes) {
  const char* wanted = std::getenv("GUILDHALL_QUESTIONS");
  const long questions = wanted ? std::atol(wanted) : 1'200'000;
  std::map<std::string, long> seen;
  for (long asked = 0, seed = 1; asked < questions; ++seed) {
    RandomWorld world(static_cast<unsigned>(seed));
    for (int unit_at = 0; unit_at < 4; ++unit_at) {
      const Unit unit = world.unit();
      Where where{{}, unit.on, unit.filled, unit.facts};
      for (const Layer* each : world.chosen()) where.schemes.push_back(&each->scheme());
      for (int at = 0; at < 50; ++at, ++asked) {
        const int decision = world.decision();
        const FactValues facts = world.facts();
        compare(world, unit, where, decision, facts);
        if (testing::Test::HasFatalFailure()) FAIL() << "seed " << seed;
        ++seen[std::string(word_of(decide(world.catalogue, unit, decision, facts).outcome))];
      }
    }
  }
  // Every outcome was met, and not once.
  EXPECT_EQ(seen.size(), 6U);
  for (const auto& [outcome, count] : seen) EXPECT_GT(count, questions / 500) << outcome;
}

TEST(Scheme, ItsTextReadsAsTheSameScheme) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    RandomWorld world(seed);
    for (const auto& layer : world.layers()) {
      const std::string text = scheme_text(world.catalogue, layer->scheme());
      const auto again = read_scheme(world.catalogue, text);
      ASSERT_TRUE(again.ok()) << again.error().message << "\n" << text;
      EXPECT_TRUE(again.value() == layer->scheme()) << text;
    }
  }
}

}  // namespace
}  // namespace delegation

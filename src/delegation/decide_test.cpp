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

// ---- the plain evaluator: no index, no early end, sets and maps ---------------------------------

struct Plain {
  std::string outcome;
  int decider = -1;
  FactSet missing = 0;
  std::set<std::tuple<int, int, int>> duties;  // level, part, days
};

enum class Truth { No, Yes, NotKnown };

Truth truth(const Condition& when, const Unit& unit, const FactValues& facts, FactSet& missing) {
  bool open = false;
  FactSet wanting = 0;
  for (const Atom& atom : when) {
    const auto at = static_cast<std::size_t>(atom.fact);
    const std::int64_t value = facts.of[at] != unknown ? facts.of[at] : unit.facts.of[at];
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

struct Candidate {
  int layer = 0;
  int nearness = 0;
  const Clause* clause = nullptr;
  Truth truth = Truth::No;
  FactSet missing = 0;
};

std::vector<Candidate> candidates(const Catalogue& catalogue, const Unit& unit, int decision,
                                  const FactValues& facts) {
  std::vector<Candidate> all;
  for (int layer = 0; layer < unit.layers.size(); ++layer) {
    for (const Clause& clause : unit.layers[layer]->scheme().clauses) {
      if (!clause.about(catalogue, decision)) continue;
      bool has_all = true;
      for (const Atom& atom : clause.when) has_all &= catalogue.has(decision, atom.fact);
      if (!has_all) continue;
      Candidate each{layer, clause.nearness(), &clause, Truth::No, 0};
      each.truth = truth(clause.when, unit, facts, each.missing);
      if (each.truth != Truth::No) all.push_back(each);
    }
  }
  return all;
}

void plain_duties(const std::vector<Candidate>& deciding, const std::vector<Candidate>& all,
                  int given_to, Plain& made) {
  std::map<std::pair<int, int>, int> said;  // the highest layer's word holds
  for (int layer = 0; layer < layer_kinds; ++layer) {
    for (int nearness = 2; nearness >= 0; --nearness) {
      for (const Candidate& each : all) {
        if (each.layer != layer || each.nearness != nearness || each.truth != Truth::Yes) continue;
        const bool among = std::any_of(deciding.begin(), deciding.end(), [&](const Candidate& one) {
          return one.clause == each.clause;
        });
        if (each.clause->decider() >= 0 && !among) continue;
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
          said.emplace(std::pair(level, static_cast<int>(cell.part)), cell.days);
        }
      }
    }
  }
  for (const auto& [key, days] : said) made.duties.insert({key.first, key.second, days});
}

// The clauses of the first layer and nearness that has one which applies or might.
std::vector<Candidate> nearest(const std::vector<Candidate>& all) {
  for (int layer = 0; layer < layer_kinds; ++layer) {
    for (int nearness = 2; nearness >= 0; --nearness) {
      std::vector<Candidate> here;
      for (const Candidate& each : all) {
        if (each.layer == layer && each.nearness == nearness && each.clause->decider() >= 0) {
          here.push_back(each);
        }
      }
      if (!here.empty()) return here;
    }
  }
  return {};
}

bool plain_passing(const Catalogue& catalogue, const Unit& unit, int decision, int& level) {
  std::set<int> seen = {level};
  for (;;) {
    int to = -2;
    for (const Withdrawal* each : unit.withdrawals) {
      if (to == -2 && each->from_level == level && each->about(catalogue, decision)) {
        to = each->to_level;
      }
    }
    const auto at = static_cast<std::size_t>(level);
    if (to == -2 && unit.filled[at] == Filled::Yes) return true;
    if (to == -2) to = unit.falls[at];
    if (to < 0 || !seen.insert(to).second) return false;
    level = to;
  }
}

Plain plainly(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts) {
  Plain made;
  const auto all = candidates(catalogue, unit, decision, facts);
  const auto deciding = nearest(all);
  std::set<int> deciders;
  for (const Candidate& each : deciding) {
    if (each.truth == Truth::NotKnown) made.missing |= each.missing;
    if (each.truth == Truth::Yes) deciders.insert(each.clause->decider());
  }
  if (made.missing != 0) return made.outcome = "missing_facts", made;
  if (deciders.size() > 1) return made.outcome = "conflict", made;
  if (deciders.empty() && unit.retained < 0) return made.outcome = "gap", made;
  made.decider = deciders.empty() ? unit.retained : *deciders.begin();
  const int given_to = made.decider;
  if (!plain_passing(catalogue, unit, decision, made.decider)) {
    made.decider = -1;
    return made.outcome = "nobody", made;
  }
  for (const Law& law : catalogue.decisions[static_cast<std::size_t>(decision)].laws) {
    if (law.kind == Law::Kind::Approval || !law.period.contains(unit.on)) continue;
    const bool named = ((law.levels >> made.decider) & 1) == 1;
    if (named != (law.kind == Law::Kind::Forbids)) continue;
    const Truth against = truth(law.when, unit, facts, made.missing);
    if (against == Truth::Yes) return made.missing = 0, made.outcome = "forbidden", made;
  }
  if (made.missing != 0) {
    made.decider = -1;
    return made.outcome = "missing_facts", made;
  }
  made.outcome = "decided";
  plain_duties(deciding, all, given_to, made);
  return made;
}

// ---- random questions ---------------------------------------------------------------------------

void compare(const RandomWorld& world, const Unit& unit, int decision, const FactValues& facts) {
  const Ruling ruling = decide(world.catalogue, unit, decision, facts);
  const Plain plain = plainly(world.catalogue, unit, decision, facts);
  const Answer quick = who_decides(world.catalogue, unit, decision, facts);
  ASSERT_EQ(word_of(ruling.outcome), plain.outcome);
  ASSERT_EQ(ruling.decider, plain.decider);
  ASSERT_EQ(quick.outcome, ruling.outcome);
  ASSERT_EQ(quick.decider, ruling.decider);
  const bool missing = ruling.outcome == Outcome::MissingFacts;
  ASSERT_EQ(missing ? ruling.missing : 0, missing ? plain.missing : 0);
  std::set<std::tuple<int, int, int>> duties;
  for (const Duty& each : ruling.duties) {
    ASSERT_TRUE(duties.insert({each.level, static_cast<int>(each.part), each.days}).second);
  }
  ASSERT_EQ(duties, plain.duties);
}

// GUILDHALL_QUESTIONS=10000000 asks more of them.
TEST(Decide, AnswersAsThePlainEvaluatorDoes) {
  const char* wanted = std::getenv("GUILDHALL_QUESTIONS");
  const long questions = wanted ? std::atol(wanted) : 1'000'000;
  std::map<std::string, long> seen;
  for (long asked = 0, seed = 1; asked < questions; ++seed) {
    RandomWorld world(static_cast<unsigned>(seed));
    for (int unit_at = 0; unit_at < 4; ++unit_at) {
      const Unit unit = world.unit();
      for (int at = 0; at < 50; ++at, ++asked) {
        const int decision = world.decision();
        const FactValues facts = world.facts();
        compare(world, unit, decision, facts);
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

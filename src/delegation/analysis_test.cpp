// Faults are put into correct schemes, and every one must be found; in the correct ones nothing.
#include "delegation/analysis.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "delegation/texts.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

constexpr int levels_used = 6;

// A correct scheme: every decision's amounts fall into bands without holes, each with a level that
// the law lets decide.
class Seeded {
 public:
  explicit Seeded(unsigned seed) : dice_(seed) {
    catalogue.facts = {{"amount", "Amount", FactType::Money, {}, false},
                       {"shared", "Shared", FactType::YesNo, {}, false}};
    for (int at = 0; at < levels_used; ++at) {
      const std::string code(1, static_cast<char>('p' + at));
      catalogue.levels.push_back({code, code, true, "board", "", "group"});
    }
    catalogue.domains = {{"x", "X"}};
    scheme.code = scheme.title = "s";
    scheme.version = "1";
    scheme.from = *base::Date::from_ymd(2026, 1, 1);
    for (int level = 1; level < levels_used; ++level) {
      scheme.falls[static_cast<std::size_t>(level)] = roll(level);
    }
    for (int at = 0; at < 6; ++at) add_decision(at);
    filled.fill(Filled::Yes);
  }

  Catalogue catalogue;
  Scheme scheme;
  std::array<Filled, levels_max> filled{};

  std::vector<Fault> faults() const {
    const Layer layer(catalogue, scheme);
    const Layer* const layers[] = {&layer};
    const auto unit = make_unit(catalogue, layers, scheme.from, filled, FactValues());
    std::vector<Fault> all = faults_of(catalogue, unit.value());
    for (const Fault& each : faults_of(catalogue, layer)) all.push_back(each);
    return all;
  }

  // Puts one fault in, and says where it must be found.
  FaultKind spoil(int& decision) {
    decision = roll(6);
    const auto kind = static_cast<FaultKind>(roll(6));
    std::vector<Clause*> bands = bands_of(decision);
    Clause& band = *bands[static_cast<std::size_t>(roll(static_cast<int>(bands.size())))];
    switch (kind) {
      case FaultKind::Gap:
        hole = band.when;
        scheme.clauses.erase(scheme.clauses.begin() + (&band - scheme.clauses.data()));
        return kind;
      case FaultKind::Conflict: {
        Clause twin = band;
        twin.code = "twin";
        twin.cells.front().level = other_level(decision, band.cells.front().level);
        scheme.clauses.push_back(std::move(twin));
        return kind;
      }
      case FaultKind::Forbidden: {
        Law law;
        law.levels = level_bit(band.cells.front().level);
        law.when = band.when;
        law.says = "No.";
        law.citation = "an act";
        catalogue.decisions[static_cast<std::size_t>(decision)].laws.push_back(std::move(law));
        return kind;
      }
      case FaultKind::Nobody: {
        const int level = band.cells.front().level;
        scheme.falls[static_cast<std::size_t>(level)] = -1;
        filled[static_cast<std::size_t>(level)] = roll(2) == 0 ? Filled::None : Filled::Inquorate;
        return kind;
      }
      case FaultKind::Endless:
        scheme.falls[0] = levels_used - 1;
        decision = -1;
        return kind;
      default: {
        if (roll(2) == 0) return twice(decision);
        Clause idle;
        idle.code = "idle";
        idle.domain = "x";
        idle.cells.push_back({roll(levels_used), Part::Decides, 0, -1});
        scheme.clauses.push_back(std::move(idle));
        decision = -1;
        return FaultKind::Unreachable;
      }
    }
  }

  // Of a gap: where the band was that is missing.
  Condition hole;

 private:
  // A duty that another clause says already.
  FaultKind twice(int& decision) {
    for (const char* code : {"once", "again"}) {
      Clause duty;
      duty.code = code;
      duty.decisions = {decision};
      duty.cells.push_back({0, Part::Reports, 5, -1});
      scheme.clauses.push_back(std::move(duty));
    }
    decision = -1;
    return FaultKind::Unreachable;
  }

  int roll(int count) { return static_cast<int>(dice_() % static_cast<unsigned>(count)); }

  std::vector<Clause*> bands_of(int decision) {
    std::vector<Clause*> all;
    for (Clause& each : scheme.clauses) {
      if (each.decider() >= 0 && each.decisions == std::vector<int>{decision}) all.push_back(&each);
    }
    return all;
  }

  int other_level(int, int level) { return (level + 1 + roll(levels_used - 1)) % levels_used; }

  void add_decision(int at) {
    Decision made;
    made.code = made.title = "D" + std::to_string(at);
    made.domain = "x";
    made.asks = {0, 1};
    catalogue.decisions.push_back(std::move(made));
    const int bands = 1 + roll(4);
    std::int64_t begins = 0;
    for (int band = 0; band < bands; ++band) {
      Clause clause;
      clause.code = std::to_string(at) + "." + std::to_string(band);
      clause.decisions = {at};
      Atom atom;
      atom.least = band == 0 ? unknown + 1 : begins;
      begins += 1 + roll(500'000);
      atom.most = band + 1 == bands ? std::numeric_limits<std::int64_t>::max() : begins - 1;
      if (bands > 1) clause.when.push_back(atom);
      clause.cells.push_back({roll(levels_used), Part::Decides, 0, -1});
      clause.cells.push_back({roll(levels_used), Part::Consulted, 5, -1});
      scheme.clauses.push_back(std::move(clause));
    }
    if (roll(2) == 0) return;
    Clause duty;
    duty.code = std::to_string(at) + ".d";
    duty.decisions = {at};
    Atom shared;
    shared.fact = 1;
    shared.any_of = 2;
    duty.when.push_back(shared);
    duty.cells.push_back({roll(levels_used), Part::CarriesOut, 0, -1});
    scheme.clauses.push_back(std::move(duty));
  }

  std::mt19937 dice_;
};

TEST(Analysis, FindsEverySeededFaultAndNoneInCorrectSchemes) {
  std::map<FaultKind, int> seeded;
  for (unsigned seed = 1; seed <= 10'000; ++seed) {
    Seeded world(seed);
    ASSERT_TRUE(world.faults().empty())
        << seed << ": " << fault_text(world.catalogue, &world.scheme, world.faults().front());
    int decision = -1;
    const FaultKind kind = world.spoil(decision);
    ++seeded[kind];
    const auto faults = world.faults();
    const bool found = std::any_of(faults.begin(), faults.end(), [&](const Fault& each) {
      const bool within = std::ranges::all_of(world.hole, [&](const Atom& atom) {
        return atom.holds(each.example.of[static_cast<std::size_t>(atom.fact)]);
      });
      return each.kind == kind && (decision < 0 || each.decision == decision) &&
             (kind != FaultKind::Gap || within);
    });
    ASSERT_TRUE(found) << seed << ": " << word_of(kind) << " of decision " << decision;
  }
  EXPECT_EQ(seeded.size(), 6U);
}

TEST(Analysis, ShowsTheSmallestExample) {
  World world;
  world.add(
      "scheme s\ntitle: s\nlayer: group\nversion: 1\nfrom: 2025-09-01\n\nclause 1\non: F24\n"
      "when: amount up to 500\nhead: decides\n\nclause 2\non: F24\nwhen: amount over 1000\n"
      "board: decides\n\nclause 3\non: F24\nwhen: amount over 2000\nlgb: decides\n");
  const auto unit = world.unit(*base::Date::from_ymd(2026, 1, 1));
  std::vector<std::string> told;
  for (const Fault& fault : faults_of(world.catalogue, unit.value())) {
    if (fault.decision == world.decision("F24")) {
      told.push_back(fault_text(world.catalogue, nullptr, fault));
    }
  }
  EXPECT_EQ(told, (std::vector<std::string>{"F24, amount £500.01: nobody decides.",
                                            "F24, amount £2,000.01: two levels decide."}));
}

// Two holes are told, not one; and a ring of powers that no layer has by itself.
TEST(Analysis, TellsEveryHoleAndARingAcrossLayers) {
  World world;
  world.add(
      "scheme s\ntitle: s\nlayer: group\nversion: 1\nfrom: 2025-09-01\nretained: board\nfalls: lgb "
      "to executive\n");
  world.add(
      "scheme o\ntitle: o\nlayer: school\nwhole: yes\nversion: 1\nfrom: 2025-09-01\nfalls: "
      "executive to lgb\nfalls: lgb to executive\n\nclause 1\non: F24\nwhen: amount from 100 up to "
      "200\nhead: decides\n\nclause 2\non: F24\nwhen: amount from 500\nhead: decides\n");
  const auto unit = world.unit(*base::Date::from_ymd(2026, 1, 1));
  std::vector<std::string> told;
  for (const Fault& fault : faults_of(world.catalogue, unit.value())) {
    if (fault.decision < 0 || fault.decision == world.decision("F24")) {
      told.push_back(fault_text(world.catalogue, nullptr, fault));
    }
  }
  EXPECT_EQ(told, (std::vector<std::string>{"The powers of executive fall in a ring.",
                                            "F24, amount £0.00: nobody decides.",
                                            "F24, amount £200.01: nobody decides."}));
}

TEST(Analysis, ShippedSchemesHaveNoFault) {
  World world;
  world.add(std::string(shipped_trust_text()));
  world.add(std::string(shipped_harbour_text()));
  for (const char* rating : {"full", "bespoke", "reduced"}) {
    world.set(world.facts, "rating " + std::string(rating));
    World rated;
    rated.facts = world.facts;
    for (const std::string_view text : {shipped_trust_text(), shipped_harbour_text(),
                                        shipped_bespoke_text(), shipped_reduced_text()}) {
      rated.add(std::string(text));
      const Layer alone(rated.catalogue, World::must(read_scheme(rated.catalogue, text)));
      for (const Fault& fault : faults_of(rated.catalogue, alone)) {
        ADD_FAILURE() << fault_text(rated.catalogue, &alone.scheme(), fault);
      }
    }
    const auto unit = rated.unit(*base::Date::from_ymd(2026, 3, 16));
    ASSERT_TRUE(unit.ok());
    for (const Fault& fault : faults_of(rated.catalogue, unit.value())) {
      ADD_FAILURE() << rating << ": " << fault_text(rated.catalogue, nullptr, fault);
    }
  }
}

}  // namespace
}  // namespace delegation

// Faults are put into correct schemes, and every one must be found; in the correct ones nothing.
#include "delegation/analysis.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "delegation/check.hpp"
#include "delegation/texts.hpp"
#include "delegation/turns.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

constexpr int levels_used = 6;

// A correct scheme with an overlay: every decision's amounts fall into bands without holes, each
// with a level that the law lets decide.
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
    for (Scheme* each : {&scheme, &overlay}) {
      each->version = "1";
      each->from = begins();
    }
    scheme.code = scheme.title = "s";
    overlay.code = overlay.title = "o";
    overlay.kind = LayerKind::School;
    for (int level = 1; level < levels_used; ++level) {
      scheme.falls[static_cast<std::size_t>(level)] = roll(level);
    }
    for (int at = 0; at < decisions_used; ++at) add_decision(at, at < 6 ? scheme : overlay);
    filled.fill(Filled::Yes);
  }

  static base::Date begins() { return *base::Date::from_ymd(2026, 1, 1); }

  Catalogue catalogue;
  Scheme scheme;
  Scheme overlay;
  std::array<Filled, levels_max> filled{};

  // Each with the first day on which it is.
  std::vector<std::pair<base::Date, Fault>> faults() const {
    std::vector<std::pair<base::Date, Fault>> all;
    const Layers layers = {std::make_shared<Layer>(catalogue, scheme),
                           std::make_shared<Layer>(catalogue, overlay)};
    for (const base::Date day : turning_days(catalogue, layers, begins())) {
      const InForce chosen = layers_in_force(catalogue, layers, FactValues(), day);
      const auto unit = make_unit(catalogue, chosen.layers, day, filled, FactValues());
      for (const Fault& each : faults_of(catalogue, unit.value())) all.emplace_back(day, each);
    }
    for (const auto& layer : layers) {
      for (const Fault& each : faults_of(catalogue, *layer)) all.emplace_back(begins(), each);
    }
    return all;
  }

  // A fault that was put in, and where it must be found.
  struct Spoilt {
    std::string name;
    FaultKind kind = FaultKind::Gap;
    int decision = -1;
    base::Date on = begins();
    Condition within = {};  // where its example lies
  };
  Spoilt spoil() {
    const int decision = roll(decisions_used);
    std::vector<Clause*> bands = bands_of(decision);
    const auto at = static_cast<std::size_t>(roll(static_cast<int>(bands.size())));
    Clause& band = *bands[at];
    switch (roll(10)) {
      case 0: return whole_gap(decision, band);
      case 1: return penny(decision, band);
      case 2: return twin(decision, band);
      case 3: return overlap(decision, band, at + 1 < bands.size() ? bands[at + 1] : nullptr);
      case 4: return forbidden(decision, band);
      case 5: return nobody(decision, band);
      case 6: scheme.falls[0] = levels_used - 1; return {"ring", FaultKind::Endless, -1};
      case 7: return roll(2) == 0 ? twice(decision) : idle();
      case 8: return withdrawn_against_law(decision, band);
      default: return withdrawn_in_a_ring(decision, band);
    }
  }

 private:
  static constexpr int decisions_used = 8;

  Spoilt whole_gap(int decision, Clause& band) {
    Spoilt made{"gap", FaultKind::Gap, decision, begins(), band.when};
    Scheme& of = of_decision(decision);
    of.clauses.erase(of.clauses.begin() + (&band - of.clauses.data()));
    return made;
  }

  Spoilt penny(int decision, Clause& band) {
    if (band.when.empty()) return whole_gap(decision, band);
    Atom& atom = band.when[0];
    const bool last = atom.most == std::numeric_limits<std::int64_t>::max();
    const std::int64_t lost = last ? atom.least : atom.most;
    if (atom.least == atom.most) return whole_gap(decision, band);
    (last ? atom.least : atom.most) += last ? 1 : -1;
    return {"penny", FaultKind::Gap, decision, begins(), {{0, lost, lost, 0}}};
  }

  Spoilt twin(int decision, const Clause& band) {
    Clause made = band;
    made.code = "twin";
    made.cells.front().level = other_level(band.cells.front().level);
    const Condition when = band.when;  // it may be of the list that grows
    of_decision(decision).clauses.push_back(std::move(made));
    return {"twin", FaultKind::Conflict, decision, begins(), when};
  }

  // It reaches one penny into the band above it.
  Spoilt overlap(int decision, Clause& band, Clause* above) {
    if (!above) return twin(decision, band);
    above->cells.front().level = other_level(band.cells.front().level);
    const std::int64_t both = ++band.when[0].most;
    return {"overlap", FaultKind::Conflict, decision, begins(), {{0, both, both, 0}}};
  }

  Spoilt forbidden(int decision, const Clause& band) {
    forbid(decision, band.cells.front().level, band.when);
    return {"forbidden", FaultKind::Forbidden, decision, begins(), band.when};
  }

  void forbid(int decision, int level, const Condition& when) {
    Law law;
    law.levels = level_bit(level);
    law.when = when;
    law.says = "No.";
    law.citation = "an act";
    catalogue.decisions[static_cast<std::size_t>(decision)].laws.push_back(std::move(law));
  }

  Spoilt nobody(int decision, const Clause& band) {
    const auto level = static_cast<std::size_t>(band.cells.front().level);
    scheme.falls[level] = -1;
    filled[level] = roll(2) == 0 ? Filled::None : Filled::Inquorate;
    return {"nobody", FaultKind::Nobody, decision, begins(), band.when};
  }

  Spoilt idle() {
    Clause made;
    made.code = "idle";
    made.domain = "x";
    made.cells.push_back({roll(levels_used), Part::Decides, 0, -1});
    // Beneath nearer clauses on all of the domain it never has an effect.
    for (int each = 6; each < decisions_used; ++each) {
      Clause clause;
      clause.code = "all" + std::to_string(each);
      clause.decisions = {each};
      clause.cells.push_back({0, Part::Decides, 0, -1});
      scheme.clauses.push_back(std::move(clause));
    }
    scheme.clauses.push_back(std::move(made));
    return {"idle", FaultKind::Unreachable, -1};
  }

  // A duty that another clause says already.
  Spoilt twice(int decision) {
    for (const char* code : {"once", "again"}) {
      Clause duty;
      duty.code = code;
      duty.decisions = {decision};
      duty.cells.push_back({0, Part::Reports, 5, -1});
      of_decision(decision).clauses.push_back(std::move(duty));
    }
    return {"twice", FaultKind::Unreachable, -1};
  }

  // In either layer, from some day to come.
  base::Date withdraw(int decision, int from, int to) {
    Withdrawal made;
    made.code = "w" + std::to_string(from);
    made.from_level = from;
    made.to_level = to;
    if (roll(2) == 0) made.decisions = {decision};
    made.period = base::Period(begins().plus_days(100), begins().plus_days(200));
    made.why = "why";
    (roll(2) == 0 ? scheme : overlay).withdrawals.push_back(std::move(made));
    return begins().plus_days(100);
  }

  Spoilt withdrawn_against_law(int decision, const Clause& band) {
    LevelSet deciders = 0;
    for (const Clause* each : bands_of(decision)) {
      deciders |= level_bit(each->cells.front().level);
    }
    int to = 0;
    while ((deciders & level_bit(to)) != 0) ++to;  // there are fewer bands than levels
    forbid(decision, to, {});
    const base::Date day = withdraw(decision, band.cells.front().level, to);
    return {"withdrawn against the law", FaultKind::Forbidden, decision, day, band.when};
  }

  Spoilt withdrawn_in_a_ring(int decision, const Clause& band) {
    const int from = band.cells.front().level;
    const int to = other_level(from);
    withdraw(decision, from, to);
    return {"withdrawn in a ring", FaultKind::Endless, decision, withdraw(decision, to, from),
            band.when};
  }

  int roll(int count) { return static_cast<int>(dice_() % static_cast<unsigned>(count)); }

  Scheme& of_decision(int decision) { return decision < 6 ? scheme : overlay; }

  std::vector<Clause*> bands_of(int decision) {
    std::vector<Clause*> all;
    for (Clause& each : of_decision(decision).clauses) {
      if (each.decider() >= 0 && each.decisions == std::vector<int>{decision}) all.push_back(&each);
    }
    return all;
  }

  int other_level(int level) { return (level + 1 + roll(levels_used - 1)) % levels_used; }

  void add_decision(int at, Scheme& to) {
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
      to.clauses.push_back(std::move(clause));
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
    to.clauses.push_back(std::move(duty));
  }

  std::mt19937 dice_;
};

TEST(Analysis, FindsEverySeededFaultAndNoneInCorrectSchemes) {
  std::map<std::string, int> seeded;
  for (unsigned seed = 1; seed <= 12'000; ++seed) {
    Seeded world(seed);
    const auto none = world.faults();
    ASSERT_TRUE(none.empty()) << seed << ": "
                              << fault_text(world.catalogue, nullptr, none.front().second);
    const Seeded::Spoilt spoilt = world.spoil();
    ++seeded[spoilt.name];
    const auto faults = world.faults();
    const auto same = [&](const auto& each) {
      const Fault& fault = each.second;
      const bool within = std::ranges::all_of(spoilt.within, [&](const Atom& atom) {
        return atom.holds(fault.example.of[static_cast<std::size_t>(atom.fact)]);
      });
      return fault.kind == spoilt.kind && within &&
             (spoilt.decision < 0 || fault.decision == spoilt.decision);
    };
    const auto found = std::ranges::find_if(faults, same);
    ASSERT_NE(found, faults.end())
        << seed << ": " << spoilt.name << " of decision " << spoilt.decision;
    ASSERT_EQ(found->first, spoilt.on) << seed << ": " << spoilt.name;
  }
  EXPECT_EQ(seeded.size(), 11U);
  for (const auto& [name, count] : seeded) EXPECT_GT(count, 300) << name;
}

// What begins later is told once, with the day.
TEST(Analysis, TellsWhatBeginsLater) {
  World world;
  const std::string head = "scheme s\ntitle: s\nlayer: school\nversion: 1\nfrom: 2026-09-01\n\n";
  const auto told = [&](const std::string& withdrawals) {
    const Layers layers = {
        std::make_shared<Layer>(world.catalogue,
                                World::must(read_scheme(world.catalogue, shipped_trust_text()))),
        std::make_shared<Layer>(world.catalogue,
                                World::must(read_scheme(world.catalogue, head + withdrawals)))};
    Checked checked;
    const base::Status done =
        check_together(world.catalogue, layers, {*base::Date::from_ymd(2026, 9, 1)}, {},
                       FactValues(), "", checked);
    EXPECT_TRUE(done.ok());
    EXPECT_TRUE(checked.stops() || checked.faults.empty());
    std::vector<std::string> texts;
    for (const ToldFault& each : checked.faults) texts.push_back(each.text);
    return texts;
  };
  EXPECT_EQ(told("withdrawal W2\nof: head\nto: executive\non: P02\nfrom: 2027-01-10\nuntil: "
                 "2027-06-01\nwhy: w\n\nwithdrawal W3\nof: head\nto: executive\non: P02\nfrom: "
                 "2027-09-01\nuntil: 2027-10-01\nwhy: w\n"),
            (std::vector<std::string>{
                "From 10 January 2027: P02: the law does not let that level decide: the chief "
                "executive by clause P02 of Scheme of delegation of the trust (version 11)."}));
  EXPECT_EQ(told("withdrawal W1\nof: head\nto: executive\non: H04\nfrom: 2027-01-01\nuntil: "
                 "2027-06-01\nwhy: w\n\nwithdrawal W2\nof: executive\nto: head\non: H04\nfrom: "
                 "2027-03-01\nuntil: 2027-10-01\nwhy: w\n"),
            (std::vector<std::string>{
                "From 1 March 2027: H04: the powers of head are withdrawn in a ring."}));
  EXPECT_TRUE(told("withdrawal W1\nof: head\nto: executive\non: H04\nfrom: 2027-01-01\nuntil: "
                   "2027-06-01\nwhy: w\n")
                  .empty());
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

TEST(Analysis, NamesTheClausesThatAreTorn) {
  World world;
  const std::string head = "scheme s\ntitle: Ours\nlayer: group\nversion: 2\nfrom: 2025-09-01\n";
  const Layers layers = {std::make_shared<Layer>(
      world.catalogue,
      World::must(read_scheme(world.catalogue, head + "retained: board\n\nclause 1\non: F24\n"
                                                      "head: decides\n\nclause 2\non: F24\nwhen: "
                                                      "amount over 2000\nlgb: decides\n")))};
  Checked checked;
  const base::Status done = check_together(
      world.catalogue, layers, {*base::Date::from_ymd(2026, 1, 1)}, {}, FactValues(), "", checked);
  ASSERT_TRUE(done.ok());
  const auto torn = std::ranges::find(checked.faults, "F24", &ToldFault::decision);
  ASSERT_NE(torn, checked.faults.end());
  EXPECT_EQ(
      torn->text,
      "F24, amount £2,000.01: two levels decide: the headteacher by clause 1 of Ours (version "
      "2), the local governing body by clause 2 of Ours (version 2).");
  EXPECT_EQ(torn->kind, "conflict");
  EXPECT_EQ(torn->facts, std::vector<std::string>{"amount £2,000.01"});
  EXPECT_EQ(torn->clauses.size(), 2U);
}

// Withdrawn to a level that is vacant: nobody is there, and nothing goes round.
TEST(Analysis, AVacantLevelIsNoRing) {
  World world;
  world.add(
      "scheme s\ntitle: s\nlayer: group\nversion: 1\nfrom: 2025-09-01\nretained: board\n\nclause "
      "1\non: H04\nhead: decides\n\nwithdrawal W\nof: head\nto: executive\non: H04\nfrom: "
      "2025-09-01\nuntil: 2026-09-01\nwhy: w\n");
  Unit unit = World::must(world.unit(*base::Date::from_ymd(2026, 1, 1)));
  unit.filled[static_cast<std::size_t>(world.catalogue.level_called("executive"))] = Filled::None;
  std::vector<std::string> told;
  for (const Fault& fault : faults_of(world.catalogue, unit)) {
    if (fault.decision == world.decision("H04")) told.emplace_back(word_of(fault.kind));
  }
  EXPECT_EQ(told, std::vector<std::string>{"nobody"});
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

// What is written as a table is read again as the same scheme, as far as the shape carries it; and
// what it does not carry is told.
#include <gtest/gtest.h>

#include <algorithm>

#include "delegation/matrix.hpp"
#include "delegation/random_testing.hpp"
#include "delegation/samples.hpp"
#include "delegation/world_testing.hpp"

namespace delegation {
namespace {

// Parts of a clause in the order in which a table has them; without withdrawals.
Scheme in_order(Scheme scheme) {
  for (Clause& clause : scheme.clauses) {
    std::ranges::stable_sort(clause.cells, [](const Cell& one, const Cell& other) {
      return one.level != other.level ? one.level < other.level : one.part < other.part;
    });
  }
  scheme.withdrawals.clear();
  return scheme;
}

Imported again(const Catalogue& catalogue, const Exported& made) {
  const Table table = World::must(read_table(made.text));
  return imported(catalogue, table, propose_mapping(catalogue, table));
}

void same(const Catalogue& catalogue, const Scheme& scheme, const Imported& made) {
  EXPECT_EQ(scheme_text(catalogue, made.scheme), scheme_text(catalogue, in_order(scheme)));
  EXPECT_TRUE(made.scheme == in_order(scheme));
  for (const Remark& each : made.remarks) EXPECT_FALSE(each.lost) << remark_text(each);
}

TEST(MatrixExport, ShippedSchemesComeBackFromCsv) {
  for (const Sample& sample : samples()) {
    const Scheme scheme = World::must(read_scheme(shipped_catalogue(), sample.text));
    const Exported made = exported(shipped_catalogue(), scheme, Shape::Csv);
    EXPECT_TRUE(made.warnings.empty()) << sample.name;
    same(shipped_catalogue(), scheme, again(shipped_catalogue(), made));
  }
}

TEST(MatrixExport, RandomSchemesComeBackFromCsv) {
  for (unsigned seed = 1; seed <= 500; ++seed) {
    const RandomWorld world(seed);
    for (const auto& layer : world.layers()) {
      const Scheme& scheme = layer->scheme();
      const Exported made = exported(world.catalogue, scheme, Shape::Csv);
      EXPECT_EQ(made.warnings.size(), scheme.withdrawals.size());
      same(world.catalogue, scheme, again(world.catalogue, made));
      if (HasFailure()) FAIL() << seed << "\n" << made.text;
    }
  }
}

// Of who decides, recommends, is consulted and is informed RASCI loses nothing; the ticks of the
// models lose who is informed.
TEST(MatrixExport, PartsComeBackFromTheShapesOfOthers) {
  const Catalogue& catalogue = shipped_catalogue();
  for (const auto& [shape, kept] :
       {std::pair{Shape::Rasci, std::vector{Part::Decides, Part::Recommends, Part::Consulted,
                                            Part::Informed, Part::CarriesOut}},
        std::pair{Shape::Nga, std::vector{Part::Decides, Part::Recommends, Part::Consulted}}}) {
    Scheme scheme;
    scheme.code = "s";
    for (int at = 0; at < static_cast<int>(catalogue.decisions.size()); ++at) {
      Clause clause;
      clause.code = catalogue.decisions[static_cast<std::size_t>(at)].code;
      clause.decisions = {at};
      for (std::size_t part = 0; part < kept.size(); ++part) {
        clause.cells.push_back({(at + static_cast<int>(part)) % 7, kept[part], 0, -1});
      }
      const auto& asks = catalogue.decisions[static_cast<std::size_t>(at)].asks;
      if (!asks.empty()) {
        const int fact = asks[std::min<std::size_t>(1, asks.size() - 1)];
        const FactInfo& info = catalogue.facts[static_cast<std::size_t>(fact)];
        const bool limit = info.type != FactType::YesNo;
        const std::string when = limit ? info.code + " over 12 up to 50" : "";
        clause.when = read_condition(catalogue.facts, when).condition;
      }
      scheme.clauses.push_back(std::move(clause));
    }
    const Exported made = exported(catalogue, scheme, shape);
    const Imported back = again(catalogue, made);
    ASSERT_EQ(back.scheme.clauses.size(), scheme.clauses.size()) << made.text;
    const Scheme wanted = in_order(scheme);
    for (const Clause& each : wanted.clauses) {
      const auto found = std::ranges::find(back.scheme.clauses, each.code, &Clause::code);
      ASSERT_NE(found, back.scheme.clauses.end()) << each.code;
      EXPECT_TRUE(found->cells == each.cells && found->decisions == each.decisions) << each.code;
      EXPECT_EQ(condition_text(catalogue.facts, found->when),
                condition_text(catalogue.facts, each.when))
          << each.code;
    }
  }
}

TEST(MatrixExport, WhatAShapeCannotCarryIsTold) {
  const Scheme scheme = World::must(read_scheme(
      shipped_catalogue(),
      "scheme s\ntitle: s\nversion: 1\nfrom: 2025-09-01\n\nclause 1\non: F10\nwhen: deficit no\n"
      "head: decides, reports 5 days\nlgb: informed\nboard: consulted 5 days\n\nclause 2\n"
      "on: domain people\nboard: decides\n\nclause 3\non: all\nboard: informed\n\nwithdrawal w\n"
      "of: head\nto: lgb\nwhy: x\nends when: y\n"));
  const auto warnings = [&](Shape shape) {
    std::string all;
    for (const std::string& each : exported(shipped_catalogue(), scheme, shape).warnings) {
      all += each + "\n";
    }
    return all;
  };
  EXPECT_EQ(warnings(Shape::Csv),
            "The withdrawal w is not carried by a table: add it to the text.\n");
  for (const char* words :
       {"title, version", "The codes of clauses",
        "No sign says who \"reports\": it is not carried of clause 1.",
        "No place is for days: it is not carried of clause 1.", "The withdrawal w"}) {
    EXPECT_NE(warnings(Shape::Rasci).find(words), std::string::npos) << warnings(Shape::Rasci);
  }
  for (const char* words :
       {"A condition that is no limit stands in the notes alone", "who \"informed\"",
        "Clause 2 speaks of a whole domain", "Clause 3 speaks of all decisions"}) {
    EXPECT_NE(warnings(Shape::Nga).find(words), std::string::npos) << warnings(Shape::Nga);
  }
}

TEST(MatrixExport, TheNearestModelIsNamed) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"layer: group\n\nclause 1\non: S02\nlgb: decides\n", "model 1"},
      {"layer: group\n\nclause 1\non: S02\nboard: decides\nlgb: consulted\n", "model 2"},
      {"layer: group\n\nclause 1\non: S02\ncluster: decides\n", "model 3"},
      {"layer: group\n\nclause 1\non: domain finance\nlgb: decides\n\nclause 2\non: S02\ncluster: "
       "decides\n\nclause 3\non: S03\ncluster: decides\n",
       "model 1"},
      {"layer: group\n\nclause 1\non: S02\nboard: decides\nlgb: informed\n", "none of NGA's"},
      {"layer: group\n\nclause 1\non: S02\nwhen: rating full\nlgb: decides\n", "model 4"},
      {"layer: rating reduced\n\nclause 1\non: S02\nboard: decides\n", "model 4"}};
  for (const auto& [text, model] : cases) {
    const Scheme scheme = World::must(read_scheme(
        shipped_catalogue(), "scheme s\ntitle: s\nversion: 1\nfrom: 2025-09-01\n" + text));
    EXPECT_NE(nga_model(shipped_catalogue(), scheme).find(model), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace delegation

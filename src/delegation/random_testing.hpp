// Random catalogues, schemes, units and questions, small enough that everything happens often.
#pragma once

#include <algorithm>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

class RandomWorld {
 public:
  Catalogue catalogue;

  explicit RandomWorld(unsigned seed) : dice_(seed) {
    make_catalogue();
    for (int kind = 0; kind < layer_kinds; ++kind) {
      layers_.push_back(std::make_unique<Layer>(catalogue, scheme(static_cast<LayerKind>(kind))));
    }
  }

  const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }

  // With some of the layers.
  Unit unit() {
    std::vector<const Layer*> some;
    for (const auto& layer : layers_) {
      if (one_in(4)) continue;
      some.push_back(layer.get());
    }
    std::array<Filled, levels_max> filled{};
    for (Filled& each : filled) each = static_cast<Filled>(one_in(6) ? 1 + roll(2) : 0);
    FactValues known;
    if (!one_in(4)) known.of[2] = roll(3);
    const auto made = make_unit(catalogue, some, day(), filled, known);
    CHECK(made.ok());
    chosen_ = some;
    return made.value();
  }

  // Those of the unit that was made last, the lowest first.
  const std::vector<const Layer*>& chosen() const { return chosen_; }

  int decision() { return roll(static_cast<int>(catalogue.decisions.size())); }

  FactValues facts() {
    FactValues values;
    if (!one_in(5)) values.of[0] = roll(12) * 50;
    if (!one_in(4)) values.of[1] = roll(2);
    if (!one_in(4)) values.of[3] = roll(12) * 600;
    if (!one_in(4)) values.of[4] = roll(12) * 600;
    return values;
  }

 private:
  int roll(int count) { return static_cast<int>(dice_() % static_cast<unsigned>(count)); }
  bool one_in(int count) { return roll(count) == 0; }
  static base::Date day() { return *base::Date::from_ymd(2026, 3, 16); }
  static constexpr int levels_used = 6;

  void make_catalogue() {
    catalogue.facts = {{"amount", "Amount", FactType::Money, {}, false},
                       {"shared", "Shared", FactType::YesNo, {}, false},
                       {"phase", "Phase", FactType::Word, {"a", "b", "c"}, true},
                       {"months", "Months", FactType::Number, {}, false},
                       {"share", "Share", FactType::Percent, {}, false},
                       {"rating", "Rating", FactType::Word, {"full"}, true},
                       {"category", "Category", FactType::Word, {"own"}, true}};
    for (int at = 0; at < levels_used; ++at) {
      const std::string code(1, static_cast<char>('p' + at));
      catalogue.levels.push_back({code, "Level " + code, true, "board", "", "group"});
    }
    catalogue.domains = {{"x", "X"}, {"y", "Y"}};
    for (int at = 0; at < 8; ++at) {
      Decision made;
      made.code = "D" + std::to_string(at);
      made.domain = at % 2 == 0 ? "x" : "y";
      made.title = made.code;
      made.unit = "school";
      for (int fact = 0; fact < 2; ++fact) {
        if (!one_in(4)) made.asks.push_back(fact);
      }
      if (one_in(3)) made.asks.push_back(3 + roll(2));
      if (one_in(2)) made.laws.push_back(law(made));
      catalogue.decisions.push_back(std::move(made));
    }
  }

  Law law(const Decision& of) {
    Law made;
    made.kind = static_cast<Law::Kind>(roll(3));
    made.levels = static_cast<LevelSet>(roll(1 << levels_used));
    if (made.kind == Law::Kind::Reserves) made.levels |= static_cast<LevelSet>(roll(64));
    made.when = condition(of.asks);
    if (one_in(4)) made.period = base::Period::since(day().plus_days(1));
    made.whose = std::string(1, static_cast<char>('a' + roll(3)));
    made.says = "So it is.";
    made.citation = "an act";
    return made;
  }

  Condition condition(const std::vector<int>& asks) {
    Condition made;
    for (const int fact : asks) {
      if (one_in(2)) continue;
      Atom atom;
      atom.fact = fact;
      if (fact == 0 || fact > 2) {
        const std::int64_t step = fact == 0 ? 50 : 600;
        atom.least = one_in(3) ? unknown + 1 : roll(10) * step;
        atom.most = one_in(3) ? std::numeric_limits<std::int64_t>::max()
                              : std::max<std::int64_t>(atom.least, 0) + roll(8) * step;
        if (atom.least == unknown + 1 && atom.most == std::numeric_limits<std::int64_t>::max()) {
          atom.least = 0;
        }
      } else {
        atom.any_of = 1 + static_cast<std::uint64_t>(roll(3));
      }
      made.push_back(atom);
    }
    if (one_in(4)) {
      Atom atom;
      atom.fact = 2;
      atom.any_of = 1 + static_cast<std::uint64_t>(roll(7));
      made.push_back(atom);
    }
    return made;
  }

  void place(std::vector<int>& decisions, std::string& domain) {
    const int nearness = roll(5);
    if (nearness == 0) return;
    if (nearness == 1) {
      domain = one_in(2) ? "x" : "y";
    } else {
      decisions.push_back(decision());
    }
  }

  Clause clause(int number) {
    Clause made;
    made.code = std::to_string(number);
    place(made.decisions, made.domain);
    made.when =
        condition(made.decisions.empty()
                      ? std::vector<int>{0, 1}
                      : catalogue.decisions[static_cast<std::size_t>(made.decisions[0])].asks);
    if (!one_in(3)) made.cells.push_back({roll(levels_used), Part::Decides, 0, -1});
    for (int level = 0; level < levels_used; ++level) {
      if (!one_in(3)) continue;
      const Part part = static_cast<Part>(1 + roll(parts - 1));
      const bool timed = part == Part::Consulted || part == Part::Reports;
      made.cells.push_back({level, part, timed && one_in(2) ? 1 + roll(30) : 0,
                            part == Part::Reports && one_in(2) ? roll(levels_used) : -1});
    }
    if (one_in(3)) made.says = "as clause 4: " + made.code;
    if (made.cells.empty()) made.cells.push_back({0, Part::Informed, 0, -1});
    return made;
  }

  Scheme scheme(LayerKind kind) {
    Scheme made;
    made.code = "s" + std::to_string(static_cast<int>(kind));
    made.title = "Scheme " + made.code;
    made.kind = kind;
    if (!fact_of(kind).empty()) made.which = kind == LayerKind::Rating ? "full" : "own";
    made.whole = kind != LayerKind::Group && one_in(8);
    made.version = "1";
    made.from = day().plus_days(-100);
    if (one_in(2)) made.review = day().plus_days(roll(400));
    if (one_in(2)) made.levels = (1U << levels_used) - 1;
    if (one_in(2)) made.adopted = "by the board, minute 5: item 2";
    if (one_in(2)) made.reason = "yearly review";
    if (one_in(3)) made.retained = roll(levels_used);
    for (int level = 0; level < levels_used; ++level) {
      if (one_in(2)) made.falls[static_cast<std::size_t>(level)] = roll(levels_used);
    }
    const int clauses = kind == LayerKind::Group ? 12 : 4;
    for (int at = 0; at < clauses; ++at) made.clauses.push_back(clause(at));
    if (one_in(2)) {
      Withdrawal taken;
      taken.code = "w";
      taken.from_level = roll(levels_used);
      taken.to_level = (taken.from_level + 1 + roll(levels_used - 1)) % levels_used;
      place(taken.decisions, taken.domain);
      taken.period =
          one_in(3) ? base::Period::before(day()) : base::Period::since(day().plus_days(-1));
      taken.why = "reasons";
      taken.ends_when = "all is well";
      made.withdrawals.push_back(std::move(taken));
    }
    return made;
  }

  std::mt19937 dice_;
  std::vector<std::unique_ptr<Layer>> layers_;
  std::vector<const Layer*> chosen_;
};

}  // namespace delegation

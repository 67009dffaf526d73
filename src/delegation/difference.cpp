// Both are asked every case that either of them tells apart; neighbours with one answer are joined.
#include "delegation/difference.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.hpp"
#include "delegation/question_cases.hpp"
#include "delegation/words.hpp"

namespace delegation {

namespace {

// What is compared of a ruling.
struct Told {
  Outcome outcome = Outcome::Gap;
  int decider = -1;
  std::array<PartSet, levels_max> parts{};
  friend bool operator==(const Told&, const Told&) = default;
};

Told told(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts) {
  const Ruling ruling = decide(catalogue, unit, decision, facts);
  Told made{ruling.outcome, ruling.decider, {}};
  for (const Duty& duty : ruling.duties) {
    made.parts[static_cast<std::size_t>(duty.level)] |= part_bit(duty.part);
  }
  return made;
}

// Neighbouring cases in which both sides answer alike.
struct Band {
  FactValues least;
  std::int64_t below = std::numeric_limits<std::int64_t>::max();  // of the amount that runs
  Told before;
  Told after;
};

class Comparing {
 public:
  Comparing(const Catalogue& catalogue, const Unit& before, const Unit& after)
      : catalogue_(catalogue), before_(before), after_(after) {}

  void compare(int decision) {
    const Cases cases = cases_of(catalogue_, {&before_, &after_}, decision);
    const std::string code = catalogue_.decisions[static_cast<std::size_t>(decision)].code;
    if (cases.too_many()) {
      lines.push_back(code + ": there are too many cases to compare.");
      return;
    }
    runs_ = running(cases);
    std::vector<Band> bands;
    each_case(cases, [&](const FactValues& facts) { add(bands, decision, facts); });
    for (const Band& band : bands) {
      if (band.before != band.after) tell(code, cases, band);
    }
  }

  std::vector<std::string> lines;

 private:
  // The last of the facts runs fastest; if it has bounds, its cases are neighbours.
  int running(const Cases& cases) const {
    if (cases.facts.empty()) return -1;
    const FactType type = catalogue_.facts[static_cast<std::size_t>(cases.facts.back())].type;
    return type == FactType::YesNo || type == FactType::Word ? -1 : cases.facts.back();
  }

  void add(std::vector<Band>& bands, int decision, const FactValues& facts) const {
    Band band{facts, std::numeric_limits<std::int64_t>::max(),
              told(catalogue_, before_, decision, facts),
              told(catalogue_, after_, decision, facts)};
    if (!bands.empty() && runs_ >= 0) {
      const auto at = static_cast<std::size_t>(runs_);
      Band& last = bands.back();
      FactValues same = facts;
      same.of[at] = last.least.of[at];
      if (same == last.least) {
        if (last.before == band.before && last.after == band.after) return;
        last.below = facts.of[at];
      }
    }
    bands.push_back(std::move(band));
  }

  std::string where(const std::string& code, const Cases& cases, const Band& band) const {
    std::vector<std::string> parts = {code};
    for (const int fact : cases.facts) {
      const FactInfo& info = catalogue_.facts[static_cast<std::size_t>(fact)];
      const std::int64_t value = band.least.of[static_cast<std::size_t>(fact)];
      if (fact == runs_) {
        Atom atom{fact, value == 0 ? unknown + 1 : value, band.below - 1, 0};
        if (band.below == std::numeric_limits<std::int64_t>::max()) atom.most = band.below;
        const std::string bounds = condition_text(catalogue_.facts, {atom});
        if (bounds != info.code + " ") parts.push_back(bounds);
      } else {
        parts.push_back(info.code + " " + fact_text(info, value));
      }
    }
    return base::join(parts, ", ");
  }

  std::string answer(const Told& told) const {
    if (told.outcome == Outcome::Decided) return level_name(catalogue_, told.decider, {});
    if (told.outcome == Outcome::Forbidden) return "nobody, for the law forbids it";
    return told.outcome == Outcome::Conflict ? "two levels" : "nobody";
  }

  std::string parts_text(PartSet all) const {
    std::vector<std::string> words;
    for (int part = 0; part < parts; ++part) {
      if ((all & part_bit(static_cast<Part>(part))) != 0) {
        words.push_back(base::lower_ascii(label_of(static_cast<Part>(part))));
      }
    }
    return words.empty() ? "has no part" : base::join(words, " and ");
  }

  void tell(const std::string& code, const Cases& cases, const Band& band) {
    const std::string place = where(code, cases, band);
    const bool same_decider =
        band.before.outcome == band.after.outcome && band.before.decider == band.after.decider;
    if (!same_decider) {
      lines.push_back(place + ": now " + answer(band.after) + " decides; before it was " +
                      answer(band.before) + ".");
    }
    for (std::size_t level = 0; level < levels_max; ++level) {
      const int index = static_cast<int>(level);
      const bool decided = index == band.before.decider || index == band.after.decider;
      if (band.before.parts[level] == band.after.parts[level] || (!same_decider && decided)) {
        continue;
      }
      lines.push_back(place + ": " + level_name(catalogue_, index, {}) + " now " +
                      parts_text(band.after.parts[level]) +
                      "; before: " + parts_text(band.before.parts[level]) + ".");
    }
  }

  const Catalogue& catalogue_;
  const Unit& before_;
  const Unit& after_;
  int runs_ = -1;
};

}  // namespace

std::vector<std::string> differences(const Catalogue& catalogue, const Unit& before,
                                     const Unit& after) {
  Comparing comparing(catalogue, before, after);
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    comparing.compare(decision);
  }
  return std::move(comparing.lines);
}

}  // namespace delegation

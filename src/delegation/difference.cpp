// Both are asked every case that either of them tells apart. Cases with one answer that lie beside
// one another are joined, fact by fact, so that what does not matter is not spoken of.
#include "delegation/difference.hpp"

#include <algorithm>
#include <compare>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "delegation/question_cases.hpp"
#include "delegation/words.hpp"

namespace delegation {

namespace {

using PartTold = std::tuple<int, int, int>;  // part, days, to whom

// What is compared of a ruling.
struct Told {
  Outcome outcome = Outcome::Gap;
  int decider = -1;
  std::map<int, std::set<PartTold>> parts;  // by level
  std::set<std::string> approvals;
  friend auto operator<=>(const Told&, const Told&) = default;
};

Told told(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts) {
  const Ruling ruling = decide(catalogue, unit, decision, facts);
  Told made{ruling.outcome, ruling.decider, {}, {}};
  for (const Duty& duty : ruling.duties) {
    made.parts[duty.level].insert({static_cast<int>(duty.part), duty.days, duty.to});
  }
  for (const Law* law : ruling.approvals) made.approvals.insert(law->whose);
  return made;
}

// The cases from one place to another of each fact's values, both included.
struct Box {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  std::pair<Told, Told> answers;
};

// Joins boxes that lie beside one another in this fact and are alike in everything else.
void join(std::vector<Box>& boxes, std::size_t fact) {
  const auto others = [&](const Box& box) {
    auto ranges = box.ranges;
    ranges[fact] = {0, 0};
    return ranges;
  };
  std::ranges::stable_sort(boxes, [&](const Box& one, const Box& other) {
    return std::tuple(others(one), one.ranges[fact]) <
           std::tuple(others(other), other.ranges[fact]);
  });
  std::vector<Box> joined;
  for (Box& box : boxes) {
    const bool beside = !joined.empty() && others(joined.back()) == others(box) &&
                        joined.back().ranges[fact].second + 1 == box.ranges[fact].first &&
                        joined.back().answers == box.answers;
    if (beside) {
      joined.back().ranges[fact].second = box.ranges[fact].second;
    } else {
      joined.push_back(std::move(box));
    }
  }
  boxes = std::move(joined);
}

class Comparing {
 public:
  Comparing(const Catalogue& catalogue, const Unit& before, const Unit& after,
            const DifferenceWords& words)
      : catalogue_(catalogue), before_(before), after_(after), words_(words) {}

  void compare(int decision) {
    const Cases cases = cases_of(catalogue_, {&before_, &after_}, decision);
    const std::string& code = catalogue_.decisions[static_cast<std::size_t>(decision)].code;
    if (cases.too_many()) {
      lines.push_back(code + ": there are too many cases to compare.");
      return;
    }
    std::vector<Box> boxes = boxes_of(cases, decision);
    for (std::size_t fact = cases.facts.size(); fact-- > 0;) join(boxes, fact);
    std::ranges::stable_sort(boxes, {}, &Box::ranges);
    for (const Box& box : boxes) {
      if (box.answers.first != box.answers.second) tell(where(code, cases, box), box);
    }
  }

  // What no question shows while every level is filled.
  void compare_schemes() {
    const auto name = [&](int level) {
      return level < 0 ? std::string("nobody") : level_name(catalogue_, level, {});
    };
    if (before_.retained != after_.retained) {
      lines.push_back("What no clause speaks of: " + words_.after + " " + name(after_.retained) +
                      "; " + words_.before_who + " " + name(before_.retained) + ".");
    }
    for (int level = 0; level < static_cast<int>(catalogue_.levels.size()); ++level) {
      const auto at = static_cast<std::size_t>(level);
      if (before_.falls[at] == after_.falls[at]) continue;
      lines.push_back("Where there is none of " + name(level) + ", its powers " + words_.after +
                      " fall to " + name(after_.falls[at]) + "; " + words_.before + " to " +
                      name(before_.falls[at]) + ".");
    }
  }

  std::vector<std::string> lines;

 private:
  std::vector<Box> boxes_of(const Cases& cases, int decision) const {
    std::vector<Box> boxes;
    each_case(cases, [&](const FactValues& facts) {
      Box& box = boxes.emplace_back();
      for (std::size_t at = 0; at < cases.facts.size(); ++at) {
        const auto& values = cases.values[at];
        const auto place = static_cast<std::size_t>(
            std::ranges::find(values, facts.of[static_cast<std::size_t>(cases.facts[at])]) -
            values.begin());
        box.ranges.emplace_back(place, place);
      }
      box.answers = {told(catalogue_, before_, decision, facts),
                     told(catalogue_, after_, decision, facts)};
    });
    return boxes;
  }

  std::string where(const std::string& code, const Cases& cases, const Box& box) const {
    std::string text = code;
    for (std::size_t at = 0; at < cases.facts.size(); ++at) {
      const auto& values = cases.values[at];
      const auto [first, last] = box.ranges[at];
      if (first == 0 && last + 1 == values.size()) continue;
      const FactInfo& info = catalogue_.facts[static_cast<std::size_t>(cases.facts[at])];
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
      text += ", " + condition_text(catalogue_.facts, {atom});
    }
    return text;
  }

  std::string who(const Told& told, bool decides) const {
    switch (told.outcome) {
      case Outcome::Decided: break;
      case Outcome::Conflict: return decides ? "two levels decide" : "two levels";
      case Outcome::Forbidden:
        return std::string("nobody") + (decides ? " decides" : "") + ", for the law forbids it";
      default: return decides ? "nobody decides" : "nobody";
    }
    const std::string name = level_name(catalogue_, told.decider, {});
    if (!decides) return name;
    const bool plural = catalogue_.levels[static_cast<std::size_t>(told.decider)].plural;
    return name + (plural ? " decide" : " decides");
  }

  std::string parts_text(const std::set<PartTold>& all) const {
    std::vector<std::string> words;
    for (const auto& [part, days, to] : all) {
      std::string text = base::lower_ascii(label_of(static_cast<Part>(part)));
      if (to >= 0) text += " to " + level_name(catalogue_, to, {});
      if (days != 0) text += " within " + days_text(days);
      words.push_back(std::move(text));
    }
    return words.empty() ? "has no part" : base::join(words, " and ");
  }

  void tell(const std::string& place, const Box& box) {
    const auto& [before, after] = box.answers;
    const bool same = before.outcome == after.outcome && before.decider == after.decider;
    if (!same) {
      lines.push_back(place + ": " + words_.after + " " + who(after, true) + "; " +
                      words_.before_who + " " + who(before, false) + ".");
    }
    for (int level = 0; level < static_cast<int>(catalogue_.levels.size()); ++level) {
      const auto of = [&](const Told& told) {
        const auto found = told.parts.find(level);
        return found == told.parts.end() ? std::set<PartTold>() : found->second;
      };
      const bool decided = level == before.decider || level == after.decider;
      if (of(before) == of(after) || (!same && decided)) continue;
      lines.push_back(place + ": " + level_name(catalogue_, level, {}) + ", " + words_.after + " " +
                      parts_text(of(after)) + "; " + words_.before + " " + parts_text(of(before)) +
                      ".");
    }
    if (before.approvals != after.approvals) {
      lines.push_back(place + ": approval by others is not wanted as before.");
    }
  }

  const Catalogue& catalogue_;
  const Unit& before_;
  const Unit& after_;
  const DifferenceWords& words_;
};

}  // namespace

std::vector<std::string> differences(const Catalogue& catalogue, const Unit& before,
                                     const Unit& after, const DifferenceWords& words) {
  Comparing comparing(catalogue, before, after, words);
  comparing.compare_schemes();
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    const base::Period& period = catalogue.decisions[static_cast<std::size_t>(decision)].period;
    if (period.contains(before.on) || period.contains(after.on)) comparing.compare(decision);
  }
  return std::move(comparing.lines);
}

}  // namespace delegation

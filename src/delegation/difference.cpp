// Both are asked every case that either of them tells apart. Cases with one answer that lie beside
// one another are joined, fact by fact, so that what does not matter is not spoken of.
#include "delegation/difference.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "delegation/question_cases.hpp"
#include "delegation/turns.hpp"
#include "delegation/words.hpp"

namespace delegation {

namespace {

using PartTold = std::tuple<int, int, int>;  // part, days, to whom
using Parts = std::set<PartTold>;
using Who = std::pair<Outcome, int>;

// What is compared of a ruling.
struct Told {
  Who who = {Outcome::Gap, -1};
  std::map<int, Parts> parts;  // by level
  std::set<std::string> approvals;
  std::vector<std::string> says;  // of its clauses

  Parts parts_of(int level) const {
    const auto found = parts.find(level);
    return found == parts.end() ? Parts() : found->second;
  }
};
using Answers = std::pair<Told, Told>;  // before, after

Told told(const Catalogue& catalogue, const Unit& unit, int decision, const FactValues& facts) {
  const Ruling ruling = decide(catalogue, unit, decision, facts);
  Told made;
  made.who = {ruling.outcome, ruling.decider};
  for (const Duty& duty : ruling.duties) {
    made.parts[duty.level].insert({static_cast<int>(duty.part), duty.days, duty.to});
  }
  for (const Law* law : ruling.approvals) made.approvals.insert(law->whose);
  for (const Reason& reason : ruling.reasons) {
    if (reason.effect != Effect::Decides && reason.effect != Effect::AddsDuty) continue;
    const Scheme& scheme = unit.layers[reason.clause.layer]->scheme();
    const std::string& says = scheme.clauses[static_cast<std::size_t>(reason.clause.clause)].says;
    if (!says.empty()) made.says.push_back(says);
  }
  return made;
}

std::string name_of(const Catalogue& catalogue, int decision) {
  const Decision& of = catalogue.decisions[static_cast<std::size_t>(decision)];
  return of.code + ", " + of.title;
}

// One decision, asked of both sides.
class Comparing {
 public:
  Comparing(const Catalogue& catalogue, const DifferenceWords& words, const Cases& cases,
            std::vector<Answers> all, int decision)
      : catalogue_(catalogue),
        words_(words),
        cases_(cases),
        all_(std::move(all)),
        decision_(decision) {}

  std::vector<Difference> run() {
    deciders();
    for (int level = 0; level < static_cast<int>(catalogue_.levels.size()); ++level) parts(level);
    each_difference(
        [](const Answers& each) { return std::pair(each.first.says, each.second.says); },
        [&](const Condition& when, const auto& before, const auto& after) {
          tell(when, words_.after + " " + says_text(after),
               words_.before + " " + says_text(before));
        });
    each_difference(
        [](const Answers& each) { return std::pair(each.first.approvals, each.second.approvals); },
        [&](const Condition& when, const auto& before, const auto& after) {
          tell(when, words_.after + " " + approvals_text(after),
               words_.before + " " + approvals_text(before));
        });
    return std::move(found_);
  }

 private:
  // Calls `look` for each region of cases in which what `pick` takes of the two sides differs.
  template <typename Pick, typename Look>
  void each_difference(Pick pick, Look look) const {
    using Two = decltype(pick(all_.front()));
    std::vector<Two> different;
    std::map<Two, int> numbers;
    std::vector<int> answers;
    for (const Answers& each : all_) {
      Two two = pick(each);
      if (two.first == two.second) {
        answers.push_back(0);
        continue;
      }
      const auto [at, fresh] = numbers.emplace(two, static_cast<int>(different.size()) + 1);
      if (fresh) different.push_back(std::move(two));
      answers.push_back(at->second);
    }
    if (different.empty()) return;
    for (const JoinedCases<int>& region : regions_of(cases_, answers)) {
      if (region.answer == 0) continue;
      const Two& two = different[static_cast<std::size_t>(region.answer - 1)];
      look(condition_of(catalogue_, cases_, region.ranges), two.first, two.second);
    }
  }

  void tell(const Condition& when, const std::string& after, const std::string& before,
            bool of_decider = false) {
    const std::string where = condition_words(catalogue_.facts, when);
    found_.push_back({decision_, of_decider, "", name_of(catalogue_, decision_),
                      where + (where.empty() ? "" : ", ") + after + "; " + before + "."});
  }

  struct Changed {
    Condition when;
    Who before;
    Who after;
    bool told = false;
  };

  void deciders() {
    std::vector<Changed> changes;
    each_difference([](const Answers& each) { return std::pair(each.first.who, each.second.who); },
                    [&](const Condition& when, const Who& before, const Who& after) {
                      changes.push_back({when, before, after});
                    });
    if (changes.empty()) return;
    std::set<int> levels;
    for (const Changed& each : changes) levels.insert({each.before.second, each.after.second});
    levels.erase(-1);
    for (const int level : levels) limit(level, changes);
    for (const Changed& each : changes) {
      if (each.told) continue;
      tell(each.when, words_.after + " " + who(each.after, true),
           words_.before_who + " " + who(each.before, false), true);
    }
  }

  // Up to where one fact alone lets the level decide; none where it is otherwise.
  std::optional<Atom> upper_limit(int level, bool after) const {
    std::vector<int> answers;
    for (const Answers& each : all_) {
      const Told& told = after ? each.second : each.first;
      answers.push_back(told.who == Who{Outcome::Decided, level} ? 1 : 0);
    }
    std::optional<Atom> found;
    for (const JoinedCases<int>& region : regions_of(cases_, answers)) {
      if (region.answer == 0) continue;
      const Condition when = condition_of(catalogue_, cases_, region.ranges);
      const bool limit = when.size() == 1 && when[0].any_of == 0 && when[0].least == unknown + 1;
      if (found || !limit) return std::nullopt;
      found = when[0];
    }
    return found;
  }

  // Where all that changes for a level is its upper limit, that is said, and who has the rest.
  void limit(int level, std::vector<Changed>& changes) {
    const auto before = upper_limit(level, false);
    const auto after = upper_limit(level, true);
    if (!before || !after || before->fact != after->fact || before->most == after->most) return;
    const bool more = after->most > before->most;
    std::set<Who> others;
    for (const Changed& each : changes) {
      const Who& mine = more ? each.after : each.before;
      if (mine != Who{Outcome::Decided, level}) continue;
      others.insert(more ? each.before : each.after);
    }
    for (Changed& each : changes) {
      each.told = each.told || (others.size() == 1 &&
                                (more ? each.after : each.before) == Who{Outcome::Decided, level});
    }
    const FactInfo& fact = catalogue_.facts[static_cast<std::size_t>(after->fact)];
    const std::string rest =
        others.size() == 1 ? ", and from there " + who(*others.begin(), false) : "";
    tell({},
         words_.after + " " + who({Outcome::Decided, level}, true) + " " +
             condition_words(catalogue_.facts, {*after}) + (more ? "" : rest),
         words_.before + " up to " + short_fact_text(fact, before->most) + (more ? rest : ""),
         true);
  }

  bool plural(int level) const { return catalogue_.levels[static_cast<std::size_t>(level)].plural; }

  std::string who(const Who& of, bool decides) const {
    switch (of.first) {
      case Outcome::Decided: break;
      case Outcome::Conflict: return decides ? "two levels decide" : "two levels";
      case Outcome::Forbidden:
        return std::string("nobody") + (decides ? " decides" : "") + ", for the law forbids it";
      default: return decides ? "nobody decides" : "nobody";
    }
    const std::string name = level_name(catalogue_, of.second, {});
    if (!decides) return name;
    return name + (plural(of.second) ? " decide" : " decides");
  }

  // Where a level comes to decide, or ceases to, that is told, and not its other parts.
  void parts(int level) {
    const auto pick = [level](const Answers& each) {
      const auto& [before, after] = each;
      const bool decided = before.who.second == level || after.who.second == level;
      if (before.who != after.who && decided) return std::pair<Parts, Parts>();
      return std::pair(before.parts_of(level), after.parts_of(level));
    };
    each_difference(pick, [&](const Condition& when, const Parts& before, const Parts& after) {
      tell(when,
           words_.after + " " + level_name(catalogue_, level, {}) + " " + parts_text(level, after),
           words_.before + (plural(level) ? " they " : " it ") + parts_text(level, before));
    });
  }

  static std::string verb(Part part, bool plural) {
    switch (part) {
      case Part::Decides: return plural ? "decide" : "decides";
      case Part::Recommends: return plural ? "recommend" : "recommends";
      case Part::Consulted: return plural ? "are consulted" : "is consulted";
      case Part::Informed: return plural ? "are informed" : "is informed";
      case Part::CarriesOut: return plural ? "carry it out" : "carries it out";
      case Part::Reports: break;
    }
    return plural ? "report back" : "reports back";
  }

  std::string parts_text(int level, const Parts& all) const {
    std::vector<std::string> words;
    for (const auto& [part, days, to] : all) {
      std::string text = verb(static_cast<Part>(part), plural(level));
      if (to >= 0) text += " to " + level_name(catalogue_, to, {});
      if (days != 0) text += " within " + days_text(days);
      words.push_back(std::move(text));
    }
    if (words.empty()) return plural(level) ? "have no part" : "has no part";
    return base::join(words, " and ");
  }

  static std::string says_text(const std::vector<std::string>& all) {
    if (all.empty()) return "nothing is said of how";
    return "it says “" + base::join(all, "” and “") + "”";
  }

  static std::string approvals_text(const std::set<std::string>& all) {
    if (all.empty()) return "nobody else must approve it";
    return base::join({all.begin(), all.end()}, " and ") + " must approve it first";
  }

  const Catalogue& catalogue_;
  const DifferenceWords& words_;
  const Cases& cases_;
  std::vector<Answers> all_;  // by case
  const int decision_;
  std::vector<Difference> found_;
};

// What no question shows while every level is filled.
std::vector<Difference> differing_heads(const Catalogue& catalogue, const Unit& before,
                                        const Unit& after, const DifferenceWords& words) {
  std::vector<Difference> found;
  const auto name = [&](int level) {
    return level < 0 ? std::string("nobody") : level_name(catalogue, level, {});
  };
  if (before.retained != after.retained) {
    found.push_back({-1, false, "", "What no clause speaks of",
                     words.after + " " + name(after.retained) + "; " + words.before_who + " " +
                         name(before.retained) + "."});
  }
  for (int level = 0; level < static_cast<int>(catalogue.levels.size()); ++level) {
    const auto at = static_cast<std::size_t>(level);
    if (before.falls[at] == after.falls[at]) continue;
    found.push_back({-1, false, "", "Where there is none of " + name(level),
                     "its powers " + words.after + " fall to " + name(after.falls[at]) + "; " +
                         words.before + " to " + name(before.falls[at]) + "."});
  }
  return found;
}

// An overlay of a category or rating holds as if that had been given.
base::Result<Unit> unit_of(const Catalogue& catalogue, const Layers& layers, base::Date on) {
  FactValues facts;
  for (const auto& [fact, words] : facts_of_layers(catalogue, layers)) {
    if (!words.empty()) facts.of[static_cast<std::size_t>(fact)] = words.front();
  }
  const InForce chosen = layers_in_force(catalogue, layers, facts, on);
  return make_unit(catalogue, chosen.layers, on, {}, facts);
}

using DifferencesOfDays = std::vector<std::pair<base::Date, std::vector<Difference>>>;

bool has(const std::vector<Difference>& all, const Difference& wanted) {
  return std::ranges::find(all, wanted) != all.end();
}

// Each once for a run of days.
std::vector<Difference> joined_days(const DifferencesOfDays& days) {
  std::vector<Difference> found;
  for (std::size_t at = 0; at < days.size(); ++at) {
    for (const Difference& each : days[at].second) {
      if (at > 0 && has(days[at - 1].second, each)) continue;  // it is told already
      std::size_t end = at + 1;
      while (end < days.size() && has(days[end].second, each)) ++end;
      Difference told = each;
      if (at > 0) told.when = "From " + days[at].first.long_form();
      if (end < days.size()) {
        told.when +=
            (told.when.empty() ? "Until " : " until ") + days[end].first.plus_days(-1).long_form();
      }
      found.push_back(std::move(told));
    }
  }
  return found;
}

}  // namespace

std::string Difference::words() const {
  std::string line;
  for (const std::string& part : {when, of}) line += part + (part.empty() ? "" : ": ");
  return line + text;
}

std::vector<std::string> lines_of(const std::vector<Difference>& differences) {
  std::vector<std::string> lines;
  for (const Difference& each : differences) lines.push_back(each.words());
  return lines;
}

std::vector<Difference> differences(const Catalogue& catalogue, const Unit& before,
                                    const Unit& after, const DifferenceWords& words) {
  std::vector<Difference> found = differing_heads(catalogue, before, after, words);
  for (int decision = 0; decision < static_cast<int>(catalogue.decisions.size()); ++decision) {
    const Decision& of = catalogue.decisions[static_cast<std::size_t>(decision)];
    if (!of.period.contains(before.on) && !of.period.contains(after.on)) continue;
    const Cases cases = cases_of(catalogue, {&before, &after}, decision);
    if (cases.too_many()) {
      found.push_back({decision, false, "", name_of(catalogue, decision),
                       "there are too many cases to compare."});
      continue;
    }
    std::vector<Answers> all;
    each_case(cases, [&](const FactValues& facts) {
      all.emplace_back(told(catalogue, before, decision, facts),
                       told(catalogue, after, decision, facts));
    });
    for (Difference& each : Comparing(catalogue, words, cases, std::move(all), decision).run()) {
      found.push_back(std::move(each));
    }
  }
  return found;
}

base::Result<std::vector<Difference>> differences_by_day(const Catalogue& catalogue,
                                                         const Layers& before, const Layers& after,
                                                         base::Date on,
                                                         std::optional<base::Date> until) {
  Layers all = before;
  all.insert(all.end(), after.begin(), after.end());
  std::vector<base::Date> days = turning_days(catalogue, all, on, until);
  const bool more = days.size() > turning_days_max;
  if (more) days.pop_back();
  DifferencesOfDays told;
  for (const base::Date day : days) {
    told.emplace_back(day, differences(catalogue, TRY(unit_of(catalogue, before, day)),
                                       TRY(unit_of(catalogue, after, day))));
  }
  std::vector<Difference> found = joined_days(told);
  if (more) {
    found.push_back({-1, false, "", "",
                     "There are too many days on which something turns: those after " +
                         days.back().long_form() + " were not compared."});
  }
  return found;
}

}  // namespace delegation

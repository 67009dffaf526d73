// Sentences are made of names of levels; nothing is decided here.
#include "delegation/words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace delegation {

namespace {

// "a, b and c"
std::string listed(const std::vector<std::string>& all) {
  if (all.empty()) return "";
  std::string text = all.front();
  for (std::size_t at = 1; at < all.size(); ++at) {
    text += (at + 1 == all.size() ? " and " : ", ") + all[at];
  }
  return text;
}

// Without its full stop, for the middle of a sentence.
std::string bare(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  return std::string(text);
}

std::string sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text + ".";
}

const Level& level_of(const Catalogue& catalogue, int level) {
  return catalogue.levels[static_cast<std::size_t>(level)];
}

std::string scheme_name(const Scheme& scheme) {
  return scheme.title + " (version " + scheme.version + ")";
}

class Telling {
 public:
  Telling(const Catalogue& catalogue, const Unit& unit, const Ruling& ruling,
          const UnitNames& names)
      : catalogue_(catalogue), unit_(unit), ruling_(ruling), names_(names) {}

  std::string who_decides() const {
    switch (ruling_.outcome) {
      case Outcome::Decided: return sentence(doing(ruling_.decider, "decide"));
      case Outcome::MissingFacts:
        return sentence("who decides may depend on " + facts_named(catalogue_, ruling_.missing));
      case Outcome::Gap: return "Nobody decides: no clause gives this to anybody.";
      case Outcome::Conflict: return conflict();
      case Outcome::Forbidden:
        return sentence(name(ruling_.decider) +
                        " would decide, which the law does not allow: " + bare(ruling_.law->says));
      case Outcome::Nobody: break;
    }
    return sentence("nobody can decide: " + name(ruling_.given_to) +
                    " would, and the scheme names nobody who can now");
  }

  std::string heard_first() const {
    const auto recommend = with(Part::Recommends);
    const auto consulted = with(Part::Consulted);
    if (recommend.empty() && consulted.empty()) return "";
    std::string text;
    if (!recommend.empty()) {
      text = listed(recommend) + verb(Part::Recommends, " recommend");
    }
    if (!consulted.empty()) {
      text += (text.empty() ? "" : ", and ") + listed(consulted) + " must be consulted first";
    }
    return sentence(text);
  }

  std::string what_follows() const {
    std::vector<std::string> all;
    const auto informed = with(Part::Informed);
    const auto carry = with(Part::CarriesOut);
    if (!informed.empty()) all.push_back(listed(informed) + " must be told");
    if (!carry.empty()) {
      const bool one = verb(Part::CarriesOut, "").ends_with('s');
      all.push_back(listed(carry) + (one ? " carries" : " carry") + " it out");
    }
    for (const Duty& duty : ruling_.duties) {
      if (duty.part == Part::Reports) all.push_back(report(duty));
    }
    return all.empty() ? "" : sentence(listed(all));
  }

  std::vector<std::string> because() const {
    std::vector<std::string> all;
    if (ruling_.retained) all.push_back("No clause speaks of it, and the scheme keeps it back.");
    const bool by_clause = ruling_.by.known() && ruling_.outcome != Outcome::MissingFacts &&
                           ruling_.outcome != Outcome::Conflict;
    if (by_clause) all.push_back(sentence("By " + clause_name(unit_, ruling_.by) + overridden()));
    for (const Passed& each : ruling_.passed) all.push_back(passing(each));
    for (const Law* law : ruling_.approvals) {
      all.push_back(sentence(law->whose + " must approve it first: " + bare(law->says)) + " (" +
                    law->citation + ")");
    }
    if (ruling_.law) all.push_back(sentence(ruling_.law->citation));
    if (ruling_.open != 0) {
      all.push_back(sentence("further duties or approvals may follow from " +
                             facts_named(catalogue_, ruling_.open)));
    }
    return all;
  }

 private:
  // "the members decide", "the head decides"
  std::string doing(int level, std::string_view verb) const {
    return name(level) + " " + std::string(verb) + (level_of(catalogue_, level).plural ? "" : "s");
  }

  // The verb as it is said of all who have the part.
  std::string verb(Part part, std::string_view of_many) const {
    int count = 0;
    bool plural = false;
    for (const Duty& duty : ruling_.duties) {
      if (duty.part != part) continue;
      ++count;
      plural = level_of(catalogue_, duty.level).plural;
    }
    return std::string(of_many) + (count == 1 && !plural ? "s" : "");
  }

  std::string name(int level) const { return level_name(catalogue_, level, names_); }

  std::vector<std::string> with(Part part) const {
    std::vector<std::string> all;
    for (int level = 0; level < static_cast<int>(catalogue_.levels.size()); ++level) {
      for (const Duty& duty : ruling_.duties) {
        if (duty.level != level || duty.part != part) continue;
        std::string text = name(level);
        if (unit_.filled[static_cast<std::size_t>(level)] == Filled::None) {
          text += " (there is none)";
        }
        if (duty.days != 0) text += " (within " + days_text(duty.days) + ")";
        all.push_back(std::move(text));
      }
    }
    return all;
  }

  std::string report(const Duty& duty) const {
    const int to = duty.to >= 0 ? duty.to : ruling_.decider;
    return doing(duty.level, "report") + (to == duty.level ? " back" : " to " + name(to)) +
           (duty.days == 0 ? "" : " within " + days_text(duty.days));
  }

  std::string conflict() const {
    std::vector<std::string> all;
    for (const Reason& reason : ruling_.reasons) {
      if (reason.effect != Effect::Decides) continue;
      const Scheme& scheme = unit_.layers[reason.clause.layer]->scheme();
      const Clause& clause = scheme.clauses[static_cast<std::size_t>(reason.clause.clause)];
      all.push_back(name(clause.decider()) + " by " + clause_name(unit_, reason.clause));
    }
    return sentence("clauses give it to different levels: " + listed(all));
  }

  // Clauses of one scheme are named together.
  std::string overridden() const {
    std::vector<std::string> all;
    for (int layer = 0; layer < unit_.layers.size(); ++layer) {
      const Scheme& scheme = unit_.layers[layer]->scheme();
      std::vector<std::string> codes;
      for (const Reason& each : ruling_.reasons) {
        if (each.effect != Effect::Overridden || each.clause.layer != layer) continue;
        codes.push_back(scheme.clauses[static_cast<std::size_t>(each.clause.clause)].code);
      }
      if (codes.empty()) continue;
      all.push_back((codes.size() == 1 ? "clause " : "clauses ") + listed(codes) + " of " +
                    scheme_name(scheme));
    }
    return all.empty() ? "" : ", which takes the place of " + listed(all);
  }

  std::string withdrawn(const Passed& each) const {
    const Withdrawal& by = *each.withdrawal;
    std::string text = "withdrawal " + by.code;
    for (const Layer* layer : unit_.layers) {
      const auto& all = layer->scheme().withdrawals;
      const bool of = std::ranges::any_of(all, [&](const Withdrawal& one) { return &one == &by; });
      if (of) text += " of " + scheme_name(layer->scheme());
    }
    text = sentence("by " + text + " the powers of " + name(each.from) + " pass to " +
                    name(each.to) + last_day(by) + ": " + bare(by.why));
    const std::string test = end_test_words(by);
    return test.empty() ? text : text + " " + test;
  }

  static std::string last_day(const Withdrawal& by) {
    if (by.period.open_end()) return "";
    return " until " + by.period.until().plus_days(-1).long_form();
  }

  std::string passing(const Passed& each) const {
    if (each.withdrawal) return withdrawn(each);
    const bool plural = level_of(catalogue_, each.from).plural;
    const bool few = unit_.filled[static_cast<std::size_t>(each.from)] == Filled::Inquorate;
    const std::string lacks =
        few ? std::string(plural ? " have" : " has") + " fewer members than the quorum"
            : std::string(plural ? " are" : " is") + " vacant or there is none";
    return sentence(name(each.from) + lacks + ", so the powers fall to " + name(each.to));
  }

  const Catalogue& catalogue_;
  const Unit& unit_;
  const Ruling& ruling_;
  const UnitNames& names_;
};

}  // namespace

std::string level_name(const Catalogue& catalogue, int level, const UnitNames& names) {
  const Level& info = level_of(catalogue, level);
  const std::string& unit = info.unit == "school"    ? names.school
                            : info.unit == "cluster" ? names.cluster
                                                     : names.group;
  std::string text = "the " + base::lower_ascii(info.label);
  // A group has one board: nobody asks of which.
  if (info.unit != "group" && !unit.empty()) text += " of " + unit;
  return text;
}

std::vector<std::string> sentences(const Catalogue& catalogue, const Unit& unit,
                                   const Ruling& ruling, const UnitNames& names) {
  const Telling telling(catalogue, unit, ruling, names);
  std::vector<std::string> all = {telling.who_decides()};
  for (std::string each : {telling.heard_first(), telling.what_follows()}) {
    if (!each.empty()) all.push_back(std::move(each));
  }
  return all;
}

std::vector<std::string> because(const Catalogue& catalogue, const Unit& unit, const Ruling& ruling,
                                 const UnitNames& names) {
  return Telling(catalogue, unit, ruling, names).because();
}

std::string clause_name(const Unit& unit, const Ref& ref) {
  const Scheme& scheme = unit.layers[ref.layer]->scheme();
  return "clause " + scheme.clauses[static_cast<std::size_t>(ref.clause)].code + " of " +
         scheme_name(scheme);
}

std::string withdrawal_words(const Catalogue& catalogue, const Withdrawal& withdrawal) {
  std::vector<std::string> over;
  for (const int each : withdrawal.decisions) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(each)];
    over.push_back(decision.code + ", " + decision.title);
  }
  const Domain* domain = catalogue.domain_called(withdrawal.domain);
  if (over.empty()) over.push_back(domain ? "all of " + domain->label : "everything");
  const base::Period& period = withdrawal.period;
  const bool both = !period.open_start() && !period.open_end();
  return withdrawal.code + ": the powers of " + level_name(catalogue, withdrawal.from_level, {}) +
         " over " + base::join(over, "; ") + " are with " +
         level_name(catalogue, withdrawal.to_level, {}) + (both ? " from " : " ") +
         period.describe();
}

std::string end_test_words(const Withdrawal& withdrawal) {
  if (withdrawal.ends_when.empty()) return "";
  return sentence("They come back when " + bare(withdrawal.ends_when));
}

std::string days_text(int days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

std::string facts_named(const Catalogue& catalogue, FactSet facts) {
  std::vector<std::string> all;
  for (int at = 0; at < static_cast<int>(catalogue.facts.size()); ++at) {
    if ((facts & fact_bit(at)) != 0) {
      all.push_back("“" + base::lower_ascii(catalogue.facts[static_cast<std::size_t>(at)].label) +
                    "”");
    }
  }
  return listed(all);
}

}  // namespace delegation

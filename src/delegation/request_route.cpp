// A ruling as it is kept, and how two of them differ.
#include "base/text.hpp"
#include "delegation/request.hpp"

namespace delegation {

namespace {

class Routing {
 public:
  Routing(const Catalogue& catalogue, const Unit& unit, const Ruling& ruling,
          const Standing& standing)
      : catalogue_(catalogue), unit_(unit), ruling_(ruling), standing_(standing) {}

  RoutePart decider() const {
    RoutePart part = of(Part::Decides, ruling_.decider);
    part.by = power(ruling_.by);
    if (ruling_.retained && !unit_.layers.empty()) {
      const Scheme& scheme = unit_.layers[unit_.layers.size() - 1]->scheme();
      part.by = {std::string(word_of(scheme.kind)), scheme.title, scheme.version, ""};
    }
    return part;
  }

  RoutePart of_duty(const Duty& duty) const {
    RoutePart part = of(duty.part, duty.level);
    part.days = duty.days;
    if (duty.to >= 0 && duty.to != ruling_.decider) {
      part.to = level_name(catalogue_, duty.to, standing_.names);
    }
    part.by = power(duty.by);
    if (duty.by.known()) part.from = unit_.layers[duty.by.layer]->scheme().from;
    return part;
  }

 private:
  RoutePart of(Part part, int level) const {
    const auto at = static_cast<std::size_t>(level);
    RoutePart made;
    made.part = part;
    made.level = catalogue_.levels[at].code;
    made.name = level_name(catalogue_, level, standing_.names);
    made.body = standing_.behind[at].body;
    made.there = unit_.filled[at] != Filled::None;
    return made;
  }

  PowerUsed power(const Ref& ref) const {
    if (!ref.known()) return {};
    const Scheme& scheme = unit_.layers[ref.layer]->scheme();
    return {std::string(word_of(scheme.kind)), scheme.title, scheme.version,
            scheme.clauses[static_cast<std::size_t>(ref.clause)].code};
  }

  const Catalogue& catalogue_;
  const Unit& unit_;
  const Ruling& ruling_;
  const Standing& standing_;
};

// What somebody is asked for by a part: plural and singular alike.
std::string_view asked(Part part) {
  switch (part) {
    case Part::Decides: return "to decide";
    case Part::Recommends: return "to recommend";
    case Part::Consulted: return "to be consulted";
    case Part::Informed: return "to be told";
    case Part::CarriesOut: return "to carry it out";
    case Part::Reports: return "to report";
  }
  return "";
}

std::string asked_of(std::string_view when, const RoutePart& part) {
  return std::string(when) + " " + std::string(asked(part.part)) + ": " + part.name;
}

std::string reports_to(const RoutePart& part) {
  return part.to.empty() ? "to who decides" : "to " + part.to;
}

// What is otherwise of a part that both have; "" where nothing is.
std::string part_change(const RoutePart& was, const RoutePart& is) {
  std::string told;
  if (was.days != is.days) {
    told = (is.days == 0 ? std::string(", without a number of days")
                         : ", within " + days_text(is.days)) +
           (was.days == 0 ? "" : " (was " + days_text(was.days) + ")");
  }
  if (was.to != is.to) told += ", " + reports_to(is) + " (was " + reports_to(was) + ")";
  if (was.there != is.there) told += is.there ? ", who is there now" : ", where nobody is now";
  return told.empty() ? "" : asked_of("Still", is) + told + ".";
}

void told_of_decider(const Route& before, const Route& after, std::vector<std::string>& told) {
  const RoutePart* was = before.decider();
  const RoutePart* is = after.decider();
  if (!is) {
    if (was || before.outcome != after.outcome) {
      told.push_back(after.says.substr(0, after.says.find('\n')));
    }
    return;
  }
  if (was && was->name == is->name) return;
  told.push_back("It is now for " + is->name + " to decide, by " + words_of(is->by) +
                 (was ? "; it was for " + was->name : std::string()) + ".");
}

}  // namespace

std::string words_of(const PowerUsed& power) {
  if (power.scheme.empty()) return "";
  const std::string scheme = power.scheme + " (version " + power.version + ")";
  return power.clause.empty() ? "what is retained by " + scheme
                              : "clause " + power.clause + " of " + scheme;
}

const RoutePart* Route::decider() const {
  if (outcome != Outcome::Decided || parts.empty()) return nullptr;
  return &parts.front();
}

const RoutePart* Route::part(Part part, std::string_view level) const {
  for (const RoutePart& each : parts) {
    if (each.part == part && each.level == level) return &each;
  }
  return nullptr;
}

Route route_of(const Catalogue& catalogue, const Unit& unit, const Ruling& ruling,
               const Standing& standing) {
  Route route;
  route.on = unit.on;
  route.outcome = ruling.outcome;
  const Routing routing(catalogue, unit, ruling, standing);
  if (ruling.outcome == Outcome::Decided) {
    route.parts.push_back(routing.decider());
    for (const Duty& duty : ruling.duties) route.parts.push_back(routing.of_duty(duty));
  }
  route.says = base::join(sentences(catalogue, unit, ruling, standing.names), "\n");
  route.because = base::join(delegation::because(catalogue, unit, ruling, standing.names), "\n");
  return route;
}

std::vector<std::string> route_changes(const Route& before, const Route& after) {
  std::vector<std::string> told;
  told_of_decider(before, after, told);
  if (!after.decider()) return told;
  for (const RoutePart& was : before.parts) {
    if (was.part == Part::Decides) continue;
    const RoutePart* is = after.part(was.part, was.level);
    if (after.decider()->name == was.name) continue;
    if (!is || is->name != was.name) told.push_back(asked_of("No longer", was) + ".");
  }
  for (const RoutePart& is : after.parts) {
    if (is.part == Part::Decides) continue;
    const RoutePart* was = before.part(is.part, is.level);
    if (!was || was->name != is.name) {
      told.push_back(asked_of("Now", is) + (is.days == 0 ? "" : ", within " + days_text(is.days)) +
                     ".");
    } else if (std::string change = part_change(*was, is); !change.empty()) {
      told.push_back(std::move(change));
    }
  }
  return told;
}

}  // namespace delegation

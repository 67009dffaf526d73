// Faults in words, in the order in which they are found.
#include "delegation/check.hpp"

#include <algorithm>
#include <set>

namespace delegation {

bool Checked::stops() const { return std::ranges::any_of(faults, &ToldFault::stops); }

void Checked::fault(std::string text, bool stops) {
  if (std::ranges::find(faults, text, &ToldFault::text) == faults.end()) {
    faults.push_back({std::move(text), stops});
  }
}

void Checked::note(std::string text) {
  if (std::ranges::find(notes, text) == notes.end()) notes.push_back(std::move(text));
}

bool stops(FaultKind kind) {
  return kind == FaultKind::Gap || kind == FaultKind::Conflict || kind == FaultKind::Forbidden ||
         kind == FaultKind::Endless;
}

void check_alone(const Catalogue& catalogue, const Layer& layer, base::Date on, Checked& checked) {
  const Scheme& scheme = layer.scheme();
  for (const Fault& fault : faults_of(catalogue, layer)) {
    checked.fault(scheme.title + ": " + fault_text(catalogue, &scheme, fault), stops(fault.kind));
  }
  if (scheme.review && *scheme.review < on) {
    checked.fault(
        scheme.title + ": it was to be looked at again by " + scheme.review->long_form() + ".",
        false);
  }
}

base::Status check_together(const Catalogue& catalogue, const Layers& layers, base::Date on,
                            const std::array<Filled, levels_max>& filled, FactValues facts,
                            const std::string& where, Checked& checked) {
  const int fact = fact_called(catalogue.facts, "rating");
  const auto info = [&]() -> const FactInfo& {
    return catalogue.facts[static_cast<std::size_t>(fact)];
  };
  std::set<std::int64_t> ratings = {fact < 0 ? unknown : facts.of[static_cast<std::size_t>(fact)]};
  for (const auto& layer : layers) {
    if (layer->scheme().kind != LayerKind::Rating || *ratings.begin() != unknown) continue;
    ratings.insert(read_fact(info(), layer->scheme().rating).value_or(unknown));
  }
  for (const std::int64_t rating : ratings) {
    if (fact >= 0) facts.of[static_cast<std::size_t>(fact)] = rating;
    const InForce chosen = layers_in_force(catalogue, layers, facts, on);
    const bool based = std::ranges::any_of(chosen.layers, [](const Layer* layer) {
      return layer->scheme().kind == LayerKind::Group || layer->scheme().whole;
    });
    for (const Layer* layer : chosen.later) {
      checked.note(layer->scheme().title + " begins on " + layer->scheme().from.long_form() +
                   ", and was looked at alone.");
    }
    if (!based) {
      checked.notes = {"There is no scheme of the group among these, so each was looked at alone."};
      return {};
    }
    const Unit unit = TRY(make_unit(catalogue, chosen.layers, on, filled, facts));
    std::string before = where;
    if (rating != unknown) {
      before += (where.empty() ? "Rated " : ", rated ") + fact_text(info(), rating);
    }
    if (!before.empty()) before += ": ";
    for (const Fault& fault : faults_of(catalogue, unit)) {
      const std::string text = fault_text(catalogue, nullptr, fault);
      // What is wrong whatever the rating and the school is told once.
      if (std::ranges::find(checked.faults, text, &ToldFault::text) != checked.faults.end()) {
        continue;
      }
      checked.fault(before + text, stops(fault.kind));
    }
  }
  return {};
}

}  // namespace delegation

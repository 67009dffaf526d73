// Versions first, then categories and ratings: an earlier version of an overlay does not come back.
#include "delegation/layers.hpp"

#include <algorithm>

namespace delegation {

InForce layers_in_force(const Catalogue& catalogue, const Layers& all, const FactValues& facts,
                        base::Date on) {
  InForce made;
  std::vector<const Layer*> newest;
  for (const auto& layer : all) {
    if (layer->scheme().from > on) {
      made.later.push_back(layer.get());
      continue;
    }
    const auto same = [&](const Layer* each) {
      return each->scheme().code == layer->scheme().code;
    };
    const auto found = std::ranges::find_if(newest, same);
    if (found == newest.end()) {
      newest.push_back(layer.get());
    } else if ((*found)->scheme().from < layer->scheme().from) {
      *found = layer.get();
    }
  }
  for (const Layer* layer : newest) {
    const Scheme& scheme = layer->scheme();
    const std::string_view name = fact_of(scheme.kind);
    const int fact = name.empty() ? -1 : fact_called(catalogue.facts, name);
    if (fact >= 0) {
      const auto at = static_cast<std::size_t>(fact);
      if (facts.of[at] == unknown) made.wanting |= fact_bit(fact);
      const bool fits =
          facts.of[at] != unknown && fact_text(catalogue.facts[at], facts.of[at]) == scheme.which;
      if (!fits) continue;
    }
    made.layers.push_back(layer);
  }
  return made;
}

std::map<int, std::vector<std::int64_t>> facts_of_layers(const Catalogue& catalogue,
                                                         const Layers& all) {
  std::map<int, std::vector<std::int64_t>> found;
  for (const auto& layer : all) {
    const std::string_view name = fact_of(layer->scheme().kind);
    const int fact = name.empty() ? -1 : fact_called(catalogue.facts, name);
    if (fact < 0) continue;
    const auto word =
        read_fact(catalogue.facts[static_cast<std::size_t>(fact)], layer->scheme().which);
    std::vector<std::int64_t>& words = found[fact];
    if (word.ok() && std::ranges::find(words, word.value()) == words.end()) {
      words.push_back(word.value());
    }
  }
  for (auto& [fact, words] : found) std::ranges::sort(words);
  return found;
}

}  // namespace delegation

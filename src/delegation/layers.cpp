// Versions first, then ratings: an earlier version of an overlay does not come back.
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
  const int fact = fact_called(catalogue.facts, "rating");
  const std::int64_t rating = fact < 0 ? unknown : facts.of[static_cast<std::size_t>(fact)];
  for (const Layer* layer : newest) {
    const Scheme& scheme = layer->scheme();
    if (scheme.kind == LayerKind::Rating && rating == unknown) made.wanting |= fact_bit(fact);
    const bool fits =
        scheme.kind != LayerKind::Rating ||
        (rating != unknown &&
         fact_text(catalogue.facts[static_cast<std::size_t>(fact)], rating) == scheme.rating);
    if (fits) made.layers.push_back(layer);
  }
  return made;
}

}  // namespace delegation

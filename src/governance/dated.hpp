// Rows of texts that each hold from a day on, until the next of their key.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "base/date.hpp"

namespace governance {

// Our own with those shipped beneath, but for each that has the key and day of one of our own.
template <typename Row, typename Key>
std::vector<Row> above_shipped(std::vector<Row> own, const std::vector<Row>& shipped, Key key) {
  const std::size_t mine = own.size();
  for (const Row& each : shipped) {
    const bool replaced = std::any_of(
        own.begin(), own.begin() + static_cast<std::ptrdiff_t>(mine), [&](const Row& other) {
          return other.from == each.from && std::invoke(key, other) == std::invoke(key, each);
        });
    if (!replaced) own.push_back(each);
  }
  return own;
}

// Of each key the one that holds on the day, in their order.
template <typename Row, typename Key>
std::vector<Row> holding_on(const std::vector<Row>& all, base::Date on, Key key) {
  std::vector<Row> holding;
  for (const Row& each : all) {
    if (each.from > on) continue;
    const auto known = std::ranges::find(holding, std::invoke(key, each), key);
    if (known == holding.end()) {
      holding.push_back(each);
    } else if (known->from <= each.from) {
      *known = each;
    }
  }
  return holding;
}

}  // namespace governance

// What was so when: a value for each of some periods. Days that no period covers have no value.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/period.hpp"

namespace base {

template <typename T>
class Timeline {
 public:
  struct Entry {
    Period period;
    T value;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  // The value on a day, or null. It lives until the timeline is next changed.
  const T* at(Date date) const {
    const auto next = std::ranges::upper_bound(
        entries_, date, {}, [](const Entry& entry) { return entry.period.from(); });
    if (next == entries_.begin()) return nullptr;
    const Entry& entry = *std::prev(next);
    return entry.period.contains(date) ? &entry.value : nullptr;
  }

  // From now on the period has this value, whatever was said of its days before.
  void set(Period period, T value) {
    const std::size_t place = cut(period);
    // Equal neighbours become one entry, so that a value told twice is no change.
    const bool joins_before = place > 0 && entries_[place - 1].period.until() == period.from() &&
                              entries_[place - 1].value == value;
    const bool joins_after = place < entries_.size() &&
                             entries_[place].period.from() == period.until() &&
                             entries_[place].value == value;
    if (joins_after) {
      period = Period(period.from(), entries_[place].period.until());
      entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(place));
    }
    if (joins_before) {
      Period& before = entries_[place - 1].period;
      before = Period(before.from(), period.until());
      return;
    }
    entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(place),
                    Entry{period, std::move(value)});
  }

  // From now on the period has no value.
  void clear(Period period) { cut(period); }

  const std::vector<Entry>& entries() const { return entries_; }
  bool empty() const { return entries_.empty(); }

  friend bool operator==(const Timeline&, const Timeline&) = default;

 private:
  // Takes the period out of all entries; returns where an entry for it belongs.
  std::size_t cut(const Period& period) {
    std::vector<Entry> kept;
    kept.reserve(entries_.size() + 2);
    std::size_t place = 0;
    for (Entry& entry : entries_) {
      const Period whole = entry.period;
      if (!whole.overlaps(period)) {
        if (whole.from() < period.from()) place = kept.size() + 1;
        kept.push_back(std::move(entry));
        continue;
      }
      if (whole.from() < period.from()) {
        kept.push_back({Period(whole.from(), period.from()), entry.value});
        place = kept.size();
      }
      if (period.until() < whole.until()) {
        kept.push_back({Period(period.until(), whole.until()), std::move(entry.value)});
      }
    }
    entries_ = std::move(kept);
    return place;
  }

  // INVARIANT: sorted by date, no two overlap, and two that touch have different values.
  std::vector<Entry> entries_;
};

}  // namespace base

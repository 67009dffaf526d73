// Columns in the order in which they were met, told apart by their fingerprints.
#include "solve/pool.hpp"

#include <utility>

#include "solve/random.hpp"

namespace solve {

std::uint64_t fingerprint_of(int point) { return Random(static_cast<std::uint64_t>(point)).next(); }

bool are_numbered(const Problem& problem) {
  return !problem.today.empty() || !problem.pinned.empty();
}

void Pool::add(Column column) {
  if (!known_.insert(column.fingerprint).second) return;
  if (columns_.size() >= most_) {
    const auto half = columns_.begin() + static_cast<std::ptrdiff_t>(columns_.size() / 2);
    for (auto old = columns_.begin(); old != half; ++old) known_.erase(old->fingerprint);
    columns_.erase(columns_.begin(), half);
  }
  columns_.push_back(std::move(column));
}

}  // namespace solve

// Travel by a table that somebody supplied.
#include <algorithm>

#include "base/check.hpp"
#include "geo/matrix.hpp"
#include "geo/travel_parts.hpp"

namespace geo {
namespace {

class MatrixTravel : public Travel {
 public:
  MatrixTravel(std::vector<GridPoint> points, const std::vector<std::string>& identifiers,
               const TravelMatrix& matrix, GapFiller gaps, std::size_t nearest_max)
      : Travel(std::move(points), gaps.sources({TravelKind::Matrix, matrix.name, matrix.dated})),
        gaps_(std::move(gaps)) {
    CHECK(identifiers.size() == size());
    for (std::size_t place = 0; place < size(); ++place) {
      const auto found = matrix.place(identifiers[place]);
      if (!found) unknown_.push_back(place);
      numbers_.push_back(found.value_or(none));
    }
    keep_rows(matrix);
    find_neighbours(nearest_max);
  }

 protected:
  Trip way(std::size_t from, std::size_t to) const override {
    // Two places of one identifier are one place to the table.
    if (numbers_[from] == numbers_[to] && numbers_[from] != none) return {0, 0};
    if (const Entry* const there = find(from, to)) return {there->minutes, 0};
    if (const Entry* const back = find(to, from)) return {back->minutes, 0};
    return gaps_.way(points()[from], points()[to]);
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  struct Entry {
    std::size_t to;  // the table's number
    double minutes;
  };

  // Of the table only the rows of these places, each place's in order.
  void keep_rows(const TravelMatrix& matrix) {
    rows_.resize(matrix.identifiers.size());
    places_.resize(matrix.identifiers.size());
    for (std::uint32_t place = 0; place < size(); ++place) {
      if (numbers_[place] != none) places_[numbers_[place]].push_back(place);
    }
    for (const auto& [key, entry] : matrix.entries) {
      const std::size_t from = key >> 32;
      const std::size_t to = key & 0xffffffff;
      if (!places_[from].empty() && !places_[to].empty()) {
        rows_[from].push_back({to, entry.minutes});
      }
    }
    for (auto& row : rows_) std::sort(row.begin(), row.end(), by_number);
  }

  static bool by_number(const Entry& one, const Entry& other) { return one.to < other.to; }

  const Entry* find(std::size_t from, std::size_t to) const {
    if (numbers_[from] == none || numbers_[to] == none) return nullptr;
    const auto& row = rows_[numbers_[from]];
    const auto found = std::lower_bound(row.begin(), row.end(), Entry{numbers_[to], 0}, by_number);
    return found == row.end() || found->to != numbers_[to] ? nullptr : &*found;
  }

  void find_neighbours(std::size_t nearest_max) {
    // Whom the table joins to each place, in either direction.
    std::vector<std::vector<std::uint32_t>> joined(rows_.size());
    for (std::size_t from = 0; from < rows_.size(); ++from) {
      for (const Entry& entry : rows_[from]) {
        joined[from].insert(joined[from].end(), places_[entry.to].begin(), places_[entry.to].end());
        joined[entry.to].insert(joined[entry.to].end(), places_[from].begin(), places_[from].end());
      }
      joined[from].insert(joined[from].end(), places_[from].begin(), places_[from].end());
    }
    const NearestOpen nearest(points(), gaps_.barriers());
    for (std::uint32_t place = 0; place < size(); ++place) {
      std::vector<std::uint32_t> others;
      if (numbers_[place] != none) others = joined[numbers_[place]];
      if (gaps_.fills()) {
        // The places that the table joins may be the nearest ones: look past as many.
        const auto more = nearest.of(place, points()[place], nearest_max + others.size());
        others.insert(others.end(), more.begin(), more.end());
      }
      std::sort(others.begin(), others.end());
      others.erase(std::unique(others.begin(), others.end()), others.end());
      std::vector<Neighbour> candidates;
      for (const std::uint32_t other : others) {
        if (other == place) continue;
        candidates.push_back({other, static_cast<float>(minutes(place, other))});
      }
      add_neighbours(std::move(candidates), nearest_max);
    }
  }

  GapFiller gaps_;
  std::vector<std::size_t> numbers_;                // of places, in the table
  std::vector<std::vector<std::uint32_t>> places_;  // of the table's numbers
  std::vector<std::vector<Entry>> rows_;
};

}  // namespace

TravelPtr travel_by_matrix(std::vector<GridPoint> points,
                           const std::vector<std::string>& identifiers, const TravelMatrix& matrix,
                           const Gaps& gaps, std::size_t nearest_max) {
  return std::make_shared<MatrixTravel>(std::move(points), identifiers, matrix, GapFiller(gaps),
                                        nearest_max);
}

}  // namespace geo

// Barriers are filed by squares of a grid laid over all of them; a path asks only its own squares.
#include "geo/barriers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "base/check.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "geo/data_lines.hpp"

namespace geo {
namespace {

constexpr double grid_m_max = 1'300'000;  // the National Grid ends before
constexpr std::int64_t cells_max = 1 << 20;
// What rounding may move the edge of a square by.
constexpr double slack_m = 1e-3;

// Above nought: c lies to the left of the way from a to b. Exact for whole metres.
double side(const GridPoint& a, const GridPoint& b, const GridPoint& c) {
  return (b.east_m - a.east_m) * (c.north_m - a.north_m) -
         (b.north_m - a.north_m) * (c.east_m - a.east_m);
}

bool overlap(double a, double b, double c, double d) {
  return std::max(std::min(a, b), std::min(c, d)) <= std::min(std::max(a, b), std::max(c, d));
}

bool meet(const GridPoint& a, const GridPoint& b, const GridPoint& c, const GridPoint& d) {
  if (!overlap(a.east_m, b.east_m, c.east_m, d.east_m)) return false;
  if (!overlap(a.north_m, b.north_m, c.north_m, d.north_m)) return false;
  const auto parted = [](double one, double other) {
    return (one > 0 && other > 0) || (one < 0 && other < 0);
  };
  return !parted(side(a, b, c), side(a, b, d)) && !parted(side(c, d, a), side(c, d, b));
}

bool finite(const GridPoint& point) {
  return std::isfinite(point.east_m) && std::isfinite(point.north_m);
}

}  // namespace

// Calls `visit` with each square that the path runs through until one answers true.
template <typename Visit>
bool Barriers::any_cell(const GridPoint& a, const GridPoint& b, Visit visit) const {
  const auto place = [this](double offset_m, std::int64_t count) {
    return static_cast<std::int64_t>(
        std::clamp(std::floor(offset_m / side_m_), 0.0, static_cast<double>(count - 1)));
  };
  const double width_m = static_cast<double>(columns_) * side_m_;
  const double south = std::min(a.north_m, b.north_m) - origin_.north_m - slack_m;
  const double north = std::max(a.north_m, b.north_m) - origin_.north_m + slack_m;
  if (north < 0 || south > static_cast<double>(rows_) * side_m_) return false;
  const double rise = b.north_m - a.north_m;
  for (std::int64_t row = place(south, rows_); row <= place(north, rows_); ++row) {
    // The part of the path, from 0 to 1, that runs through this row.
    double from = 0;
    double to = 1;
    if (rise != 0) {
      const double bottom = origin_.north_m + static_cast<double>(row) * side_m_ - slack_m;
      const double one = (bottom - a.north_m) / rise;
      const double other = (bottom + side_m_ + 2 * slack_m - a.north_m) / rise;
      from = std::clamp(std::min(one, other), 0.0, 1.0);
      to = std::clamp(std::max(one, other), 0.0, 1.0);
    }
    const double run = b.east_m - a.east_m;
    const double start = a.east_m + from * run - origin_.east_m;
    const double end = a.east_m + to * run - origin_.east_m;
    const double west = std::min(start, end) - slack_m;
    const double east = std::max(start, end) + slack_m;
    if (east < 0 || west > width_m) continue;
    for (std::int64_t column = place(west, columns_); column <= place(east, columns_); ++column) {
      if (visit(static_cast<std::size_t>(row * columns_ + column))) return true;
    }
  }
  return false;
}

Barriers::Barriers(const std::vector<BarrierLine>& lines) {
  for (const BarrierLine& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      CHECK(finite(line[i]));
      if (i > 0 || line.size() == 1) segments_.push_back({line[i == 0 ? 0 : i - 1], line[i]});
    }
  }
  if (segments_.empty()) return;
  origin_ = segments_.front().a;
  GridPoint far = origin_;
  for (const Segment& each : segments_) {
    for (const GridPoint& point : {each.a, each.b}) {
      origin_ = {std::min(origin_.east_m, point.east_m), std::min(origin_.north_m, point.north_m)};
      far = {std::max(far.east_m, point.east_m), std::max(far.north_m, point.north_m)};
    }
  }
  // About four squares for each stretch of a line, and never more than fit well in memory.
  const double width_m = far.east_m - origin_.east_m;
  const double height_m = far.north_m - origin_.north_m;
  const double wanted =
      std::min(4.0 * static_cast<double>(segments_.size()) + 16, static_cast<double>(cells_max));
  side_m_ = std::max({std::sqrt(width_m * height_m / wanted), (width_m + height_m) / wanted, 1.0});
  columns_ = static_cast<std::int64_t>(width_m / side_m_) + 1;
  rows_ = static_cast<std::int64_t>(height_m / side_m_) + 1;

  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (const Segment& each : segments_) {
    any_cell(each.a, each.b, [this](std::size_t cell) { return ++first_[cell + 1], false; });
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  filed_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < segments_.size(); ++i) {
    any_cell(segments_[i].a, segments_[i].b,
             [&](std::size_t cell) { return filed_[next[cell]++] = i, false; });
  }
}

bool Barriers::crosses(const GridPoint& a, const GridPoint& b) const {
  if (segments_.empty() || !finite(a) || !finite(b)) return false;
  return any_cell(a, b, [&](std::size_t cell) {
    for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) {
      const Segment& line = segments_[filed_[i]];
      if (meet(a, b, line.a, line.b)) return true;
    }
    return false;
  });
}

base::Result<std::vector<BarrierLine>> read_barriers(std::string_view csv) {
  constexpr std::string_view name = "The barriers";
  base::CsvReader reader(csv);
  const std::vector<std::string_view> headings = {"line", "east_m", "north_m"};
  if (reader.next() != base::CsvRow::Row || reader.cells() != headings) {
    return bad_file(name, "the first row must be \"line,east_m,north_m\"");
  }
  std::map<std::string, std::size_t, std::less<>> places;
  std::vector<BarrierLine> lines;
  for (base::CsvRow state = reader.next(); state != base::CsvRow::End; state = reader.next()) {
    const std::string where = "line " + std::to_string(reader.line()) + ": ";
    if (state == base::CsvRow::Unterminated) {
      return bad_file(name, where + "the file ends inside a quoted cell; it was cut off");
    }
    const auto& cells = reader.cells();
    if (cells.size() != 3 || reader.doubtful() || base::trim(cells[0]).empty()) {
      return bad_file(name, where + "a row is the name of a line, metres east and metres north");
    }
    const auto east = base::parse_decimal(base::trim(cells[1]));
    const auto north = base::parse_decimal(base::trim(cells[2]));
    for (const auto& metres : {east, north}) {
      if (!metres || *metres < 0 || *metres > grid_m_max) {
        return bad_file(name, where + "metres on the National Grid are numbers from 0 to 1300000");
      }
    }
    const auto [found, added] = places.emplace(base::trim(cells[0]), lines.size());
    if (added) lines.emplace_back();
    lines[found->second].push_back({*east, *north});
  }
  return lines;
}

}  // namespace geo

// The letters of the National Grid: squares of 500 km, and in each 25 of 100 km, from the north
// west by rows; there is no I.
#include "geo/grid_reference.hpp"

#include <cctype>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace geo {
namespace {

constexpr double east_m_max = 700'000;
constexpr double north_m_max = 1'300'000;

bool on_grid(const GridPoint& point) {
  return point.east_m >= 0 && point.east_m <= east_m_max && point.north_m >= 0 &&
         point.north_m <= north_m_max;
}

// From 0 to 24.
std::optional<int> letter_place(char letter) {
  const int place = std::toupper(static_cast<unsigned char>(letter)) - 'A';
  if (place < 0 || place > 25 || place == 'I' - 'A') return {};
  return place > 'I' - 'A' ? place - 1 : place;
}

std::optional<GridPoint> from_metres(std::string_view text) {
  const std::size_t comma = text.find_first_of(", ");
  if (comma == std::string_view::npos) return {};
  const auto east = base::parse_decimal(base::trim(text.substr(0, comma)));
  const auto north = base::parse_decimal(base::trim(text.substr(comma + 1)));
  if (!east || !north) return {};
  return GridPoint{*east, *north};
}

std::optional<GridPoint> from_letters(std::string_view text) {
  std::string bare;
  for (const char letter : text) {
    if (letter != ' ') bare += letter;
  }
  if (bare.size() < 4 || bare.size() > 12 || bare.size() % 2 != 0) return {};
  const auto first = letter_place(bare[0]);
  const auto second = letter_place(bare[1]);
  if (!first || !second) return {};
  // The grid's own origin is the south west corner of square S, two squares east and one north of
  // that of V.
  double east_m = (*first % 5 - 2) * 500'000.0 + *second % 5 * 100'000.0;
  double north_m = (3 - *first / 5) * 500'000.0 + (4 - *second / 5) * 100'000.0;
  const std::size_t figures = (bare.size() - 2) / 2;
  double square_m = 100'000;
  for (std::size_t i = 0; i < figures; ++i) {
    const char east = bare[2 + i];
    const char north = bare[2 + figures + i];
    if (east < '0' || east > '9' || north < '0' || north > '9') return {};
    square_m /= 10;
    east_m += (east - '0') * square_m;
    north_m += (north - '0') * square_m;
  }
  return GridPoint{east_m + square_m / 2, north_m + square_m / 2};
}

}  // namespace

base::Result<GridPoint> parse_grid_reference(std::string_view text, std::string_view field) {
  const std::string_view bare = base::trim(text);
  const auto letters = from_letters(bare);
  const auto found = letters ? letters : from_metres(bare);
  if (found && on_grid(*found)) return *found;
  return base::make_error("bad_grid_reference",
                          "\"" + std::string(text.substr(0, 40)) +
                              "\" is no place on the National Grid. Write a grid reference such as "
                              "\"TG 230 085\", or metres east and north: 623000,308500.",
                          std::string(field));
}

}  // namespace geo

// Reading the numbers of the estimate, and reckoning with them.
#include "geo/estimate.hpp"

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "geo/data_lines.hpp"

namespace geo {
namespace {

constexpr double endless_km = std::numeric_limits<double>::infinity();

base::Status take_band(Estimate& into, const DataFile& file, const DataLine& line) {
  Estimate::Band band;
  if (const auto until = match(line.value, "until # km at # km/h")) {
    band = {until->numbers[0], until->numbers[1]};
  } else if (const auto beyond = match(line.value, "beyond at # km/h")) {
    band = {endless_km, beyond->numbers[0]};
  } else {
    return bad_line(
        file, line,
        "write \"band until 3 km at 25 km/h\", and the last \"band beyond at 55 km/h\"");
  }
  const double last_km = into.bands.empty() ? 0 : into.bands.back().until_km;
  if (band.until_km <= last_km) {
    return bad_line(file, line,
                    "each band reaches farther than the one before; \"beyond\" is last");
  }
  if (band.speed_kmh < 1) return bad_line(file, line, "the speed must be at least 1 km/h");
  into.bands.push_back(band);
  return {};
}

base::Status take(Estimate& into, const DataFile& file, const DataLine& line) {
  if (line.key == "band") return take_band(into, file, line);
  if (line.key == "circuity") {
    const auto found = match(line.value, "#");
    if (!found || found->numbers[0] < 1 || found->numbers[0] > 10) {
      return bad_line(file, line, "write a number from 1 to 10, such as \"circuity 1.35\"");
    }
    into.circuity = found->numbers[0];
  } else if (line.key == "fixed") {
    const auto found = match(line.value, "# minutes");
    if (!found || found->numbers[0] > 240) {
      return bad_line(file, line, "write minutes up to 240, such as \"fixed 4 minutes\"");
    }
    into.fixed_minutes = found->numbers[0];
  } else {
    return bad_line(file, line,
                    "no such word is known; a line begins with name, dated, source, circuity, "
                    "fixed or band");
  }
  return {};
}

}  // namespace

double Estimate::minutes(double straight_m) const {
  const double way_km = straight_m / 1000 * circuity;
  double hours = 0;
  double behind_km = 0;
  for (const Band& band : bands) {
    hours += (std::min(way_km, band.until_km) - behind_km) / band.speed_kmh;
    if (way_km <= band.until_km) break;
    behind_km = band.until_km;
  }
  return fixed_minutes + hours * 60;
}

base::Result<Estimate> read_estimate(std::string_view text, std::string_view file) {
  DataFile data = TRY(read_data_file(text, file));
  Estimate read;
  bool circuity = false;
  bool fixed = false;
  for (const DataLine& line : data.lines) {
    bool* const once = line.key == "circuity" ? &circuity : line.key == "fixed" ? &fixed : nullptr;
    if (once != nullptr && *once) {
      return bad_line(data, line, "it is said on an earlier line already");
    }
    TRY(take(read, data, line));
    if (once != nullptr) *once = true;
  }
  if (!circuity) return bad_file(file, "there is no circuity; add a line \"circuity 1.35\"");
  if (!fixed) return bad_file(file, "there are no fixed minutes; add a line \"fixed 4 minutes\"");
  if (read.bands.empty() || read.bands.back().until_km != endless_km) {
    return bad_file(file, "the last band is missing; add a line \"band beyond at 55 km/h\"");
  }
  read.name = std::move(data.name);
  read.dated = data.dated;
  read.source = std::move(data.source);
  return read;
}

const Estimate& default_estimate() {
  static const Estimate read = [] {
    auto result = read_estimate(default_estimate_text(), "data/travel/estimate.txt");
    CHECK(result.ok());
    return std::move(result).value();
  }();
  return read;
}

}  // namespace geo

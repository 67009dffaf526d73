// Reading the speeds of roads, and what tags of OpenStreetMap mean by them.
#include "geo/road_speeds.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "geo/data_lines.hpp"
#include "geo/digest.hpp"

namespace geo {
namespace {

constexpr double kmh_per_mph = 1.609344;
constexpr double speed_kmh_max = 200;

bool is_speed(double kmh) { return kmh >= 1 && kmh <= speed_kmh_max; }

base::Status take_speed(RoadSpeeds& into, const DataFile& file, const DataLine& line) {
  auto found = match(line.value, "* # km/h");
  if (!found) {
    found = match(line.value, "* # mph");
    if (found) found->numbers[0] *= kmh_per_mph;
  }
  if (!found || !is_speed(found->numbers[0])) {
    return bad_line(file, line,
                    "write a speed of 1 to 200 km/h, such as \"class primary 62 km/h\" or "
                    "\"maxspeed national 60 mph\"");
  }
  auto& table = line.key == "class" ? into.class_kmh : into.limit_kmh;
  if (!table.emplace(found->words[0], found->numbers[0]).second) {
    return bad_line(file, line, "it is said on an earlier line already");
  }
  return {};
}

// Numbers of which a file has each just once.
struct Once {
  bool off_road = false;
  bool fixed = false;
  bool limit = false;
};

base::Status take_number(RoadSpeeds& into, Once& once, const DataFile& file, const DataLine& line) {
  bool* const had = line.key == "fixed"      ? &once.fixed
                    : line.key == "limit"    ? &once.limit
                    : line.key == "off-road" ? &once.off_road
                                             : nullptr;
  if (had == nullptr) {
    return bad_line(file, line,
                    "no such word is known; a line begins with name, dated, source, off-road, "
                    "fixed, class, limit, maxspeed, closed-to or barrier");
  }
  if (*had) return bad_line(file, line, "it is said on an earlier line already");
  *had = true;
  if (line.key == "fixed") {
    const auto found = match(line.value, "# minutes");
    if (!found || found->numbers[0] > 240) {
      return bad_line(file, line, "write minutes up to 240, such as \"fixed 4 minutes\"");
    }
    into.fixed_minutes = found->numbers[0];
  } else if (line.key == "limit") {
    const auto found = match(line.value, "# %");
    if (!found || found->numbers[0] < 10 || found->numbers[0] > 150) {
      return bad_line(file, line, "write 10 to 150 per cent, such as \"limit 90 %\"");
    }
    into.limit_share = found->numbers[0] / 100;
  } else {
    const auto found = match(line.value, "# km/h up to # m");
    if (!found || !is_speed(found->numbers[0]) || found->numbers[1] > 100000) {
      return bad_line(file, line, "write it as in \"off-road 15 km/h up to 2000 m\"");
    }
    into.off_road_kmh = found->numbers[0];
    into.off_road_m_max = found->numbers[1];
  }
  return {};
}

base::Status take(RoadSpeeds& into, Once& once, const DataFile& file, const DataLine& line) {
  if (line.key == "class" || line.key == "maxspeed") return take_speed(into, file, line);
  if (line.key != "closed-to" && line.key != "barrier") return take_number(into, once, file, line);
  const auto found = match(line.value, "*");
  if (!found) return bad_line(file, line, "write one word, such as \"barrier bollard\"");
  (line.key == "barrier" ? into.barriers : into.closed_to).insert(found->words[0]);
  return {};
}

}  // namespace

std::optional<double> RoadSpeeds::limit(std::string_view maxspeed) const {
  if (const auto named = limit_kmh.find(maxspeed); named != limit_kmh.end()) return named->second;
  std::string_view number = base::trim(maxspeed);
  double unit = 1;
  if (number.ends_with("mph")) {
    number = base::trim(number.substr(0, number.size() - 3));
    unit = kmh_per_mph;
  } else if (number.ends_with("km/h")) {
    number = base::trim(number.substr(0, number.size() - 4));
  }
  const auto read = base::parse_decimal(number);
  if (!read || !is_speed(*read * unit)) return {};
  return *read * unit;
}

std::optional<double> RoadSpeeds::speed_kmh(std::string_view road_class,
                                            std::string_view maxspeed) const {
  const auto found = class_kmh.find(road_class);
  if (found == class_kmh.end()) return {};
  const auto highest = limit(maxspeed);
  return highest ? std::min(found->second, std::max(1.0, *highest * limit_share)) : found->second;
}

base::Result<RoadSpeeds> read_road_speeds(std::string_view text, std::string_view file) {
  DataFile data = TRY(read_data_file(text, file));
  RoadSpeeds read;
  Once once;
  for (const DataLine& line : data.lines) TRY(take(read, once, data, line));
  if (!once.off_road) {
    return bad_file(file, "add a line such as \"off-road 15 km/h up to 2000 m\"");
  }
  if (!once.fixed) return bad_file(file, "there are no fixed minutes; add \"fixed 4 minutes\"");
  if (!once.limit) return bad_file(file, "add a line such as \"limit 90 %\"");
  if (read.class_kmh.empty()) {
    return bad_file(file, "no class of road is named; add lines such as \"class primary 62 km/h\"");
  }
  read.name = std::move(data.name);
  read.dated = data.dated;
  read.source = std::move(data.source);
  read.digest = digest_of(text);
  return read;
}

const RoadSpeeds& default_road_speeds() {
  static const RoadSpeeds read = [] {
    auto result = read_road_speeds(default_road_speeds_text(), "data/travel/road_speeds.txt");
    CHECK(result.ok());
    return std::move(result).value();
  }();
  return read;
}

}  // namespace geo

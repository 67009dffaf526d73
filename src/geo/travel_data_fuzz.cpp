// Any text is numbers of travel that can be reckoned with, or is refused with a reason.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "geo/estimate.hpp"
#include "geo/grid_reference.hpp"
#include "geo/road_speeds.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto estimate = geo::read_estimate(text, "fuzz");
  if (estimate.ok()) {
    double last = -1;
    for (const double metres : {0.0, 10.0, 3000.0, 50000.0, 900000.0}) {
      const double minutes = estimate.value().minutes(metres);
      CHECK(std::isfinite(minutes) && minutes > last);
      last = minutes;
    }
  } else {
    CHECK(!estimate.error().message.empty());
  }
  const auto speeds = geo::read_road_speeds(text, "fuzz");
  if (speeds.ok()) {
    for (const auto& [name, kmh] : speeds.value().class_kmh) {
      const auto driven = speeds.value().speed_kmh(name, "30 mph");
      CHECK(driven && *driven >= 1 && *driven <= kmh);
    }
    CHECK(speeds.value().off_road_kmh >= 1);
  }
  // Also as a speed limit, and as a place.
  const auto limit = geo::default_road_speeds().limit(text);
  CHECK(!limit || (*limit >= 1 && *limit <= 200));
  const auto place = geo::parse_grid_reference(text, "fuzz");
  CHECK(!place.ok() || (place.value().east_m >= 0 && place.value().north_m <= 1'300'000));
  return 0;
}

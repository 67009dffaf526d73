// Moments in words.
#include "registry/moment.hpp"

#include <chrono>

#include "base/date.hpp"

namespace registry {

std::string moment(std::int64_t seconds) {
  using namespace std::chrono;
  sys_seconds time{std::chrono::seconds{seconds}};
  sys_days day = floor<days>(time);
  std::int64_t minutes = (time - day).count() / 60;
  std::int64_t hour = minutes / 60;
  std::string minute = std::to_string(minutes % 60);
  return base::Date(day).long_form() + ", " + std::to_string(hour % 12 == 0 ? 12 : hour % 12) +
         ":" + (minute.size() < 2 ? "0" : "") + minute + (hour < 12 ? "am" : "pm") + " UTC";
}

}  // namespace registry

// libical folds lines and escapes text.
#include "governance/ical.hpp"

#include <libical/ical.h>

#include <cstdlib>
#include <ctime>
#include <memory>

#include "base/text.hpp"

namespace governance {

namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }
};

// All day where nobody said when it begins.
icaltimetype begins(const Meeting& meeting) {
  icaltimetype time = icaltime_null_time();
  time.year = meeting.on.year();
  time.month = static_cast<int>(meeting.on.month());
  time.day = static_cast<int>(meeting.on.day());
  const auto pieces = base::split(meeting.starts, ':');
  time.is_date = pieces.size() == 2 ? 0 : 1;
  if (pieces.size() != 2) return time;
  time.hour = static_cast<int>(base::parse_integer(pieces[0]).value_or(0));
  time.minute = static_cast<int>(base::parse_integer(pieces[1]).value_or(0));
  return time;
}

icalcomponent* event(const std::string& body, const Meeting& meeting, std::int64_t now_s) {
  icalcomponent* made = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  const std::string uid = "meeting-" + std::to_string(meeting.id.value) + "@guildhall";
  icalcomponent_add_property(made, icalproperty_new_uid(uid.c_str()));
  icalcomponent_add_property(
      made, icalproperty_new_dtstamp(icaltime_from_timet_with_zone(
                static_cast<std::time_t>(now_s), 0, icaltimezone_get_utc_timezone())));
  icalcomponent_add_property(made, icalproperty_new_dtstart(begins(meeting)));
  icalcomponent_add_property(made, icalproperty_new_summary(body.c_str()));
  if (!meeting.place.empty()) {
    icalcomponent_add_property(made, icalproperty_new_location(meeting.place.c_str()));
  }
  return made;
}

}  // namespace

std::string ical_text(const std::string& body, const std::vector<Meeting>& meetings,
                      std::int64_t now_s) {
  const std::unique_ptr<icalcomponent, FreeComponent> calendar(
      icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Guildhall//EN"));
  for (const Meeting& each : meetings) {
    if (each.state == MeetingState::Cancelled) continue;
    icalcomponent_add_component(calendar.get(), event(body, each, now_s));
  }
  const std::unique_ptr<char, FreeText> text(icalcomponent_as_ical_string_r(calendar.get()));
  return text.get();
}

}  // namespace governance

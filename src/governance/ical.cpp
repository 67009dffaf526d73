// libical folds lines and escapes text.
#include "governance/ical.hpp"

#include <libical/ical.h>

#include <cstdlib>
#include <ctime>
#include <memory>

#include "base/check.hpp"
#include "base/text.hpp"

namespace governance {

namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

constexpr const char* zone_name = "Europe/London";
// Summer Time Order 2002 (SI 2002/262): from the last Sunday of March to that of October.
constexpr const char* zone_text =
    "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n"
    "BEGIN:DAYLIGHT\r\nTZNAME:BST\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n"
    "DTSTART:19810329T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nTZNAME:GMT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\n"
    "DTSTART:19961027T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n";

// All day where nobody said when it begins.
icaltimetype begins(const IcalEvent& event) {
  icaltimetype time = icaltime_null_time();
  time.year = event.on.year();
  time.month = static_cast<int>(event.on.month());
  time.day = static_cast<int>(event.on.day());
  const auto pieces = base::split(event.starts, ':');
  time.is_date = pieces.size() == 2 ? 0 : 1;
  if (pieces.size() != 2) return time;
  time.hour = static_cast<int>(base::parse_integer(pieces[0]).value_or(0));
  time.minute = static_cast<int>(base::parse_integer(pieces[1]).value_or(0));
  return time;
}

void add_times(icalcomponent* made, const IcalEvent& event) {
  const icaltimetype start = begins(event);
  icaltimetype end = start;
  if (start.is_date != 0) {
    icaltime_adjust(&end, 1, 0, 0, 0);
  } else {
    icaltime_adjust(&end, 0, 0, event.lasts_min > 0 ? event.lasts_min : usual_meeting_min, 0);
  }
  for (icalproperty* each : {icalproperty_new_dtstart(start), icalproperty_new_dtend(end)}) {
    if (start.is_date == 0) {
      icalproperty_add_parameter(each, icalparameter_new_tzid(zone_name));
    }
    icalcomponent_add_property(made, each);
  }
}

icalcomponent* component_of(const IcalEvent& event, std::int64_t now_s) {
  icalcomponent* made = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  const auto add = [&](icalproperty* property) { icalcomponent_add_property(made, property); };
  add(icalproperty_new_uid(event.uid.c_str()));
  add(icalproperty_new_dtstamp(icaltime_from_timet_with_zone(static_cast<std::time_t>(now_s), 0,
                                                             icaltimezone_get_utc_timezone())));
  add_times(made, event);
  add(icalproperty_new_sequence(static_cast<int>(event.sequence)));
  add(icalproperty_new_status(event.cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  add(icalproperty_new_summary(event.summary.c_str()));
  if (!event.place.empty()) add(icalproperty_new_location(event.place.c_str()));
  if (!event.note.empty()) add(icalproperty_new_description(event.note.c_str()));
  return made;
}

Component begin_calendar() {
  Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Guildhall//EN"));
  icalcomponent* zone = icalparser_parse_string(zone_text);
  CHECK(zone != nullptr);
  icalcomponent_add_component(calendar.get(), zone);
  return calendar;
}

std::string text_of(const Component& calendar) {
  const std::unique_ptr<char, FreeText> text(icalcomponent_as_ical_string_r(calendar.get()));
  return text.get();
}

// RFC 5545 wants an address of who takes part; of one without there is a form that leads nowhere.
std::string address_of(const Invited& person) {
  return person.email.empty() ? "invalid:nomail" : "mailto:" + person.email;
}

}  // namespace

IcalEvent ical_event(const std::string& body, const Meeting& meeting) {
  return {"meeting-" + std::to_string(meeting.id.value) + "@guildhall",
          body,
          meeting.place,
          "",
          meeting.on,
          meeting.starts,
          meeting.lasts_min,
          meeting.version,
          meeting.state == MeetingState::Cancelled};
}

std::string ical_text(const std::vector<IcalEvent>& events, std::int64_t now_s) {
  const Component calendar = begin_calendar();
  for (const IcalEvent& each : events) {
    icalcomponent_add_component(calendar.get(), component_of(each, now_s));
  }
  return text_of(calendar);
}

std::string ical_request(const IcalEvent& event, const Invited& organiser,
                         const std::vector<Invited>& people, std::int64_t now_s) {
  const Component calendar = begin_calendar();
  icalcomponent_add_property(
      calendar.get(),
      icalproperty_new_method(event.cancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST));
  icalcomponent* made = component_of(event, now_s);
  icalproperty* from = icalproperty_new_organizer(address_of(organiser).c_str());
  icalproperty_add_parameter(from, icalparameter_new_cn(organiser.name.c_str()));
  icalcomponent_add_property(made, from);
  for (const Invited& each : people) {
    icalproperty* to = icalproperty_new_attendee(address_of(each).c_str());
    icalproperty_add_parameter(to, icalparameter_new_cn(each.name.c_str()));
    icalproperty_add_parameter(to, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
    icalcomponent_add_property(made, to);
  }
  icalcomponent_add_component(calendar.get(), made);
  return text_of(calendar);
}

}  // namespace governance

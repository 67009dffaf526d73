// Meetings and deadlines as calendars for other programs, and as invitations: RFC 5545, by libical.
#pragma once

#include <string>
#include <vector>

#include "governance/meeting.hpp"

namespace governance {

// Times are those of Europe/London, whose rules stand in the text. The UID of a meeting stays the
// same; its SEQUENCE counts up with what is recorded of it; a cancelled one is told as such.
struct IcalEvent {
  std::string uid;      // "meeting-7@guildhall"
  std::string summary;  // "Harbour cluster board"
  std::string place;
  std::string note;
  base::Date on;
  std::string starts;  // "16:30"; "": all day
  int lasts_min = 0;   // 0: as long as meetings are taken to last
  std::int64_t sequence = 0;
  bool cancelled = false;
};
IcalEvent ical_event(const std::string& body, const Meeting& meeting);
std::string ical_text(const std::vector<IcalEvent>& events, std::int64_t now_s);

// An invitation that mail programs take (METHOD:REQUEST, RFC 5546).
struct Invited {
  std::string name;
  std::string email;  // "": not known, or not to be shown
};
std::string ical_request(const IcalEvent& event, const Invited& organiser,
                         const std::vector<Invited>& people, std::int64_t now_s);

}  // namespace governance

// The meetings of a body as a calendar for other programs.
#pragma once

#include <string>
#include <vector>

#include "governance/meeting.hpp"

namespace governance {

// RFC 5545, by libical. Cancelled meetings are left out; times have no zone, for they are those of
// the place.
std::string ical_text(const std::string& body, const std::vector<Meeting>& meetings,
                      std::int64_t now_s);

}  // namespace governance

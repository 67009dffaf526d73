// What the pages of one meeting share.
#pragma once

#include <string>

#include "governance/api_meeting.hpp"
#include "governance/pages.hpp"

namespace governance {

// A meeting as its visitor may see and change it.
struct Sitting : MeetingView {
  guard::UnitPath path;  // of the body: what somebody must have a role over
  bool may_edit = false;
  bool open() const {
    return may_edit && meeting().state != MeetingState::Sealed &&
           meeting().state != MeetingState::Cancelled;
  }
};
// Errors: meeting_not_found, not_allowed.
base::Result<Sitting> sitting(const Context& context, const web::Request& request);

std::string meeting_href(MeetingId id);
web::Html state_tag(const Meeting& meeting);
// What was declared at the item, and a form for what may be.
web::Html item_interests_part(const web::Request& request, const Sitting& now, const Item& item);
// A paragraph for each line.
web::Html lines_of(const std::string& text);

}  // namespace governance

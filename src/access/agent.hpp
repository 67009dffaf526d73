// What a browser says of itself, in as few words as people need to know their own sessions.
#pragma once

#include <string>
#include <string_view>

namespace guard {

// "Firefox on Windows"; "an unknown program" where nothing is known. Nothing of the header itself
// is kept.
std::string agent_summary(std::string_view user_agent);

}  // namespace guard

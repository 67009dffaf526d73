// For tests: reads markup as a strict reader would and says all that is wrong with it. Tags must
// balance, ids be unique, references lead to ids that are there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace web {

// Sentences; empty when the markup is sound. Fragments may be checked too: `whole_page` says that
// references must be met inside this very markup.
std::vector<std::string> faults_of(std::string_view markup, bool whole_page = true);

// Text as a browser reads it: entities undone. Tags are left as they are.
std::string unescape(std::string_view markup);

}  // namespace web

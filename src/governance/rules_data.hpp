// What is embedded of data/governance/rules.txt (cmake/embed_text.cmake).
#pragma once

#include <string_view>

namespace governance {

std::string_view rules_text();

}  // namespace governance

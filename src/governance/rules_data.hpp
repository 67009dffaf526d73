// What is embedded of data/governance (cmake/embed_text.cmake).
#pragma once

#include <string_view>

namespace governance {

std::string_view rules_text();
std::string_view calendar_text();
std::string_view retention_text();
std::string_view skills_text();
std::string_view terms_models_text();

}  // namespace governance

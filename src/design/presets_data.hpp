// What is embedded of data/design/presets.txt (cmake/embed_text.cmake).
#pragma once

#include <string_view>

namespace design {

std::string_view presets_text();

}  // namespace design

// Names and letters of clusters in plans.
#pragma once

#include <string_view>

namespace design {

// On one line, not empty, at most 200 bytes: as the registry takes them.
bool is_cluster_name(std::string_view name);
// "" is none; at most 10 bytes, no spaces.
bool is_cluster_letter(std::string_view letter);

}  // namespace design

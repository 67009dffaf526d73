// Texts of data/delegation, embedded by the build: the catalogue, the sample scheme with its
// overlays, the sample of an alignment matrix.
#pragma once

#include <string_view>

namespace delegation {

std::string_view shipped_catalogue_text();
std::string_view shipped_trust_text();
std::string_view shipped_harbour_text();
std::string_view shipped_reduced_text();
std::string_view shipped_bespoke_text();
std::string_view shipped_alignment_text();

}  // namespace delegation

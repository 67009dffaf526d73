// Texts of data/delegation, embedded by the build: the catalogue, words by which decisions are
// found, the words of tables, the schemes,
// which samples.hpp lists, and the sample of an alignment matrix.
#pragma once

#include <string_view>

namespace delegation {

std::string_view shipped_catalogue_text();
std::string_view shipped_find_words_text();
std::string_view shipped_matrix_words_text();
std::string_view shipped_trust_text();
std::string_view shipped_harbour_text();
std::string_view shipped_reduced_text();
std::string_view shipped_bespoke_text();
std::string_view shipped_diocese_text();
std::string_view shipped_primary_text();
std::string_view shipped_members_text();
std::string_view shipped_ladder_text();
std::string_view shipped_ladder_bespoke_text();
std::string_view shipped_ladder_reduced_text();
std::string_view shipped_limits_text();
std::string_view shipped_maintained_text();
std::string_view shipped_sponsored_text();
std::string_view shipped_partner_text();
std::string_view shipped_alignment_text();

}  // namespace delegation

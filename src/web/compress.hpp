// gzip, and whether a browser can read it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace web {

// Reads Accept-Encoding with its q values; nothing given means that gzip is not wanted.
bool accepts_gzip(std::string_view accept_encoding);

// Text gets smaller; pictures and archives are compressed already.
bool is_compressible(std::string_view content_type);

// Level 1 halves the processor time of level 6 and costs a tenth in size. Deterministic.
std::string gzip(std::string_view body, int level = 1);

// Nothing when the bytes are not whole gzip or would become more than `bytes_max`.
std::optional<std::string> gunzip(std::string_view bytes, std::size_t bytes_max);

}  // namespace web

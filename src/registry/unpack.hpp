// The bytes of a file as text: gzip taken off, the encoding found out, UTF-8 given back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace registry {

// A file that unpacks to more is refused (file_too_large): the whole national register is 70 MB.
inline constexpr std::size_t unpacked_bytes_max = std::size_t{1} << 30;

// Errors: file_unreadable, file_empty, file_truncated (gzip ends early or is damaged),
// file_too_large, file_not_gias (a zip archive).
base::Result<std::string> read_unpacked(const std::string& path);
base::Result<std::string> unpack(std::string bytes, std::string_view name);

// UTF-8 with or without byte order mark stays as it is, anything else is read as Windows code
// page 1252, in which the register writes its files.
std::string to_utf8(std::string bytes);

// A short fingerprint of the bytes (BLAKE2b, 128 bits, in hexadecimal).
std::string digest(std::string_view bytes);

}  // namespace registry

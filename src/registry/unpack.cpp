// Reading whole files: gzip by zlib, fingerprints by libsodium.
#include "registry/unpack.hpp"

#include <sodium.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"

namespace registry {

namespace {

base::Error too_large(std::string_view name) {
  return base::make_error("file_too_large",
                          std::string(name) + " is larger than 1 GB. The whole national register " +
                              "is about 70 MB: check that this is the right file.",
                          std::string(name));
}

base::Error truncated(std::string_view name, const char* detail) {
  return base::make_error("file_truncated",
                          std::string(name) + " was cut off or damaged: its gzip data does not " +
                              "unpack to the end. Download or copy it again.",
                          std::string(name), detail == nullptr ? "" : detail);
}

base::Result<std::string> gunzip(const std::string& packed, std::string_view name) {
  z_stream stream{};
  CHECK(inflateInit2(&stream, 15 + 16) == Z_OK);
  std::string text;
  std::array<char, 1 << 16> buffer;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    int state = inflate(&stream, Z_NO_FLUSH);
    text.append(buffer.data(), buffer.size() - stream.avail_out);
    if (text.size() > unpacked_bytes_max) {
      inflateEnd(&stream);
      return too_large(name);
    }
    if (state == Z_STREAM_END && stream.avail_in > 0) {
      inflateReset(&stream);  // gzip files may be several members one after another
      continue;
    }
    if (state == Z_STREAM_END) break;
    if (state != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) {
      base::Error error = truncated(name, stream.msg);
      inflateEnd(&stream);
      return error;
    }
  }
  inflateEnd(&stream);
  return text;
}

}  // namespace

base::Result<std::string> unpack(std::string bytes, std::string_view name) {
  bool gzip = bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b';
  if (gzip) bytes = TRY(gunzip(bytes, name));
  if (bytes.starts_with("PK\x03\x04")) {
    return base::make_error("file_not_gias",
                            std::string(name) + " is a zip archive or a workbook. Take the CSV " +
                                "files out of it, and give those. Nothing was imported.",
                            std::string(name));
  }
  if (base::trim(bytes).empty()) {
    return base::make_error("file_empty", std::string(name) + " is empty. Nothing was imported.",
                            std::string(name));
  }
  return bytes;
}

base::Result<std::string> read_unpacked(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  auto unreadable = [&path] {
    return base::make_error("file_unreadable",
                            path + " cannot be read (" + std::strerror(errno) +
                                "). Check its name and that you may read it.",
                            path);
  };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) errno = EISDIR;
  if (!file || errno == EISDIR) return unreadable();
  std::streamoff size = file.tellg();
  if (size < 0 || static_cast<std::size_t>(size) > unpacked_bytes_max) {
    return size < 0 ? unreadable() : too_large(path);
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), size)) return unreadable();
  return unpack(std::move(bytes), path);
}

std::string to_utf8(std::string bytes) {
  if (bytes.compare(0, 3, "\xEF\xBB\xBF") == 0) bytes.erase(0, 3);
  if (base::is_utf8(bytes)) return bytes;
  return base::utf8_from_cp1252(bytes);
}

std::string digest(std::string_view bytes) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

}  // namespace registry
